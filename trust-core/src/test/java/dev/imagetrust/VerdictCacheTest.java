/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.policy.RefreshablePolicy;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VerdictCacheTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");

    private Instant now = World.NOW;
    private TrustSnapshot trust = World.trust();

    private ImageTrust over(World world, Requirement requirement) {
        return world.set(TrustPolicy.forAllImages(requirement))
                .trustStore(() -> trust)
                .clock((InstantSource) () -> now)
                .cachedVerdicts(2)
                .build();
    }

    @Test
    void whatIsTrustedIsNotLookedForAgain() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        Verdict first = cached.verify(World.IMAGE);

        assertThat(cached.verify(World.IMAGE)).isSameAs(first);
        assertThat(world.searches()).isEqualTo(1);
    }

    @Test
    void withoutBeingAskedForNothingIsKept() {
        World world = World.with(GOOD);
        ImageTrust plain = world.set(TrustPolicy.forAllImages(Rule.alpha())).build();
        plain.verify(World.IMAGE);
        plain.verify(World.IMAGE);
        assertThat(world.searches()).isEqualTo(2);
    }

    @Test
    void untrustedAndUndeterminedAreLookedForAgain() {
        World world = World.with();
        ImageTrust cached = over(world, Rule.alpha());
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
        world.add(World.CHILD.digest(), GOOD);
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);

        World failing = World.with().failingAt(World.HERE);
        ImageTrust open = over(failing, Rule.alpha());
        open.verify(World.IMAGE);
        open.verify(World.IMAGE);
        assertThat(failing.searches()).isEqualTo(2);
    }

    @Test
    void aRuleThatSaysEveryIsLookedAtAgain() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.everyAlpha());
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);
        world.add(World.CHILD.digest(), Sig.alpha(Act.BAD, "bob"));
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aVerdictHoldsUntilTheMomentItNames() {
        World world = World.with(Sig.alpha(Act.EXPIRES, "alice"));
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.IMAGE);

        now = World.LATER.minusNanos(1);
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(world.searches()).isEqualTo(1);
        now = World.LATER;
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aClockThatWentBackIsNotServedFromTheFuture() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.IMAGE);
        now = World.NOW.minusSeconds(1);
        cached.verify(World.IMAGE);
        assertThat(world.searches()).isEqualTo(2);
    }

    @Test
    void distrustReachesACachedVerdict() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.IMAGE);

        trust = World.trust().denying(World.denying(new DenyTarget.Image(World.CHILD.digest())));
        assertThat(cached.verify(World.IMAGE).has(CoreReason.IMAGE_DENIED)).isTrue();
        trust = TrustSnapshot.of(List.of(World.anchor("main", "bob")));
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void anotherPolicyIsAnotherQuestion() {
        World world = World.with(GOOD);
        RefreshablePolicy policy = new RefreshablePolicy(TrustPolicy.forAllImages(Rule.alpha()));
        ImageTrust cached = world.set(policy).cachedVerdicts(2).build();
        cached.verify(World.IMAGE);
        policy.replace(TrustPolicy.forAllImages(Rule.beta()));
        assertThat(cached.verify(World.IMAGE).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void anotherWayOfAskingIsAnotherQuestion() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.IMAGE);
        cached.verify(ImageSubject.of(World.NAME, new Asked.ByTag("v1"), World.CHILD));
        cached.verify(World.IMAGE.at(new PolicyLocation("atomic", "x", List.of())));
        assertThat(world.searches()).isEqualTo(3);
    }

    @Test
    void anotherDescriptionOfTheIndexIsAnotherQuestion() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.MEMBER);
        Descriptor sameBytes = Descriptor.of("application/vnd.example", World.INDEX_MANIFEST);
        cached.verify(ImageSubject.of(World.NAME, new Asked.ByTag("v1"), sameBytes)
                .memberOf(
                        VerifiedIndex.of(sameBytes, World.INDEX_MANIFEST, List.of(World.CHILD)), World.CHILD.digest()));
        assertThat(world.searches()).isEqualTo(2);
    }

    @Test
    void inspectingLooksAlways() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        cached.verify(World.IMAGE);
        cached.inspect(World.IMAGE);
        assertThat(world.searches()).isEqualTo(2);
    }

    @Test
    void theOneNotUsedForLongestGoesFirst() {
        World world = World.with(GOOD);
        ImageTrust cached = over(world, Rule.alpha());
        ImageSubject a = ImageSubject.of(World.NAME, new Asked.ByTag("a"), World.CHILD);
        ImageSubject b = ImageSubject.of(World.NAME, new Asked.ByTag("b"), World.CHILD);
        cached.verify(World.IMAGE);
        cached.verify(a);
        cached.verify(World.IMAGE);
        cached.verify(b);
        assertThat(world.searches()).isEqualTo(3);
        cached.verify(World.IMAGE);
        assertThat(world.searches()).as("still there").isEqualTo(3);
        cached.verify(a);
        assertThat(world.searches()).as("gone").isEqualTo(4);
    }

    @Test
    void aCacheHasNoNegativeSize() {
        assertThatThrownBy(() -> ImageTrust.builder().cachedVerdicts(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
