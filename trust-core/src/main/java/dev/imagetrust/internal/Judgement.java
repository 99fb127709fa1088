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
import dev.imagetrust.spi.EngineCheck;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Decider;
import dev.imagetrust.verdict.Decision;
import dev.imagetrust.verdict.LeafEvidence;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The work on one image: search, judge each candidate, decide. Used once, by one thread. */
final class Judgement {

    private final ImageSubject image;
    private final PreparedRule rule;
    private final VerificationContext context;
    private final DenyList denied;
    private final Instant lookAgainAt;
    private final Map<String, List<SignatureReport>> reports = new LinkedHashMap<>();
    private final List<Reason> gaps = new ArrayList<>();
    private Search search = new Search(List.of(), List.of());
    private int judged;

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
        SearchBudget budget = new SearchBudget(context.limits(), context.deadline());
        search = Search.in(source, image, about(), places, budget);
    }

    /**
     * Judges the candidates, in their order.
     *
     * @param all whether to judge every candidate, or only until the decision cannot change
     */
    void judge(boolean all) throws InterruptedException {
        boolean mayStop = !all && Leaves.isMonotone(requirements());
        for (SignatureCandidate candidate : search.candidates()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (context.deadline().isPast()) {
                gaps.add(Reason.of(CoreReason.TIME_UP));
                return;
            }
            boolean accepted = judge(candidate);
            judged++;
            if (accepted && mayStop && decide().truth() == Truth.MET) {
                return;
            }
        }
    }

    /** What follows from everything that was judged. */
    Decision decide() {
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
        List<SignatureReport> all = new ArrayList<>();
        for (SignatureCandidate candidate : search.candidates()) {
            reports.values().stream()
                    .flatMap(List::stream)
                    .filter(r -> r.candidate().equals(candidate.ref()))
                    .forEach(all::add);
        }
        return all;
    }

    List<SignatureRequirement> requirements() {
        return rule.leaves().stream().map(PreparedLeaf::requirement).toList();
    }

    private boolean judge(SignatureCandidate candidate) throws InterruptedException {
        boolean accepted = false;
        for (PreparedLeaf leaf : rule.leaves()) {
            Optional<Claim> claim = Boundary.recognise(leaf.provider(), candidate);
            if (claim.isPresent() && leaf.wants().test(claim.get())) {
                SignatureReport report = judge(candidate, leaf, claim.get());
                reports.computeIfAbsent(leaf.requirement().canonical(), k -> new ArrayList<>())
                        .add(report);
                accepted |= report.status() == SignatureReport.Status.ACCEPTED;
            }
        }
        return accepted;
    }

    private SignatureReport judge(SignatureCandidate candidate, PreparedLeaf leaf, Claim claim)
            throws InterruptedException {
        CheckRecorder log = new CheckRecorder(leaf.verifier().plan());
        claim.signer().ifPresent(log::signer);
        Boundary.check(leaf, candidate, image, context, log);
        consultDenyList(log);
        SignatureReport.Builder report = SignatureReport.builder(
                candidate.ref(), leaf.provider().tool(), leaf.requirement().canonical());
        return log.complete(report);
    }

    /** Distrust beats everything: asked after each verifier, in every format. */
    private void consultDenyList(CheckRecorder log) {
        if (!(log.signer().orElse(null) instanceof TrustedSigner signer)) {
            return;
        }
        PlannedCheck planned = PlannedCheck.enforced(EngineCheck.NOT_DENIED);
        Optional<DenyList.Entry> denial = denied.findAny(signer.material());
        if (denial.isEmpty()) {
            log.add(Check.of(planned, Result.PASSED));
            return;
        }
        DenyTarget target = denial.get().target();
        Reason reason = new Reason(
                CoreReason.SIGNER_DENIED,
                target + " since " + denial.get().since() + ", " + denial.get().why());
        log.add(Check.of(planned, Result.FAILED, reason));
        // Whoever is denied is nobody's trusted signer, also where only the report is read.
        log.signer(new PresentedSigner(signer.countsAs(), signer.display()));
    }

    private LeafEvidence evidence(SignatureRequirement leaf, List<Digest> about) {
        List<SignatureReport> ofLeaf = reports.getOrDefault(leaf.canonical(), List.of()).stream()
                .filter(r -> about.contains(r.candidate().about()))
                .toList();
        List<Reason> open = new ArrayList<>(gaps);
        Set<Place> places = rule.leaves().stream()
                .filter(l -> l.requirement().canonical().equals(leaf.canonical()))
                .findFirst()
                .map(PreparedLeaf::places)
                .orElse(Set.of());
        List<Look> looks = search.looks().stream()
                .filter(look -> about.contains(look.about()) && places.contains(look.place()))
                .toList();
        // Whoever sets up no lookaside store has said where signatures are; but somewhere they must be looked for.
        boolean nowhere = looks.stream().allMatch(Judgement::isOfNobody);
        for (Look look : looks) {
            if (!look.answer().isComplete() && (nowhere || !isOfNobody(look))) {
                open.add(look.reason().orElse(Reason.of(CoreReason.PLACE_FAILED)));
            }
        }
        return new LeafEvidence(ofLeaf, open.stream().distinct().toList());
    }

    /** Whether no source was set up for the place. */
    private static boolean isOfNobody(Look look) {
        return look.answer() == Look.Answer.NOT_ASKED
                && look.reason()
                        .filter(r -> r.code().id().equals(CoreReason.PLACE_UNKNOWN.id()))
                        .isPresent();
    }
}
