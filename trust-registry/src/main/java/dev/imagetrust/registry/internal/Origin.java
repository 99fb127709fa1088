/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import okhttp3.HttpUrl;

/**
 * Who is spoken to: what a credential is meant for.
 *
 * @param scheme http or https
 * @param host in lower case
 * @param port the port
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of a URL. */
    public static Origin of(HttpUrl url) {
        return new Origin(url.scheme(), url.host(), url.port());
    }

    /** Scheme, host and port. */
    @Override
    public String toString() {
        return scheme + "://" + host + ':' + port;
    }
}
