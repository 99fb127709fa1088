/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Manifests by tag and digest: distribution-spec, "Pulling manifests".
 *
 * <p>The header {@code Docker-Content-Digest} is not read at all: whoever wants the digest hashes the bytes.
 */
final class Manifests {

    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private static final String ACCEPT = String.join(
            ", ",
            "application/vnd.oci.image.manifest.v1+json",
            OCI_INDEX,
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            // Withdrawn, but what old signatures are written as.
            "application/vnd.oci.artifact.manifest.v1+json");

    private static final int MOST_REMEMBERED = 128;
    private static final int MAX_REMEMBERED = 64 * 1024;
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e]{1,200}\"");

    private final RegistryClient client;
    private final Limits limits;
    private final BoundedMemory<HttpUrl, Known> memory = new BoundedMemory<>(MOST_REMEMBERED);

    Manifests(RegistryClient client, Limits limits) {
        this.client = client;
        this.limits = limits;
    }

    Answer<Manifest> get(Endpoint endpoint, Reference reference, Deadline deadline)
            throws UnavailableException, InterruptedException {
        String what = "the manifest " + reference + " of " + endpoint.host() + '/' + endpoint.path();
        Outgoing request = Outgoing.get(endpoint.manifest(reference.text()), ACCEPT);
        Optional<Known> known = memory.find(request.url());
        if (known.isPresent()) {
            request = request.with("If-None-Match", known.get().tag());
        }
        try (Incoming answer = client.exchange(endpoint, request, deadline)) {
            int status = answer.status();
            if (status == 304 && known.isPresent()) {
                return Answer.present(known.get().manifest());
            }
            return switch (status) {
                case 200 -> Answer.present(remembered(request.url(), answer, read(answer, what)));
                case 404 -> absent(RegistryErrors.of(answer), what);
                default -> throw RegistryClient.failure(answer, what);
            };
        }
    }

    /**
     * What a registry served before, and its name for that.
     *
     * @param tag the header {@code ETag}
     * @param manifest what it was sent with
     */
    private record Known(String tag, Manifest manifest) {}

    /** So that a tag that did not move is not sent again. Whoever says "unchanged" may as well send the old bytes. */
    private Manifest remembered(HttpUrl url, Incoming answer, Manifest manifest) {
        String tag = answer.header("ETag").orElse("");
        if (ETAG.matcher(tag).matches() && manifest.content().length() <= MAX_REMEMBERED) {
            memory.put(url, new Known(tag, manifest), MEMORY);
        }
        return manifest;
    }

    /** Types of manifests that we do not know are told apart by those who do; a web page is no answer at all. */
    private Manifest read(Incoming answer, String what) throws UnavailableException, InterruptedException {
        String mediaType = answer.mediaType();
        if (!mediaType.startsWith("application/vnd.")) {
            throw Failures.because(RegistryReason.NOT_A_MANIFEST, what + ": '" + mediaType + "'");
        }
        return new Manifest(mediaType, answer.body(limits.manifestBytes()));
    }

    private static Answer<Manifest> absent(RegistryErrors errors, String what) throws UnavailableException {
        if (!errors.sayNotThere()) {
            throw Failures.because(RegistryReason.NOT_FOUND_UNCLEAR, what + ": " + errors);
        }
        return Answer.absent();
    }
}
