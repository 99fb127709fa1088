/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question to the engine that can be asked again: verdicts of every shape.
 *
 * @param name for the names of tests
 * @param world the signatures
 * @param policy the policy
 * @param trust what is trusted
 * @param image the image
 * @param everything whether to inspect instead of to verify
 */
record Shapes(
        String name, World world, PolicySource policy, TrustSnapshot trust, ImageSubject image, boolean everything) {

    static Shapes of(String name, World world, Requirement requirement) {
        return new Shapes(name, world, TrustPolicy.forAllImages(requirement), World.trust(), World.IMAGE, false);
    }

    Shapes about(ImageSubject newImage) {
        return new Shapes(name, world, policy, trust, newImage, everything);
    }

    Shapes under(PolicySource newPolicy) {
        return new Shapes(name, world, newPolicy, trust, image, everything);
    }

    Shapes trusting(TrustSnapshot newTrust) {
        return new Shapes(name, world, policy, newTrust, image, everything);
    }

    Shapes inspected() {
        return new Shapes(name, world, policy, trust, image, true);
    }

    ImageTrust.Builder set() {
        return world.set(policy).trustStore(trust);
    }

    Verdict verdict() {
        ImageTrust built = set().build();
        return everything ? built.inspect(image).verdict() : built.verify(image, Deadline.never());
    }

    static Stream<Shapes> all() {
        Sig good = Sig.alpha(Act.GOOD, "alice");
        Sig unknown = Sig.alpha(Act.UNKNOWN_SIGNER, "carol\n\u202e\"\\");
        ImageSubject unnamed =
                ImageSubject.unnamed(World.CHILD, new PolicyLocation("dir", "/srv/image", List.of("/srv")));
        TrustPolicy overBoth = TrustPolicy.builder()
                .otherwise(PolicyRule.of("both", Rule.alpha()).over(RuleScope.INDEX_AND_IMAGE))
                .build();
        TrustPolicy unusable = TrustPolicy.builder()
                .otherwise(PolicyRule.unusable("keys", "no such file"))
                .build();
        TrustPolicy elsewhere = TrustPolicy.builder()
                .repository("registry.example/other", Rule.alpha())
                .build();
        World signedTwice = World.with(good).add(World.INDEX.digest(), good);
        return Stream.of(
                of("trusted", World.with(unknown, good, good), Rule.alpha()),
                of("trusted for a while", World.with(Sig.alpha(Act.EXPIRES, "alice")), Rule.alpha()),
                of("unsigned", World.with(), Rule.alpha()),
                of("refused", World.with(unknown), Rule.alpha()),
                of("rejected", World.with(good), new Reject("closed")),
                of("waived", World.with(), new Waive("lab")),
                of("tolerated", World.with(unknown), Rule.loggedAlpha()),
                of("place failed", World.with(unknown).failingAt(World.HERE), Rule.alpha()),
                of("verifier failed", World.with(Sig.alpha(Act.THROWS, "alice")), Rule.alpha()),
                of("no evidence", World.with(Sig.alpha(Act.NO_EVIDENCE, "alice")), Rule.alpha()),
                of(
                        "evidence",
                        World.with(Sig.alpha(Act.FETCHES, "bob"), Sig.alpha(Act.FETCHES, "alice")),
                        Rule.alpha()),
                of("two tools", World.with(good, Sig.beta(Act.GOOD, "bob")), AnyOf.of(Rule.beta(), Rule.alpha())),
                of("inspected", World.with(good, unknown, new Sig("gamma", Act.GOOD, "")), Rule.alpha())
                        .inspected(),
                of("member of an index", signedTwice, Rule.alpha())
                        .about(World.MEMBER)
                        .under(overBoth),
                of("unnamed", World.with(good), Rule.alpha()).about(unnamed),
                of("unusable rule", World.with(good), Rule.alpha()).under(unusable),
                of("no rule", World.with(good), Rule.alpha()).under(elsewhere),
                of("denied image", World.with(good), Rule.alpha())
                        .trusting(World.trust().denying(World.denying(new DenyTarget.Image(World.CHILD.digest())))),
                of("denied signer", World.with(good), Rule.alpha())
                        .trusting(World.trust()
                                .denying(World.denying(ScriptedProvider.material("alice")
                                        .iterator()
                                        .next()))));
    }

    @Override
    public String toString() {
        return name;
    }
}
