/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import java.io.IOException;

import static java.util.Objects.requireNonNull;

/**
 * Hands out the Sigstore root to judge by, a {@code trusted_root.json}.
 *
 * <p>Whoever implements it vouches for what it returns: over TUF, that its metadata was verified. Sources are safe for use by
 * several threads, start none of their own and watch nothing; one that can change has a method of its own that makes it look
 * again. {@link TrustRootStore} puts one into a trust store.
 *
 * @since 0.1
 */
public interface TrustRootSource {

    /**
     * The root that is in force.
     *
     * @throws IOException if there is none that may be used, such as one that is too old; verdicts that need it are
     *     {@code UNDETERMINED} then
     */
    Bytes current() throws IOException;

    /** Always the same root, for whoever replaces the whole set-up with it. It never gets too old. */
    static TrustRootSource fixed(Bytes json) {
        requireNonNull(json, "json");
        return () -> json;
    }
}
