/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SignatureCandidate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs, with a key of its own, what cosign never would. */
final class Forge {

    static final Digest IMAGE = Digest.parse("sha256:" + "ab".repeat(32));
    static final Digest OTHER_IMAGE = Digest.parse("sha256:" + "cd".repeat(32));
    static final String SIGN = "https://sigstore.dev/cosign/sign/v1";
    static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final KeyPair KEYS = keys();

    private Forge() {}

    static KeyPair keys() {
        return keys("EC");
    }

    /** A fresh pair: P-256, or an algorithm without parameters. */
    static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Bytes publicKey() {
        return publicKey(KEYS);
    }

    static Bytes publicKey(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /** A requirement for a signature by the forge's key. */
    static CosignRequirement.Builder key() {
        return CosignRequirement.key(publicKey(), "forge.pub");
    }

    /** A self-signed certificate for a key, in PEM. */
    static String certificate(KeyPair pair) {
        try {
            X500Principal name = new X500Principal("CN=someone");
            Date from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
            Date to = Date.from(Instant.parse("2027-01-01T00:00:00Z"));
            byte[] der = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return text(pem("CERTIFICATE", der));
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String ownCertificate() {
        return certificate(KEYS);
    }

    static Bytes pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Bytes.utf8("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    static String payload(Digest image) {
        return payload(image, "null");
    }

    static String payload(Digest image, String optional) {
        return """
                {"critical":{"identity":{"docker-reference":"registry.example/some/image"},\
                "image":{"docker-manifest-digest":"%s"},\
                "type":"cosign container image signature"},"optional":%s}""".formatted(image, optional);
    }

    static Candidates.Legacy legacy(String payload) {
        return legacy(Bytes.utf8(payload));
    }

    static Candidates.Legacy legacy(Bytes payload) {
        return Candidates.legacy(payload, base64(sign(payload.toByteArray())));
    }

    static String statement(Digest image, String predicateType) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"%s"},"annotations":{}}],\
                "predicateType":"%s","predicate":{}}""".formatted(image.hex(), predicateType);
    }

    static SignatureCandidate bundle(String statement) {
        return bundleOf(bundleText(statement));
    }

    static SignatureCandidate bundleOf(String text) {
        return Candidates.bundle(Bytes.utf8(text), IMAGE);
    }

    static String bundleText(String statement) {
        return """
                {"mediaType":"%s","verificationMaterial":{"publicKey":{"hint":"some hint"}},"dsseEnvelope":%s}""".formatted(Candidates.BUNDLE, envelope(statement));
    }

    static SignatureCandidate attestation(String statement) {
        return Candidates.attestation(Bytes.utf8(envelope(statement))).about(IMAGE);
    }

    static String envelope(String statement) {
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        return """
                {"payload":"%s","payloadType":"%s","signatures":[{"keyid":"","sig":"%s"}]}""".formatted(base64(payload), IN_TOTO, base64(sign(pae(payload))));
    }

    private static byte[] pae(byte[] payload) {
        byte[] head = ("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + payload.length + " ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    static byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(KEYS.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
