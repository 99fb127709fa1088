/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request. Never shows its headers: one of them may be a credential.
 *
 * @param method such as {@code GET}
 * @param url where to
 * @param headers besides those that every request has; dropped: {@code Authorization}, once a redirect leaves the origin
 * @param body null for none
 * @param bodyType the media type of the body; empty for none
 * @param redirects whether redirects are followed
 * @param repeatable whether asking twice does no harm
 */
public record Outgoing(
        String method,
        HttpUrl url,
        Map<String, String> headers,
        @Nullable Bytes body,
        String bodyType,
        boolean redirects,
        boolean repeatable) {

    /** Copies the headers. */
    public Outgoing {
        headers = Map.copyOf(headers);
    }

    /** A {@code GET}, which follows redirects and may be repeated. */
    public static Outgoing get(HttpUrl url, String accept) {
        return new Outgoing("GET", url, Map.of("Accept", accept), null, "", true, true);
    }

    /** A {@code POST} that may be repeated, since it changes nothing; its redirects are not followed. */
    public static Outgoing query(HttpUrl url, Bytes body, String bodyType, String accept) {
        return new Outgoing("POST", url, Map.of("Accept", accept), body, bodyType, false, true);
    }

    /** The same with one more header. */
    public Outgoing with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Outgoing(method, url, more, body, bodyType, redirects, repeatable);
    }

    @Override
    public String toString() {
        return method + ' ' + url.redact();
    }
}
