/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Collects the key files that selectors name. Whatever cannot be used is an error: trust must not shrink unseen, and
 * the file that cannot be read may be the one with the revocation.
 */
final class KeySources {

    private KeySources() {}

    /**
     * The keyring of all files.
     *
     * @throws SetUpException if a store or file cannot be used, or contains no public key
     */
    static Keyring load(Collection<AnchorSelector> selectors, TrustSnapshot trust) {
        List<KeySource> sources = new ArrayList<>();
        for (AnchorSelector selector : selectors) {
            if (selector.kind() != AnchorKind.OPENPGP_KEY) {
                throw setUp(
                        GpgReason.KEYRING_UNSUPPORTED,
                        "an anchor of kind " + selector.kind().id());
            }
            if (selector instanceof Pinned pinned) {
                sources.add(new KeySource(pinned.id(), pinned.origin(), pinned.material()));
            } else {
                sources.addAll(inStore((InStore) selector, trust));
            }
        }
        try {
            return Keyring.parse(sources);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    private static List<KeySource> inStore(InStore selector, TrustSnapshot trust) {
        List<SkippedEntry> skipped = trust.skipped(selector.kind(), selector.store());
        if (!skipped.isEmpty()) {
            throw setUp(GpgReason.KEYRING_UNREADABLE, skipped.get(0).toString());
        }
        List<TrustAnchor> anchors = trust.anchors(selector.kind(), selector.store());
        if (anchors.isEmpty()) {
            throw setUp(GpgReason.NO_PUBLIC_KEYS, "the store " + selector.store() + " is empty");
        }
        return anchors.stream()
                .map(anchor -> new KeySource(anchor.id(), anchor.name(), anchor.material()))
                .toList();
    }

    private static SetUpException setUp(GpgReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }
}
