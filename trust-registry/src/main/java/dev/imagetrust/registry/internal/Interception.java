/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.HttpInterceptor;
import dev.imagetrust.registry.HttpOutcome;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request that is sent, as the caller's interceptors see it: asked before, told once afterwards.
 *
 * <p>What they throw becomes the failure of the request. Not thread-safe.
 */
final class Interception {

    private static final int MAX_HEADERS = 32;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,8192}");

    /** Would show or replace a login, lead elsewhere, end the message elsewhere, or change what the answer means. */
    private static final Set<String> OURS = Set.of(
            "authorization",
            "connection",
            "cookie",
            "cookie2",
            "date",
            "expect",
            "host",
            "keep-alive",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private static final List<String> OUR_PREFIXES = List.of("accept", "content-", "if-", "image-trust-", "proxy-");

    private static final Duration LONGEST = Duration.ofDays(30);

    private final List<HttpInterceptor> interceptors;
    private final String method;
    private final URI uri;
    private Deadline stopwatch = Deadline.after(LONGEST);
    private int status;
    private long bytes;
    private boolean told;

    Interception(List<HttpInterceptor> interceptors, Request request) {
        this.interceptors = interceptors;
        this.method = request.method();
        this.uri = shown(request.url());
    }

    /** Queries carry signatures of pre-signed addresses, and URLs logins: both are credentials. */
    private static URI shown(HttpUrl url) {
        return url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build()
                .uri();
    }

    /** The request with what the interceptors add to it. */
    Request ask(Request request) throws UnavailableException {
        Request asked = request;
        for (HttpInterceptor interceptor : interceptors) {
            for (Map.Entry<String, String> header : headers(interceptor).entrySet()) {
                asked = with(asked, header.getKey(), header.getValue());
            }
        }
        return asked;
    }

    private Map<String, String> headers(HttpInterceptor interceptor) throws UnavailableException {
        try {
            // Also refuses null, which is the caller's fault like anything that is thrown.
            Map<String, String> headers = Map.copyOf(interceptor.headersFor(method, uri));
            if (headers.size() > MAX_HEADERS) {
                throw refused("more than " + MAX_HEADERS + " headers");
            }
            return headers;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static Request with(Request request, String name, String value) throws UnavailableException {
        if (!TOKEN.matcher(name).matches()) {
            throw refused("the name of a header is no token");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower) || OUR_PREFIXES.stream().anyMatch(lower::startsWith)) {
            throw refused("the header " + name + " is not for interceptors");
        }
        if (request.header(name) != null) {
            throw refused("the header " + name + " is set already");
        }
        if (!VALUE.matcher(value).matches()) {
            // Without the value: whatever it is, it is not for reports.
            throw refused("the header " + name + " has a value that may not be sent");
        }
        return request.newBuilder().header(name, value).build();
    }

    /** The request leaves now. */
    void begin() {
        stopwatch = Deadline.after(LONGEST);
    }

    /** An answer began. */
    void answered(int code) {
        this.status = code;
    }

    /** So much more of the body was read. */
    void read(int count) {
        this.bytes += count;
    }

    /** The answer was read, or nobody wants more of it. */
    void end() throws UnavailableException {
        @Nullable UnavailableException thrown = tell(null);
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Why the request failed; the first call counts. */
    UnavailableException failure(IOException e, Failures failures) throws InterruptedException {
        UnavailableException why;
        try {
            why = failures.of(e);
        } catch (InterruptedException interrupted) {
            @Nullable UnavailableException thrown = tell(CoreReason.INTERRUPTED);
            if (thrown != null) {
                interrupted.addSuppressed(thrown);
            }
            throw interrupted;
        }
        @Nullable UnavailableException thrown = tell(why.reason().code());
        if (thrown == null) {
            return why;
        }
        thrown.addSuppressed(why);
        return thrown;
    }

    /** Tells everybody, whatever one of them throws; the first failure is kept. */
    private @Nullable UnavailableException tell(@Nullable ReasonCode failure) {
        if (told) {
            return null;
        }
        told = true;
        HttpOutcome outcome =
                new HttpOutcome(method, uri, status, failure, LONGEST.minus(stopwatch.remaining()), bytes);
        @Nullable UnavailableException first = null;
        for (HttpInterceptor interceptor : interceptors) {
            try {
                interceptor.completed(outcome);
            } catch (RuntimeException e) {
                first = first == null ? failed(e) : first;
            }
        }
        return first;
    }

    private static UnavailableException refused(String detail) {
        return Failures.because(RegistryReason.INTERCEPTOR_FAILED, detail);
    }

    /** Only the type: what a message of the caller's contains is not known to be fit for reports. */
    private static UnavailableException failed(RuntimeException e) {
        return new UnavailableException(
                new Reason(RegistryReason.INTERCEPTOR_FAILED, e.getClass().getName()), e);
    }
}
