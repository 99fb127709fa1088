/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a bundle that signs the octets of a file, not verified.
 *
 * @param claimedDigest of the file; signed by nobody, null if there is none
 * @param signature over the file
 */
record MessageSignature(@Nullable Digest claimedDigest, Bytes signature) implements Bundle.Content {

    static final ProtoFields FIELDS = ProtoFields.of("messageDigest", "signature");
    private static final ProtoFields DIGEST = ProtoFields.of("algorithm", "digest");

    static MessageSignature of(ProtoObject message) throws MalformedInputException {
        Bytes signature = message.octets("signature");
        if (signature.isEmpty()) {
            throw new MalformedInputException(new Reason(CosignReason.SIGNATURE_ABSENT, "signature is empty"));
        }
        Optional<ProtoObject> digest = message.findObject("messageDigest", DIGEST);
        return new MessageSignature(digest.isPresent() ? digest(digest.get()) : null, signature);
    }

    private static Digest digest(ProtoObject digest) throws MalformedInputException {
        DigestAlgorithm algorithm = switch (digest.text("algorithm")) {
            case "SHA2_256" -> DigestAlgorithm.SHA256;
            case "SHA2_384" -> DigestAlgorithm.SHA384;
            case "SHA2_512" -> DigestAlgorithm.SHA512;
            default -> throw malformed("a digest of the algorithm " + digest.text("algorithm"));
        };
        String hex = digest.octets("digest").toHex();
        if (hex.length() != algorithm.hexLength()) {
            throw malformed("a digest of " + hex.length() / 2 + " octets");
        }
        return Digest.parse(algorithm.ociName() + ":" + hex);
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(CosignReason.BUNDLE_MALFORMED, detail));
    }
}
