/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.Credential;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Fetches bearer tokens: distribution's token authentication, by GET, or by OAuth2 for identity tokens. */
final class TokenService {

    private static final int MAX_BYTES = 256 * 1024;
    private static final String JSON = "application/json";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** So that a token does not end on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final GuardedHttp http;

    TokenService(GuardedHttp http) {
        this.http = http;
    }

    /**
     * A token and how long it may be used.
     *
     * @param secret the token
     * @param life from now
     */
    record Token(String secret, Duration life) {
        @Override
        public String toString() {
            return "token " + Credential.HIDDEN;
        }
    }

    /**
     * What to ask for.
     *
     * @param realm the service
     * @param service what the registry calls itself
     * @param scope what for
     */
    record Order(HttpUrl realm, String service, String scope) {}

    static String basic(Credential.Login login) {
        String pair = login.user() + ':' + login.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    Token fetch(Order order, @Nullable Credential credential, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Outgoing request = credential instanceof Credential.IdentityToken identity
                ? oauth(order, identity)
                : get(order, credential);
        Incoming answer = http.exchange(request, deadline);
        int status = answer.status();
        if (status != 200) {
            answer.close();
            throw refused(order, status);
        }
        return read(order, answer.body(MAX_BYTES));
    }

    private static UnavailableException refused(Order order, int status) {
        RegistryReason code = switch (status) {
            case 400, 401, 403 -> RegistryReason.UNAUTHORIZED;
            case 429 -> RegistryReason.RATE_LIMITED;
            default -> status >= 500 ? RegistryReason.SERVER_ERROR : RegistryReason.TOKEN_UNUSABLE;
        };
        return Failures.because(code, "token service " + Origin.of(order.realm()) + " answered " + status);
    }

    private static Outgoing get(Order order, @Nullable Credential credential) {
        HttpUrl.Builder url = order.realm().newBuilder().setQueryParameter("scope", order.scope());
        if (!order.service().isEmpty()) {
            url.setQueryParameter("service", order.service());
        }
        Outgoing request = Outgoing.get(url.build(), JSON);
        return credential instanceof Credential.Login login ? request.with("Authorization", basic(login)) : request;
    }

    private static Outgoing oauth(Order order, Credential.IdentityToken identity) {
        FormBody form = new FormBody.Builder()
                .add("grant_type", "refresh_token")
                .add("client_id", "image-trust")
                .add("service", order.service())
                .add("scope", order.scope())
                .add("refresh_token", identity.secret())
                .build();
        Buffer encoded = new Buffer();
        try {
            form.writeTo(encoded);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e); // a buffer in memory takes everything
        }
        return Outgoing.query(
                order.realm(), Bytes.copyOf(encoded.readByteArray()), "application/x-www-form-urlencoded", JSON);
    }

    private static Token read(Order order, Bytes body) throws UnavailableException {
        try {
            JsonObject answer = Json.parseObject(body, JsonLimits.ENVELOPE).withoutNulls();
            Optional<String> token = answer.findText("token").filter(text -> !text.isEmpty());
            String secret = token.isPresent() ? token.get() : answer.text("access_token");
            if (!TOKEN.matcher(secret).matches()) {
                throw unusable(order, "the token cannot stand in a header");
            }
            long seconds = answer.findInteger("expires_in").orElse(USUAL.toSeconds());
            return new Token(secret, life(seconds));
        } catch (MalformedInputException e) {
            throw unusable(order, e.reason().code().id());
        }
    }

    private static Duration life(long seconds) {
        Duration said = Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
        return said.compareTo(MARGIN) > 0 ? said.minus(MARGIN) : Duration.ZERO;
    }

    /** Says nothing of what was answered: a part of it may be a secret. */
    private static UnavailableException unusable(Order order, String why) {
        return Failures.because(RegistryReason.TOKEN_UNUSABLE, "from " + Origin.of(order.realm()) + ": " + why);
    }
}
