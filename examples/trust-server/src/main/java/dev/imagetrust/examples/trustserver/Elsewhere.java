/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.gpg.ConfiguredLookaside;
import dev.imagetrust.gpg.LookasideStores;
import dev.imagetrust.gpg.RegistriesConfiguration;
import dev.imagetrust.oci.DirectoryLookaside;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.registry.HttpLookaside;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lookaside stores from which signatures are imported, each opened when the first image needs it. */
final class Elsewhere implements LookasideStores, AutoCloseable {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final List<HttpLookaside> opened = new CopyOnWriteArrayList<>();

    /**
     * Knows the store of each image; empty if none is configured at all.
     *
     * @throws IOException if a folder that the configuration names is not there, or cannot be read
     */
    Optional<SignatureSource> source(ServerConfig config) throws IOException {
        if (config.registries().isEmpty() && config.lookaside().isEmpty()) {
            return Optional.empty();
        }
        RegistriesConfiguration stores = RegistriesConfiguration.parse(Map.of());
        if (config.registries().isPresent()) {
            stores = RegistriesConfiguration.load(folder(config.registries().get()));
        }
        if (config.lookaside().isPresent()) {
            stores = stores.withFallback(folder(config.lookaside().get()).toUri());
        }
        return Optional.of(new ConfiguredLookaside(stores, this));
    }

    @Override
    public SignatureSource source(URI base) throws IOException {
        try {
            return new LookasideSource(
                    base.getScheme().equals("file") ? DirectoryLookaside.open(Path.of(base)) : open(base));
        } catch (IllegalArgumentException e) {
            throw new IOException(base + " is no lookaside store", e);
        }
    }

    @Override
    public SignatureSink sink(URI base) throws IOException {
        throw new IOException("this server stores nothing elsewhere");
    }

    private HttpLookaside open(URI base) {
        HttpLookaside store = HttpLookaside.open(base, settings(base));
        opened.add(store);
        return store;
    }

    /** Who writes registries.d means what is written there, also inside the network; redirects to others stay guarded. */
    private static HttpSettings settings(URI base) {
        boolean plain = base.getScheme().equals("http");
        int otherwise = plain ? HTTP : HTTPS;
        String host = base.getHost() + ':' + (base.getPort() < 0 ? otherwise : base.getPort());
        HttpSettings.Builder settings = HttpSettings.builder().privateHost(host);
        if (plain) {
            settings.insecurelyPlainHttp(host);
        }
        return settings.build();
    }

    private static Path folder(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            throw new NotDirectoryException(named.toString());
        }
        return named;
    }

    @Override
    public void close() {
        opened.forEach(HttpLookaside::close);
    }
}
