/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import static java.util.Objects.requireNonNull;

/**
 * Which identities, such as e-mail addresses or workflow URIs, are meant.
 *
 * <p>Expressions have RE2 syntax and are matched in linear time; they are compiled when a requirement is prepared.
 *
 * @since 0.1
 */
public sealed interface IdentityPattern {

    /**
     * Exactly this text.
     *
     * @param value compared code unit by code unit
     */
    record Exact(String value) implements IdentityPattern {
        /** Checks for null. */
        public Exact {
            requireNonNull(value, "value");
        }
    }

    /**
     * Texts that the expression matches as a whole.
     *
     * @param expression need not be anchored
     */
    record FullMatch(String expression) implements IdentityPattern {
        /** Checks for null. */
        public FullMatch {
            requireNonNull(expression, "expression");
        }
    }

    /**
     * Texts in which the expression matches anywhere, as cosign's {@code --certificate-identity-regexp} does. A pattern
     * such as {@code github.com/org} then also matches {@code evil.example/github.com/org}.
     *
     * @param expression anchors nothing unless it says so
     */
    record Containing(String expression) implements IdentityPattern {
        /** Checks for null. */
        public Containing {
            requireNonNull(expression, "expression");
        }
    }
}
