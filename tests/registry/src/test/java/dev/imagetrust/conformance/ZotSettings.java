/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.nio.file.Path;

/**
 * A configuration that zot and our trust server read alike.
 *
 * @param http further members of {@code http}
 * @param trust the members of {@code extensions.trust}
 * @param searches whether zot has its search
 */
record ZotSettings(String http, String trust, boolean searches) {

    private static final String PASSWORDS = Path.of(
                    System.getProperty("imagetrust.root"), "examples", "trust-server", "data", "htpasswd")
            .toString();
    private static final String BOTH = "\"enable\": true, \"cosign\": true, \"notation\": true";
    private static final String BASIC =
            "\"realm\": \"a \\\"realm\\\"\", \"auth\": {\"htpasswd\": {\"path\": \"" + PASSWORDS + "\"}}";
    private static final String ALL = "[\"read\", \"create\", \"update\", \"delete\"]";

    /** Nobody has to say who they are. */
    static ZotSettings open() {
        return new ZotSettings("", BOTH, false);
    }

    /** ann administrates, joe does not, and neither does whoever does not say who they are. */
    static ZotSettings users() {
        return users("");
    }

    /** Somebody unknown may read, and is not refused before the routes. */
    static ZotSettings guests() {
        return users(", \"anonymousPolicy\": [\"read\"]");
    }

    private static ZotSettings users(String policy) {
        return new ZotSettings(
                BASIC + ", \"accessControl\": {\"repositories\": {\"**\": {\"defaultPolicy\": [\"read\"]" + policy
                        + "}}, \"adminPolicy\": {\"users\": [\"ann\"], \"actions\": " + ALL + "}}",
                BOTH,
                false);
    }

    /** There are users, and nothing says who of them administrates. */
    static ZotSettings withoutAccessControl() {
        return new ZotSettings(BASIC, BOTH, false);
    }

    /** The same with pages of one origin. */
    ZotSettings allowing(String origin) {
        return new ZotSettings("\"allowOrigin\": \"" + origin + "\", " + http, trust, searches);
    }

    /** The same with other members of {@code extensions.trust}. */
    ZotSettings trusting(String other) {
        return new ZotSettings(http, other, searches);
    }

    /** The same, and zot can be asked what it thinks of images. */
    ZotSettings searching() {
        return new ZotSettings(http, trust, true);
    }

    String config(Path root, int port) {
        return """
                {"storage": {"rootDirectory": "%s", "gc": false, "dedupe": false},
                 "http": {"address": "127.0.0.1", "port": "%d"%s},
                 "log": {"level": "warn"},
                 "extensions": {"search": {"enable": %s}, "trust": {%s}}}
                """.formatted(root, port, http.isEmpty() ? "" : ", " + http, searches, trust);
    }
}
