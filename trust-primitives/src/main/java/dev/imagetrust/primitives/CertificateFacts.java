/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate says of itself, read once.
 *
 * <p>None of it is true until somebody trusted vouches for the certificate; {@link CertificateRules} has the rules. Names
 * are the octets of the encoding, so that equal means equal. Extensions are read strictly: one of the three that limit a
 * certificate's use, if it cannot be read, refuses the certificate, critical or not. Immutable, safe to share; two facts
 * are equal when their certificates are.
 *
 * @since 0.1
 */
public final class CertificateFacts {

    /**
     * The basic constraints extension, RFC 5280 section 4.2.1.9.
     *
     * @param critical whether it is marked so
     * @param certificateAuthority whether {@code cA} is true
     * @param pathLength how many certificates may stand between this one and the leaf, or {@link #UNLIMITED}
     */
    public record BasicConstraints(boolean critical, boolean certificateAuthority, int pathLength) {

        /** The path length that stands for no limit. */
        public static final int UNLIMITED = Integer.MAX_VALUE;

        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public BasicConstraints {
            if (pathLength < 0) {
                throw new IllegalArgumentException("a negative path length");
            }
        }
    }

    /**
     * The key usage extension, RFC 5280 section 4.2.1.3.
     *
     * @param critical whether it is marked so
     * @param bits the bits that are set, at least one
     */
    public record KeyUsage(boolean critical, Set<KeyUsageBit> bits) {

        /**
         * Copies the bits.
         *
         * @throws IllegalArgumentException if there are none
         */
        public KeyUsage {
            bits = Set.copyOf(bits);
            if (bits.isEmpty()) {
                throw new IllegalArgumentException("a key usage without bits");
            }
        }
    }

    /**
     * The extended key usage extension, RFC 5280 section 4.2.1.12.
     *
     * @param critical whether it is marked so
     * @param purposes object identifiers in dotted form, at least one
     */
    public record ExtendedKeyUsage(boolean critical, Set<String> purposes) {

        /**
         * Copies the purposes.
         *
         * @throws IllegalArgumentException if there are none
         */
        public ExtendedKeyUsage {
            purposes = Set.copyOf(purposes);
            if (purposes.isEmpty()) {
                throw new IllegalArgumentException("an extended key usage without purposes");
            }
        }
    }

    private final X509Certificate certificate;
    private final Bytes der;
    private final CertificateFields fields;
    private final CertificateSignature signature;
    private final CertificateExtensions extensions;
    private final @Nullable BasicConstraints basicConstraints;
    private final @Nullable KeyUsage keyUsage;
    private final @Nullable ExtendedKeyUsage extendedKeyUsage;
    private final @Nullable VerificationKey key;
    private final @Nullable Reason keyRefusal;

    private CertificateFacts(X509Certificate certificate) throws MalformedInputException {
        this.certificate = certificate;
        this.der = Certificates.encoded(certificate);
        this.fields = CertificateFields.read(der);
        this.signature = CertificateSignature.of(fields.signatureAlgorithm());
        this.extensions = CertificateExtensions.read(fields.signedPart());
        this.basicConstraints = extensions.basicConstraints().orElse(null);
        this.keyUsage = extensions.keyUsage().orElse(null);
        this.extendedKeyUsage = extensions.extendedKeyUsage().orElse(null);
        @Nullable VerificationKey read = null;
        @Nullable Reason refusal = null;
        try {
            read = VerificationKey.fromCertificateKey(certificate);
        } catch (MalformedInputException e) {
            refusal = e.reason(); // matters only to who needs the key
        }
        this.key = read;
        this.keyRefusal = refusal;
    }

    /**
     * Reads what a certificate says.
     *
     * @throws MalformedInputException if its parts are not what RFC 5280 says; a key that is not accepted is reported by
     *     {@link #key()} only
     */
    public static CertificateFacts of(X509Certificate certificate) throws MalformedInputException {
        return new CertificateFacts(certificate);
    }

    /**
     * Reads a certificate, as {@link Certificates#parse} does, and what it says.
     *
     * @throws MalformedInputException if it is not a certificate, or {@link #of} refuses it
     */
    public static CertificateFacts parse(Bytes certificate) throws MalformedInputException {
        return new CertificateFacts(Certificates.parse(certificate));
    }

    /** The certificate in the form of the Java runtime, for what is not read here. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The whole certificate as it is encoded. */
    public Bytes der() {
        return der;
    }

    /** SHA-256 over {@link #der()}. */
    public Digest fingerprint() {
        return Digest.sha256(der);
    }

    /** The octets that the issuer signed. */
    public Bytes signedPart() {
        return fields.signedPart();
    }

    /** The issuer's signature. */
    public Bytes signature() {
        return fields.signature();
    }

    /** How the signature is verified; empty if in no way that is accepted. */
    public Optional<SignatureScheme> signatureScheme() {
        return signature.verifiedWith();
    }

    /** The algorithm of the signature as an object identifier in dotted form. */
    public String signatureAlgorithm() {
        return signature.oid();
    }

    /** Whether the signature rests on MD2, MD4, MD5 or SHA-1, also as a parameter of RSASSA-PSS. */
    public boolean isWeaklySigned() {
        return signature.weak();
    }

    /** The subject's distinguished name as it is encoded. */
    public Bytes subject() {
        return fields.subject();
    }

    /** The issuer's distinguished name as it is encoded. */
    public Bytes issuer() {
        return fields.issuer();
    }

    /** The subject for messages, in the form of RFC 2253. Hostile text, and not fit for comparisons. */
    public String subjectText() {
        return certificate.getSubjectX500Principal().getName();
    }

    /**
     * The subject as programs in Go print it: in an order of their own, whatever order the certificate has. zot shows it
     * as the author of a signature. Hostile text, and not fit for comparisons of trust.
     *
     * @throws MalformedInputException if the subject cannot be read attribute by attribute
     */
    public String subjectInGoOrder() throws MalformedInputException {
        return GoName.print(fields.subject());
    }

    /** The number that the issuer gave; RFC 5280 wants a positive one, others occur. */
    public BigInteger serialNumber() {
        return fields.serialNumber();
    }

    /** The first moment of its validity. */
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /** The last moment of its validity. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /**
     * The subject's key.
     *
     * @throws MalformedInputException if it is not one that {@link VerificationKey} accepts
     */
    public VerificationKey key() throws MalformedInputException {
        if (key == null) {
            throw new MalformedInputException(
                    keyRefusal == null ? Reason.of(PrimitiveReason.CERTIFICATE_MALFORMED) : keyRefusal);
        }
        return key;
    }

    /** What it says about being an authority; empty if nothing. */
    public Optional<BasicConstraints> basicConstraints() {
        return Optional.ofNullable(basicConstraints);
    }

    /** What it says its key is for; empty if nothing. */
    public Optional<KeyUsage> keyUsage() {
        return Optional.ofNullable(keyUsage);
    }

    /** What purposes it says its key has; empty if it says nothing, which is not the same as none. */
    public Optional<ExtendedKeyUsage> extendedKeyUsage() {
        return Optional.ofNullable(extendedKeyUsage);
    }

    /** The value of an extension by its object identifier in dotted form, without the octet string around it. */
    public Optional<Bytes> extension(String oid) {
        return extensions.value(oid);
    }

    /** The object identifiers of the extensions that are marked critical. */
    public Set<String> criticalExtensions() {
        return extensions.criticalOids();
    }

    /** Whether issuer and subject have the same name. Says nothing about who signed. */
    public boolean isSelfIssued() {
        return fields.issuer().equals(fields.subject());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateFacts that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /** The fingerprint; the names may be hostile. */
    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}
