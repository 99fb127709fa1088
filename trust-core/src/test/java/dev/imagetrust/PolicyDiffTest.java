/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyDiffTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");
    private static final ImageSubject OTHER = ImageSubject.byDigest(
            ImageName.parse("other.example/app"),
            Descriptor.of("application/vnd.oci.image.manifest.v1+json", Bytes.utf8("other")));

    @Test
    void listsTheVerdictsThatWouldFlip() {
        PolicyDiff diff = between(
                World.with(GOOD),
                TrustPolicy.forAllImages(Rule.alpha()),
                TrustPolicy.forAllImages(Rule.beta()),
                List.of(World.IMAGE, OTHER));

        assertThat(diff.flips()).singleElement().satisfies(flip -> {
            assertThat(flip.image()).isEqualTo(World.IMAGE);
            assertThat(flip.before().outcome()).isEqualTo(Outcome.TRUSTED);
            assertThat(flip.after().outcome()).isEqualTo(Outcome.UNTRUSTED);
        });
        assertThat(diff.refused()).isEqualTo(diff.flips());
        assertThat(diff.admitted()).isEmpty();
        assertThat(diff.judged()).isEqualTo(2);
        assertThat(diff.toString()).contains("TRUSTED becomes", "1 of 2 images change");
    }

    @Test
    void tellsWhatWouldBeAdmitted() {
        PolicyDiff diff = between(
                World.with(),
                TrustPolicy.forAllImages(Rule.alpha()),
                TrustPolicy.forAllImages(new Waive("")),
                List.of(World.IMAGE));

        assertThat(diff.admitted()).isEqualTo(diff.flips()).hasSize(1);
        assertThat(diff.refused()).isEmpty();
    }

    @Test
    void aFlipBetweenTrustedAndExemptIsListedAndAdmitsNothing() {
        PolicyDiff diff = between(
                World.with(GOOD),
                TrustPolicy.forAllImages(Rule.alpha()),
                TrustPolicy.forAllImages(new Waive("")),
                List.of(World.IMAGE));

        assertThat(diff.flips()).hasSize(1);
        assertThat(diff.admitted()).isEmpty();
        assertThat(diff.refused()).isEmpty();
    }

    @Test
    void imagesWithTheSameRequirementAreNotLookedAt() {
        World world = World.with(GOOD);
        PolicyDiff diff = between(
                world,
                TrustPolicy.builder()
                        .repository("registry.example/team", Rule.alpha())
                        .build(),
                TrustPolicy.builder().registry("registry.example", Rule.alpha()).build(),
                List.of(World.IMAGE));

        assertThat(world.searches()).isZero();
        assertThat(diff.judged()).isZero();
        assertThat(diff.unconcerned()).isEqualTo(1);
    }

    @Test
    void whoseSignaturesCountIsPartOfARule() {
        PolicyRule rule = PolicyRule.of("all", Rule.alpha());
        PolicyDiff diff = between(
                World.with(GOOD),
                TrustPolicy.builder().otherwise(rule).build(),
                TrustPolicy.builder().otherwise(rule.over(RuleScope.INDEX_ONLY)).build(),
                List.of(World.MEMBER));

        assertThat(diff.refused()).hasSize(1);
    }

    @Test
    void aRuleThatIsTakenAwayFlipsItsImages() {
        PolicyDiff diff = between(
                World.with(GOOD),
                TrustPolicy.forAllImages(Rule.alpha()),
                TrustPolicy.builder()
                        .repository("other.example/app", new Reject(""))
                        .build(),
                List.of(World.IMAGE));

        assertThat(diff.refused()).hasSize(1);
    }

    @Test
    void nobodyIsToldOfVerdictsThatNobodyActsOn() {
        List<Verdict> told = new ArrayList<>();
        ImageTrust trust = World.with(GOOD)
                .set(TrustPolicy.forAllImages(Rule.alpha()))
                .listener(told::add)
                .build();

        PolicyDiff.between(
                trust,
                TrustPolicy.forAllImages(Rule.alpha()),
                TrustPolicy.forAllImages(Rule.beta()),
                List.of(World.IMAGE));

        assertThat(told).isEmpty();
    }

    private static PolicyDiff between(World world, TrustPolicy before, TrustPolicy after, List<ImageSubject> images) {
        ImageTrust trust =
                world.set(TrustPolicy.forAllImages(new Reject("not asked"))).build();
        return PolicyDiff.between(trust, before, after, images);
    }
}
