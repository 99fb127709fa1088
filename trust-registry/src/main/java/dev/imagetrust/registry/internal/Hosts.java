/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The one spelling of a host. */
final class Hosts {

    private Hosts() {}

    /** Lower case, the shortest form of an IPv6 address; the text itself where it is no host. */
    static String canonical(String host) {
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        @Nullable HttpUrl url = HttpUrl.parse("https://" + bracketed + '/');
        return url == null ? host : url.host();
    }
}
