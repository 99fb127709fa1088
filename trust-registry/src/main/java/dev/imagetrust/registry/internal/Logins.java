/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.Credential;
import dev.imagetrust.registry.RegistryCredentials;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Answers challenges, and remembers what was accepted: a credential goes to the host it is for, and to the token
 * services that the caller named for that host. Safe for use by several threads.
 */
final class Logins {

    private static final int MOST = 1000;
    private static final Duration LOGIN_LIFE = Duration.ofMinutes(10);

    private final RegistryCredentials credentials;
    private final TokenService tokens;
    private final Map<String, Set<String>> tokenServices;
    private final BoundedMemory<Key, String> accepted = new BoundedMemory<>(MOST);

    /**
     * Logs in.
     *
     * @param tokenServices for each host of image names, the {@code host:port} that may have its credentials as well
     */
    Logins(RegistryCredentials credentials, TokenService tokens, Map<String, Set<String>> tokenServices) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.tokenServices = tokenServices;
    }

    private record Key(Origin origin, String path) {
        static Key of(Endpoint endpoint) {
            return new Key(endpoint.origin(), endpoint.path());
        }
    }

    /** The header that was accepted before. */
    Optional<String> known(Endpoint endpoint) {
        return accepted.find(Key.of(endpoint));
    }

    void forget(Endpoint endpoint) {
        accepted.forget(Key.of(endpoint));
    }

    /** The header that answers a challenge. */
    String answer(Endpoint endpoint, List<Challenge> challenges, Deadline deadline)
            throws UnavailableException, InterruptedException {
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")) {
                return bearer(endpoint, challenge, deadline);
            }
        }
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic")) {
                return basic(endpoint);
            }
        }
        throw Challenge.unusable(
                challenges.isEmpty() ? "none" : challenges.get(0).scheme());
    }

    private String basic(Endpoint endpoint) throws UnavailableException, InterruptedException {
        if (credential(endpoint).orElse(null) instanceof Credential.Login login) {
            return remember(endpoint, TokenService.basic(login), LOGIN_LIFE);
        }
        throw Failures.because(RegistryReason.UNAUTHORIZED, endpoint.host() + " wants a user name and password");
    }

    private String bearer(Endpoint endpoint, Challenge challenge, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Optional<Credential> credential = credential(endpoint);
        if (credential.orElse(null) instanceof Credential.RegistryToken token) {
            return remember(endpoint, "Bearer " + token.secret(), LOGIN_LIFE);
        }
        HttpUrl realm = realm(endpoint, challenge);
        boolean mayHaveIt = mayHaveCredentials(endpoint, realm);
        @Nullable Credential shown = mayHaveIt ? credential.orElse(null) : null;
        TokenService.Order order =
                new TokenService.Order(realm, challenge.parameter("service").orElse(""), endpoint.scope());
        try {
            TokenService.Token token = tokens.fetch(order, shown, deadline);
            return remember(endpoint, "Bearer " + token.secret(), token.life());
        } catch (UnavailableException e) {
            throw e.reason().code() == RegistryReason.UNAUTHORIZED && credential.isPresent() && !mayHaveIt
                    ? withheld(endpoint, realm, e)
                    : e;
        }
    }

    private static UnavailableException withheld(Endpoint endpoint, HttpUrl realm, UnavailableException e) {
        return new UnavailableException(
                new Reason(
                        RegistryReason.UNAUTHORIZED,
                        "the credentials for " + endpoint.host() + " were not sent to its token service " + realm.host()
                                + ", which was not named"),
                e);
    }

    private static HttpUrl realm(Endpoint endpoint, Challenge challenge) throws UnavailableException {
        String text = challenge.parameter("realm").orElse("");
        @Nullable HttpUrl realm = HttpUrl.parse(text);
        if (realm == null) {
            throw Challenge.unusable("the realm is no URL: " + text);
        }
        if (!realm.username().isEmpty() || !realm.password().isEmpty()) {
            throw Failures.because(RegistryReason.REALM_REFUSED, "with a login inside, at " + realm.host());
        }
        // CVE-2019-10214: a registry asked over https must not make anybody send credentials in the clear.
        if (endpoint.base().isHttps() && !realm.isHttps()) {
            throw Failures.because(RegistryReason.REALM_REFUSED, "plain HTTP: " + realm.redact());
        }
        return realm;
    }

    /** CVE-2026-59891: by exact host and port, never by a part of the name. */
    private boolean mayHaveCredentials(Endpoint endpoint, HttpUrl realm) {
        return Origin.of(realm).equals(endpoint.origin())
                || tokenServices.getOrDefault(endpoint.host(), Set.of()).contains(realm.host() + ':' + realm.port());
    }

    private String remember(Endpoint endpoint, String header, Duration life) {
        accepted.put(Key.of(endpoint), header, life);
        return header;
    }

    private Optional<Credential> credential(Endpoint endpoint) throws UnavailableException, InterruptedException {
        try {
            return credentials.find(endpoint.host());
        } catch (IOException e) {
            throw new UnavailableException(
                    new Reason(RegistryReason.CREDENTIALS_FAILED, endpoint.host() + ": " + e.getMessage()), e);
        }
    }
}
