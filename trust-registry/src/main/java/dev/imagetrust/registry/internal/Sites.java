/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Printable;
import dev.imagetrust.registry.HttpSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** From the host of an image name to where its repositories are read. Not thread-safe while it is set up. */
public final class Sites {

    /** What {@code docker.io} means in an image name; see docs/registries.md. */
    private static final Map<String, String> BUILT_IN = Map.of("docker.io", "registry-1.docker.io");

    private final HttpSettings settings;
    private final Map<String, Site> replaced = new HashMap<>();
    private final Map<String, List<Site>> mirrors = new LinkedHashMap<>();

    /** Nothing but what is built in. */
    public Sites(HttpSettings settings) {
        this.settings = settings;
    }

    /**
     * A host, and the path below which its repositories lie.
     *
     * @param host as in image names
     * @param prefix without slashes at its ends; empty for none
     */
    public record Site(String host, String prefix) {

        /**
         * Reads {@code host[:port][/path]}.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Site parse(String text) {
            int slash = text.indexOf('/');
            Site site = slash < 0 ? new Site(text, "") : new Site(text.substring(0, slash), text.substring(slash + 1));
            if (!site.prefix.isEmpty() && !site.prefix.matches("[a-z0-9]+([._/-]+[a-z0-9]+)*")) {
                throw new IllegalArgumentException("no path of a repository: " + Printable.of(text));
            }
            return site;
        }
    }

    /** Reads all repositories of a host elsewhere. */
    public void replace(String host, Site site) {
        base(site.host());
        replaced.put(host, site);
    }

    /** Asks another host first for what has a digest. */
    public void mirror(String host, Site site) {
        base(site.host());
        mirrors.computeIfAbsent(host, h -> new ArrayList<>()).add(site);
    }

    /** Who is to be believed about what is there. */
    Endpoint source(ImageName name) {
        return endpoint(replaced.getOrDefault(name.host(), new Site(name.host(), "")), name);
    }

    /** Who may have a copy of what has a digest, in the order to ask. */
    List<Endpoint> mirrors(ImageName name) {
        return mirrors.getOrDefault(name.host(), List.of()).stream()
                .map(site -> endpoint(site, name))
                .toList();
    }

    private Endpoint endpoint(Site site, ImageName name) {
        String path = site.prefix().isEmpty() ? name.path() : site.prefix() + '/' + name.path();
        return new Endpoint(site.host(), base(site.host()), path);
    }

    private HttpUrl base(String host) {
        String address = BUILT_IN.getOrDefault(host, host);
        HttpUrl plain = url("http", address, host);
        return settings.allowsPlainHttp(plain.host(), plain.port()) ? plain : url("https", address, host);
    }

    private static HttpUrl url(String scheme, String address, String host) {
        @Nullable HttpUrl url = HttpUrl.parse(scheme + "://" + address + '/');
        if (url == null || !url.encodedPath().equals("/") || !url.username().isEmpty() || url.query() != null) {
            throw new IllegalArgumentException("no host of a registry: " + Printable.of(host));
        }
        return url;
    }
}
