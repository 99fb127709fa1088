/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.spi.UnavailableException;
import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * What registries with {@code X-Registry-Supports-Signatures} (OpenShift's) say about simple signatures. Safe for use by
 * several threads.
 */
public final class SignatureExtension {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_HOSTS = 1000;
    private static final int MOST_BYTES = 4 << 20;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final GuardedHttp http;
    private final RegistryClient client;
    private final Sites sites;
    private final BoundedMemory<Origin, Boolean> known = new BoundedMemory<>(MOST_HOSTS);

    SignatureExtension(GuardedHttp http, RegistryClient client, Sites sites) {
        this.http = http;
        this.client = client;
        this.sites = sites;
    }

    /** Whether the registry of an image has it; what it said is believed for ten minutes. */
    public boolean isOffered(ImageName name, Deadline deadline) throws UnavailableException, InterruptedException {
        Endpoint endpoint = sites.source(name);
        Boolean before = known.find(endpoint.origin()).orElse(null);
        if (before != null) {
            return before;
        }
        boolean offered = ask(endpoint, deadline);
        known.put(endpoint.origin(), offered, MEMORY);
        return offered;
    }

    /** Without a login: the header stands in the challenge as well. */
    private boolean ask(Endpoint endpoint, Deadline deadline) throws UnavailableException, InterruptedException {
        HttpUrl url = endpoint.base().newBuilder().addPathSegments("v2/").build();
        try (Incoming answer = http.exchange(Outgoing.get(url, "*/*"), deadline)) {
            if (answer.status() != OK && answer.status() != UNAUTHORIZED) {
                throw RegistryClient.failure(answer, url.toString());
            }
            return answer.headers("X-Registry-Supports-Signatures").contains("1");
        }
    }

    /**
     * What the registry lists for one image, as it comes.
     *
     * @throws UnavailableException also where it knows no such image: it is asked about images that it has
     */
    public Bytes list(ImageName name, Digest image, Deadline deadline)
            throws UnavailableException, InterruptedException {
        Endpoint endpoint = sites.source(name);
        HttpUrl url = endpoint.base()
                .newBuilder()
                .addPathSegments("extensions/v2")
                .addPathSegments(endpoint.path())
                .addPathSegment("signatures")
                .addPathSegment(image.toString())
                .build();
        try (Incoming answer = client.get(endpoint, url, "application/json", deadline)) {
            if (answer.status() != OK) {
                throw RegistryClient.failure(answer, "the signatures of " + image);
            }
            return answer.body(MOST_BYTES);
        }
    }
}
