/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.primitives.CertificatePathResult.Found;
import dev.imagetrust.primitives.CertificatePathResult.NotFound;
import dev.imagetrust.primitives.CertificatePathResult.Obstacle;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the shortest path from a certificate to a trust anchor (RFC 5280 section 6, without policies, name
 * constraints and revocation). One search for all: signers under Sigstore's or one's own authorities, and timestamp
 * authorities of all formats.
 *
 * <p>A path has {@link Certificates#MAX_CHAIN} certificates at most. Every certificate is taken up once at most, so that
 * certificates which issued each other, put into a signature by whoever likes, cost no more than their number squared.
 * Nothing is missed by it: the rules ask nothing of a certificate and its issuer that could hold farther from the leaf and
 * not nearer.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class CertificatePathSearch {

    private final CertificatePathRules rules;
    private final Set<CertificateFacts> anchors;
    private final List<CertificateFacts> issuers;

    /**
     * A search among these certificates.
     *
     * @param anchors where a path may end
     * @param others what may stand between and vouches for nothing
     */
    public CertificatePathSearch(
            CertificatePathRules rules, Collection<CertificateFacts> anchors, Collection<CertificateFacts> others) {
        this.rules = rules;
        this.anchors = Set.copyOf(anchors);
        List<CertificateFacts> all = new ArrayList<>(anchors);
        all.addAll(others);
        this.issuers = List.copyOf(all);
    }

    /**
     * Looks for a path from this certificate, which is no anchor itself, of which every certificate, the anchor
     * included, was valid at each of the times. Where no names and signatures lead to an anchor, the obstacle is {@link
     * Obstacle#NO_ISSUER}, whatever else is wrong.
     *
     * @throws IllegalArgumentException if there are no times: nothing would be left to compare the validity with
     */
    public CertificatePathResult from(CertificateFacts leaf, Collection<Instant> times) {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("valid at no time at all");
        }
        CertificatePathResult result = rules.brokenByLeaf(leaf)
                .map(reason -> new NotFound(Obstacle.LEAF_RULE, reason))
                .or(() -> invalid(leaf, times))
                .<CertificatePathResult>map(broken -> broken)
                .orElseGet(() -> new OneSearch(link(times)).from(leaf));
        if (result instanceof Found) {
            return result;
        }
        // What is wrong with a stranger's certificates is for nobody here to say.
        CertificatePathResult byAnybody = new OneSearch(CertificatePathSearch::issued).from(leaf);
        return byAnybody instanceof NotFound stranger ? stranger : result;
    }

    /** Whether the last of a path may be followed by an issuer. */
    @FunctionalInterface
    private interface Link {
        Optional<NotFound> broken(List<CertificateFacts> path, CertificateFacts issuer);
    }

    private static Optional<NotFound> issued(List<CertificateFacts> path, CertificateFacts issuer) {
        return CertificateRules.issuedBy(path.get(path.size() - 1), issuer)
                .map(reason -> new NotFound(Obstacle.NO_ISSUER, reason));
    }

    private Link link(Collection<Instant> times) {
        return (path, issuer) -> issued(path, issuer)
                .or(() -> authority(path, issuer).map(reason -> new NotFound(Obstacle.AUTHORITY_RULE, reason)))
                .or(() -> invalid(issuer, times));
    }

    private Optional<Reason> authority(List<CertificateFacts> path, CertificateFacts issuer) {
        Optional<Reason> broken = rules.brokenByAuthority(path.get(path.size() - 1), issuer, path.size() - 1);
        return broken.isEmpty() && anchors.contains(issuer) ? rules.brokenByAnchor(issuer) : broken;
    }

    private static Optional<NotFound> invalid(CertificateFacts certificate, Collection<Instant> times) {
        return times.stream()
                .flatMap(time -> CertificateRules.validAt(certificate, time).stream())
                .findFirst()
                .map(reason -> new NotFound(Obstacle.NOT_VALID, reason));
    }

    private final class OneSearch {

        private final Link link;
        private final Set<CertificateFacts> seen = new HashSet<>();
        private @Nullable NotFound nearest;

        OneSearch(Link link) {
            this.link = link;
        }

        CertificatePathResult from(CertificateFacts leaf) {
            Queue<List<CertificateFacts>> open = new ArrayDeque<>(List.of(List.of(leaf)));
            seen.add(leaf);
            while (!open.isEmpty()) {
                for (List<CertificateFacts> longer : continued(open.remove())) {
                    if (anchors.contains(longer.get(longer.size() - 1))) {
                        return new Found(new CertificatePath(longer));
                    }
                    if (longer.size() < Certificates.MAX_CHAIN) {
                        open.add(longer);
                    }
                }
            }
            return nearest != null
                    ? nearest
                    : new NotFound(
                            Obstacle.NO_ISSUER, new Reason(PrimitiveReason.CERTIFICATE_PATH, leaf.subjectText()));
        }

        private List<List<CertificateFacts>> continued(List<CertificateFacts> path) {
            CertificateFacts last = path.get(path.size() - 1);
            List<List<CertificateFacts>> continued = new ArrayList<>();
            for (CertificateFacts issuer : issuers) {
                if (issuer.subject().equals(last.issuer()) && !seen.contains(issuer)) {
                    Optional<NotFound> broken = link.broken(path, issuer);
                    if (broken.isEmpty()) {
                        List<CertificateFacts> longer = new ArrayList<>(path);
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
    }
}
