/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.net.URI;

import static java.util.Objects.requireNonNull;

/**
 * Fetches evidence that lies outside of the registry: OCSP answers, CRLs, timestamps, log entries.
 *
 * <p>The only way from verification to a network, and only if the caller hands one in. Verifiers ask only for what a
 * chain that already matched a trust store names. Implementations guard against addresses inside the caller's network,
 * bound what they read by the request, and are safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EvidenceFetcher {

    /**
     * Fetches.
     *
     * @return the body of a successful answer of the accepted type
     * @throws IOException if there is none within the deadline
     * @throws InterruptedException if the thread was interrupted
     */
    Bytes fetch(Request request) throws IOException, InterruptedException;

    /**
     * What to fetch.
     *
     * @param method {@code GET} or {@code POST}
     * @param uri http or https
     * @param body empty for {@code GET}
     * @param bodyType the media type of the body; empty for {@code GET}
     * @param acceptedType the media type the answer must have; empty: any
     * @param maxBytes the longest answer, positive
     * @param deadline when it is wanted
     */
    record Request(
            String method, URI uri, Bytes body, String bodyType, String acceptedType, int maxBytes, Deadline deadline) {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException for another method or a length that is not positive
         */
        public Request {
            requireNonNull(uri, "uri");
            requireNonNull(body, "body");
            requireNonNull(bodyType, "bodyType");
            requireNonNull(acceptedType, "acceptedType");
            requireNonNull(deadline, "deadline");
            if (!method.equals("GET") && !method.equals("POST")) {
                throw new IllegalArgumentException("evidence is fetched by GET or POST: " + method);
            }
            if (maxBytes <= 0) {
                throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
            }
        }

        /** A digest over everything that decides about the answer; neither its limit nor its deadline does. */
        public Digest id() {
            return CanonicalText.sha256(
                    "evidence",
                    out -> out.put("method", method)
                            .put("uri", uri.toString())
                            .put("bodyType", bodyType)
                            .put("body", Digest.sha256(body))
                            .put("acceptedType", acceptedType));
        }

        /** A {@code GET}. */
        public static Request get(URI uri, String acceptedType, int maxBytes, Deadline deadline) {
            return new Request("GET", uri, Bytes.empty(), "", acceptedType, maxBytes, deadline);
        }
    }
}
