/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Which images would be judged otherwise if one policy took the place of another. Immutable.
 *
 * <pre>{@code
 * PolicyDiff diff = PolicyDiff.between(trust, inForce, proposed, imagesInUse);
 * diff.refused().forEach(flip -> warn(flip.image(), flip.after().reasons()));
 * }</pre>
 *
 * <p>Both verdicts of an image are made now, one after the other: what lies in the registry may change in between, and the
 * clock goes on. An {@code UNDETERMINED} on either side tells nothing about the policies; look at its reasons.
 *
 * @since 0.1
 */
public final class PolicyDiff {

    private final List<Flip> flips;
    private final int judged;
    private final int unconcerned;

    private PolicyDiff(List<Flip> flips, int judged, int unconcerned) {
        this.flips = List.copyOf(flips);
        this.judged = judged;
        this.unconcerned = unconcerned;
    }

    /**
     * An image with another outcome.
     *
     * @param image the image
     * @param before under the first policy
     * @param after under the second
     * @since 0.1
     */
    public record Flip(ImageSubject image, Verdict before, Verdict after) {

        /** Checks for nulls. */
        public Flip {
            requireNonNull(image, "image");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }

        /** One line for people. */
        @Override
        public String toString() {
            return before.outcome() + " becomes " + after.summary();
        }
    }

    /**
     * Judges images under both policies. Those for which both have the same requirement are not looked at.
     *
     * @param setUp trust material, sources and providers; its policy plays no part, and its listeners are not told
     * @param before the policy in force
     * @param after the policy that would take its place
     */
    public static PolicyDiff between(
            ImageTrust setUp, TrustPolicy before, TrustPolicy after, Collection<ImageSubject> images) {
        ImageTrust first = setUp.silentlyUnder(before);
        ImageTrust second = setUp.silentlyUnder(after);
        List<Flip> flips = new ArrayList<>();
        int judged = 0;
        for (ImageSubject image : images) {
            if (asks(before.ruleFor(image), after.ruleFor(image))) {
                judged++;
                Flip flip = new Flip(image, first.verify(image), second.verify(image));
                if (flip.before().outcome() != flip.after().outcome()) {
                    flips.add(flip);
                }
            }
        }
        return new PolicyDiff(flips, judged, images.size() - judged);
    }

    /** The images whose outcome is another, in the order given. */
    public List<Flip> flips() {
        return flips;
    }

    /** Those that were not admitted and would be. */
    public List<Flip> admitted() {
        return flips.stream()
                .filter(flip -> !flip.before().admits() && flip.after().admits())
                .toList();
    }

    /** Those that were admitted and would not be. */
    public List<Flip> refused() {
        return flips.stream()
                .filter(flip -> flip.before().admits() && !flip.after().admits())
                .toList();
    }

    /** How many images had to be judged. */
    public int judged() {
        return judged;
    }

    /** How many images have the same requirement under both policies. */
    public int unconcerned() {
        return unconcerned;
    }

    /** In lines for people. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        flips.forEach(flip -> out.append(flip).append('\n'));
        return out.append(flips.size())
                .append(" of ")
                .append(judged + unconcerned)
                .append(" images change\n")
                .toString();
    }

    private static boolean asks(Optional<PolicyRule> before, Optional<PolicyRule> after) {
        return !before.map(PolicyDiff::effect).equals(after.map(PolicyDiff::effect));
    }

    /** All of a rule that decides; its name does not. */
    private static List<String> effect(PolicyRule rule) {
        return List.of(
                rule.scope().name(),
                rule.requirement().map(Requirement::canonical).orElse(""),
                rule.problem());
    }
}
