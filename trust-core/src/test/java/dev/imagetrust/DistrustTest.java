/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Distrust beats everything. */
class DistrustTest {

    private static Verdict verify(Requirement requirement, DenyTarget denied, ImageSubject image, Sig... sigs) {
        TrustSnapshot trust = World.trust().denying(World.denying(denied));
        return World.with(sigs)
                .set(TrustPolicy.forAllImages(requirement))
                .trustStore(trust)
                .build()
                .verify(image);
    }

    static Stream<DenyTarget> allThatIsDenied() {
        return ScriptedProvider.material("alice").stream();
    }

    @ParameterizedTest
    @MethodSource("allThatIsDenied")
    void refusesASignerWhoIsDeniedInWhateverForm(DenyTarget denied) {
        Verdict verdict = verify(Rule.alpha(), denied, World.IMAGE, Sig.alpha(Act.GOOD, "alice"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CoreReason.SIGNER_DENIED)).isTrue();
        assertThat(verdict.reasons().get(1).detail()).contains("stolen");
        assertThat(verdict.reports().get(0).signer().orElseThrow()).isInstanceOf(PresentedSigner.class);
    }

    @ParameterizedTest
    @MethodSource("allThatIsDenied")
    void refusesASignerWhoIsDeniedAlsoWhereThePolicyOnlyLogsThatNobodyVouches(DenyTarget denied) {
        Sig unknown = Sig.alpha(Act.UNKNOWN_SIGNER, "alice");

        assertThat(World.with(unknown).verify(Rule.loggedAlpha()).outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(verify(Rule.loggedAlpha(), denied, World.IMAGE, unknown).outcome())
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void refusesADeniedSignerInEveryFormat() {
        DenyTarget alice = ScriptedProvider.material("alice").iterator().next();
        Verdict verdict = verify(
                AnyOf.of(Rule.alpha(), Rule.beta()),
                alice,
                World.IMAGE,
                Sig.alpha(Act.GOOD, "alice"),
                Sig.beta(Act.GOOD, "alice"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void doesNotConcernOtherSigners() {
        DenyTarget alice = ScriptedProvider.material("alice").iterator().next();

        assertThat(verify(Rule.alpha(), alice, World.IMAGE, Sig.alpha(Act.GOOD, "alice"), Sig.alpha(Act.GOOD, "bob"))
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void refusesADeniedImageWhateverItsSignaturesAndThePolicySay() {
        DenyTarget image = new DenyTarget.Image(World.CHILD.digest());

        for (Requirement requirement : new Requirement[] {Rule.alpha(), new Waive("lab")}) {
            for (ImageSubject subject : new ImageSubject[] {World.IMAGE, World.MEMBER}) {
                Verdict verdict = verify(requirement, image, subject, Sig.alpha(Act.GOOD, "alice"));
                assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
                assertThat(verdict.has(CoreReason.IMAGE_DENIED)).isTrue();
            }
        }
    }

    @Test
    void refusesEveryMemberOfADeniedIndex() {
        DenyTarget index = new DenyTarget.Image(World.INDEX.digest());

        for (Requirement requirement : new Requirement[] {Rule.alpha(), new Waive("lab")}) {
            assertThat(verify(requirement, index, World.MEMBER, Sig.alpha(Act.GOOD, "alice"))
                            .has(CoreReason.IMAGE_DENIED))
                    .isTrue();
        }
        assertThat(verify(Rule.alpha(), index, World.IMAGE, Sig.alpha(Act.GOOD, "alice"))
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aDenialChangesTheIdentityOfTheTrust() {
        DenyTarget alice = ScriptedProvider.material("alice").iterator().next();

        assertThat(World.trust().denying(World.denying(alice)).id())
                .isNotEqualTo(World.trust().id());
    }
}
