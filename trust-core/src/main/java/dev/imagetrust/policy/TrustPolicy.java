/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import java.util.List;
import java.util.Optional;

/**
 * Which rule applies to which image.
 *
 * <p>Implementations are immutable: a policy that changes is another policy, handed out by a {@link PolicySource}.
 * Containers {@code policy.json} and {@code trustpolicy.json} have readers in {@code trust-gpg} and
 * {@code trust-notation}; {@link #builder()} makes one by repository names.
 *
 * @since 0.1
 */
public interface TrustPolicy extends PolicySource {

    /** A hash over everything that decides; equal policies have equal ids. */
    Digest id();

    /** Every rule, so that set-up errors show before an image is judged. */
    List<PolicyRule> rules();

    /** The rule for an image, one of {@link #rules()}; empty where there is none, which refuses the image. */
    Optional<PolicyRule> ruleFor(ImageSubject image);

    /** The same rule as {@link #ruleFor}, with the reason why it is that one, for people who ask. */
    default RuleChoice choiceFor(ImageSubject image) {
        return RuleChoice.of(ruleFor(image));
    }

    /** This policy: it never changes. */
    @Override
    default TrustPolicy current() {
        return this;
    }

    /** The same requirement for every image. */
    static TrustPolicy forAllImages(Requirement requirement) {
        return builder().otherwise(requirement).build();
    }

    /** Begins a policy by repository names. */
    static RepositoryPolicy.Builder builder() {
        return RepositoryPolicy.builder();
    }
}
