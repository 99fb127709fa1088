/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Digest;

import static java.util.Objects.requireNonNull;

/**
 * What came of asking for evidence once. With it, and with the answers by their digests, a verdict can be made again.
 *
 * @since 0.1
 */
public sealed interface Fetched {

    /** The digest of the request: see {@link dev.imagetrust.spi.EvidenceFetcher.Request#id}. */
    Digest request();

    /** Where it was asked, for readers. Hostile text: certificates say so. */
    String uri();

    /**
     * There was an answer.
     *
     * @param request see {@link Fetched#request}
     * @param uri see {@link Fetched#uri}
     * @param content the digest of its content
     * @since 0.1
     */
    record Answer(Digest request, String uri, Digest content) implements Fetched {

        /** Checks for nulls. */
        public Answer {
            requireNonNull(request, "request");
            requireNonNull(uri, "uri");
            requireNonNull(content, "content");
        }
    }

    /**
     * There was none.
     *
     * @param request see {@link Fetched#request}
     * @param uri see {@link Fetched#uri}
     * @param why what the fetcher said about it
     * @since 0.1
     */
    record Failure(Digest request, String uri, String why) implements Fetched {

        /** Checks for nulls. */
        public Failure {
            requireNonNull(request, "request");
            requireNonNull(uri, "uri");
            requireNonNull(why, "why");
        }
    }
}
