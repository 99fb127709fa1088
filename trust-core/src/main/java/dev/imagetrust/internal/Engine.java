/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Decider;
import dev.imagetrust.verdict.Decision;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes verdicts: one snapshot of policy and trust, one clock reading, then search, judge, decide. Thread-safe. */
public final class Engine {

    private final Parts parts;
    private final PolicySource policies;
    private final String limitsText;
    private volatile @Nullable PreparedPolicy prepared;

    /**
     * What the caller handed in.
     *
     * @param trust where trust material comes from
     * @param signatures finds signatures
     * @param providers bring the verifiers
     * @param clock the time of day
     * @param limits how much is looked at
     * @param lookAgainAfter when to try again what could not be found out
     * @param evidence fetches revocation answers and the like
     * @param statementPolicies the caller's own rules
     * @param cache keeps verdicts that hold for some time
     */
    public record Parts(
            TrustStore trust,
            SignatureSource signatures,
            Providers providers,
            InstantSource clock,
            Limits limits,
            Duration lookAgainAfter,
            @Nullable EvidenceFetcher evidence,
            Map<String, StatementPolicy> statementPolicies,
            @Nullable VerdictCache cache) {}

    /** An engine over the given parts. */
    public Engine(Parts parts, PolicySource policies) {
        this.parts = parts;
        this.policies = policies;
        this.limitsText = parts.limits().toString();
    }

    /** The same parts under another policy. */
    public Engine under(PolicySource others) {
        return new Engine(parts, others);
    }

    /** The policy that is in force; empty if it cannot be had. */
    public Optional<TrustPolicy> policy() {
        try {
            return Optional.of(policies.current());
        } catch (IOException e) {
            // A verdict asks again and says why.
            return Optional.empty();
        }
    }

    /**
     * Prepares the policy that is in force.
     *
     * @throws SetUpException if policy or trust cannot be read, or something in them is wrong
     */
    public void requireUsable() {
        try {
            preparedPolicy(policies.current(), parts.trust().snapshot()).requireUsable();
        } catch (IOException e) {
            throw new SetUpException(new Reason(CoreReason.TRUST_UNREADABLE, String.valueOf(e.getMessage())), e);
        }
    }

    /** Judges as many signatures as the decision needs. */
    public Verdict verify(ImageSubject image, Deadline deadline) {
        return new Run(image, deadline, false).verdict();
    }

    /** Looks everywhere and judges everything. */
    public Inspected inspect(ImageSubject image, Deadline deadline) {
        Run run = new Run(image, deadline, true);
        Verdict verdict = run.verdict();
        return new Inspected(verdict, run.recognised);
    }

    /**
     * A verdict, and what each candidate seems to be.
     *
     * @param verdict under the rule for the image
     * @param recognised every candidate that some provider recognised, also of tools the policy does not name
     */
    public record Inspected(Verdict verdict, Map<CandidateRef, Claim> recognised) {}

    private PreparedPolicy preparedPolicy(TrustPolicy policy, TrustSnapshot trust) {
        PreparedPolicy last = prepared;
        if (last == null || !last.isOf(policy.id(), trust.id())) {
            last = new PreparedPolicy(
                    policy, trust, parts.providers(), parts.statementPolicies().keySet());
            prepared = last;
        }
        return last;
    }

    /** One verdict in the making. */
    private final class Run {

        private final ImageSubject image;
        private final boolean everything;
        private final Deadline deadline;
        private final Instant now = parts.clock().instant();
        private final Instant lookAgainAt = now.plus(parts.lookAgainAfter());
        private final Map<CandidateRef, Claim> recognised = new LinkedHashMap<>();
        private final Dependencies.Builder dependencies =
                Dependencies.builder(now).limits(limitsText);

        Run(ImageSubject image, Deadline deadline, boolean everything) {
            this.image = image;
            this.everything = everything;
            this.deadline = deadline;
        }

        Verdict verdict() {
            TrustPolicy policy;
            TrustSnapshot trust;
            try {
                policy = policies.current();
            } catch (IOException e) {
                return withoutRule(unknown(CoreReason.POLICY_UNREADABLE, e));
            }
            dependencies.policy(policy.id());
            try {
                trust = parts.trust().snapshot();
            } catch (IOException e) {
                return withoutRule(unknown(CoreReason.TRUST_UNREADABLE, e));
            }
            dependencies.trust(trust.id());
            Optional<DenyList.Entry> denial = imageDenial(trust.denied());
            if (denial.isPresent()) {
                DenyList.Entry entry = denial.get();
                String detail = entry.target() + " since " + entry.since() + ", " + entry.why();
                return withoutRule(Decider.refused(new Reason(CoreReason.IMAGE_DENIED, detail)));
            }
            VerdictCache cache = everything ? null : parts.cache();
            if (cache == null) {
                return judged(preparedPolicy(policy, trust), trust.denied());
            }
            VerdictCache.Key key = VerdictCache.Key.of(image, policy.id(), trust.id());
            return cache.find(key, now).orElseGet(() -> {
                PreparedPolicy rules = preparedPolicy(policy, trust);
                Verdict verdict = judged(rules, trust.denied());
                if (rules.ruleFor(image).filter(PreparedRule::isMonotone).isPresent()) {
                    cache.keep(key, verdict);
                }
                return verdict;
            });
        }

        private Verdict judged(PreparedPolicy rules, DenyList denied) {
            return rules.ruleFor(image)
                    .map(rule -> byRule(rule, denied))
                    .orElseGet(() -> withoutRule(Decider.refused(Reason.of(CoreReason.NO_RULE))));
        }

        private Verdict byRule(PreparedRule rule, DenyList denied) {
            if (rule.problem().isPresent()) {
                return complete(rule, Decider.unknown(rule.problem().get(), lookAgainAt), null);
            }
            Judgement judgement = new Judgement(image, rule, context(), denied, lookAgainAt);
            dependencies.selectors(rule.selectors());
            if (judgement.about().isEmpty()) {
                return complete(rule, Decider.refused(Reason.of(CoreReason.NO_INDEX)), judgement);
            }
            try {
                judgement.search(parts.signatures(), everything ? everyPlace(rule) : rule.places());
                if (everything) {
                    recognise(judgement.found());
                }
                judgement.judge(everything);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return complete(rule, Decider.unknown(Reason.of(CoreReason.INTERRUPTED), lookAgainAt), judgement);
            }
            return complete(rule, judgement.decide(), judgement);
        }

        private void recognise(Search found) {
            for (Map.Entry<CandidateRef, SignatureCandidate> each :
                    found.candidates().entrySet()) {
                if (deadline.isPast()) {
                    // To recognise is to parse, and a repository can hold a thousand signatures of megabytes.
                    return;
                }
                parts.providers().recognise(each.getValue()).ifPresent(claim -> recognised.put(each.getKey(), claim));
            }
        }

        private Verdict withoutRule(Decision decision) {
            return Verdict.builder(image, decision, finish(decision))
                    .exhaustive(everything)
                    .build();
        }

        private Verdict complete(PreparedRule rule, Decision decision, @Nullable Judgement judgement) {
            Verdict.Builder verdict = Verdict.builder(image, decision, finish(decision))
                    .exhaustive(everything)
                    .rule(rule.rule().name(), rule.requirementText());
            if (judgement != null) {
                verdict.candidates(List.copyOf(judgement.found().candidates().keySet()))
                        .reports(judgement.reports())
                        .looks(judgement.found().looks())
                        .notJudged(judgement.notJudged());
            }
            return verdict.build();
        }

        private Dependencies finish(Decision decision) {
            List<AnchorId> anchors =
                    decision.signers().stream().map(TrustedSigner::anchor).toList();
            return dependencies
                    .anchorsUsed(anchors)
                    .reevaluateAt(decision.changesAt().orElse(null))
                    .build();
        }

        private Decision unknown(CoreReason code, IOException e) {
            return Decider.unknown(new Reason(code, String.valueOf(e.getMessage())), lookAgainAt);
        }

        private Optional<DenyList.Entry> imageDenial(DenyList denied) {
            Digest own = image.image().digest();
            return denied.find(new DenyTarget.Image(own))
                    .or(() -> image.index().flatMap(i -> denied.find(new DenyTarget.Image(i.digest()))));
        }

        private Set<Place> everyPlace(PreparedRule rule) {
            Set<Place> places = new LinkedHashSet<>(rule.places());
            places.addAll(parts.providers().places());
            return places;
        }

        private VerificationContext context() {
            return VerificationContext.builder(now)
                    .deadline(deadline)
                    .limits(parts.limits())
                    .evidenceFetcher(parts.evidence())
                    .statementPolicies(parts.statementPolicies())
                    .build();
        }
    }
}
