/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.EvidenceFetcher.Request;
import dev.imagetrust.spi.UnavailableException;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Fetches evidence, and keeps none. Safe for use by several threads. */
public final class Evidence {

    private static final int OK = 200;

    /** What transparency logs, and some timestamp authorities, say to a POST: they made the thing that they return. */
    private static final int CREATED = 201;

    /** However long an answer the caller would take: what one request may cost in memory. */
    private static final int MOST_BYTES = 64 << 20;

    private final GuardedHttp http;

    /** Fetches through the guards of that client. */
    public Evidence(GuardedHttp http) {
        this.http = http;
    }

    /**
     * Fetches.
     *
     * @throws UnavailableException if there is no answer of the accepted type within deadline and limit
     * @throws InterruptedException if the thread was interrupted
     */
    public Bytes fetch(Request request) throws UnavailableException, InterruptedException {
        Outgoing outgoing = outgoing(request);
        Incoming answer = http.exchange(outgoing, request.deadline());
        try (answer) {
            if (!isAnswer(request, answer.status())) {
                throw RegistryClient.failure(answer, outgoing.toString());
            }
            String accepted = request.acceptedType().toLowerCase(Locale.ROOT);
            if (!accepted.isEmpty() && !accepted.equals(answer.mediaType())) {
                throw Failures.because(RegistryReason.EVIDENCE_TYPE, answer.mediaType() + ", not " + accepted);
            }
            return answer.body(Math.min(request.maxBytes(), MOST_BYTES));
        }
    }

    private static boolean isAnswer(Request request, int status) {
        return status == OK || (status == CREATED && request.method().equals("POST"));
    }

    private static Outgoing outgoing(Request request) throws UnavailableException {
        HttpUrl url = url(request);
        String accept = request.acceptedType().isEmpty() ? "*/*" : request.acceptedType();
        return request.method().equals("GET")
                ? Outgoing.get(url, accept)
                : Outgoing.query(url, request.body(), request.bodyType(), accept);
    }

    /** Certificates come from outside, and so do the addresses in them. */
    private static HttpUrl url(Request request) throws UnavailableException {
        @Nullable HttpUrl url = HttpUrl.parse(request.uri().toString());
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw Failures.because(
                    RegistryReason.EVIDENCE_ADDRESS, url == null ? request.uri().toString() : url.redact());
        }
        return url;
    }
}
