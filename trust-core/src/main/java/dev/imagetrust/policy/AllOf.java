/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.List;

/**
 * Each of several requirements must be met, perhaps by different signatures.
 *
 * @param requirements at least one: an empty list would be met by anything
 * @since 0.1
 */
public record AllOf(List<Requirement> requirements) implements Requirement {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public AllOf {
        requirements = Combinations.notEmpty("allOf", requirements);
    }

    /** Each of the given requirements. */
    public static AllOf of(Requirement... requirements) {
        return new AllOf(List.of(requirements));
    }

    @Override
    public String canonical() {
        return CanonicalText.of(
                "allOf",
                out -> out.putCanonical(
                        "requirements",
                        requirements.stream().map(Requirement::canonical).toList()));
    }
}
