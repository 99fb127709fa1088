/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How far a verdict goes, what it covers and what it says. */
class CourseTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");
    private static final Sig BAD = Sig.alpha(Act.BAD, "bob");

    @Test
    void endsWhenNothingCanChangeTheDecisionAnyMore() {
        Verdict verdict = World.with(BAD, GOOD, Sig.alpha(Act.THROWS, "bob"), Sig.alpha(Act.GOOD, "bob"))
                .verify(Rule.alpha());

        assertThat(verdict.reports()).hasSize(2);
        assertThat(verdict.notJudged()).isEqualTo(2);
        assertThat(verdict.isExhaustive()).isFalse();
        assertThat(verdict.candidates()).hasSize(4);
    }

    @Test
    void goesOnUntilEveryPartIsMet() {
        Requirement two = new DistinctSigners(2, List.of(Rule.alpha()));
        Verdict verdict = World.with(GOOD, BAD, Sig.alpha(Act.GOOD, "bob"), Sig.alpha(Act.GOOD, "carol"))
                .verify(two);

        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.signers()).extracting(TrustedSigner::display).containsExactly("alice", "bob");
        assertThat(verdict.notJudged()).isEqualTo(1);
    }

    @Test
    void doesNotEndEarlyWhereEverySignatureMustBeGood() {
        Verdict verdict = World.with(GOOD, BAD).verify(Rule.everyAlpha());

        assertThat(verdict.notJudged()).isZero();
        assertThat(verdict.reasons()).extracting(Reason::code).startsWith(CoreReason.BAD_SIGNATURE_AMONG);
        assertThat(World.with(GOOD, BAD)
                        .verify(AllOf.of(Rule.alpha(), Rule.everyAlpha()))
                        .outcome())
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void inspectingJudgesEverythingAndDecidesTheSame() {
        Verdict verdict = World.with(GOOD, BAD).inspect(Rule.alpha());

        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.reports()).hasSize(2);
        assertThat(verdict.notJudged()).isZero();
        assertThat(verdict.isExhaustive()).isTrue();
    }

    @Test
    void inspectingLooksAlsoWhereThePolicyDoesNot() {
        Inspection inspection = World.with(
                        Sig.beta(Act.GOOD, "carol"),
                        new Sig("gamma", Act.GOOD, ""),
                        Sig.alpha(Act.RECOGNITION_THROWS, ""))
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .build()
                .inspect(World.IMAGE);

        assertThat(inspection.seen())
                .extracting(s -> s.tool().orElse("none") + " " + s.kind() + " " + s.claimedSigner())
                .containsExactlyInAnyOrder("beta GOOD carol", "none  ", "none  ");
        assertThat(inspection.seen())
                .extracting(Inspection.Seen::candidate)
                .extracting(CandidateRef::place)
                .containsOnly(World.HERE, World.THERE);
        assertThat(inspection.verdict().outcome()).isEqualTo(Outcome.UNDETERMINED);
    }

    /** A repository full of large signatures must not hold its inspector for longer than was allowed. */
    @Test
    void inspectingRecognisesNothingAfterItsTime() {
        Inspection inspection = World.with(GOOD, BAD)
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .limits(Limits.builder().time(Duration.ZERO).build())
                .build()
                .inspect(World.IMAGE);

        assertThat(inspection.seen())
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.tool()).isEmpty());
        assertThat(inspection.verdict().has(CoreReason.TIME_UP)).isTrue();
    }

    @Test
    void inspectingLooksAlsoWhereThePolicyAsksForNothing() {
        Verdict verdict = World.with(GOOD).inspect(new Waive("lab"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(verdict.candidates()).hasSize(1);
        assertThat(verdict.reports()).isEmpty();
    }

    // What the signatures of an index are worth for its members.

    private static final Digest CHILD = World.CHILD.digest();
    private static final Digest INDEX = World.INDEX.digest();

    private static Outcome judge(RuleScope scope, ImageSubject image, World world) {
        TrustPolicy policy = TrustPolicy.builder()
                .otherwise(PolicyRule.of("scoped", Rule.alpha()).over(scope))
                .build();
        return world.set(policy).build().verify(image).outcome();
    }

    private static World signed(Digest... digests) {
        World world = World.with();
        for (Digest digest : digests) {
            world.add(digest, GOOD);
        }
        return world;
    }

    @Test
    void aRuleOverTheImageIgnoresTheIndex() {
        assertThat(judge(RuleScope.IMAGE_ONLY, World.MEMBER, signed(INDEX))).isEqualTo(Outcome.UNTRUSTED);
        assertThat(judge(RuleScope.IMAGE_ONLY, World.MEMBER, signed(CHILD))).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aRuleOverTheIndexIgnoresTheImage() {
        assertThat(judge(RuleScope.INDEX_ONLY, World.MEMBER, signed(CHILD))).isEqualTo(Outcome.UNTRUSTED);
        assertThat(judge(RuleScope.INDEX_ONLY, World.MEMBER, signed(INDEX))).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aRuleOverEitherTakesEither() {
        assertThat(judge(RuleScope.INDEX_OR_IMAGE, World.MEMBER, signed())).isEqualTo(Outcome.UNTRUSTED);
        assertThat(judge(RuleScope.INDEX_OR_IMAGE, World.MEMBER, signed(CHILD))).isEqualTo(Outcome.TRUSTED);
        assertThat(judge(RuleScope.INDEX_OR_IMAGE, World.MEMBER, signed(INDEX))).isEqualTo(Outcome.TRUSTED);
        assertThat(judge(RuleScope.INDEX_OR_IMAGE, World.IMAGE, signed(CHILD))).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aRuleOverBothNeedsBoth() {
        assertThat(judge(RuleScope.INDEX_AND_IMAGE, World.MEMBER, signed(CHILD)))
                .isEqualTo(Outcome.UNTRUSTED);
        assertThat(judge(RuleScope.INDEX_AND_IMAGE, World.MEMBER, signed(INDEX)))
                .isEqualTo(Outcome.UNTRUSTED);
        assertThat(judge(RuleScope.INDEX_AND_IMAGE, World.MEMBER, signed(CHILD, INDEX)))
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aRuleThatNeedsAnIndexRefusesAnImageWithoutOneAndSearchesNothing() {
        for (RuleScope scope : List.of(RuleScope.INDEX_ONLY, RuleScope.INDEX_AND_IMAGE)) {
            World world = signed(CHILD, INDEX);
            assertThat(judge(scope, World.IMAGE, world)).isEqualTo(Outcome.UNTRUSTED);
            assertThat(world.searches()).isZero();
        }
    }

    // What people read.

    @Test
    void aSummaryEscapesWhatComesFromOutside() {
        String hostile = "evil\n\u001b[31mTRUSTED\u202e";
        Verdict verdict = World.with(Sig.alpha(Act.UNKNOWN_SIGNER, hostile)).verify(Rule.alpha());

        assertThat(verdict.summary())
                .contains("UNTRUSTED", "scripted.unknown", "evil\\u000a\\u001b[31mTRUSTED\\u202e")
                .doesNotContain("\n", "\u001b", "\u202e");
    }

    @Test
    void aSummaryEscapesTheNamesOfTrustedSignersAndPlaces() {
        String hostile = "a\u0000b";
        Verdict verdict = World.with(Sig.alpha(Act.GOOD, hostile))
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .trustStore(TrustSnapshot.of(List.of(World.anchor("main", hostile))))
                .build()
                .verify(ImageSubject.unnamed(
                        Descriptor.of("application/x", Bytes.utf8("{}")),
                        new PolicyLocation("dir", "/srv/image", List.of())));

        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.summary())
                .startsWith("dir image sha256:")
                .contains("a\\u0000b")
                .doesNotContain("\u0000");
    }

    @Test
    void aVerdictNamesWhatItDependsOn() {
        Verdict verdict = World.with(Sig.alpha(Act.EXPIRES, "alice")).verify(AllOf.of(Rule.alpha()));

        assertThat(verdict.dependencies().anchorsUsed())
                .containsExactly(World.anchor("main", "alice").id());
        assertThat(verdict.dependencies().selectors())
                .containsExactlyElementsOf(Rule.alpha().anchors());
        assertThat(verdict.dependencies().judgedAt()).isEqualTo(World.NOW);
        assertThat(verdict.dependencies().reevaluateAt()).contains(World.LATER);
        assertThat(verdict.dependencies().trust()).contains(World.trust().id());
        assertThat(verdict.requirement()).isEqualTo(AllOf.of(Rule.alpha()).canonical());
        assertThat(verdict.looks()).extracting(Look::place).containsExactly(World.HERE);
    }
}
