/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.internal.CertificateRevocation.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found out about the certificates of a chain, leaf first. Once one has been revoked, nobody is asked about those
 * above.
 */
record ChainRevocation(List<CertificateRevocation> certificates) {

    ChainRevocation {
        certificates = List.copyOf(certificates);
    }

    /** What decides: the revoked one nearest to the leaf, else the first that nothing is known about. */
    Optional<CertificateRevocation> decisive() {
        return first(Result.REVOKED).or(() -> first(Result.UNKNOWN));
    }

    /** Whether none of them could be revoked. */
    boolean isNotApplicable() {
        return certificates.stream().allMatch(each -> each.result() == Result.NOT_REVOCABLE);
    }

    /** One result for each certificate. */
    String text() {
        return certificates.stream().map(CertificateRevocation::text).collect(Collectors.joining(", "));
    }

    private Optional<CertificateRevocation> first(Result result) {
        return certificates.stream().filter(each -> each.result() == result).findFirst();
    }
}
