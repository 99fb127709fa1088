/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;

import static java.util.Objects.requireNonNull;

/**
 * Nothing is admitted; no signature is looked for.
 *
 * @param why for people; may be empty
 * @since 0.1
 */
public record Reject(String why) implements Requirement {

    /** Checks for null. */
    public Reject {
        requireNonNull(why, "why");
    }

    @Override
    public String canonical() {
        return CanonicalText.of("reject", out -> out.put("why", why));
    }
}
