/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /**
     * The location of an image under another transport whose images have such names: {@code atomic}, and
     * {@code docker-daemon} for images by name. Namespaces are those of {@link #docker}.
     */
    public static PolicyLocation named(String transport, ImageName name, Asked asked) {
        PolicyLocation location = docker(name, asked);
        return new PolicyLocation(transport, location.identity(), location.namespaces());
    }

    /**
     * The location of an image in a file or directory: {@code dir}, {@code sif}, {@code oci}, {@code oci-archive}.
     * Namespaces are the parent directories without the root, for {@code oci} and {@code oci-archive} behind the path
     * itself, where the image may have a name inside.
     *
     * @param path with every symbolic link resolved: scopes with links in them match nothing
     * @throws IllegalArgumentException if the path is not absolute, or has empty parts, {@code .} or {@code ..} in it
     */
    public static PolicyLocation path(String transport, String path) {
        boolean parts = path.startsWith("/")
                && List.of(path.substring(1).split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!parts) {
            throw new IllegalArgumentException("no absolute, resolved path: " + Printable.of(path));
        }
        List<String> namespaces = new ArrayList<>();
        if (transport.equals("oci") || transport.equals("oci-archive")) {
            namespaces.add(path);
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            namespaces.add(path.substring(0, slash));
        }
        return new PolicyLocation(transport, path, namespaces);
    }

    /** The location of images that have no scopes: {@code docker-archive}, {@code tarball}, {@code docker-daemon} by image id. */
    public static PolicyLocation whole(String transport) {
        return new PolicyLocation(transport, "", List.of());
    }

    /**
     * The location of an image in the local store of podman, buildah and CRI-O, under {@code containers-storage}.
     *
     * @param driver of the store, such as {@code overlay}
     * @param root of the store, an absolute path
     * @param name of the image; null for one without
     * @param imageId 64 hexadecimal digits; null where the image is meant by name
     */
    public static PolicyLocation containersStorage(
            String driver, String root, @Nullable DockerReference name, @Nullable String imageId) {
        String store = '[' + requireNonNull(driver, "driver") + '@' + requireNonNull(root, "root") + ']';
        List<String> namespaces = new ArrayList<>();
        if (name != null) {
            if (imageId != null) {
                namespaces.add(store + name);
            }
            if (name.tag().isPresent() && name.digest().isPresent()) {
                namespaces.add(store + name.name() + ':' + name.tag().get());
            }
            paths(name.name()).forEach(path -> namespaces.add(store + path));
        }
        namespaces.add(store);
        namespaces.add('[' + root + ']');
        String identity = store + (name == null ? "" : name.toString()) + (imageId == null ? "" : '@' + imageId);
        return new PolicyLocation("containers-storage", identity, namespaces);
    }

    private static String dockerIdentity(String repository, Asked asked) {
        return asked instanceof Asked.ByDigest byDigest
                ? repository + '@' + byDigest.digest()
                : repository + ':' + ((Asked.ByTag) asked).tag();
    }

    private static List<String> dockerNamespaces(String repository) {
        List<String> namespaces = paths(repository);
        String scope = namespaces.get(namespaces.size() - 1);
        int colon = scope.indexOf(':');
        String host = colon < 0 ? scope : scope.substring(0, colon);
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            namespaces.add("*" + host.substring(dot));
        }
        return namespaces;
    }

    /** The repository, each shorter path, the host. */
    private static List<String> paths(String repository) {
        List<String> paths = new ArrayList<>();
        String path = repository;
        while (path.indexOf('/') >= 0) {
            paths.add(path);
            path = path.substring(0, path.lastIndexOf('/'));
        }
        paths.add(path);
        return paths;
    }
}
