/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.ForgedKey.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import static dev.imagetrust.testkit.NotationBend.*;

/** What is the same in both envelopes of the Notary Project: the payload and the signature over it. */
final class NotationSignature {

    private final NotationForge forge;
    private final NotationBend bend;

    NotationSignature(NotationForge forge, NotationBend bend) {
        this.forge = forge;
        this.bend = bend;
    }

    /** The name of the algorithm in JWS. */
    String jwsAlgorithm() {
        String right = switch (forge.chain().leafKey().kind()) {
            case EC_P256 -> "ES256";
            case EC_P384 -> "ES384";
            case EC_P521 -> "ES512";
            case RSA_1024, RSA_2048 -> "PS256";
            case RSA_3072 -> "PS384";
            case RSA_4096 -> "PS512";
            case ED25519 -> "EdDSA";
        };
        return switch (bend) {
            case ALGORITHM_NONE -> "none";
            case OTHER_ALGORITHM -> right.equals("ES256") ? "ES384" : "ES256";
            default -> right;
        };
    }

    /** The number of the algorithm in COSE. */
    int coseAlgorithm() {
        return switch (jwsAlgorithm()) {
            case "ES256" -> -7;
            case "ES384" -> -35;
            case "ES512" -> -36;
            case "PS256" -> -37;
            case "PS384" -> -38;
            case "PS512" -> -39;
            case "EdDSA" -> -8;
            default -> -65000;
        };
    }

    Bytes over(Bytes message) {
        ForgedKey leaf = forge.chain().leafKey();
        ForgedKey signer = bend == OTHER_KEY || bend == KEY_IN_HEADER ? leaf.another() : leaf;
        Bytes raw = signer.sign(algorithm(signer.kind()), message);
        Bytes plain = signer.kind().isEcdsa() && bend != DER_SIGNATURE ? EcdsaForms.plain(raw, signer.kind()) : raw;
        return switch (bend) {
            case FLIPPED_SIGNATURE_BIT -> Octets.flipBit(plain, 8 * plain.length() - 8);
            case ZERO_SIGNATURE -> Bytes.copyOf(new byte[plain.length()]);
            case EMPTY_SIGNATURE -> Bytes.empty();
            default -> plain;
        };
    }

    private SigningAlgorithm algorithm(Kind kind) {
        return switch (kind) {
            case EC_P256, EC_P384, EC_P521 -> kind.cosignDefault();
            case RSA_1024, RSA_2048 ->
                bend == PKCS1_SIGNATURE ? SigningAlgorithm.RSA_PKCS1_SHA256 : SigningAlgorithm.RSA_PSS_SHA256;
            case RSA_3072 ->
                bend == PKCS1_SIGNATURE ? SigningAlgorithm.RSA_PKCS1_SHA256 : SigningAlgorithm.RSA_PSS_SHA384;
            case RSA_4096 ->
                bend == PKCS1_SIGNATURE ? SigningAlgorithm.RSA_PKCS1_SHA256 : SigningAlgorithm.RSA_PSS_SHA512;
            case ED25519 -> SigningAlgorithm.ED25519;
        };
    }

    Bytes payload() {
        RawJson payload = RawJson.object();
        if (bend != NO_TARGET) {
            payload.object("targetArtifact", target());
        }
        if (bend == EXTRA_SIGNED_KEY) {
            payload.text("extra", "member");
        }
        return switch (bend) {
            case TRAILING_SIGNED_DATA -> Bytes.utf8(payload + "{}");
            case BYTE_ORDER_MARK -> Bytes.utf8("\uFEFF" + payload);
            case SIGNED_GARBAGE -> Bytes.utf8("this is no JSON");
            default -> Bytes.utf8(payload.toString());
        };
    }

    /** What becomes of the payload once it is signed. */
    Bytes afterwards(Bytes payload) {
        return bend == FLIPPED_PAYLOAD_BIT ? Octets.flipBit(payload, 8 * payload.length() / 2) : payload;
    }

    private RawJson target() {
        Descriptor image = forge.image().image();
        Digest another = ImageForge.image("another").digest();
        RawJson target = RawJson.object();
        target.text("mediaType", bend == OTHER_TARGET_TYPE ? ImageForge.INDEX : image.mediaType());
        if (bend == DUPLICATE_SIGNED_KEY) {
            target.text("digest", another.toString());
        }
        target.text(
                "digest",
                switch (bend) {
                    case OTHER_DIGEST -> another.toString();
                    case UPPER_CASE_DIGEST ->
                        image.digest().algorithm().ociName()
                                + ':'
                                + image.digest().hex().toUpperCase(Locale.ROOT);
                    default -> image.digest().toString();
                });
        String size = Long.toString(bend == OTHER_SIZE ? image.size() + 1 : image.size());
        target.raw("size", bend == SIZE_AS_TEXT ? RawJson.quote(size) : size);
        Map<String, String> annotations = new TreeMap<>(forge.metadata());
        if (bend == METADATA) {
            annotations.put("build", "42");
        }
        return annotations.isEmpty() ? target : target.object("annotations", annotations);
    }
}
