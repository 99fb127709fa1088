/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.OciDocument;
import dev.imagetrust.oci.OciIndex;
import dev.imagetrust.oci.Page;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The referrers API: distribution-spec, "Listing Referrers". Asks for all artifact types at once; the filter is applied
 * by the walk, which would have to do it in any case.
 */
final class Referrers {

    private static final int MOST = 1000;
    private static final int SEE_OTHER = 303;

    /** What registries without the API answer to a path they do not know; docs/registries.md says which. */
    private static final Set<Integer> NO_SUCH_API = Set.of(303, 400, 404, 405, 406, 501);

    /** Of these, what is no passing trouble with one request. */
    private static final Set<Integer> LASTING = Set.of(303, 404, 405, 501);

    private final RegistryClient client;
    private final Limits limits;
    private final Duration memory;
    private final BoundedMemory<Lacking, Boolean> lacking = new BoundedMemory<>(MOST);

    Referrers(RegistryClient client, Limits limits, Duration memory) {
        this.client = client;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Who has no referrers API.
     *
     * @param origin the host
     * @param path one repository of it; empty for all
     */
    private record Lacking(Origin origin, String path) {}

    Answer<Page<Descriptor>> page(Endpoint endpoint, Digest subject, Cursor cursor, Deadline deadline)
            throws UnavailableException, InterruptedException {
        boolean first = cursor.equals(Cursor.START);
        if (first && isKnownToLackIt(endpoint)) {
            return Answer.unsupported();
        }
        HttpUrl url = first ? endpoint.referrers(subject) : endpoint.page(cursor.token());
        try (Incoming answer = client.get(endpoint, url, Manifests.OCI_INDEX, deadline)) {
            if (NO_SUCH_API.contains(answer.status())) {
                if (LASTING.contains(answer.status())) {
                    remember(endpoint, answer);
                }
                return Answer.unsupported();
            }
            if (answer.status() != 200) {
                throw RegistryClient.failure(answer, "the referrers of " + subject);
            }
            // Some hosts answer every path with a web page. Not remembered: a captive portal does so for a moment.
            return answer.mediaType().equals(Manifests.OCI_INDEX)
                    ? Answer.present(read(answer, endpoint))
                    : Answer.unsupported();
        }
    }

    private boolean isKnownToLackIt(Endpoint endpoint) {
        return lacking.find(new Lacking(endpoint.origin(), "")).isPresent()
                || lacking.find(new Lacking(endpoint.origin(), endpoint.path())).isPresent();
    }

    /**
     * A path that nobody knows is unknown for all repositories. Where the registry itself answers, it may mean this
     * repository only, and an API that is there must not be passed over for others: its signatures would be missed.
     */
    private void remember(Endpoint endpoint, Incoming answer) throws UnavailableException, InterruptedException {
        RegistryErrors errors = RegistryErrors.of(answer);
        if (!errors.sayRepositoryUnknown()) {
            boolean ofThisRepository = errors.isRegistry() || answer.status() == SEE_OTHER;
            String path = ofThisRepository ? endpoint.path() : "";
            lacking.put(new Lacking(endpoint.origin(), path), Boolean.TRUE, memory);
        }
    }

    private Page<Descriptor> read(Incoming answer, Endpoint endpoint)
            throws UnavailableException, InterruptedException {
        // Read the link first: where it is refused, nothing of the page is used.
        Cursor next =
                LinkHeader.next(answer, endpoint.origin()).map(Cursor::new).orElse(null);
        Bytes content = answer.body(limits.manifestBytes());
        try {
            OciDocument listing = OciDocument.parse(Descriptor.of(Manifests.OCI_INDEX, content), content, limits);
            List<Descriptor> entries = listing instanceof OciIndex index ? index.manifests() : List.of();
            return new Page<>(entries, next);
        } catch (MalformedInputException e) {
            throw new UnavailableException(e.reason(), e);
        }
    }
}
