/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.LogEntry.KindVersion;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.Utf8;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.verdict.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a log entry is about a signature: its hash, its signature and its key or certificate are the same (section 2.4,
 * specification step 14; CVE-2022-23649, CVE-2022-36056, CVE-2026-22703).
 *
 * <p>Bodies are read after the log vouched for them.
 */
final class EntryBinding {

    private static final Map<DigestAlgorithm, String> TILED_HASHES = Map.of(
            DigestAlgorithm.SHA256, "SHA2_256", DigestAlgorithm.SHA384, "SHA2_384", DigestAlgorithm.SHA512, "SHA2_512");

    private final HeldSignature held;

    private EntryBinding(HeldSignature held) {
        this.held = held;
    }

    /**
     * Requires that the entry is about the signature.
     *
     * @throws MalformedInputException if it is about another, or of a kind that is not known
     */
    static void require(LogEntry entry, HeldSignature held) throws MalformedInputException {
        JsonObject body =
                Json.parseObject(entry.body(), CosignFormat.json(entry.body().length()));
        KindVersion kind = new KindVersion(body.text("kind"), body.text("apiVersion"));
        if (entry.claimedKind() != null && !entry.claimedKind().equals(kind)) {
            throw refusal(CosignReason.LOG_ENTRY_MALFORMED, "it says " + entry.claimedKind() + " and is " + kind);
        }
        new EntryBinding(held).require(kind, body.object("spec"));
    }

    private void require(KindVersion kind, JsonObject spec) throws MalformedInputException {
        switch (kind.toString()) {
            case "hashedrekord 0.0.1", "rekord 0.0.1" -> hashed(spec);
            case "hashedrekord 0.0.2" -> tiled(spec);
            case "intoto 0.0.1" -> inTotoWithoutSignature(spec);
            case "intoto 0.0.2" -> inToto(spec.object("content"));
            case "dsse 0.0.1" -> dsse(spec);
            default -> throw refusal(CosignReason.LOG_ENTRY_KIND, kind.toString());
        }
    }

    private void hashed(JsonObject spec) throws MalformedInputException {
        requireHashOfSigned(spec.object("data").object("hash"));
        JsonObject signature = spec.object("signature");
        requireSignature(Base64Text.decodeStandard(signature.text("content")));
        requireVerifier(signature.object("publicKey").text("content"));
    }

    /** SHA-256 as every writer does it, or the hash that the signature itself rests on. */
    private void requireHashOfSigned(JsonObject hash) throws MalformedInputException {
        String algorithm = hash.text("algorithm");
        for (DigestAlgorithm accepted :
                EnumSet.of(DigestAlgorithm.SHA256, held.scheme().hash())) {
            Optional<Digest> digest = held.parts().signed().digest(accepted);
            if (accepted.ociName().equals(algorithm) && digest.isPresent()) {
                requireEqual(hash.text("value"), digest.get().hex(), "hash");
                return;
            }
        }
        throw mismatch("hash of another algorithm, " + algorithm);
    }

    private void tiled(JsonObject spec) throws MalformedInputException {
        // Early logs spelled it otherwise.
        String spelling = spec.has("hashedRekordV0_0_2") ? "hashedRekordV0_0_2" : "hashedRekordV002";
        JsonObject entry = spec.requireExactly(Set.of(spelling)).object(spelling);
        JsonObject data = entry.object("data");
        DigestAlgorithm algorithm = held.scheme().hash();
        requireEqual(data.text("algorithm"), String.valueOf(TILED_HASHES.get(algorithm)), "hash algorithm");
        // There is one: the signature held over it.
        Bytes digest = held.parts().signed().digest(algorithm).orElseThrow().value();
        requireEqual(Base64Text.decodeStandard(data.text("digest")), digest, "hash");
        JsonObject signature = entry.object("signature");
        requireSignature(Base64Text.decodeStandard(signature.text("content")));
        JsonObject verifier = signature.object("verifier");
        requireEqual(verifier.text("keyDetails"), keyDetails(), "key details");
        @Nullable CertificateFacts leaf = held.leaf();
        // One of the two, and no other member, so that nothing else is taken for what was compared.
        verifier.requireExactly(Set.of("keyDetails", leaf == null ? "publicKey" : "x509Certificate"));
        Bytes octets = Base64Text.decodeStandard(
                verifier.object(leaf == null ? "publicKey" : "x509Certificate").text("rawBytes"));
        requireEqual(octets, leaf == null ? held.key().spki() : leaf.der(), "verifier");
    }

    private String keyDetails() {
        String hash = held.scheme().hash().javaName().replace("SHA-", "SHA_");
        return switch (held.key().type()) {
            case EC_P256 -> "PKIX_ECDSA_P256_" + hash;
            case EC_P384 -> "PKIX_ECDSA_P384_" + hash;
            case EC_P521 -> "PKIX_ECDSA_P521_" + hash;
            case RSA -> "PKIX_RSA_PKCS1V15_" + held.key().sizeInBits() + "_SHA256";
            case ED25519 ->
                switch (held.scheme()) {
                    case ED25519PH -> "PKIX_ED25519_PH";
                    default -> "PKIX_ED25519";
                };
        };
    }

    /** No signature is in it: the hash of the whole envelope, which contains the signature, is what binds. */
    private void inTotoWithoutSignature(JsonObject spec) throws MalformedInputException {
        @Nullable Bytes envelope = held.parts().envelope();
        if (envelope == null) {
            throw refusal(CosignReason.LOG_ENTRY_KIND, "intoto 0.0.1 binds no signature of a bundle");
        }
        JsonObject content = spec.object("content");
        requireSha256(content.object("hash"), envelope, "hash of the envelope");
        if (content.has("payloadHash")) {
            requireSha256(content.object("payloadHash"), held.parts().payload(), "hash of the payload");
        }
        requireVerifier(spec.text("publicKey"));
    }

    private void inToto(JsonObject content) throws MalformedInputException {
        requireEnvelope(content.object("hash"), content.object("payloadHash"));
        JsonObject signature =
                only(content.object("envelope").array("signatures").objects());
        Bytes inner = Base64Text.decodeStandard(signature.text("sig"));
        requireSignature(Base64Text.decodeEither(Utf8.decode(inner)));
        requireVerifier(signature.text("publicKey"));
    }

    private void dsse(JsonObject spec) throws MalformedInputException {
        requireEnvelope(spec.object("envelopeHash"), spec.object("payloadHash"));
        JsonObject signature = only(spec.array("signatures").objects());
        requireSignature(Base64Text.decodeStandard(signature.text("signature")));
        requireVerifier(signature.text("verifier"));
    }

    private void requireEnvelope(JsonObject envelopeHash, JsonObject payloadHash) throws MalformedInputException {
        if (!held.parts().kind().isStatement()) {
            throw mismatch("kind: an envelope, and what was signed is none");
        }
        // A bundle has its own spelling of the envelope; payload and signature are all that an envelope has.
        @Nullable Bytes envelope = held.parts().envelope();
        if (envelope != null) {
            requireSha256(envelopeHash, envelope, "hash of the envelope");
        }
        requireSha256(payloadHash, held.parts().payload(), "hash of the payload");
    }

    private static JsonObject only(List<JsonObject> signatures) throws MalformedInputException {
        if (signatures.size() != 1) {
            throw mismatch("number of signatures: " + signatures.size());
        }
        return signatures.get(0);
    }

    private static void requireSha256(JsonObject hash, Bytes content, String what) throws MalformedInputException {
        requireEqual(hash.text("algorithm"), DigestAlgorithm.SHA256.ociName(), what);
        requireEqual(hash.text("value"), Digest.sha256(content).hex(), what);
    }

    private void requireSignature(Bytes logged) throws MalformedInputException {
        requireEqual(logged, held.parts().signature(), "signature");
    }

    /** A certificate is compared as a whole: another one for the same key is another identity. */
    private void requireVerifier(String base64OfPem) throws MalformedInputException {
        PemBlock block = Pem.parseOne(Base64Text.decodeStandard(base64OfPem));
        @Nullable CertificateFacts leaf = held.leaf();
        if (leaf != null) {
            requireEqual(block.label(), PemBlock.CERTIFICATE, "verifier");
            requireEqual(block.content(), leaf.der(), "verifier");
            return;
        }
        VerificationKey logged = switch (block.label()) {
            case PemBlock.PUBLIC_KEY -> VerificationKey.fromSpki(block.content());
            case PemBlock.CERTIFICATE -> CertificateFacts.parse(block.content()).key();
            default -> throw mismatch("verifier, a PEM block " + block.label());
        };
        requireEqual(logged, held.key(), "verifier");
    }

    private static void requireEqual(Object logged, Object ours, String what) throws MalformedInputException {
        if (!logged.equals(ours)) {
            throw mismatch(what);
        }
    }

    private static MalformedInputException mismatch(String what) {
        return refusal(CosignReason.LOG_ENTRY_MISMATCH, "in its " + what);
    }

    private static MalformedInputException refusal(CosignReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
