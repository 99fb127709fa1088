/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.MalformedInputException;
import java.time.Instant;
import java.util.Map;

/**
 * What a signature says, read again after it was found to hold.
 *
 * @param reference the signed name
 * @param digest the signed digest
 * @param created when the signer says it was made
 */
public record VerifiedContent(String reference, Digest digest, Instant created) {

    /**
     * Reads a blob that was accepted.
     *
     * @throws IllegalStateException if it is another one
     */
    public static VerifiedContent of(Bytes blob) {
        try {
            DocumentSignature document = DocumentSignature.parse(blob, blob.length());
            SimpleSigningPayload payload = SimpleSigningPayload.parse(document.payload());
            return new VerifiedContent(payload.dockerReference(), payload.manifestDigest(), document.created());
        } catch (MalformedInputException e) {
            throw new IllegalStateException("not the blob that was accepted", e);
        }
    }

    /** The signed members by their paths. */
    public Map<String, String> claims() {
        return Map.of(
                "critical.type",
                SimpleSigningPayload.TYPE,
                "critical.image.docker-manifest-digest",
                digest.toString(),
                "critical.identity.docker-reference",
                reference);
    }
}
