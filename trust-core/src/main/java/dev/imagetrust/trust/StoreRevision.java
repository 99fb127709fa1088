/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import static java.util.Objects.requireNonNull;

/**
 * The state of a trust store after an edit, to be compared only. Every edit that changes something makes another.
 *
 * @param token letters, digits and hyphens, at most {@link #MAX_LENGTH}; fits into an HTTP entity tag
 * @since 0.1
 */
public record StoreRevision(String token) {

    /** Characters of a token. */
    public static final int MAX_LENGTH = 128;

    /**
     * Checks the token.
     *
     * @throws IllegalArgumentException if it has other characters, none or too many
     */
    public StoreRevision {
        requireNonNull(token, "token");
        if (!token.matches("[A-Za-z0-9-]{1," + MAX_LENGTH + '}')) {
            throw new IllegalArgumentException("a revision is letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return token;
    }
}
