/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;

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
            "application/vnd.docker.distribution.manifest.list.v2+json");

    private final RegistryClient client;
    private final Limits limits;

    Manifests(RegistryClient client, Limits limits) {
        this.client = client;
        this.limits = limits;
    }

    Answer<Manifest> get(Endpoint endpoint, Reference reference, Deadline deadline)
            throws UnavailableException, InterruptedException {
        String what = "the manifest " + reference + " of " + endpoint.host() + '/' + endpoint.path();
        try (Incoming answer = client.get(endpoint, endpoint.manifest(reference.text()), ACCEPT, deadline)) {
            return switch (answer.status()) {
                case 200 -> Answer.present(read(answer, what));
                case 404 -> absent(RegistryErrors.of(answer), what);
                default -> throw RegistryClient.failure(answer, what);
            };
        }
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
