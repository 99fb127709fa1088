/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.List;

/**
 * One of several requirements must be met.
 *
 * @param requirements at least one
 * @since 0.1
 */
public record AnyOf(List<Requirement> requirements) implements Requirement {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public AnyOf {
        requirements = Combinations.notEmpty("anyOf", requirements);
    }

    /** One of the given requirements. */
    public static AnyOf of(Requirement... requirements) {
        return new AnyOf(List.of(requirements));
    }

    @Override
    public String canonical() {
        return CanonicalText.of(
                "anyOf",
                out -> out.putCanonical(
                        "requirements",
                        requirements.stream().map(Requirement::canonical).toList()));
    }
}
