/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a file is what its folder is for. Says what is wrong and never quotes the content: it may be a secret that
 * somebody put there by mistake.
 */
final class MaterialCheck {

    private static final String PKCS1_PUBLIC_KEY = "RSA PUBLIC KEY";
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----");
    private static final int PGP_PUBLIC_KEY = 6;
    private static final int PGP_SECRET_KEY = 5;
    private static final int KEYBOX_MAGIC_AT = 8;

    private MaterialCheck() {}

    /**
     * What is wrong with material.
     *
     * @param refusal as what it would be refused
     * @param why for people
     */
    record Problem(EditRefusal refusal, String why) {}

    /** What is wrong with a file of a store. */
    static Optional<String> problem(AnchorKind kind, String name, Bytes content) {
        if (FileNames.isWrong(name, content)) {
            // zot writes in place: a file that is read or left half-way has another digest than its name says.
            return Optional.of("has other content than its name says");
        }
        return problem(kind, content).map(Problem::why);
    }

    /** What is wrong with material of a kind. */
    static Optional<Problem> problem(AnchorKind kind, Bytes content) {
        if (kind == AnchorKind.COSIGN_KEY) {
            // A good one is a block of a public key and nothing else. There can be very many of them.
            Optional<Problem> mistake = mistake(kind, content);
            return mistake.isEmpty() ? mistake : privateKey(content).or(() -> mistake);
        }
        return privateKey(content).or(() -> mistake(kind, content));
    }

    private static Optional<Problem> privateKey(Bytes content) {
        String text = text(content);
        return text.contains("PRIVATE KEY") && PRIVATE_KEY.matcher(text).find()
                ? Optional.of(
                        new Problem(EditRefusal.PRIVATE_KEY, "is a private key, which has no place in a trust store"))
                : Optional.empty();
    }

    private static Optional<Problem> mistake(AnchorKind kind, Bytes content) {
        try {
            return switch (kind) {
                case COSIGN_KEY -> key(content);
                case OPENPGP_KEY -> openPgp(content);
                case SIGSTORE_ROOT -> json(content);
                default -> certificates(kind, content);
            };
        } catch (MalformedInputException e) {
            return Optional.of(new Problem(malformed(kind), e.reason().text()));
        }
    }

    private static EditRefusal malformed(AnchorKind kind) {
        return switch (kind) {
            case COSIGN_KEY -> EditRefusal.NOT_A_PUBLIC_KEY;
            case OPENPGP_KEY -> EditRefusal.NOT_AN_OPENPGP_KEY;
            case SIGSTORE_ROOT -> EditRefusal.NOT_A_TRUSTED_ROOT;
            default -> EditRefusal.NOT_CERTIFICATES;
        };
    }

    private static Optional<Problem> key(Bytes content) throws MalformedInputException {
        PemBlock block = Pem.parseOne(content);
        switch (block.label()) {
            case PemBlock.PUBLIC_KEY -> VerificationKey.fromSpki(block.content());
            case PKCS1_PUBLIC_KEY -> VerificationKey.fromPkcs1RsaPublicKey(block.content());
            case PemBlock.CERTIFICATE -> {
                return notAKey("is a certificate, not a public key");
            }
            default -> {
                return notAKey("is a PEM block " + block.label() + ", not a public key");
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> notAKey(String why) {
        return Optional.of(new Problem(EditRefusal.NOT_A_PUBLIC_KEY, why));
    }

    private static Optional<Problem> certificates(AnchorKind kind, Bytes content) throws MalformedInputException {
        for (X509Certificate certificate : Certificates.parsePemOrDer(content)) {
            Optional<Reason> mistake = noAnchor(kind, CertificateFacts.of(certificate));
            if (mistake.isPresent()) {
                return Optional.of(
                        new Problem(EditRefusal.NOT_AN_ANCHOR, mistake.get().text()));
            }
        }
        return Optional.empty();
    }

    /**
     * Authorities, and what vouches for itself: a leaf that somebody else issued is a mistake, over which notation rejects
     * the whole store. Timestamps are verified up to roots, so only those count there.
     */
    private static Optional<Reason> noAnchor(AnchorKind kind, CertificateFacts facts) {
        if (kind == AnchorKind.NOTATION_TSA) {
            return CertificateRules.certificateAuthority(facts).or(() -> CertificateRules.selfSigned(facts));
        }
        return CertificateRules.endEntity(facts).isEmpty() ? CertificateRules.selfSigned(facts) : Optional.empty();
    }

    private static Optional<Problem> json(Bytes content) throws MalformedInputException {
        Json.parseObject(content, JsonLimits.CONFIGURATION);
        return Optional.empty();
    }

    /** By its beginning only: packets are the matter of whoever verifies with them. */
    private static Optional<Problem> openPgp(Bytes content) {
        String text = text(content);
        if (text.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----") || text.startsWith("KBXf", KEYBOX_MAGIC_AT)) {
            return Optional.empty();
        }
        return switch (firstPacket(content)) {
            case PGP_PUBLIC_KEY -> Optional.empty();
            case PGP_SECRET_KEY ->
                Optional.of(
                        new Problem(EditRefusal.PRIVATE_KEY, "is a secret key, which has no place in a trust store"));
            default ->
                Optional.of(new Problem(
                        EditRefusal.NOT_AN_OPENPGP_KEY, "is neither an armored nor a binary OpenPGP certificate"));
        };
    }

    /** The tag of the first packet in both header formats of RFC 9580, section 4.2; -1 where there is none. */
    private static int firstPacket(Bytes content) {
        int header = content.isEmpty() ? 0 : content.at(0) & 0xff;
        if ((header & 0x80) == 0) {
            return -1;
        }
        return (header & 0x40) != 0 ? header & 0x3f : (header >> 2) & 0x0f;
    }

    private static String text(Bytes content) {
        return new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
