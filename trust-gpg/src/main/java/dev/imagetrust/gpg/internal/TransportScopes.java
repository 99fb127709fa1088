/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which scopes can ever match: each transport's {@code ValidatePolicyConfigurationScope} in containers/image.
 *
 * <p>It catches misspelt scopes, which would leave images to a wider rule. A scope that passes and still matches nothing
 * does no more harm than one that is absent.
 */
final class TransportScopes {

    /** {@code host/namespace/stream:tag} and its prefixes. Each part excludes its separator: linear time. */
    private static final Pattern ATOMIC = Pattern.compile("[^/]*(/[^:/]*(/[^:/]*(:[^:/]*)?)?)?");

    /** {@code [driver@/root]} or {@code [/root]}, then perhaps an image. */
    private static final Pattern STORAGE = Pattern.compile("\\[([^@\\]]+@)?/[^\\]]*\\].*");

    private TransportScopes() {}

    /** What is wrong with a scope; empty where nothing is, and for transports that are not known. */
    static Optional<String> fault(String transport, String scope) {
        if (scope.isEmpty()) {
            return Optional.empty();
        }
        return switch (transport) {
            case "atomic" -> unless(ATOMIC.matcher(scope).matches(), "expected host/namespace/stream:tag or a prefix");
            case "docker-daemon" -> unless(Digest.find(scope).isEmpty(), "an image id is no scope");
            case "containers-storage" ->
                unless(STORAGE.matcher(scope).matches(), "expected [driver@/root] or [/root] in front");
            case "dir", "sif", "oci", "oci-archive" ->
                unless(isCleanAbsolutePath(scope), "expected an absolute path without . and .. and not /");
            case "docker-archive", "tarball" -> Optional.of("this transport has the empty scope only");
            default -> Optional.empty();
        };
    }

    private static boolean isCleanAbsolutePath(String scope) {
        if (scope.length() < 2 || scope.charAt(0) != '/' || scope.endsWith("/")) {
            return false;
        }
        for (String part : scope.substring(1).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> unless(boolean good, String fault) {
        return good ? Optional.empty() : Optional.of(fault);
    }
}
