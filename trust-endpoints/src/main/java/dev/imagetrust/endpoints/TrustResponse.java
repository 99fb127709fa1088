/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * An HTTP response, for whatever server. The server adds length, date and connection headers.
 *
 * @param status the status code
 * @param headers by name, in order; no name twice
 * @param body may be empty
 * @since 0.1
 */
public record TrustResponse(int status, Map<String, String> headers, Bytes body) {

    /** Copies the map. */
    public TrustResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body");
    }

    /** Without headers and body. */
    public static TrustResponse of(int status) {
        return new TrustResponse(status, Map.of(), Bytes.empty());
    }

    /** With a body of a media type. */
    public static TrustResponse of(int status, String contentType, Bytes document) {
        return new TrustResponse(status, Map.of("Content-Type", contentType), document);
    }

    /** The same with another header, in place of one of that name. */
    public TrustResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TrustResponse(status, more, body);
    }

    TrustResponse with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(others);
        more.putAll(headers);
        return new TrustResponse(status, more, body);
    }
}
