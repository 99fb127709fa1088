/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Printable;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, in the one spelling that is compared.
 *
 * @param host in lower case, an IPv6 address without brackets
 * @param port the port
 */
record HostAndPort(String host, int port) {

    /** Reads {@code host} or {@code host:port}. */
    static HostAndPort parse(String text, int defaultPort) {
        boolean hasPort = text.matches(".*:[0-9]{1,5}") && !text.endsWith("]");
        // Over http, an absent port would be 80: say which one is meant.
        @Nullable
        HttpUrl url = text.matches("[A-Za-z0-9._\\-\\[\\]:]+")
                ? HttpUrl.parse("http://" + (hasPort ? text : text + ':' + defaultPort) + '/')
                : null;
        if (url == null) {
            throw new IllegalArgumentException("neither host nor host:port: " + Printable.of(text));
        }
        return new HostAndPort(url.host(), url.port());
    }
}
