/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.TimestampAuthorities;
import dev.imagetrust.primitives.TimestampRules;
import dev.imagetrust.primitives.TimestampToken;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.testkit.ForgedTime;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/** Encodings, keys, certificates, signatures, timestamps. */
final class Primitives {

    /** What signatures of the seeds are over. */
    static final Bytes SIGNED = Bytes.utf8("signed");

    private static final Bytes NEVER_SIGNED = Bytes.utf8("never signed");
    private static final List<JsonLimits> LIMITS =
            List.of(JsonLimits.CONFIGURATION, JsonLimits.STATEMENT, JsonLimits.SIGNED_PAYLOAD);

    private Primitives() {}

    /** A step that may refuse its input in the one way it has for that. */
    @FunctionalInterface
    interface Step {
        void run() throws MalformedInputException;
    }

    static void attempt(Step step) {
        try {
            step.run();
        } catch (MalformedInputException e) {
            Check.that(!e.reason().text().isEmpty(), "a refusal says why");
        }
    }

    static void json(Bytes input) {
        for (JsonLimits limits : LIMITS) {
            attempt(() -> visit(Json.parse(input, limits)));
        }
        attempt(() -> Json.parseObject(input, JsonLimits.BUNDLE).withoutNulls().names());
    }

    private static void visit(JsonValue value) {
        Check.that(value.path() != null && !value.kind().isEmpty(), "a value has a place and a kind");
        attempt(value::asText);
        attempt(value::asBoolean);
        attempt(value::asInteger);
        attempt(value::asBase64);
        attempt(value::asBase64Either);
        attempt(value::asBase64Url);
        if (value instanceof JsonArray array) {
            attempt(array::texts);
            attempt(array::objects);
            array.values().forEach(Primitives::visit);
        } else if (value instanceof JsonObject object) {
            object.members().values().forEach(Primitives::visit);
            attempt(() -> object.requireExactly(object.names()));
        }
    }

    static void pem(Bytes input) {
        attempt(() -> Pem.parseAmongOtherText(input));
        attempt(() -> Pem.parse(input).forEach(Primitives::comesBack));
        attempt(() -> comesBack(Pem.parseOne(input)));
    }

    private static void comesBack(PemBlock block) {
        attempt(() -> Check.that(Pem.parseOne(Bytes.utf8(Pem.write(block))).equals(block), "what is written is read"));
    }

    static void base64(Bytes input) {
        String text = new String(input.toByteArray(), StandardCharsets.ISO_8859_1);
        attempt(() -> Check.that(
                Base64Text.encodeStandard(Base64Text.decodeStandard(text)).equals(text), "one text per value"));
        attempt(() ->
                Check.that(Base64Text.encodeUrl(Base64Text.decodeUrl(text)).equals(text), "one text per value"));
        attempt(() -> Base64Text.decodeEither(text));
    }

    static void certificate(Bytes input) {
        attempt(() -> facts(CertificateFacts.of(Certificates.parse(input))));
        attempt(() -> {
            CertificateFacts facts = CertificateFacts.parse(input);
            Check.that(facts.der().equals(input), "nothing around a certificate is dropped");
            facts(facts);
        });
        attempt(() -> Certificates.parseChain(List.of(input, Seeds.trust("tsa-root.der"))));
    }

    private static void facts(CertificateFacts facts) {
        List<Object> all = List.of(
                facts.signatureAlgorithm(),
                facts.subjectText(),
                facts.isSelfIssued(),
                facts.isWeaklySigned(),
                facts.issuer(),
                facts.subject(),
                facts.serialNumber(),
                facts.notAfter(),
                facts.notBefore(),
                facts.basicConstraints(),
                facts.extendedKeyUsage(),
                facts.keyUsage(),
                facts.signatureScheme(),
                facts.criticalExtensions(),
                facts.extension("2.5.29.17"),
                CertificateRules.completeChain(List.of(facts)),
                CertificateRules.endEntity(facts),
                CertificateRules.certificateAuthority(facts),
                CertificateRules.selfSigned(facts),
                CertificateRules.stronglySigned(facts),
                CertificateRules.validAt(facts, ForgedTime.NOW));
        Check.that(!all.isEmpty(), "facts");
        attempt(facts::key);
    }

    static void certificateFile(Bytes input) {
        attempt(() -> {
            for (X509Certificate certificate : Certificates.parsePemOrDer(input)) {
                facts(CertificateFacts.of(certificate));
                VerificationKey.fromCertificateKey(certificate);
            }
        });
    }

    static void publicKey(Bytes input) {
        attempt(() -> {
            VerificationKey key = VerificationKey.fromSpki(input);
            Check.that(key.spki().equals(input), "a key has one encoding");
            Check.that(key.sizeInBits() > 0, "a key has a size");
        });
        attempt(() -> {
            VerificationKey key = VerificationKey.fromPkcs1RsaPublicKey(input);
            Check.that(VerificationKey.fromSpki(key.spki()).fingerprint().equals(key.fingerprint()), "one key");
        });
    }

    /** A signature, by keys that are trusted. */
    static void signature(Bytes input) {
        for (VerificationKey key : Seeds.verificationKeys()) {
            for (SignatureScheme scheme : SignatureScheme.values()) {
                SignatureResult result = SignatureCheck.verify(key, scheme, NEVER_SIGNED, input);
                Check.that(result != SignatureResult.VALID, "nobody signed that");
                SignatureCheck.verify(key, scheme, SIGNED, input);
            }
        }
    }

    /** Two octets for the length of the key, the key, the signature. Even an attacker's key signs one message. */
    static void keyAndSignature(Bytes input) {
        int length = input.length() < 2 ? input.length() : (input.at(0) & 0xff) << 8 | input.at(1) & 0xff;
        int start = Math.min(2, input.length());
        int end = Math.min(input.length(), start + length);
        attempt(() -> {
            VerificationKey key = VerificationKey.fromSpki(input.slice(start, end));
            Bytes signature = input.slice(end, input.length());
            for (SignatureScheme scheme : SignatureScheme.values()) {
                boolean both = SignatureCheck.verify(key, scheme, SIGNED, signature) == SignatureResult.VALID
                        && SignatureCheck.verify(key, scheme, NEVER_SIGNED, signature) == SignatureResult.VALID;
                Check.that(!both, "one signature for two messages");
            }
        });
    }

    static void timestamp(Bytes input) {
        attempt(() -> token(TimestampToken.parse(input)));
        attempt(() -> token(TimestampToken.parseResponse(input)));
    }

    private static void token(TimestampToken token) throws MalformedInputException {
        TimestampAuthorities authorities =
                TimestampAuthorities.of(List.of(CertificateFacts.parse(Seeds.trust("tsa-root.der"))));
        for (TimestampRules rules : List.of(TimestampRules.notary(), TimestampRules.sigstore())) {
            attempt(() -> token.verify(Seeds.trust("stamped"), authorities, rules));
            attempt(() -> {
                token.verify(NEVER_SIGNED, authorities, rules);
                throw new AssertionError("nobody stamped that");
            });
        }
    }
}
