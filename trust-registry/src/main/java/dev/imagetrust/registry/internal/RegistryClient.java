/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Gets something from a registry, logging in where it wants that. Safe for use by several threads. */
final class RegistryClient {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final GuardedHttp http;
    private final Logins logins;

    RegistryClient(GuardedHttp http, Logins logins) {
        this.http = http;
        this.logins = logins;
    }

    /** {@link #exchange} of a plain {@code GET}. */
    Incoming get(Endpoint endpoint, HttpUrl url, String accept, Deadline deadline)
            throws UnavailableException, InterruptedException {
        return exchange(endpoint, Outgoing.get(url, accept), deadline);
    }

    /** An answer that asks for no login; to be closed by the caller. */
    Incoming exchange(Endpoint endpoint, Outgoing request, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Incoming answer = first(endpoint, request, deadline);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        logins.forget(endpoint);
        String header;
        try (answer) {
            requireAsked(endpoint, answer);
            header = logins.answer(endpoint, Challenge.parse(answer.headers("WWW-Authenticate")), deadline);
        }
        return second(endpoint, request.with("Authorization", header), deadline);
    }

    private Incoming first(Endpoint endpoint, Outgoing request, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Optional<String> known = logins.known(endpoint);
        if (known.isEmpty()) {
            return http.exchange(request, deadline);
        }
        Incoming answer = http.exchange(request.with("Authorization", known.get()), deadline);
        if (answer.status() != BAD_REQUEST) {
            return answer;
        }
        // public.ecr.aws says so of a token that has expired, without a challenge; docs/registries.md.
        answer.close();
        logins.forget(endpoint);
        return http.exchange(request, deadline);
    }

    /** Once only: a host that goes on asking would be asked for ever. */
    private Incoming second(Endpoint endpoint, Outgoing request, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Incoming answer = http.exchange(request, deadline);
        if (answer.status() == UNAUTHORIZED) {
            answer.close();
            logins.forget(endpoint);
            throw Failures.because(RegistryReason.UNAUTHORIZED, request.toString());
        }
        return answer;
    }

    /** The target of a redirect has no say in where credentials go. */
    private static void requireAsked(Endpoint endpoint, Incoming answer) throws UnavailableException {
        if (!Origin.of(answer.url()).equals(endpoint.origin())) {
            throw Failures.because(
                    RegistryReason.UNAUTHORIZED,
                    "asked by " + answer.url().host() + ", to which " + endpoint.host() + " redirects");
        }
    }

    /** What a status means that is none of success. */
    static UnavailableException failure(Incoming answer, String what) {
        int status = answer.status();
        RegistryReason code = switch (status) {
            case 403 -> RegistryReason.DENIED;
            case 429 -> RegistryReason.RATE_LIMITED;
            default -> status >= 500 ? RegistryReason.SERVER_ERROR : RegistryReason.UNEXPECTED_STATUS;
        };
        return Failures.because(code, status + " for " + what);
    }
}
