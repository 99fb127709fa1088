/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/** Where a certificate says that its revocation can be looked up. */
final class RevocationSources {

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";

    private RevocationSources() {}

    /**
     * The first certificate of a chain that names an OCSP responder or a CRL. The root is left out: nobody could revoke
     * it but itself.
     */
    static Optional<CertificateFacts> firstRevocable(List<CertificateFacts> chain) {
        return chain.subList(0, chain.size() - 1).stream()
                .filter(RevocationSources::isRevocable)
                .findFirst();
    }

    private static boolean isRevocable(CertificateFacts certificate) {
        return certificate.extension(CRL_DISTRIBUTION_POINTS).isPresent()
                || certificate
                        .extension(AUTHORITY_INFORMATION_ACCESS)
                        .filter(RevocationSources::namesOcsp)
                        .isPresent();
    }

    private static boolean namesOcsp(Bytes extension) {
        try {
            return mayNameOcsp(ASN1Primitive.fromByteArray(extension.toByteArray()));
        } catch (IOException | IllegalStateException e) {
            return true; // it cannot be read, so it cannot be said that there is nothing to look up
        }
    }

    /** RFC 5280, 4.2.2.1: a sequence of pairs of method and location. What is anything else may be an OCSP responder. */
    private static boolean mayNameOcsp(ASN1Encodable extension) {
        if (!(extension instanceof ASN1Sequence descriptions)) {
            return true;
        }
        for (ASN1Encodable description : descriptions) {
            boolean other = description instanceof ASN1Sequence pair
                    && pair.size() == 2
                    && pair.getObjectAt(0) instanceof ASN1ObjectIdentifier method
                    && !method.getId().equals(OCSP);
            if (!other) {
                return true;
            }
        }
        return false;
    }
}
