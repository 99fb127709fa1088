/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.primitives.OcspResponse;
import dev.imagetrust.primitives.RevocationList;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.EvidenceFetcher.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Asks about one chain, and not without end: however many addresses certificates name, there are so many requests, each
 * with its own time and length.
 */
final class RevocationRequests {

    /** Two for each certificate of the longest chain, and some that fail. */
    static final int MOST = 32;

    private static final Duration OCSP_TIME = Duration.ofSeconds(5);
    private static final Duration CRL_TIME = Duration.ofSeconds(15);

    private static final String OCSP_REQUEST = "application/ocsp-request";
    private static final String OCSP_RESPONSE = "application/ocsp-response";

    /** RFC 6960 appendix A.1: above that, the request is posted. */
    private static final int LONGEST_PATH = 255;

    private final @Nullable EvidenceFetcher fetcher;
    private final Deadline deadline;
    private int made;

    RevocationRequests(@Nullable EvidenceFetcher fetcher, Deadline deadline) {
        this.fetcher = fetcher;
        this.deadline = deadline;
    }

    /** An OCSP answer; by {@code GET}, which caches along the way know, if it is short enough. */
    Bytes ocsp(URI responder, Bytes request) throws IOException, InterruptedException {
        String path =
                URLEncoder.encode(Base64.getEncoder().encodeToString(request.toByteArray()), StandardCharsets.UTF_8);
        if (path.length() < LONGEST_PATH && responder.getRawQuery() == null && responder.getRawFragment() == null) {
            String address = responder.toString();
            URI uri = URI.create(address + (address.endsWith("/") ? "" : "/") + path);
            return fetch(Request.get(uri, OCSP_RESPONSE, OcspResponse.MAX_LENGTH, within(OCSP_TIME)));
        }
        return fetch(new Request(
                "POST", responder, request, OCSP_REQUEST, OCSP_RESPONSE, OcspResponse.MAX_LENGTH, within(OCSP_TIME)));
    }

    /** A CRL, of whatever media type: authorities name several. */
    Bytes crl(URI uri) throws IOException, InterruptedException {
        return fetch(Request.get(uri, "", RevocationList.MAX_LENGTH, within(CRL_TIME)));
    }

    private Bytes fetch(Request request) throws IOException, InterruptedException {
        if (fetcher == null) {
            throw new IOException("nothing may be fetched: no evidence fetcher was handed in");
        }
        if (made == MOST) {
            throw new IOException("there were " + MOST + " requests for one chain already");
        }
        made++;
        return fetcher.fetch(request);
    }

    private Deadline within(Duration time) {
        Duration left = deadline.remaining();
        return Deadline.after(left.compareTo(time) < 0 ? left : time);
    }
}
