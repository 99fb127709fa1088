/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;

import static java.util.Objects.requireNonNull;

/**
 * Signatures are not required and not looked for. The verdict is {@code EXEMPT}, never {@code TRUSTED}.
 *
 * @param why for people; may be empty
 * @since 0.1
 */
public record Waive(String why) implements Requirement {

    /** Checks for null. */
    public Waive {
        requireNonNull(why, "why");
    }

    @Override
    public String canonical() {
        return CanonicalText.of("waive", out -> out.put("why", why));
    }
}
