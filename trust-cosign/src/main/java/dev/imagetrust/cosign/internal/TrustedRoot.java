/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;

/**
 * What a Sigstore {@code trusted_root.json} vouches for. Immutable; parsed once, when a requirement is prepared.
 *
 * @param logs transparency logs
 * @param certificateAuthorities who issues certificates
 * @param certificateLogs certificate transparency logs
 * @param timestampAuthorities who says what time it was
 */
record TrustedRoot(
        List<LogKey> logs,
        List<Authority> certificateAuthorities,
        List<LogKey> certificateLogs,
        List<Authority> timestampAuthorities) {

    TrustedRoot {
        logs = List.copyOf(logs);
        certificateAuthorities = List.copyOf(certificateAuthorities);
        certificateLogs = List.copyOf(certificateLogs);
        timestampAuthorities = List.copyOf(timestampAuthorities);
    }

    /**
     * Reads a file of version 0.1 or 0.2.
     *
     * @throws MalformedInputException if anything in it is unknown, missing or contradicts itself: trust must not shrink
     *     or grow unseen
     */
    static TrustedRoot parse(Bytes json) throws MalformedInputException {
        return TrustedRootReader.read(json);
    }
}
