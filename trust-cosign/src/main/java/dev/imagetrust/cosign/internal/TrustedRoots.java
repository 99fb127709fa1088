/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;

/** What the outside may ask about a {@code trusted_root.json}. */
public final class TrustedRoots {

    private TrustedRoots() {}

    /**
     * Reads a root and forgets it.
     *
     * @throws MalformedInputException if it could not be used
     */
    public static void requireUsable(Bytes json) throws MalformedInputException {
        TrustedRoot.parse(json);
    }
}
