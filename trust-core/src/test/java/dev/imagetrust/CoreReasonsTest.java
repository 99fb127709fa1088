/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.Found;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every reason of the engine in the verdict it is for: a reason without one does not compile here. */
class CoreReasonsTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");
    private static final Sig BAD = Sig.alpha(Act.BAD, "alice");

    @ParameterizedTest
    @EnumSource
    void everyReasonIsGiven(CoreReason reason) {
        Verdict verdict = verdictFor(reason);
        Thread.interrupted();

        assertThat(verdict.has(reason)).as("%s", verdict).isTrue();
        assertThat(verdict.outcome()).isNotEqualTo(Outcome.TRUSTED);
        if (reason.reasonClass() != ReasonClass.REFUSED) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
            assertThat(verdict.mayChange()).isEqualTo(reason.reasonClass() == ReasonClass.ENVIRONMENT);
        }
    }

    private static Verdict verdictFor(CoreReason reason) {
        return switch (reason) {
            case UNSIGNED -> World.with().verify(Rule.alpha());
            case NO_GOOD_SIGNATURE -> World.with(BAD).verify(Rule.alpha());
            case BAD_SIGNATURE_AMONG -> World.with(GOOD, BAD).verify(Rule.everyAlpha());
            case TOO_FEW_SIGNERS -> World.with(GOOD).verify(new DistinctSigners(2, List.of(Rule.alpha())));
            case NO_RULE -> noRule();
            case REJECTED -> World.with(GOOD).verify(new Reject("closed"));
            case WAIVED -> World.with().verify(new Waive("lab"));
            case TOLERATED -> World.with(Sig.alpha(Act.UNKNOWN_SIGNER, "carol")).verify(Rule.loggedAlpha());
            case IMAGE_DENIED -> denied(new DenyTarget.Image(World.CHILD.digest()));
            case SIGNER_DENIED ->
                denied(ScriptedProvider.material("alice").iterator().next());
            case NO_INDEX -> noIndex();
            case PLACE_FAILED -> World.with().failingAt(World.HERE).verify(Rule.alpha());
            case PLACE_UNANSWERED -> unanswered();
            case PLACE_UNKNOWN -> placeUnknown();
            case SEARCH_LIMIT -> limited();
            case TIME_UP ->
                World.with(GOOD)
                        .set(TrustPolicy.forAllImages(Rule.alpha()))
                        .build()
                        .verify(World.IMAGE, Deadline.after(Duration.ZERO));
            case INTERRUPTED -> World.with(Sig.alpha(Act.INTERRUPTS, "alice")).verify(Rule.alpha());
            case TRUST_UNREADABLE -> trustUnreadable();
            case POLICY_UNREADABLE ->
                World.with()
                        .set(TrustPolicy.forAllImages(Rule.alpha()))
                        .build()
                        .under(() -> {
                            throw new IOException("gone");
                        })
                        .verify(World.IMAGE);
            case RULE_UNUSABLE -> unusable();
            case INPUT_UNREADABLE ->
                World.with(Sig.alpha(Act.THROWS_IO, "alice")).verify(Rule.alpha());
            case VERIFIER_FAILED -> World.with(Sig.alpha(Act.THROWS, "alice")).verify(Rule.alpha());
            case CHECK_FORGOTTEN ->
                World.with(Sig.alpha(Act.FORGETS_A_CHECK, "alice")).verify(Rule.alpha());
        };
    }

    private static Verdict noRule() {
        TrustPolicy policy = TrustPolicy.builder()
                .repository("registry.example/other", Rule.alpha())
                .build();
        return World.with(GOOD).set(policy).build().verify(World.IMAGE);
    }

    private static Verdict denied(DenyTarget target) {
        return World.with(GOOD)
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .trustStore(World.trust().denying(World.denying(target)))
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict noIndex() {
        PolicyRule rule = PolicyRule.of("index", Rule.alpha()).over(RuleScope.INDEX_ONLY);
        return World.with(GOOD)
                .set(TrustPolicy.builder().otherwise(rule).build())
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict unusable() {
        PolicyRule rule = PolicyRule.unusable("keys", "no such file");
        return World.with(GOOD)
                .set(TrustPolicy.builder().otherwise(rule).build())
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict unanswered() {
        return World.set(
                        TrustPolicy.forAllImages(Rule.alpha()),
                        (image, about, places, budget) -> new Found(List.of(), List.of()))
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict placeUnknown() {
        return World.set(
                        TrustPolicy.forAllImages(Rule.alpha()),
                        (image, about, places, budget) -> new Found(
                                List.of(),
                                List.of(Look.notAsked(
                                        World.HERE, World.CHILD.digest(), Reason.of(CoreReason.PLACE_UNKNOWN)))))
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict limited() {
        return World.with(BAD, Sig.alpha(Act.BAD, "bob"))
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .limits(Limits.builder().candidates(1).build())
                .build()
                .verify(World.IMAGE);
    }

    private static Verdict trustUnreadable() {
        AtomicInteger reads = new AtomicInteger();
        TrustStore once = () -> {
            if (reads.getAndIncrement() > 0) {
                throw new IOException("gone");
            }
            return World.trust();
        };
        return World.with(GOOD)
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .trustStore(once)
                .build()
                .verify(World.IMAGE);
    }
}
