/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Decider;
import dev.imagetrust.verdict.Decision;
import dev.imagetrust.verdict.LeafEvidence;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work on one image: search, judge each candidate, decide. Used once, by one thread. */
final class Judgement {

    private final ImageSubject image;
    private final PreparedRule rule;
    private final VerificationContext context;
    private final DenyList denied;
    private final Instant lookAgainAt;
    private final List<SignatureReport> reports = new ArrayList<>();
    private final List<Reason> gaps = new ArrayList<>();
    private Search search = Search.NONE;
    private int judged;

    /** The decision that nothing could change any more. */
    private @Nullable Decision last;

    Judgement(
            ImageSubject image, PreparedRule rule, VerificationContext context, DenyList denied, Instant lookAgainAt) {
        this.image = image;
        this.rule = rule;
        this.context = context;
        this.denied = denied;
        this.lookAgainAt = lookAgainAt;
    }

    /** Looks for signatures in the given places. */
    void search(SignatureSource source, Set<Place> places) throws InterruptedException {
        stopIfInterrupted();
        SearchBudget budget = new SearchBudget(context.limits(), context.deadline());
        search = Search.in(source, image, about(), places, budget);
    }

    /**
     * Judges the candidates, in their order.
     *
     * @param all whether to judge every candidate, or only until the decision cannot change
     */
    void judge(boolean all) throws InterruptedException {
        boolean mayStop = !all && rule.isMonotone();
        for (Map.Entry<CandidateRef, SignatureCandidate> found :
                search.candidates().entrySet()) {
            stopIfInterrupted();
            if (context.deadline().isPast()) {
                gaps.add(Reason.of(CoreReason.TIME_UP));
                return;
            }
            boolean accepted = judge(found.getKey(), found.getValue());
            judged++;
            if (accepted && mayStop) {
                Decision so = decided();
                if (so.truth() == Truth.MET) {
                    last = so;
                    return;
                }
            }
        }
    }

    /** What follows from everything that was judged. */
    Decision decide() {
        return last == null ? decided() : last;
    }

    private Decision decided() {
        Requirement requirement = rule.rule().requirement().orElseThrow();
        if (rule.rule().scope() != RuleScope.INDEX_AND_IMAGE) {
            return Decider.decide(requirement, leaf -> evidence(leaf, about()), lookAgainAt);
        }
        Digest index = image.index().orElseThrow().digest();
        return Decider.both(
                Decider.decide(requirement, leaf -> evidence(leaf, List.of(index)), lookAgainAt),
                Decider.decide(
                        requirement,
                        leaf -> evidence(leaf, List.of(image.image().digest())),
                        lookAgainAt),
                lookAgainAt);
    }

    /** Whose signatures count; empty where the rule needs an index and there is none. */
    List<Digest> about() {
        PolicyRule policyRule = rule.rule();
        Digest own = image.image().digest();
        Optional<Digest> index = image.index().map(i -> i.digest());
        return switch (policyRule.scope()) {
            case IMAGE_ONLY -> List.of(own);
            case INDEX_ONLY -> index.map(List::of).orElse(List.of());
            case INDEX_OR_IMAGE -> index.map(i -> List.of(own, i)).orElse(List.of(own));
            case INDEX_AND_IMAGE -> index.map(i -> List.of(own, i)).orElse(List.of());
        };
    }

    Search found() {
        return search;
    }

    int notJudged() {
        return search.candidates().size() - judged;
    }

    /** Every report, candidate by candidate. */
    List<SignatureReport> reports() {
        return reports;
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean judge(CandidateRef ref, SignatureCandidate candidate) throws InterruptedException {
        boolean accepted = false;
        for (PreparedLeaf leaf : rule.leaves()) {
            Boundary.Recognition seen = Boundary.recognise(leaf, candidate);
            if (!seen.isNothing()) {
                CheckRecorder log = new CheckRecorder(leaf.plan());
                check(leaf, candidate, seen, log);
                SignatureReport report = log.complete(
                        SignatureReport.builder(ref, leaf.provider().tool(), leaf.canonical()));
                reports.add(report);
                accepted |= report.status() == SignatureReport.Status.ACCEPTED;
            }
        }
        return accepted;
    }

    private void check(PreparedLeaf leaf, SignatureCandidate candidate, Boundary.Recognition seen, CheckRecorder log)
            throws InterruptedException {
        Reason failure = seen.failure();
        if (failure != null) {
            log.verifierFailed(failure);
            return;
        }
        Claim claim = seen.claim();
        if (claim != null) {
            claim.signer().ifPresent(log::signer);
        }
        Boundary.check(leaf, candidate, image, log.recording(context), log);
        log.consult(denied);
    }

    private LeafEvidence evidence(SignatureRequirement leaf, List<Digest> about) {
        String canonical = leaf.canonical();
        List<SignatureReport> ofLeaf = new ArrayList<>();
        for (SignatureReport report : reports) {
            if (report.requirement().equals(canonical)
                    && about.contains(report.candidate().about())) {
                ofLeaf.add(report);
            }
        }
        return new LeafEvidence(ofLeaf, gaps(rule.placesOf(canonical), about));
    }

    private List<Reason> gaps(Set<Place> places, List<Digest> about) {
        List<Look> looks = new ArrayList<>();
        for (Look look : search.looks()) {
            if (about.contains(look.about()) && places.contains(look.place())) {
                looks.add(look);
            }
        }
        // Whoever sets up no lookaside store has said where signatures are; but somewhere they must be looked for.
        boolean nowhere = looks.stream().allMatch(Judgement::isOfNobody);
        Set<Reason> open = new LinkedHashSet<>(gaps);
        for (Look look : looks) {
            if (!look.answer().isComplete() && (nowhere || !isOfNobody(look))) {
                open.add(look.reason().orElse(Reason.of(CoreReason.PLACE_FAILED)));
            }
        }
        return List.copyOf(open);
    }

    /** Whether no source was set up for the place. */
    private static boolean isOfNobody(Look look) {
        return look.answer() == Look.Answer.NOT_ASKED
                && look.reason()
                        .filter(r -> r.code().id().equals(CoreReason.PLACE_UNKNOWN.id()))
                        .isPresent();
    }
}
