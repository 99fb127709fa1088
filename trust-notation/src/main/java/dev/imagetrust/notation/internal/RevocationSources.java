/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;

/** Where a certificate says that its revocation can be looked up. */
final class RevocationSources {

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
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
            AccessDescription[] descriptions = AuthorityInformationAccess.getInstance(extension.toByteArray())
                    .getAccessDescriptions();
            return Arrays.stream(descriptions).anyMatch(d -> d.getAccessMethod().equals(AccessDescription.id_ad_ocsp));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return true; // it cannot be read, so it cannot be said that there is nothing to look up
        }
    }
}
