/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.RuleChoice;
import dev.imagetrust.policy.RuleChoice.Basis;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");
    private static final Sig BAD = Sig.alpha(Act.BAD, "bob");

    @Test
    void saysWhichRuleAppliesAndWhatWasLookedForBefore() {
        Explanation explanation = explain(
                TrustPolicy.builder()
                        .repository("registry.example/team", Rule.alpha())
                        .otherwise(new Reject("others"))
                        .build(),
                World.with(GOOD));

        assertThat(explanation.choice()).hasValueSatisfying(choice -> {
            assertThat(choice.basis()).isEqualTo(Basis.NAMESPACE);
            assertThat(choice.scope()).isEqualTo("registry.example/team");
            assertThat(choice.tried()).containsExactly("registry.example/team/app");
            assertThat(choice.rule().map(PolicyRule::name)).contains("registry.example/team");
        });
        assertThat(explanation.text()).contains("not in the policy: registry.example/team/app");
    }

    @Test
    void saysThatTheDefaultApplies() {
        Explanation explanation = explain(TrustPolicy.forAllImages(new Reject("all")), World.with());

        assertThat(explanation.choice().map(RuleChoice::basis)).contains(Basis.DEFAULT);
    }

    @Test
    void saysThatNoRuleApplies() {
        Explanation explanation = explain(
                TrustPolicy.builder()
                        .repository("other.example/x", Rule.alpha())
                        .build(),
                World.with(GOOD));

        assertThat(explanation.choice().map(RuleChoice::basis)).contains(Basis.NONE);
        assertThat(explanation.clauses()).isEmpty();
        assertThat(explanation.verdict().outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(explanation.text()).contains("there is no rule for this image");
    }

    @Test
    void aPolicyOfTheHostIsExplainedAsFarAsItSays() {
        TrustPolicy policy = TrustPolicy.forAllImages(Rule.alpha());

        assertThat(RuleChoice.of(policy.ruleFor(World.IMAGE)).basis()).isEqualTo(Basis.CHOSEN);
        assertThat(RuleChoice.of(Optional.empty()).basis()).isEqualTo(Basis.NONE);
    }

    @Test
    void listsTheRequirementsInOrderWithEverySignatureAndCheck() {
        Explanation explanation = explain(
                TrustPolicy.forAllImages(AllOf.of(
                        new AnyOf(List.of(Rule.alpha(), new Waive("none"))),
                        new DistinctSigners(2, List.of(Rule.beta())))),
                World.with(GOOD, BAD));

        assertThat(explanation.clauses())
                .extracting(clause -> clause.depth() + " " + clause.what())
                .containsExactly(
                        "0 each of",
                        "1 one of",
                        "2 " + Rule.alpha().canonical(),
                        "2 no signature is asked for: " + new Waive("none").canonical(),
                        "1 signatures of 2 different signers, by",
                        "2 " + Rule.beta().canonical());
        assertThat(explanation.clauses().get(2).reports())
                .extracting(SignatureReport::status)
                .containsExactly(SignatureReport.Status.ACCEPTED, SignatureReport.Status.REFUSED);
        assertThat(explanation.clauses().get(5).reports()).isEmpty();
        for (SignatureReport report : explanation.verdict().reports()) {
            for (Check check : report.checks()) {
                assertThat(explanation.text()).contains(check.toString());
            }
        }
    }

    @Test
    void namesEverySignatureThatWasFound() {
        Explanation explanation = explain(
                TrustPolicy.forAllImages(Rule.alpha()),
                World.with(GOOD, Sig.beta(Act.GOOD, "mal\u202elory"), new Sig("gamma", Act.GOOD, "")));

        assertThat(explanation.inspection().seen()).hasSize(3);
        for (CandidateRef candidate : explanation.verdict().candidates()) {
            assertThat(explanation.text()).contains(candidate.id().toString());
        }
        assertThat(explanation.text())
                .contains("not asked for: beta", "something of no known format", "mal\\u202elory")
                .doesNotContain("\u202e");
    }

    @Test
    void saysWhyARuleCannotBeUsed() {
        Explanation explanation = explain(
                TrustPolicy.builder()
                        .otherwise(PolicyRule.unusable("otherwise", "no such file\n"))
                        .build(),
                World.with(GOOD));

        assertThat(explanation.verdict().outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(explanation.text()).contains("it cannot be used: no such file\\u000a");
    }

    @Test
    void saysThatThePolicyCannotBeRead() {
        List<Integer> asked = new ArrayList<>();
        Explanation explanation = World.set(
                        () -> {
                            asked.add(1);
                            if (asked.size() > 1) {
                                throw new IOException("gone");
                            }
                            return TrustPolicy.forAllImages(Rule.alpha());
                        },
                        World.with(GOOD))
                .build()
                .explain(World.IMAGE);

        assertThat(explanation.choice()).isEmpty();
        assertThat(explanation.verdict().outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(explanation.text()).contains("the policy cannot be read");
    }

    @Test
    void isToldToNoListener() {
        List<Verdict> told = new ArrayList<>();
        World.with(GOOD)
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .listener(told::add)
                .build()
                .explain(World.IMAGE);

        assertThat(told).isEmpty();
    }

    private static Explanation explain(TrustPolicy policy, World world) {
        return world.set(policy).build().explain(World.IMAGE);
    }
}
