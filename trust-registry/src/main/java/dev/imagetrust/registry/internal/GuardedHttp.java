/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one place from which requests leave: one request, one answer, all guards of {@link HttpSettings}.
 *
 * <p>Works on the caller's thread, and ends within the deadline, or at once on interruption. Safe for use by several
 * threads.
 */
public final class GuardedHttp implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    /** Not 303: what that leads to is something about the thing that was asked for (RFC 9110, 15.4.4), not the thing. */
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final String AUTHORIZATION = "Authorization";

    private final HttpSettings settings;
    private final OkHttpClient client;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Opens it. */
    public GuardedHttp(HttpSettings settings) {
        this.settings = settings;
        this.client = Clients.open(settings);
    }

    /**
     * Asks, follows redirects, and asks once more where that may help.
     *
     * @return whatever the host answers, errors included; the caller closes it
     * @throws UnavailableException if there is no answer
     * @throws InterruptedException if the thread was interrupted
     */
    public Incoming exchange(Outgoing request, Deadline deadline) throws UnavailableException, InterruptedException {
        Optional<Duration> pause;
        try {
            Incoming answer = follow(request, deadline);
            pause = request.repeatable() ? Retry.after(answer, deadline) : Optional.empty();
            if (pause.isEmpty()) {
                return answer;
            }
            answer.close();
        } catch (UnavailableException e) {
            pause = request.repeatable() ? Retry.after(e.reason().code(), deadline) : Optional.empty();
            if (pause.isEmpty()) {
                throw e;
            }
        }
        if (closed.await(pause.get().toNanos(), TimeUnit.NANOSECONDS)) {
            throw Failures.because(RegistryReason.CLOSED, request.toString());
        }
        return follow(request, deadline);
    }

    private Incoming follow(Outgoing request, Deadline deadline) throws UnavailableException, InterruptedException {
        HttpUrl url = request.url();
        Origin asked = Origin.of(url);
        boolean stillThere = true;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Incoming answer = send(request, url, stillThere, deadline);
            if (!request.redirects() || !REDIRECTS.contains(answer.status())) {
                return answer;
            }
            try (answer) {
                url = target(answer);
            }
            // Once away, a credential does not come back: who sends us here and there is not to be trusted with it.
            stillThere &= Origin.of(url).equals(asked);
        }
        throw Failures.because(RegistryReason.TOO_MANY_REDIRECTS, "more than " + MAX_REDIRECTS + ", " + request);
    }

    private static HttpUrl target(Incoming answer) throws UnavailableException {
        String location = answer.header("Location").orElse("");
        @Nullable HttpUrl next = answer.url().resolve(location);
        if (next == null || location.isEmpty()) {
            throw Failures.because(RegistryReason.REDIRECT_REFUSED, "to " + location);
        }
        if (!next.scheme().equals(answer.url().scheme())) {
            throw Failures.because(RegistryReason.REDIRECT_REFUSED, "to the scheme " + next.scheme());
        }
        if (!next.username().isEmpty() || !next.password().isEmpty()) {
            throw Failures.because(RegistryReason.REDIRECT_REFUSED, "with a login inside, to " + next.host());
        }
        return next;
    }

    private Incoming send(Outgoing request, HttpUrl url, boolean withCredential, Deadline deadline)
            throws UnavailableException, InterruptedException {
        requirePermitted(url);
        Failures failures = new Failures(request, deadline, this::isClosed);
        Request encoded = encode(request, url, withCredential);
        Interception interception = new Interception(settings.interceptors(), encoded);
        Call call = client.newCall(interception.ask(encoded));
        call.timeout().timeout(timeFor(deadline).toNanos(), TimeUnit.NANOSECONDS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        interception.begin();
        try {
            Response response = call.execute();
            interception.answered(response.code());
            if (isClosed()) {
                // It began too late to be cancelled; its connection must not stay.
                response.close();
                client.connectionPool().evictAll();
                throw Failures.because(RegistryReason.CLOSED, request.toString());
            }
            return checked(response, failures, interception);
        } catch (IOException e) {
            throw interception.failure(e, failures);
        }
    }

    private void requirePermitted(HttpUrl url) throws UnavailableException {
        if (isClosed()) {
            throw Failures.because(RegistryReason.CLOSED, url.redact());
        }
        if (!url.isHttps() && !settings.allowsPlainHttp(url.host(), url.port())) {
            throw Failures.because(RegistryReason.PLAIN_HTTP_REFUSED, url.host() + ':' + url.port());
        }
        // Behind a proxy no address of ours is connected to; those that stand in the URL can be judged all the same.
        if (settings.proxy().isPresent() && Clients.isClosedLiteral(url, settings)) {
            throw Failures.because(RegistryReason.ADDRESS_REFUSED, url.host());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private Duration timeFor(Deadline deadline) throws UnavailableException {
        Duration left = deadline.remaining();
        if (left.isZero()) {
            throw Failures.timeUp();
        }
        return left.compareTo(settings.requestTime()) < 0 ? left : settings.requestTime();
    }

    private Request encode(Outgoing request, HttpUrl url, boolean withCredential) {
        Request.Builder builder = new Request.Builder()
                .url(url)
                .method(request.method(), body(request))
                .header("User-Agent", settings.userAgent())
                // Also keeps OkHttp from asking for gzip and decompressing it.
                .header("Accept-Encoding", "identity");
        request.headers().forEach((name, value) -> {
            if (withCredential || !name.equalsIgnoreCase(AUTHORIZATION)) {
                builder.header(name, value);
            }
        });
        return builder.build();
    }

    private static @Nullable RequestBody body(Outgoing request) {
        Bytes body = request.body();
        return body == null ? null : RequestBody.create(body.toByteArray(), MediaType.parse(request.bodyType()));
    }

    /** An answer as it was asked for: nobody decompresses anything here (gzip bombs), and digests are over raw bytes. */
    private static Incoming checked(Response response, Failures failures, Interception interception)
            throws UnavailableException {
        String coding = response.header("Content-Encoding", "identity");
        if (!"identity".equalsIgnoreCase(coding) && response.isSuccessful()) {
            response.close();
            throw Failures.because(RegistryReason.CONTENT_ENCODED, coding + ", " + failures.what());
        }
        if (endsUnprotected(response)) {
            response.close();
            throw Failures.because(RegistryReason.BROKEN_ANSWER, "without a length, " + failures.what());
        }
        return new Incoming(response, failures, interception);
    }

    /**
     * Whether only the end of the connection ends the body. The JDK takes a connection that somebody cut for one that
     * ended, also under TLS, so that "not found, since you may not look" could be cut to "not found".
     */
    private static boolean endsUnprotected(Response response) {
        return response.request().isHttps()
                && response.body().contentLength() < 0
                && !"chunked".equalsIgnoreCase(response.header("Transfer-Encoding"))
                && response.code() != NO_CONTENT
                && response.code() != NOT_MODIFIED;
    }

    /** Ends requests that are under way, and closes all connections. */
    @Override
    public void close() {
        closed.countDown();
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
