/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import static java.util.Objects.requireNonNull;

/**
 * How somebody logs in to a registry. The texts of all kinds show no secret. Immutable.
 *
 * @since 0.1
 */
public sealed interface Credential {

    /** Where secrets would stand. */
    String HIDDEN = "(secret)";

    /**
     * A user name with a password or access token.
     *
     * @param user the name, without colon
     * @param secret the password
     */
    record Login(String user, String secret) implements Credential {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it contains a colon, which would end it
         */
        public Login {
            requireNonNull(secret, "secret");
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name contains no colon");
            }
        }

        @Override
        public String toString() {
            return "login of " + user + ' ' + HIDDEN;
        }
    }

    /**
     * A refresh token, for which the token service gives tokens (distribution-spec's OAuth2 form).
     *
     * @param secret the token
     */
    record IdentityToken(String secret) implements Credential {
        /** Checks for null. */
        public IdentityToken {
            requireNonNull(secret, "secret");
        }

        @Override
        public String toString() {
            return "identity token " + HIDDEN;
        }
    }

    /**
     * A token that the registry itself takes.
     *
     * @param secret the token, as it stands after {@code Bearer}
     */
    record RegistryToken(String secret) implements Credential {
        /**
         * Checks the token.
         *
         * @throws IllegalArgumentException if it cannot stand in a header
         */
        public RegistryToken {
            if (!secret.matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException("a token is printable ASCII");
            }
        }

        @Override
        public String toString() {
            return "registry token " + HIDDEN;
        }
    }
}
