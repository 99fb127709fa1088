/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A Sigstore of our own: an authority that issues certificates, a certificate transparency log, a transparency log of the first
 * kind, and the root that vouches for them. Made with the runtime's and Bouncy Castle's tools, none of the product's.
 */
final class SigstoreForge {

    static final Instant SIGNED = Instant.parse("2026-11-23T12:00:00Z");
    static final String SUBJECT = "someone@example.org";
    static final String ISSUER = "https://issuer.example";
    static final String HOST = "rekor.example";

    static final KeyPair LOG = Forge.keys();
    static final KeyPair OTHER_LOG = Forge.keys();
    static final KeyPair CERTIFICATE_LOG = Forge.keys();
    private static final KeyPair ROOT_CA = Forge.keys();
    static final KeyPair CA = Forge.keys();
    static final KeyPair SIGNER = Forge.keys();

    private static final X500Name ROOT_NAME = new X500Name("CN=root");
    private static final X500Name CA_NAME = new X500Name("CN=issuing");
    private static final ASN1ObjectIdentifier SCT = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";

    static final X509CertificateHolder ROOT_CERTIFICATE =
            authority(ROOT_NAME, ROOT_NAME, ROOT_CA, ROOT_CA, SIGNED.plus(Duration.ofDays(3650)));
    static final X509CertificateHolder ISSUING =
            authority(ROOT_NAME, CA_NAME, CA, ROOT_CA, SIGNED.plus(Duration.ofDays(3650)));
    /** Ends before anything was signed. */
    static final X509CertificateHolder EXPIRED_ISSUING =
            authority(ROOT_NAME, CA_NAME, CA, ROOT_CA, SIGNED.minusSeconds(1));

    /** How a certificate deviates from a good one. */
    record Leaf(
            Instant from,
            Instant to,
            GeneralNames names,
            String issuer,
            String oldIssuer,
            KeyPurposeId purpose,
            boolean isAuthority,
            UnaryOperator<byte[]> timestamps,
            Map<String, byte[]> extensions) {

        static Leaf good() {
            return new Leaf(
                    SIGNED.minusSeconds(60),
                    SIGNED.plusSeconds(540),
                    names(new GeneralName(GeneralName.rfc822Name, SUBJECT)),
                    ISSUER,
                    ISSUER,
                    KeyPurposeId.id_kp_codeSigning,
                    false,
                    UnaryOperator.identity(),
                    Map.of());
        }

        Leaf named(GeneralName... other) {
            return new Leaf(from, to, names(other), issuer, oldIssuer, purpose, isAuthority, timestamps, extensions);
        }

        Leaf issuers(String current, String old) {
            return new Leaf(from, to, names, current, old, purpose, isAuthority, timestamps, extensions);
        }

        Leaf purpose(KeyPurposeId other) {
            return new Leaf(from, to, names, issuer, oldIssuer, other, isAuthority, timestamps, extensions);
        }

        Leaf authority() {
            return new Leaf(from, to, names, issuer, oldIssuer, purpose, true, timestamps, extensions);
        }

        /** What becomes of the list of certificate timestamps; null: there is none. */
        Leaf timestamps(UnaryOperator<byte[]> change) {
            return new Leaf(from, to, names, issuer, oldIssuer, purpose, isAuthority, change, extensions);
        }

        /** With one more extension of Fulcio's, as a DER text. */
        Leaf claiming(int number, String text) {
            return extended(number, encoded(new DERUTF8String(text)));
        }

        /** With one more extension of Fulcio's. */
        Leaf extended(int number, byte[] value) {
            Map<String, byte[]> more = new TreeMap<>(extensions);
            more.put(FULCIO + number, value);
            return new Leaf(from, to, names, issuer, oldIssuer, purpose, isAuthority, timestamps, more);
        }

        /** With another identifier of the authority's key than is right. */
        Leaf issuedUnder(AuthorityKeyIdentifier identifier) {
            Map<String, byte[]> more = new TreeMap<>(extensions);
            more.put(Extension.authorityKeyIdentifier.getId(), encoded(identifier));
            return new Leaf(from, to, names, issuer, oldIssuer, purpose, isAuthority, timestamps, more);
        }

        private static GeneralNames names(GeneralName... names) {
            return new GeneralNames(names);
        }
    }

    private SigstoreForge() {}

    /** An identifier that has the authority's name and number, and not its key. */
    static AuthorityKeyIdentifier byNumber() {
        return new AuthorityKeyIdentifier(new GeneralNames(new GeneralName(ROOT_NAME)), BigInteger.ONE);
    }

    /** The root; change its text to bend it. */
    static String rootText() {
        return rootText(ISSUING);
    }

    static String rootText(X509CertificateHolder issuing) {
        return "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":["
                + log("https://" + HOST, LOG) + "],\"certificateAuthorities\":[{\"subject\":{\"organization\":\"o\"},"
                + "\"uri\":\"https://fulcio.example\",\"certChain\":{\"certificates\":[{\"rawBytes\":\""
                + base64(der(issuing)) + "\"},{\"rawBytes\":\"" + base64(der(ROOT_CERTIFICATE))
                + "\"}]},\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}}],\"ctlogs\":["
                + log("https://ct.example", CERTIFICATE_LOG) + "],\"timestampAuthorities\":[]}";
    }

    static String log(String url, KeyPair keys) {
        return "{\"baseUrl\":\"" + url + "\",\"hashAlgorithm\":\"SHA2_256\",\"publicKey\":{\"rawBytes\":\""
                + base64(keys.getPublic().getEncoded())
                + "\",\"keyDetails\":\"PKIX_ECDSA_P256_SHA_256\",\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}},"
                + "\"logId\":{\"keyId\":\"" + base64(sha256(keys.getPublic().getEncoded())) + "\"}}";
    }

    static Pinned root(String text) {
        return new Pinned(AnchorKind.SIGSTORE_ROOT, Bytes.utf8(text), "trusted_root.json");
    }

    /** A payload that the signer of certificates signed, with certificate and log entry. */
    static Candidates.Legacy keyless(Leaf leaf) {
        byte[] payload = Forge.payload(Forge.IMAGE).getBytes(StandardCharsets.UTF_8);
        byte[] signature = sign(SIGNER, payload);
        String certificate = pem("CERTIFICATE", der(certificate(leaf)));
        return Candidates.legacy(Bytes.copyOf(payload), base64(signature))
                .with(Candidates.CERTIFICATE, certificate)
                .with(Candidates.LOG, promised(hashed(payload, signature, certificate)));
    }

    static X509CertificateHolder certificate(Leaf leaf) {
        X509v3CertificateBuilder builder = leafBuilder(leaf);
        byte[] list = leaf.timestamps().apply(timestamps(signed(builder, SIGNER, CA), CERTIFICATE_LOG));
        if (list != null) {
            add(builder, SCT, false, octets(list));
        }
        return signed(builder, SIGNER, CA);
    }

    /** A certificate with a timestamp of each log. */
    static X509CertificateHolder seenBy(Leaf leaf, KeyPair... logs) {
        X509v3CertificateBuilder builder = leafBuilder(leaf);
        ByteBuffer all = ByteBuffer.allocate(10_000).putShort((short) 0);
        for (KeyPair log : logs) {
            byte[] one = timestamps(signed(builder, SIGNER, CA), log);
            all.put(one, 2, one.length - 2);
        }
        byte[] list = new byte[all.position()];
        all.putShort(0, (short) (list.length - 2)).flip().get(list);
        add(builder, SCT, false, octets(list));
        return signed(builder, SIGNER, CA);
    }

    private static X509v3CertificateBuilder leafBuilder(Leaf leaf) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                CA_NAME,
                BigInteger.TEN,
                Date.from(leaf.from()),
                Date.from(leaf.to()),
                new X500Name("CN=leaf"),
                SubjectPublicKeyInfo.getInstance(SIGNER.getPublic().getEncoded()));
        add(builder, Extension.keyUsage, true, encoded(new KeyUsage(KeyUsage.digitalSignature)));
        add(builder, Extension.extendedKeyUsage, false, encoded(new ExtendedKeyUsage(leaf.purpose())));
        add(builder, Extension.subjectAlternativeName, true, encoded(leaf.names()));
        if (leaf.isAuthority()) {
            add(builder, Extension.basicConstraints, true, encoded(new BasicConstraints(true)));
        }
        if (leaf.issuer() != null) {
            add(builder, new ASN1ObjectIdentifier(FULCIO + "8"), false, encoded(new DERUTF8String(leaf.issuer())));
        }
        if (leaf.oldIssuer() != null) {
            byte[] raw = leaf.oldIssuer().getBytes(StandardCharsets.UTF_8);
            add(builder, new ASN1ObjectIdentifier(FULCIO + "1"), false, raw);
        }
        leaf.extensions().forEach((oid, value) -> add(builder, new ASN1ObjectIdentifier(oid), false, value));
        return builder;
    }

    /** A list with one timestamp over the certificate without any, RFC 6962. */
    private static byte[] timestamps(X509CertificateHolder precertificate, KeyPair log) {
        try {
            byte[] tbs = precertificate.toASN1Structure().getTBSCertificate().getEncoded("DER");
            ByteBuffer signed = ByteBuffer.allocate(tbs.length + 100);
            signed.put((byte) 0).put((byte) 0).putLong(SIGNED.toEpochMilli()).putShort((short) 1);
            signed.put(sha256(CA.getPublic().getEncoded()));
            signed.put((byte) 0).putShort((short) tbs.length).put(tbs).putShort((short) 0);
            byte[] message = new byte[signed.position()];
            signed.flip().get(message);
            byte[] signature = sign(log, message);
            ByteBuffer list = ByteBuffer.allocate(4 + 47 + signature.length);
            list.putShort((short) (2 + 47 + signature.length)).putShort((short) (47 + signature.length));
            list.put((byte) 0).put(sha256(log.getPublic().getEncoded())).putLong(SIGNED.toEpochMilli());
            list.putShort((short) 0)
                    .put((byte) 4)
                    .put((byte) 3)
                    .putShort((short) signature.length)
                    .put(signature);
            return list.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a {@code hashedrekord} 0.0.1. */
    static String hashed(byte[] signed, byte[] signature, String verifierPem) {
        return "{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":{\"algorithm\":\"sha256\","
                + "\"value\":\"" + HexFormat.of().formatHex(sha256(signed)) + "\"}},\"signature\":{\"content\":\""
                + base64(signature) + "\",\"publicKey\":{\"content\":\""
                + base64(verifierPem.getBytes(StandardCharsets.UTF_8)) + "\"}}}}";
    }

    static String promised(String body) {
        return promised(body, LOG, SIGNED.getEpochSecond());
    }

    /** The annotation for a log entry. */
    static String promised(String body, KeyPair log, long time) {
        String base64 = base64(body.getBytes(StandardCharsets.UTF_8));
        return "{\"SignedEntryTimestamp\":\"" + base64(promise(base64, log, time)) + "\",\"Payload\":{\"body\":\""
                + base64 + "\",\"integratedTime\":" + time + ",\"logIndex\":7,\"logID\":\"" + logId(log) + "\"}}";
    }

    private static byte[] promise(String base64OfBody, KeyPair log, long time) {
        String canonical = "{\"body\":\"" + base64OfBody + "\",\"integratedTime\":" + time + ",\"logID\":\""
                + logId(log) + "\",\"logIndex\":7}";
        return sign(log, canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static String logId(KeyPair log) {
        return HexFormat.of().formatHex(sha256(log.getPublic().getEncoded()));
    }

    /** An entry of a bundle with promise and proof, the second leaf of a tree of two. */
    static String entry(String kind, String version, String body) {
        return entry(kind, version, body, LOG);
    }

    static String entry(String kind, String version, String body, KeyPair checkpointKey) {
        return entry(kind, version, body, checkpointKey, HOST);
    }

    /** An entry of a log of tiles: no promise, and the position stands outside of the proof. */
    static String tiled(String body) {
        return entry("hashedrekord", "0.0.2", body, LOG, HOST)
                .replaceFirst("\"inclusionPromise\":\\{[^}]*},", "")
                .replace("{\"logIndex\":\"7\"", "{\"logIndex\":\"1\"");
    }

    /** An entry of kind {@code dsse} of a log of another name. */
    static String entry(String name, String body) {
        return entry("dsse", "0.0.1", body, LOG, name);
    }

    /** An entry of kind {@code dsse} of another log. */
    static String entryIn(KeyPair log, String host, String body) {
        return entry("dsse", "0.0.1", body, log, log, host);
    }

    private static String entry(String kind, String version, String body, KeyPair checkpointKey, String name) {
        return entry(kind, version, body, LOG, checkpointKey, name);
    }

    private static String entry(
            String kind, String version, String body, KeyPair log, KeyPair checkpointKey, String name) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        byte[] sibling = sha256("sibling".getBytes(StandardCharsets.UTF_8));
        byte[] root = sha256(joined(new byte[] {1}, sibling, sha256(joined(new byte[] {0}, octets))));
        String origin = version.equals("0.0.2") && kind.equals("hashedrekord") ? name : name + " - 123";
        String note = origin + "\n2\n" + base64(root) + "\n";
        byte[] hint = new byte[4];
        System.arraycopy(sha256(log.getPublic().getEncoded()), 0, hint, 0, 4);
        byte[] signature = sign(checkpointKey, note.getBytes(StandardCharsets.UTF_8));
        return "{\"logIndex\":\"7\",\"logId\":{\"keyId\":\""
                + base64(sha256(log.getPublic().getEncoded()))
                + "\"},\"kindVersion\":{\"kind\":\"" + kind + "\",\"version\":\"" + version
                + "\"},\"integratedTime\":\""
                + SIGNED.getEpochSecond() + "\",\"inclusionPromise\":{\"signedEntryTimestamp\":\""
                + base64(promise(base64(octets), log, SIGNED.getEpochSecond()))
                + "\"},\"inclusionProof\":{\"logIndex\":\"1\",\"rootHash\":\"" + base64(root)
                + "\",\"treeSize\":\"2\",\"hashes\":[\"" + base64(sibling) + "\"],\"checkpoint\":{\"envelope\":\""
                + note.replace("\n", "\\n") + "\\n\u2014 " + name + " " + base64(joined(hint, signature))
                + "\\n\"}},\"canonicalizedBody\":\"" + base64(octets) + "\"}";
    }

    static X509CertificateHolder authority(
            X500Name issuer, X500Name subject, KeyPair keys, KeyPair signer, Instant end) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                BigInteger.ONE,
                Date.from(SIGNED.minus(Duration.ofDays(300))),
                Date.from(end),
                subject,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        add(builder, Extension.basicConstraints, true, encoded(new BasicConstraints(true)));
        add(builder, Extension.keyUsage, true, encoded(new KeyUsage(KeyUsage.keyCertSign)));
        return signed(builder, keys, signer);
    }

    /** With the key identifiers that authorities write, unless they are there already. */
    static X509CertificateHolder signed(X509v3CertificateBuilder builder, KeyPair subject, KeyPair signer) {
        identify(builder, Extension.subjectKeyIdentifier, new SubjectKeyIdentifier(identifier(subject)));
        identify(builder, Extension.authorityKeyIdentifier, new AuthorityKeyIdentifier(identifier(signer)));
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void identify(X509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, ASN1Object identifier) {
        if (!builder.hasExtension(oid)) {
            add(builder, oid, false, encoded(identifier));
        }
    }

    private static byte[] identifier(KeyPair keys) {
        return Arrays.copyOf(sha256(keys.getPublic().getEncoded()), 20);
    }

    static void add(X509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, boolean critical, byte[] value) {
        try {
            builder.addExtension(oid, critical, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(byte[] content) {
        return encoded(new DEROctetString(content));
    }

    static byte[] encoded(ASN1Object object) {
        try {
            return object.getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] der(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    static byte[] sign(KeyPair keys, byte[] message) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(100_000);
        for (byte[] part : parts) {
            out.put(part);
        }
        byte[] all = new byte[out.position()];
        out.flip().get(all);
        return all;
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
