/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.endpoints.Caller;
import dev.imagetrust.endpoints.TrustRight;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says who calls and what they may. Without a password file everybody may read, and nobody may change anything. */
final class Users {

    private final ServerConfig config;
    private final @Nullable Passwords passwords;

    Users(ServerConfig config) throws IOException {
        this.config = config;
        this.passwords = config.passwords().isPresent()
                ? Passwords.read(config.passwords().get())
                : null;
    }

    Caller caller(HttpExchange exchange) {
        if (passwords == null) {
            return Caller.anonymous(TrustRight.IMAGE_READER);
        }
        Optional<String> credentials = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> !header.isEmpty());
        if (credentials.isEmpty() && config.guests()) {
            return Caller.anonymous(TrustRight.IMAGE_READER);
        }
        return credentials
                .flatMap(passwords::user)
                .map(name -> Caller.named(name, (right, repository) -> may(name, right)))
                .orElseGet(Caller::unauthenticated);
    }

    private boolean may(String name, TrustRight right) {
        return switch (right) {
            case TRUST_ADMIN -> config.administrators().contains(name);
            case IMAGE_READER -> true;
            case IMAGE_SIGNER -> config.signers().contains(name);
            case IMAGE_AUDITOR -> config.auditors().contains(name);
        };
    }
}
