/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static java.util.Objects.requireNonNull;

/**
 * Where a containers {@code policy.json} looks for the rules of an image.
 *
 * <p>containers-policy.json(5): below a transport, the most specific scope that is present decides. The identity is
 * tried first, then each namespace in order.
 *
 * @param transport for example {@code docker}, {@code atomic}, {@code oci}, {@code dir}
 * @param identity the most specific scope; may be empty for transports without identities
 * @param namespaces wider scopes, most specific first
 * @since 0.1
 */
public record PolicyLocation(String transport, String identity, List<String> namespaces) {

    /** Copies the list. */
    public PolicyLocation {
        requireNonNull(transport, "transport");
        requireNonNull(identity, "identity");
        namespaces = List.copyOf(namespaces);
    }

    /**
     * The location of an image of a registry, under the {@code docker} transport.
     *
     * <p>Namespaces are the repository, each shorter path, the host with its port, then {@code *.} wildcards of the
     * host without its port.
     */
    public static PolicyLocation docker(ImageName name, Asked asked) {
        String repository = name.dockerNormalised();
        List<String> namespaces = dockerNamespaces(repository);
        String folded = name.host().toLowerCase(Locale.ROOT) + '/' + name.path();
        if (!folded.equals(repository)) {
            // DNS knows no case: whoever writes A.EXAMPLE/app must not get the default instead of the rule for
            // a.example.
            namespaces.add(dockerIdentity(folded, asked));
            namespaces.addAll(dockerNamespaces(folded));
        }
        return new PolicyLocation("docker", dockerIdentity(repository, asked), namespaces);
    }

    private static String dockerIdentity(String repository, Asked asked) {
        return asked instanceof Asked.ByDigest byDigest
                ? repository + '@' + byDigest.digest()
                : repository + ':' + ((Asked.ByTag) asked).tag();
    }

    private static List<String> dockerNamespaces(String repository) {
        List<String> namespaces = new ArrayList<>();
        String scope = repository;
        while (scope.indexOf('/') >= 0) {
            namespaces.add(scope);
            scope = scope.substring(0, scope.lastIndexOf('/'));
        }
        namespaces.add(scope);
        int colon = scope.indexOf(':');
        String host = colon < 0 ? scope : scope.substring(0, colon);
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            namespaces.add("*" + host.substring(dot));
        }
        return namespaces;
    }
}
