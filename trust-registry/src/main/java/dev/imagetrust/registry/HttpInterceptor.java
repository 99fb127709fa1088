/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.net.URI;
import java.util.Map;

/**
 * What a caller hooks into every request that is sent: headers of its own, and a look at what came of it. For request
 * ids, audit trails and metrics.
 *
 * <p>It is asked and told once per request that leaves, so again for each hop of a redirect and for each repetition; not
 * for requests that are refused before they leave. It sees no header, no body, no query and no login of a URL, and so no
 * credential; it can neither change where a request goes nor what is refused. What it does says nothing about a
 * signature: where it throws, the request fails with {@link RegistryReason#INTERCEPTOR_FAILED}, whatever was answered.
 *
 * <p>Called on the thread of the request, whose deadline goes on meanwhile; by several threads at once where the client
 * is used so.
 *
 * @since 0.1
 */
public interface HttpInterceptor {

    /**
     * Headers to add to one request. None by default.
     *
     * <p>Whoever is redirected to is asked about anew: compare host and port before you hand out a header that is meant
     * for one host only. Refused, so that the request fails before it is sent: more than 32 headers; names that are no
     * token of RFC 9110 section 5.6.2; values that are not up to 8192 printable ASCII characters; a name that an
     * interceptor before this one has set; and names that are ours in any case of letters, which are
     * {@code Authorization}, {@code Connection}, {@code Cookie}, {@code Cookie2}, {@code Date}, {@code Expect},
     * {@code Host}, {@code Keep-Alive}, {@code Range}, {@code TE}, {@code Trailer}, {@code Transfer-Encoding},
     * {@code Upgrade}, {@code User-Agent}, and all that begin with {@code Accept}, {@code Content-}, {@code If-},
     * {@code Image-Trust-} or {@code Proxy-}.
     *
     * @param method such as {@code GET}
     * @param uri where the request goes, without login, query and fragment
     * @return values by name
     */
    default Map<String, String> headersFor(String method, URI uri) {
        return Map.of();
    }

    /** Takes note of what came of one request, once its answer was read or given up. Does nothing by default. */
    default void completed(HttpOutcome outcome) {}
}
