/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the shortest chain from the signer of a timestamp to an anchor. Objects serve one search.
 *
 * <p>Every certificate is taken up once at most, so that certificates which issued each other, put into a token by
 * whoever likes, cost no more than their number squared. Nothing is missed by it: the rules ask nothing of a
 * certificate that could hold farther from the signer and not nearer.
 */
final class TimestampChain {

    private final ChainRules rules;
    private final Instant time;
    private final Set<CertificateFacts> anchors;
    private final List<CertificateFacts> issuers;
    private final Set<CertificateFacts> seen = new HashSet<>();
    private @Nullable Reason nearest;

    TimestampChain(ChainRules rules, TimestampAuthorities trusted, List<CertificateFacts> ofToken, Instant time) {
        this.rules = rules;
        this.time = time;
        this.anchors = Set.copyOf(trusted.anchors());
        this.issuers = new ArrayList<>(trusted.anchors());
        issuers.addAll(trusted.intermediates());
        issuers.addAll(ofToken);
    }

    /** The chain, signer first and anchor last. */
    List<CertificateFacts> from(CertificateFacts signer) throws MalformedInputException {
        refuse(rules.signer().apply(signer).map(TimestampChain::rule).or(() -> invalid(signer)));
        Queue<List<CertificateFacts>> open = new ArrayDeque<>(List.of(List.of(signer)));
        seen.add(signer);
        while (!open.isEmpty()) {
            for (List<CertificateFacts> longer : continued(open.remove())) {
                if (anchors.contains(longer.get(longer.size() - 1))) {
                    return longer;
                }
                if (longer.size() < Certificates.MAX_CHAIN) {
                    open.add(longer);
                }
            }
        }
        throw new MalformedInputException(
                nearest != null ? nearest : new Reason(PrimitiveReason.TIMESTAMP_CHAIN, signer.subjectText()));
    }

    private List<List<CertificateFacts>> continued(List<CertificateFacts> chain) {
        CertificateFacts last = chain.get(chain.size() - 1);
        List<List<CertificateFacts>> continued = new ArrayList<>();
        for (CertificateFacts issuer : issuers) {
            if (issuer.subject().equals(last.issuer()) && !seen.contains(issuer)) {
                Optional<Reason> broken = broken(last, issuer, chain.size() - 1);
                if (broken.isEmpty()) {
                    List<CertificateFacts> longer = new ArrayList<>(chain);
                    longer.add(issuer);
                    continued.add(longer);
                    seen.add(issuer);
                } else if (nearest == null) {
                    nearest = broken.get();
                }
            }
        }
        return continued;
    }

    private Optional<Reason> broken(CertificateFacts certificate, CertificateFacts issuer, int certificatesBetween) {
        return CertificateRules.issuedBy(certificate, issuer)
                .map(reason -> new Reason(PrimitiveReason.TIMESTAMP_CHAIN, reason.text()))
                .or(() -> rules.authority().broken(issuer, certificatesBetween).map(TimestampChain::rule))
                .or(() -> anchors.contains(issuer)
                        ? rules.anchor().apply(issuer).map(TimestampChain::rule)
                        : Optional.empty())
                .or(() -> invalid(issuer));
    }

    private Optional<Reason> invalid(CertificateFacts certificate) {
        return CertificateRules.validAt(certificate, time)
                .map(reason -> new Reason(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, reason.text()));
    }

    private static Reason rule(Reason broken) {
        return new Reason(PrimitiveReason.TIMESTAMP_CHAIN_RULE, broken.text());
    }

    private static void refuse(Optional<Reason> broken) throws MalformedInputException {
        if (broken.isPresent()) {
            throw new MalformedInputException(broken.get());
        }
    }
}
