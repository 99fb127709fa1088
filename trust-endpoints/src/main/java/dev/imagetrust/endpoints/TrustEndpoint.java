/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.util.Optional;

/**
 * Answers the requests of one API. Safe for use by several threads; runs on the caller's and starts none.
 *
 * @since 0.1
 */
public interface TrustEndpoint {

    /**
     * Answers a request.
     *
     * <p>Nothing that a caller sends makes it throw. Trouble with store or body is a status of its own.
     *
     * @return empty if the path belongs to somebody else, or to a route that is switched off: {@code 404}, unless the host
     *     has something there
     */
    Optional<TrustResponse> answer(TrustRequest request);
}
