/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.KeyUsageBit;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * A way from a signer's certificate to an authority of the root (section 4.2, specification step 17).
 *
 * @param certificates leaf first, anchor last; at least two
 */
record CertificatePath(List<CertificateFacts> certificates) {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    CertificatePath {
        certificates = List.copyOf(certificates);
    }

    /** The certificate that issued the signer's. */
    CertificateFacts issuer() {
        return certificates.get(1);
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
        refuse(leafRules(leaf));
        Optional<Reason> nearest = Optional.empty();
        for (Authority authority : authorities) {
            Optional<CertificatePath> path = find(leaf, others, authority);
            if (path.isPresent()) {
                Optional<Reason> invalid = path.get().invalid(authority, times);
                if (invalid.isEmpty()) {
                    return path.get();
                }
                nearest = invalid;
            }
        }
        throw new MalformedInputException(
                nearest.orElse(new Reason(CosignReason.CERTIFICATE_UNTRUSTED, "issued by " + issuerText(leaf))));
    }

    /** All of its members, not only the leaf (CVE-2026-24122), the anchor included, which may be an intermediate. */
    private Optional<Reason> invalid(Authority authority, List<Instant> times) {
        for (Instant time : times) {
            if (!authority.validity().contains(time)) {
                return notValid("at " + time + ", its authority " + authority.validity());
            }
            Optional<Reason> invalid = CertificateRules.allValidAt(certificates, time);
            if (invalid.isPresent()) {
                return notValid(invalid.get().text());
            }
        }
        return Optional.empty();
    }

    /** The shortest; each certificate is taken up once at most, so that those which issued each other cost little. */
    private static Optional<CertificatePath> find(
            CertificateFacts leaf, List<CertificateFacts> others, Authority authority) {
        List<CertificateFacts> issuers = new ArrayList<>(authority.chain());
        others.stream().filter(other -> !other.isSelfIssued()).forEach(issuers::add);
        Set<CertificateFacts> seen = new HashSet<>(Set.of(leaf));
        Queue<List<CertificateFacts>> open = new ArrayDeque<>(List.of(List.of(leaf)));
        while (!open.isEmpty()) {
            List<CertificateFacts> path = open.remove();
            for (CertificateFacts issuer : issuers) {
                if (issues(issuer, path) && seen.add(issuer)) {
                    List<CertificateFacts> longer = new ArrayList<>(path);
                    longer.add(issuer);
                    if (issuer.equals(authority.anchor())) {
                        return Optional.of(new CertificatePath(longer));
                    }
                    if (longer.size() < Certificates.MAX_CHAIN) {
                        open.add(longer);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean issues(CertificateFacts issuer, List<CertificateFacts> path) {
        CertificateFacts last = path.get(path.size() - 1);
        return CertificateRules.issuedBy(last, issuer)
                .or(() -> CertificateRules.authorityFor(issuer, path.size() - 1, CODE_SIGNING))
                .isEmpty();
    }

    private static Optional<Reason> leafRules(CertificateFacts leaf) {
        return CertificateRules.firstOfChain(leaf)
                .or(() -> CertificateRules.keyUsageHas(leaf, KeyUsageBit.DIGITAL_SIGNATURE))
                .or(() -> CertificateRules.purposesInclude(leaf, CODE_SIGNING));
    }

    private static Optional<Reason> notValid(String detail) {
        return Optional.of(new Reason(CosignReason.CERTIFICATE_NOT_VALID, detail));
    }

    private static String issuerText(CertificateFacts leaf) {
        return leaf.certificate().getIssuerX500Principal().getName();
    }

    private static void refuse(Optional<Reason> broken) throws MalformedInputException {
        if (broken.isPresent()) {
            throw new MalformedInputException(broken.get());
        }
    }
}
