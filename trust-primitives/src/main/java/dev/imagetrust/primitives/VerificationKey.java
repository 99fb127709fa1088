/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A public key that was checked and is ready to verify with.
 *
 * <p>Accepted are points on P-256, P-384 and P-521 given by curve name and in uncompressed form (RFC 5480), RSA keys of
 * 2048 to 8192 bits with an odd exponent from 65537 to 2<sup>31</sup> - 1 (RFC 3279), and Ed25519 keys of the
 * prime-order group (RFC 8410). Everything else is refused with a reason, other encodings of the same key included: one
 * key is one run of octets and has one fingerprint.
 *
 * <p>That a key is well formed does not mean that anybody trusts it. Keys are values: equal when their octets are.
 * They are immutable and safe to share between threads, and it pays to keep them: tables built while verifying stay
 * with the object.
 *
 * @since 0.1
 */
public final class VerificationKey {

    /** Room for RSA keys four times larger than accepted, so that those are refused for their size. */
    private static final int LONGEST = 4096;

    private static final int VERSION_TAG = 0xa0;

    private final KeyMaterial material;
    private final Bytes spki;

    /** Made when it is first asked for: whoever only checks very many keys does not. */
    private @Nullable Digest fingerprint;

    private VerificationKey(KeyMaterial material, Bytes spki) {
        this.material = material;
        this.spki = spki;
    }

    /**
     * Reads a DER {@code SubjectPublicKeyInfo}, the content of a PEM {@code PUBLIC KEY}.
     *
     * @throws MalformedInputException if it is longer than 4096 octets, not canonical DER, or not an accepted key
     */
    public static VerificationKey fromSpki(Bytes der) throws MalformedInputException {
        checkLength(der);
        return new VerificationKey(KeyReader.subjectPublicKeyInfo(der), der);
    }

    /**
     * Reads a DER {@code RSAPublicKey}, the content of a PEM {@code RSA PUBLIC KEY}.
     *
     * @throws MalformedInputException if it is longer than 4096 octets, not canonical DER, or not an accepted key
     */
    public static VerificationKey fromPkcs1RsaPublicKey(Bytes der) throws MalformedInputException {
        checkLength(der);
        return new VerificationKey(KeyReader.rsaPublicKey(der), wrapped(der));
    }

    /**
     * Reads the key of a certificate as it stands in the signed part, not as a security provider understood it.
     *
     * <p>Nothing about the certificate is checked: neither its signature nor its dates nor what it may be used for.
     *
     * @throws MalformedInputException if the key is longer than 4096 octets, not canonical DER, or not an accepted key
     */
    public static VerificationKey fromCertificateKey(X509Certificate certificate) throws MalformedInputException {
        return fromSpki(subjectPublicKeyInfo(certificate));
    }

    /** What kind of key it is. */
    public KeyType type() {
        return material.type();
    }

    /** The size of the modulus (RSA) or of the field: 256, 384, 521, and 256 for Ed25519. */
    public int sizeInBits() {
        return material.sizeInBits();
    }

    /** The key as DER {@code SubjectPublicKeyInfo}. */
    public Bytes spki() {
        return spki;
    }

    /** SHA-256 over {@link #spki()}. */
    public Digest fingerprint() {
        Digest known = fingerprint;
        if (known == null) {
            known = Digest.sha256(spki);
            fingerprint = known; // threads that come here at once write equal, immutable values
        }
        return known;
    }

    /** The key in the form its engine takes. */
    KeyMaterial material() {
        return material;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && spki.equals(that.spki);
    }

    @Override
    public int hashCode() {
        return spki.hashCode();
    }

    /** Type and fingerprint. */
    @Override
    public String toString() {
        return type() + " " + fingerprint();
    }

    private static void checkLength(Bytes der) throws MalformedInputException {
        requireNonNull(der, "der");
        if (der.length() > LONGEST) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TOO_LONG, "a key of " + der.length() + " octets, limit " + LONGEST));
        }
    }

    private static Bytes wrapped(Bytes pkcs1) {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        try {
            return Bytes.copyOf(new SubjectPublicKeyInfo(rsa, pkcs1.toByteArray()).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** The seventh field of {@code TBSCertificate}, the sixth where the version is left out (RFC 5280 §4.1). */
    private static Bytes subjectPublicKeyInfo(X509Certificate certificate) throws MalformedInputException {
        DerReader fields = new DerReader(signedPart(certificate)).sequence();
        if (fields.nextIs(VERSION_TAG)) {
            fields.anyElement();
        }
        fields.anyElement(); // serialNumber
        fields.anyElement(); // signature
        fields.anyElement(); // issuer
        fields.anyElement(); // validity
        fields.anyElement(); // subject
        return fields.anyElement();
    }

    private static Bytes signedPart(X509Certificate certificate) throws MalformedInputException {
        try {
            return Bytes.copyOf(certificate.getTBSCertificate());
        } catch (CertificateEncodingException e) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.NOT_DER, "a certificate without a signed part"), e);
        }
    }
}
