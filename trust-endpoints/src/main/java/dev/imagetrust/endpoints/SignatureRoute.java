/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path {@code /extensions/v2/<name>/signatures/<digest>}, taken apart.
 *
 * @param repository empty if it is no name of a repository
 * @param digest null if it is none
 * @param rest what follows, with its slash; empty for nothing
 */
record SignatureRoute(String repository, @Nullable Digest digest, String rest) {

    private static final String PREFIX = "/extensions/v2/";
    private static final int LONGEST_NAME = 255;
    private static final Pattern PATH = Pattern.compile("(.*)/signatures/([^/]*)((?:/[a-z]*)?)");
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+");

    /** Empty if the path is another one altogether. */
    static Optional<SignatureRoute> find(String path) {
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher parts = PATH.matcher(path.substring(PREFIX.length() - 1));
        return parts.matches()
                ? Optional.of(new SignatureRoute(
                        name(parts.group(1)),
                        Digest.find(parts.group(2).replace("%3A", ":").replace("%3a", ":"))
                                .orElse(null),
                        parts.group(3)))
                : Optional.empty();
    }

    private static String name(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.length() > LONGEST_NAME) {
            return "";
        }
        for (String segment : name.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return "";
            }
        }
        return name;
    }

    boolean isComplete() {
        return digest != null && !repository.isEmpty();
    }
}
