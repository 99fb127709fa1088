/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * A trust store with the Sigstore root of a source in it, as the only one under its name.
 *
 * <pre>{@code
 * TrustStore store = new TrustRootStore(FileTrustStore.open(folder), "public", TrustRootFile.open(file, Duration.ofDays(2), clock));
 * AnchorSelector root = new AnchorSelector.InStore(AnchorKind.SIGSTORE_ROOT, "public");
 * }</pre>
 *
 * <p>Each verdict takes the root that is in force when it begins. Where the source has none, no verdict of the whole store can be
 * made: they are {@code UNDETERMINED}.
 *
 * @since 0.1
 */
public final class TrustRootStore implements TrustStore {

    private final TrustStore rest;
    private final String name;
    private final TrustRootSource source;

    /**
     * Adds a root.
     *
     * @param rest everything else
     * @param name of the named store in which requirements find the root
     */
    public TrustRootStore(TrustStore rest, String name, TrustRootSource source) {
        this.rest = requireNonNull(rest, "rest");
        this.name = requireNonNull(name, "name");
        this.source = requireNonNull(source, "source");
    }

    /**
     * Everything, with the root that is in force.
     *
     * @throws IOException if there is none, the rest cannot be read, or it has a root under the same name
     */
    @Override
    public TrustSnapshot snapshot() throws IOException {
        TrustSnapshot snapshot = rest.snapshot();
        if (!snapshot.anchors(AnchorKind.SIGSTORE_ROOT, name).isEmpty()) {
            throw new IOException("there is another Sigstore root under the name " + name);
        }
        List<TrustAnchor> anchors = new ArrayList<>(snapshot.anchors());
        anchors.add(new TrustAnchor(AnchorKind.SIGSTORE_ROOT, name, "trusted_root.json", source.current()));
        return TrustSnapshot.of(anchors, snapshot.skipped(), snapshot.denied());
    }
}
