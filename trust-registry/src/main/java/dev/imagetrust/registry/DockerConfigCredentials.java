/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.internal.DockerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The credentials of a Docker config file: {@code config.json} of Docker, {@code auth.json} of podman.
 *
 * <p>Read once. A host has to match exactly, port included; a scheme and {@code /v1/} or {@code /v2/} around it in the
 * file are passed over, entries for a path below a host are not used. The file may name credential helpers, which are
 * asked only through an adapter that the caller hands in: without one, a host with a helper of its own cannot be logged
 * in to, and the helper for all others is passed over. Immutable.
 *
 * @since 0.1
 */
public final class DockerConfigCredentials implements RegistryCredentials {

    private static final int MAX_BYTES = 4 << 20;
    private static final String DOCKER_HUB = "docker.io";

    private final DockerConfig config;
    private final @Nullable CredentialHelper helpers;

    private DockerConfigCredentials(DockerConfig config, @Nullable CredentialHelper helpers) {
        this.config = config;
        this.helpers = helpers;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, is longer than 4 MiB, or is no such file
     */
    public static DockerConfigCredentials read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(Bytes.copyOf(in.readNBytes(MAX_BYTES + 1)));
        } catch (MalformedInputException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the content of such a file.
     *
     * @throws MalformedInputException if it is none
     */
    public static DockerConfigCredentials parse(Bytes content) throws MalformedInputException {
        return new DockerConfigCredentials(DockerConfig.parse(content), null);
    }

    /** The same, with the helpers that the file names. */
    public DockerConfigCredentials withHelpers(CredentialHelper value) {
        return new DockerConfigCredentials(config, requireNonNull(value, "value"));
    }

    @Override
    public Optional<Credential> find(String host) throws IOException, InterruptedException {
        Optional<String> own = config.helperOf(host);
        if (own.isPresent() && helpers == null) {
            throw new IOException("the file names the helper " + Printable.of(own.get()) + " for " + host
                    + ", and no adapter for helpers was handed in");
        }
        Optional<String> helper = own.or(config::helperOfAll);
        if (helpers != null && helper.isPresent()) {
            Optional<Credential> told = helpers.find(helper.get(), server(host));
            if (told.isPresent()) {
                return told;
            }
        }
        return config.find(host);
    }

    private static String server(String host) {
        return host.equals(DOCKER_HUB) ? "https://index.docker.io/v1/" : host;
    }
}
