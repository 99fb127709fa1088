/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads X.509 certificates.
 *
 * <p>Nothing is verified here: a certificate that can be read may be forged, expired or meant for something else.
 * {@link CertificateFacts} says what it claims, {@link CertificateRules} judges it.
 *
 * @since 0.1
 */
public final class Certificates {

    /** Certificates of one chain that came with a signature. */
    public static final int MAX_CHAIN = 10;

    /** Octets of one certificate, and of all certificates of such a chain together. */
    public static final int MAX_CHAIN_LENGTH = 64 * 1024;

    /** Certificates of one file of an operator; its octets are limited by {@link Pem#MAX_LENGTH}. */
    public static final int MAX_IN_FILE = Pem.MAX_BLOCKS;

    /** The provider that every Java runtime brings, so that nobody's preference decides how octets are read. */
    private static final String PROVIDER = "SUN";

    private static final byte SEQUENCE = 0x30;

    private Certificates() {}

    /**
     * Reads one certificate in DER, at most {@link #MAX_CHAIN_LENGTH} octets.
     *
     * @throws MalformedInputException if the octets are not exactly one certificate; PEM and trailing octets, which
     *     {@link CertificateFactory} takes, are refused
     */
    public static X509Certificate parse(Bytes der) throws MalformedInputException {
        if (der.length() > MAX_CHAIN_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG,
                    "a certificate of " + der.length() + " octets, limit " + MAX_CHAIN_LENGTH));
        }
        CertificateFactory factory = factory();
        X509Certificate certificate = Asn1.read(
                "not an X.509 certificate", () -> (X509Certificate) factory.generateCertificate(der.newInputStream()));
        if (!encoded(certificate).equals(der)) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.CERTIFICATE_MALFORMED,
                    "the octets are not one certificate in DER and nothing else"));
        }
        return certificate;
    }

    /**
     * Reads a file of trust material: PEM with other text around the blocks allowed, or certificates in DER one after
     * another. At least one and at most {@link #MAX_IN_FILE}, in the order of the file, repetitions included.
     *
     * @throws MalformedInputException if anything in the file is not a certificate, other PEM labels included
     */
    public static List<X509Certificate> parsePemOrDer(Bytes file) throws MalformedInputException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Bytes der : file.length() > 0 && file.at(0) == SEQUENCE ? concatenated(file) : pemContents(file)) {
            certificates.add(parse(der));
        }
        return List.copyOf(certificates);
    }

    /**
     * Reads the certificates that came with a signature and what they say, in their order: at least one, at most
     * {@link #MAX_CHAIN} and {@link #MAX_CHAIN_LENGTH} octets together. Whether they are a chain is another question.
     *
     * @throws MalformedInputException if there are none or too many, or one cannot be read
     */
    public static List<CertificateFacts> parseChain(List<Bytes> ders) throws MalformedInputException {
        if (ders.isEmpty()) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.CERTIFICATE_CHAIN_EMPTY));
        }
        long length = ders.stream().mapToLong(Bytes::length).sum();
        if (ders.size() > MAX_CHAIN || length > MAX_CHAIN_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG,
                    ders.size() + " certificates of " + length + " octets, limits " + MAX_CHAIN + " and "
                            + MAX_CHAIN_LENGTH));
        }
        List<CertificateFacts> chain = new ArrayList<>();
        for (Bytes der : ders) {
            chain.add(CertificateFacts.parse(der));
        }
        return List.copyOf(chain);
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509", PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks X.509 certificates of " + PROVIDER, e);
        }
    }

    /** The certificate in DER. */
    static Bytes encoded(X509Certificate certificate) throws MalformedInputException {
        return Bytes.copyOf(Asn1.read("a certificate without encoding", certificate::getEncoded));
    }

    private static List<Bytes> concatenated(Bytes file) throws MalformedInputException {
        if (file.length() > Pem.MAX_LENGTH) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TOO_LONG, "a file of " + file.length() + " octets, limit " + Pem.MAX_LENGTH));
        }
        List<Bytes> ders = new ArrayList<>();
        DerReader elements = new DerReader(file);
        while (!elements.atEnd()) {
            if (!elements.nextIs(SEQUENCE)) {
                throw new MalformedInputException(
                        new Reason(PrimitiveReason.NOT_DER, "something else follows a certificate"));
            }
            ders.add(elements.anyElement());
            if (ders.size() > MAX_IN_FILE) {
                throw new MalformedInputException(
                        new Reason(PrimitiveReason.TOO_LONG, "more than " + MAX_IN_FILE + " certificates"));
            }
        }
        return ders;
    }

    private static List<Bytes> pemContents(Bytes file) throws MalformedInputException {
        List<Bytes> ders = new ArrayList<>();
        for (PemBlock block : Pem.parseAmongOtherText(file)) {
            if (!block.label().equals(PemBlock.CERTIFICATE)) {
                throw new MalformedInputException(new Reason(
                        PrimitiveReason.PEM_MALFORMED, "expected CERTIFICATE blocks only, found " + block.label()));
            }
            ders.add(block.content());
        }
        return ders;
    }
}
