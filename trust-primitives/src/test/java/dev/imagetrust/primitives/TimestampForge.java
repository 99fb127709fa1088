/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/** Makes timestamp tokens, put together by an encoder that is not under test, good or bent in one place. */
final class TimestampForge {

    static final Bytes STAMPED = Bytes.utf8("a signature");
    static final Instant TIME = Instant.parse("2026-06-01T12:00:00Z");

    static final CertificateFacts ROOT = certificate(TestCertificate::root);
    static final CertificateFacts MIDDLE = certificate(TestCertificate::middle);

    static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
    static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    static final String SHA1 = "1.3.14.3.2.26";
    static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
    static final String SIGNED_DATA = "1.2.840.113549.1.7.2";

    String contentInfoType = SIGNED_DATA;
    int dataVersion = 3;
    String contentType = TST_INFO;
    int contentVersion = 1;
    String policy = "1.2.3.4";
    String imprintHash = SHA256;
    Bytes imprint = Digest.sha256(STAMPED).value();
    String time = "20260601120000Z";
    final List<ASN1Encodable> afterTime = new ArrayList<>();
    int signerVersion = 1;

    @Nullable
    BigInteger signerNumber;

    CertificateFacts signer;
    KeyPair key = TestCertificate.LEAF_KEY;
    String signerHash = SHA256;
    String signatureAlgorithm = ECDSA_SHA256;
    String javaSignature = "SHA256withECDSA";
    final List<CertificateFacts> certificates = new ArrayList<>();
    final Map<String, ASN1Encodable> attributes = new LinkedHashMap<>();

    @Nullable
    ASN1Encodable certificateHash;

    @Nullable
    ASN1Encodable issuerSerial;

    int signers = 1;

    private TimestampForge(CertificateFacts signer, CertificateFacts... others) {
        this.signer = signer;
        certificates.add(signer);
        certificates.addAll(List.of(others));
    }

    /** A token of the usual authority, changed. */
    static TimestampForge bent(Consumer<TimestampForge> change) throws Exception {
        TimestampForge forge = new TimestampForge(authority(leaf -> {}), MIDDLE);
        change.accept(forge);
        return forge;
    }

    static TimestampForge signedWith(CertificateFacts signer, CertificateFacts... others) {
        return new TimestampForge(signer, others);
    }

    /** A certificate for time stamping under the middle authority, with more extensions. */
    static CertificateFacts authority(Extending more) throws Exception {
        return signerCertificate("CN=middle", TestCertificate.MIDDLE_KEY, more);
    }

    static CertificateFacts signerCertificate(String issuer, KeyPair issuerKey, Extending more) throws Exception {
        TestCertificate leaf = TestCertificate.of(issuer, "CN=tsa", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, true, purposes("1.3.6.1.5.5.7.3.8"));
        more.extend(leaf);
        return leaf.signedBy(issuerKey);
    }

    static byte[] purposes(String... oids) throws Exception {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (String oid : oids) {
            all.add(new ASN1ObjectIdentifier(oid));
        }
        return new DERSequence(all).getEncoded();
    }

    /** What a certificate says besides. */
    interface Extending {
        void extend(TestCertificate certificate) throws Exception;
    }

    /** The token. */
    Bytes token() throws Exception {
        Bytes content = content();
        List<ASN1Encodable> infos = new ArrayList<>();
        for (int i = 0; i < signers; i++) {
            infos.add(signerInfo(content));
        }
        List<ASN1Encodable> data = new ArrayList<>(List.of(
                number(dataVersion),
                new DERSet(algorithm(signerHash)),
                sequence(oid(contentType), new DERTaggedObject(true, 0, octets(content)))));
        if (!certificates.isEmpty()) {
            data.add(new DERTaggedObject(
                    false,
                    0,
                    set(certificates.stream().map(each -> parsed(each.der())).toList())));
        }
        data.add(set(infos));
        return Keys.der(sequence(oid(contentInfoType), new DERTaggedObject(true, 0, sequence(data))));
    }

    /** The token in a response. */
    Bytes response(int status) throws Exception {
        return Keys.der(sequence(sequence(number(status)), parsed(token())));
    }

    private Bytes content() {
        List<ASN1Encodable> content = new ArrayList<>(List.of(
                number(contentVersion),
                oid(policy),
                sequence(algorithm(imprintHash), octets(imprint)),
                number(4711),
                new ASN1GeneralizedTime(time)));
        content.addAll(afterTime);
        return Keys.der(sequence(content));
    }

    private ASN1Encodable signerInfo(Bytes content) throws Exception {
        Map<String, ASN1Encodable> all = new LinkedHashMap<>();
        all.put(CONTENT_TYPE, oid(TST_INFO));
        all.put(MESSAGE_DIGEST, octets(Digest.sha256(content).value()));
        all.put(SIGNING_CERTIFICATE_V2, signingCertificate());
        all.putAll(attributes);
        ASN1EncodableVector encoded = new ASN1EncodableVector();
        all.forEach((type, value) -> {
            if (value != ABSENT) {
                encoded.add(sequence(oid(type), value == TWICE ? new DERSet(two()) : new DERSet(value)));
            }
        });
        DERSet signed = new DERSet(encoded);
        Signature engine = Signature.getInstance(javaSignature);
        engine.initSign(key.getPrivate());
        engine.update(signed.getEncoded("DER"));
        List<ASN1Encodable> info = new ArrayList<>(List.of(
                number(signerVersion),
                sequence(
                        parsed(signer.issuer()),
                        new ASN1Integer(signerNumber == null ? signer.serialNumber() : signerNumber)),
                algorithm(signerHash)));
        if (!attributes.containsKey("none")) {
            info.add(new DERTaggedObject(false, 0, signed));
        }
        info.add(algorithm(signatureAlgorithm));
        info.add(new DEROctetString(engine.sign()));
        return sequence(info);
    }

    private static CertificateFacts certificate(Callable<CertificateFacts> made) {
        try {
            return made.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** In place of an attribute: leave it out. */
    static final ASN1Encodable ABSENT = number(0);

    /** In place of an attribute: put two values. */
    static final ASN1Encodable TWICE = number(2);

    private static ASN1EncodableVector two() {
        ASN1EncodableVector two = new ASN1EncodableVector();
        two.add(number(1));
        two.add(number(2));
        return two;
    }

    private ASN1Encodable signingCertificate() {
        List<ASN1Encodable> id = new ArrayList<>();
        ASN1Encodable hash = certificateHash;
        id.add(hash == null ? octets(signer.fingerprint().value()) : hash);
        if (issuerSerial != null) {
            id.add(issuerSerial);
        }
        return sequence(sequence(sequence(id)));
    }

    static ASN1Encodable issuerSerial(int nameTag, CertificateFacts certificate, BigInteger serialNumber) {
        return sequence(
                sequence(new DERTaggedObject(true, nameTag, parsed(certificate.issuer()))),
                new ASN1Integer(serialNumber));
    }

    static ASN1Encodable algorithm(String oid) {
        return sequence(oid(oid));
    }

    static ASN1ObjectIdentifier oid(String oid) {
        return new ASN1ObjectIdentifier(oid);
    }

    static ASN1Integer number(int value) {
        return new ASN1Integer(value);
    }

    static DEROctetString octets(Bytes octets) {
        return new DEROctetString(octets.toByteArray());
    }

    static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    static DERSequence sequence(List<ASN1Encodable> elements) {
        return new DERSequence(elements.toArray(new ASN1Encodable[0]));
    }

    private static DERSet set(List<? extends ASN1Encodable> elements) {
        return new DERSet(elements.toArray(new ASN1Encodable[0]));
    }

    static ASN1Primitive parsed(Bytes der) {
        try {
            return ASN1Primitive.fromByteArray(der.toByteArray());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Bytes digest(DigestAlgorithm algorithm, Bytes octets) {
        return Digest.of(algorithm, octets).value();
    }
}
