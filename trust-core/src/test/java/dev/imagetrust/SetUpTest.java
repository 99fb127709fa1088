/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.RefreshablePolicy;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mistakes of set-up, and what may change between verdicts. */
class SetUpTest {

    private static final World GOOD = World.with(Sig.alpha(Act.GOOD, "alice"));

    private static ImageTrust.Builder with(Requirement requirement) {
        return GOOD.set(TrustPolicy.forAllImages(requirement));
    }

    private static void refusesToBuild(ImageTrust.Builder builder, ReasonCode code) {
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        SetUpException.class, e -> assertThat(e.reason().code()).isEqualTo(code));
    }

    @Test
    void refusesARequirementThatNoProviderKnows() {
        refusesToBuild(with(new Rule.Unheard("main")), CoreReason.RULE_UNUSABLE);
    }

    @Test
    void refusesTwoProvidersForOneTool() {
        ImageTrust.Builder builder = with(Rule.alpha());

        assertThatIllegalArgumentException().isThrownBy(() -> builder.provider(ScriptedProvider.alpha()));
    }

    @Test
    void refusesTwoProvidersForOneTypeOfRequirement() {
        refusesToBuild(
                with(Rule.alpha()).provider(new ScriptedProvider<>("gamma", Rule.Alpha.class, World.HERE)),
                CoreReason.RULE_UNUSABLE);
    }

    @Test
    void refusesTrustMaterialThatAProviderCannotUse() {
        refusesToBuild(with(Rule.alphaOf("unusable")), Step.Why.UNKNOWN);
    }

    @Test
    void refusesARequirementOnWhichAProviderCrashes() {
        refusesToBuild(with(Rule.alphaOf("crashing")), CoreReason.VERIFIER_FAILED);
    }

    @Test
    void refusesAPlanWithACheckTwice() {
        refusesToBuild(with(Rule.alphaOf("planned twice")), CoreReason.RULE_UNUSABLE);
    }

    /** Every image would be called unsigned, and nobody would have looked. */
    @Test
    void refusesARequirementThatIsLookedForNowhere() {
        refusesToBuild(with(Rule.alphaOf("nowhere")), CoreReason.RULE_UNUSABLE);
    }

    @Test
    void refusesAStatementPolicyThatNobodyRegistered() {
        refusesToBuild(with(Rule.alphaWithPolicy("no-criticals")), CoreReason.RULE_UNUSABLE);
        with(Rule.alphaWithPolicy("no-criticals"))
                .statementPolicy("no-criticals", s -> StatementPolicy.Answer.accept())
                .build();
    }

    @Test
    void refusesTwoStatementPoliciesOfOneName() {
        ImageTrust.Builder builder = with(Rule.alpha()).statementPolicy("x", s -> StatementPolicy.Answer.accept());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.statementPolicy("x", s -> StatementPolicy.Answer.accept()));
    }

    @Test
    void refusesAPolicyOrTrustThatCannotBeReadAtFirst() {
        refusesToBuild(GOOD.set(unreadablePolicy()), CoreReason.TRUST_UNREADABLE);
        refusesToBuild(with(Rule.alpha()).trustStore(unreadableTrust()), CoreReason.TRUST_UNREADABLE);
    }

    @Test
    void refusesToGoWithoutPolicySignaturesOrClock() {
        ImageTrust.Builder noClock = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(Rule.alpha()))
                .signatures(GOOD);
        ImageTrust.Builder noPolicy = ImageTrust.builder().signatures(GOOD).clock(InstantSource.fixed(World.NOW));
        ImageTrust.Builder noSource = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(Rule.alpha()))
                .clock(InstantSource.fixed(World.NOW));

        for (ImageTrust.Builder incomplete : List.of(noClock, noPolicy, noSource)) {
            assertThatIllegalStateException().isThrownBy(incomplete::build);
        }
    }

    @Test
    void aRuleThatIsUnusableLeavesOnlyItsImagesOpen() {
        TrustPolicy policy = TrustPolicy.builder()
                .repository("registry.example/broken", PolicyRule.unusable("broken", "no such key"))
                .otherwise(Rule.alpha())
                .build();
        ImageTrust trust = GOOD.set(policy).build();
        ImageSubject broken = ImageSubject.byDigest(ImageName.parse("registry.example/broken"), World.CHILD);

        assertThat(trust.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(trust.verify(broken).outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(trust.verify(broken).reasons()).containsExactly(new Reason(CoreReason.RULE_UNUSABLE, "no such key"));
        assertThat(trust.verify(broken).mayChange()).isFalse();
    }

    @Test
    void anotherPolicyIsPreparedWhenItComes() {
        RefreshablePolicy policy = new RefreshablePolicy(TrustPolicy.forAllImages(Rule.alpha()));
        ImageTrust trust = GOOD.set(policy).build();
        Verdict before = trust.verify(World.IMAGE);
        policy.replace(TrustPolicy.forAllImages(new Reject("closed")));
        Verdict after = trust.verify(World.IMAGE);

        assertThat(before.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(after.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(after.dependencies().policy())
                .isNotEqualTo(before.dependencies().policy());
    }

    @Test
    void otherTrustIsPreparedWhenItComesAndTheSameIsNot() {
        AtomicReference<TrustSnapshot> trusted = new AtomicReference<>(World.trust());
        ScriptedProvider<Rule.Alpha> provider = ScriptedProvider.alpha();
        ImageTrust trust = ImageTrust.builder()
                .withoutDiscovery()
                .provider(provider)
                .clock(InstantSource.fixed(World.NOW))
                .policy(TrustPolicy.forAllImages(Rule.alpha()))
                .trustStore(trusted::get)
                .signatures(GOOD)
                .build();
        trust.verify(World.IMAGE);
        assertThat(trust.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(provider.prepared).hasSize(1);

        trusted.set(TrustSnapshot.of(List.of(World.anchor("main", "bob"))));
        assertThat(trust.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(provider.prepared).hasSize(2);
    }

    @Test
    void aMistakeThatComesWithALaterPolicyLeavesTheMatterOpen() {
        ImageTrust trust = with(Rule.alpha()).build();

        for (Requirement mistake : List.of(
                Rule.alphaOf("unusable"),
                Rule.alphaOf("crashing"),
                Rule.alphaOf("planned twice"),
                Rule.alphaWithPolicy("unheard of"),
                new Rule.Unheard("main"))) {
            Verdict verdict = trust.under(TrustPolicy.forAllImages(mistake)).verify(World.IMAGE);
            assertThat(verdict.outcome()).as("%s", mistake).isEqualTo(Outcome.UNDETERMINED);
        }
    }

    @Test
    void anotherPolicyHoldsForTheViewOnly() {
        ImageTrust trust = with(Rule.alpha()).build();
        ImageTrust lab = trust.under(TrustPolicy.forAllImages(new Waive("lab")));

        assertThat(lab.verify(World.IMAGE).outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(trust.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aPolicyThatAppliesARuleItDoesNotListLeavesTheMatterOpen() {
        PolicyRule hidden = PolicyRule.of("hidden", new Waive("surprise"));
        TrustPolicy policy = new TrustPolicy() {
            @Override
            public Digest id() {
                return World.CHILD.digest();
            }

            @Override
            public List<PolicyRule> rules() {
                return List.of();
            }

            @Override
            public Optional<PolicyRule> ruleFor(ImageSubject image) {
                return Optional.of(hidden);
            }
        };

        Verdict verdict = GOOD.set(policy).build().verify(World.IMAGE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.has(CoreReason.RULE_UNUSABLE)).isTrue();
    }

    @Test
    void aPolicyThatCannotBeReadAnyMoreLeavesTheMatterOpen() {
        Verdict verdict = with(Rule.alpha()).build().under(unreadablePolicy()).verify(World.IMAGE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).containsExactly(new Reason(CoreReason.POLICY_UNREADABLE, "gone"));
        assertThat(verdict.mayChange()).isTrue();
        assertThat(verdict.dependencies().policy()).isEmpty();
    }

    @Test
    void trustThatCannotBeReadAnyMoreLeavesTheMatterOpen() {
        AtomicInteger reads = new AtomicInteger();
        TrustStore once = () ->
                reads.getAndIncrement() == 0 ? World.trust() : unreadableTrust().snapshot();
        Verdict verdict = with(Rule.alpha()).trustStore(once).build().verify(World.IMAGE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).containsExactly(new Reason(CoreReason.TRUST_UNREADABLE, "gone"));
        assertThat(verdict.dependencies().trust()).isEmpty();
    }

    @Test
    void listenersHearOfEveryVerdictOfTheSetUpAndItsViews() {
        List<Verdict> heard = new ArrayList<>();
        ImageTrust trust = with(Rule.alpha()).listener(heard::add).build();

        List<Verdict> made = List.of(
                trust.verify(World.IMAGE),
                trust.inspect(World.IMAGE).verdict(),
                trust.under(TrustPolicy.forAllImages(new Waive("lab"))).verify(World.IMAGE));

        assertThat(heard).isEqualTo(made);
    }

    @Test
    void theClockIsReadOnceForEachVerdict() {
        AtomicInteger readings = new AtomicInteger();
        InstantSource clock = () -> World.NOW.plusSeconds(readings.getAndIncrement());
        ImageTrust trust = World.with(Sig.alpha(Act.EXPIRES, "alice"), Sig.alpha(Act.EXPIRES, "bob"))
                .set(TrustPolicy.forAllImages(Rule.everyAlpha()))
                .clock(clock)
                .build();

        assertThat(trust.verify(World.IMAGE).dependencies().judgedAt()).isEqualTo(World.NOW);
        assertThat(trust.verify(World.IMAGE).dependencies().judgedAt()).isEqualTo(World.NOW.plusSeconds(1));
        assertThat(readings).hasValue(2);
    }

    private static PolicySource unreadablePolicy() {
        return () -> {
            throw new IOException("gone");
        };
    }

    private static TrustStore unreadableTrust() {
        return () -> {
            throw new IOException("gone");
        };
    }
}
