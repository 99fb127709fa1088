/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import java.util.Locale;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * The detached signature of a file: an envelope in a file of its own.
 *
 * @param format how it is written
 * @param envelope the content of the file, as it is
 * @since 0.1
 */
public record BlobSignature(NotationEnvelope format, Bytes envelope) {

    private static final String JWS = ".jws.sig";
    private static final String COSE = ".cose.sig";

    /** Checks for nulls. */
    public BlobSignature {
        requireNonNull(format, "format");
        requireNonNull(envelope, "envelope");
    }

    /**
     * A signature whose format the name of its file tells: {@code .jws.sig} or {@code .cose.sig} at its end, in whatever
     * case. Empty for another name.
     */
    public static Optional<BlobSignature> ofFile(String fileName, Bytes content) {
        String folded = fileName.toLowerCase(Locale.ROOT);
        if (folded.endsWith(JWS)) {
            return Optional.of(new BlobSignature(NotationEnvelope.JWS, content));
        }
        return folded.endsWith(COSE)
                ? Optional.of(new BlobSignature(NotationEnvelope.COSE, content))
                : Optional.empty();
    }

    /** What its file is called, beside the blob. */
    public String fileName(String blobName) {
        return blobName + (format == NotationEnvelope.JWS ? JWS : COSE);
    }
}
