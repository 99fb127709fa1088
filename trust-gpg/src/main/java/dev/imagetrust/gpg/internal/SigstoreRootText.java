/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ArrayContent;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a Sigstore {@code trusted_root.json} of the loose keys and certificates that a {@code policy.json} names: that is
 * what the cosign verifier takes logs and authorities from.
 *
 * <p>A policy says neither since when they count nor what a log is called. So they count for all time, as in
 * containers/image, and a log is taken for the public one, whose name only proofs of inclusion need.
 */
final class SigstoreRootText {

    private static final String LOG = "https://rekor.sigstore.dev";
    private static final String ALWAYS = "1970-01-01T00:00:00Z";

    private final List<VerificationKey> logs = new ArrayList<>();
    private final List<Bytes> authorities = new ArrayList<>();

    /** Adds the key of a log, which has to be one for ECDSA: PEM, one block. */
    void addLog(Bytes pem) throws MalformedInputException {
        PemBlock block = Pem.parseOne(pem);
        VerificationKey key = VerificationKey.fromSpki(block.content());
        if (!block.label().equals("PUBLIC KEY") || key.type() == KeyType.RSA || key.type() == KeyType.ED25519) {
            throw Refusal.of(GpgReason.POLICY_INVALID, "a log has a PUBLIC KEY for ECDSA");
        }
        logs.add(key);
    }

    /** Adds certificates, each of which is an authority by itself: PEM. */
    void addAuthorities(Bytes pem) throws MalformedInputException {
        for (PemBlock block : Pem.parse(pem)) {
            if (!block.label().equals("CERTIFICATE")) {
                throw Refusal.of(GpgReason.POLICY_INVALID, "an authority has a CERTIFICATE, not a " + block.label());
            }
            authorities.add(block.content());
        }
    }

    Bytes json() {
        return JsonWriter.object(root -> root.text(
                        "mediaType", "application/vnd.dev.sigstore.trustedroot+json;version=0.1")
                .array("tlogs", list -> logs.forEach(key -> log(list, key)))
                .array("certificateAuthorities", list -> authorities.forEach(der -> authority(list, der))));
    }

    private static void log(ArrayContent list, VerificationKey key) {
        list.object(log -> log.text("baseUrl", LOG)
                .text("hashAlgorithm", "SHA2_256")
                .object(
                        "publicKey",
                        entry -> always(entry.text("rawBytes", Base64Text.encodeStandard(key.spki()))
                                .text("keyDetails", details(key.type()))))
                .object(
                        "logId",
                        id -> id.text(
                                "keyId",
                                Base64Text.encodeStandard(
                                        Digest.sha256(key.spki()).value()))));
    }

    private static void authority(ArrayContent list, Bytes der) {
        list.object(authority -> always(authority
                .text("uri", "policy.json")
                .object(
                        "certChain",
                        chain -> chain.array(
                                "certificates",
                                all -> all.object(one -> one.text("rawBytes", Base64Text.encodeStandard(der)))))));
    }

    private static void always(ObjectContent object) {
        object.object("validFor", range -> range.text("start", ALWAYS));
    }

    private static String details(KeyType type) {
        return switch (type) {
            case EC_P256 -> "PKIX_ECDSA_P256_SHA_256";
            case EC_P384 -> "PKIX_ECDSA_P384_SHA_384";
            case EC_P521 -> "PKIX_ECDSA_P521_SHA_512";
            default -> throw new IllegalStateException("no key of a log: " + type);
        };
    }
}
