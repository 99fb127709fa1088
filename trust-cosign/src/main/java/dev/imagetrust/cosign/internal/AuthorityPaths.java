/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.CertificatePathResult;
import dev.imagetrust.primitives.CertificatePathResult.NotFound;
import dev.imagetrust.primitives.CertificatePathRules;
import dev.imagetrust.primitives.CertificatePathSearch;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths from a signer's certificate to an authority of the root, or to one's own (section 4.2, specification step 17). */
final class AuthorityPaths {

    private final List<CertificateFacts> others;
    private final List<Instant> times;

    private AuthorityPaths(List<CertificateFacts> others, List<Instant> times) {
        this.others = others.stream().filter(other -> !other.isSelfIssued()).toList();
        this.times = times;
    }

    /**
     * Finds a path that was good at every one of the times.
     *
     * @param others certificates that came along; they may stand between and vouch for nothing
     * @throws MalformedInputException if no authority has one
     */
    static CertificatePath require(
            CertificateFacts leaf, List<CertificateFacts> others, List<Authority> authorities, List<Instant> times)
            throws MalformedInputException {
        if (times.isEmpty()) {
            // Nothing would be left to compare the validity with.
            throw new MalformedInputException(new Reason(CosignReason.CERTIFICATE_NOT_VALID, "at no time at all"));
        }
        AuthorityPaths paths = new AuthorityPaths(others, times);
        Reason nearest = new Reason(CosignReason.CERTIFICATE_UNTRUSTED, "issued by " + issuerText(leaf));
        for (Authority authority : authorities) {
            CertificatePathResult result = paths.search(leaf, authority);
            Optional<Reason> refusal = result instanceof NotFound none ? refusal(none) : paths.outOfUse(authority);
            if (result instanceof CertificatePathResult.Found found && refusal.isEmpty()) {
                return found.path();
            }
            nearest = refusal.orElse(nearest);
        }
        throw new MalformedInputException(nearest);
    }

    /** All members have to be valid, not only the leaf (CVE-2026-24122), the anchor included, which may be an intermediate. */
    private CertificatePathResult search(CertificateFacts leaf, Authority authority) {
        List<CertificateFacts> chain = authority.chain();
        List<CertificateFacts> between = new ArrayList<>(chain.subList(0, chain.size() - 1));
        between.addAll(others);
        return new CertificatePathSearch(CertificatePathRules.codeSigning(), List.of(authority.anchor()), between)
                .from(leaf, times);
    }

    private Optional<Reason> outOfUse(Authority authority) {
        return times.stream()
                .filter(time -> !authority.validity().contains(time))
                .findFirst()
                .map(time -> new Reason(
                        CosignReason.CERTIFICATE_NOT_VALID, "at " + time + ", its authority " + authority.validity()));
    }

    /** Empty: the certificate is by somebody else. */
    private static Optional<Reason> refusal(NotFound none) {
        return switch (none.obstacle()) {
            case LEAF_RULE -> Optional.of(none.reason());
            case NOT_VALID ->
                Optional.of(new Reason(
                        CosignReason.CERTIFICATE_NOT_VALID, none.reason().text()));
            case AUTHORITY_RULE ->
                Optional.of(new Reason(
                        CosignReason.CERTIFICATE_UNTRUSTED, none.reason().text()));
            case NO_ISSUER -> Optional.empty();
        };
    }

    private static String issuerText(CertificateFacts leaf) {
        return leaf.certificate().getIssuerX500Principal().getName();
    }
}
