/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.internal.Distribution;
import dev.imagetrust.registry.internal.DistributionSetup;
import dev.imagetrust.registry.internal.SignatureExtension;
import dev.imagetrust.registry.internal.Sites;
import dev.imagetrust.spi.UnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import static java.util.Objects.requireNonNull;

/**
 * Real registries, as {@code trust-oci} asks them: OCI distribution-spec 1.1 and Docker schema 2, read only.
 *
 * <p>One instance serves all registries; hand it to {@code OciSignatureSource} and {@code ImageResolver}, which recompute
 * all digests. It works on the caller's thread, ends within the deadline and on interruption, and keeps in memory what
 * it learns: logins that were accepted, and which hosts have no referrers API. Safe for use by several threads.
 *
 * <p>Everything that stands between us and an answer is an {@link UnavailableException} with a {@link RegistryReason}.
 * Absent is said only for a 404 that names no other cause: in the error codes of the specification, or without any body.
 *
 * <p>What is refused and when it is tried again stands at {@link HttpSettings}. Closing ends what is under way; this class
 * starts no thread, OkHttp's own end by themselves (docs/limits.md).
 *
 * @since 0.1
 */
public final class RegistryRepository implements ImageRepository, AutoCloseable {

    private final Distribution distribution;

    private RegistryRepository(Distribution distribution) {
        this.distribution = distribution;
    }

    /** Anonymous access to public registries. */
    public static RegistryRepository open() {
        return builder().build();
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>By digest, mirrors are asked first; by tag, only the registry itself, since a mirror may be behind.
     */
    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
            throws UnavailableException, InterruptedException {
        return distribution.manifest(name, reference, deadline);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unsupported where the registry answers as one that does not know the API; that is remembered for the host, or
     * for the repository where the registry's own answer may mean only that.
     */
    @Override
    public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
            throws UnavailableException, InterruptedException {
        return distribution.referrers(name, subject, cursor, deadline);
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
            throws UnavailableException, InterruptedException {
        return distribution.blob(name, blob, deadline);
    }

    /** The signatures that registries keep themselves, through the same client and logins. */
    SignatureExtension signatureExtension() {
        return distribution.signatureExtension();
    }

    /** Ends what is under way and closes all connections; afterwards everything fails. */
    @Override
    public void close() {
        distribution.close();
    }

    /** Builds a {@link RegistryRepository}. Not thread-safe. */
    public static final class Builder {

        private final List<Consumer<Sites>> places = new ArrayList<>();
        private final Map<String, Set<String>> tokenServices = new HashMap<>();
        private HttpSettings http = HttpSettings.defaults();
        private RegistryCredentials credentials = RegistryCredentials.none();
        private Limits limits = Limits.defaults();
        private Duration referrersMemory = Duration.ofMinutes(10);

        private Builder() {
            // Known services of a registry on another host; sources and dates in docs/registries.md.
            tokenService("docker.io", "auth.docker.io");
            tokenService("registry.gitlab.com", "gitlab.com");
        }

        /** How requests are made, and which are refused. */
        public Builder http(HttpSettings value) {
            this.http = requireNonNull(value, "value");
            return this;
        }

        /** Who logs in. */
        public Builder credentials(RegistryCredentials value) {
            this.credentials = requireNonNull(value, "value");
            return this;
        }

        /** Of these, {@code manifestBytes} and {@code attestationBytes} matter. */
        public Builder limits(Limits value) {
            this.limits = requireNonNull(value, "value");
            return this;
        }

        /**
         * Lets a token service on another host have the credentials of a registry.
         *
         * @param registry the host, as in image names
         * @param service {@code host} (port 443) or {@code host:port} of the service
         */
        public Builder tokenService(String registry, String service) {
            HostAndPort place = HostAndPort.parse(service, 443);
            tokenServices
                    .computeIfAbsent(requireNonNull(registry, "registry"), r -> new TreeSet<>())
                    .add(place.host() + ':' + place.port());
            return this;
        }

        /**
         * Asks a mirror first for manifests and blobs that are asked for by digest. What a mirror lacks or gets wrong is
         * asked of the registry itself, and so is everything that has no digest: tags and referrers.
         *
         * @param registry the host, as in image names
         * @param mirror {@code host[:port][/path]}; it has its own credentials
         * @throws IllegalArgumentException if the mirror is none
         */
        public Builder mirror(String registry, String mirror) {
            Sites.Site site = Sites.Site.parse(mirror);
            places.add(sites -> sites.mirror(registry, site));
            return this;
        }

        /**
         * Reads all that is named after one host from another instead, which is believed as the registry itself would
         * be: also that there is no signature.
         *
         * @param registry the host, as in image names
         * @param place {@code host[:port][/path]}; it has its own credentials
         * @throws IllegalArgumentException if the place is none
         */
        public Builder readFrom(String registry, String place) {
            Sites.Site site = Sites.Site.parse(place);
            places.add(sites -> sites.replace(registry, site));
            return this;
        }

        /**
         * For how long a host is believed to have no referrers API: 10 minutes by default. A registry that gains it
         * meanwhile is read through the fallback tag until then.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder referrersMemory(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("a time is not negative: " + value);
            }
            this.referrersMemory = value;
            return this;
        }

        /**
         * The repository.
         *
         * @throws IllegalArgumentException if a mirror or place has no host
         */
        public RegistryRepository build() {
            Sites sites = new Sites(http);
            places.forEach(place -> place.accept(sites));
            Map<String, Set<String>> services = new HashMap<>();
            tokenServices.forEach((registry, hosts) -> services.put(registry, Set.copyOf(hosts)));
            return new RegistryRepository(new Distribution(
                    new DistributionSetup(http, sites, credentials, services, limits, referrersMemory)));
        }
    }
}
