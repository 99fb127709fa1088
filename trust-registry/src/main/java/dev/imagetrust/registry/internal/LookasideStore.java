/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.Printable;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Lookaside;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Files below a URL. Safe for use by several threads. */
public final class LookasideStore {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final Set<Integer> STORED = Set.of(200, 201, 204);
    private static final int MAX_SIGNATURE_BYTES = Limits.defaults().signatureBytes();
    private static final String BINARY = "application/octet-stream";

    private final GuardedHttp http;
    private final HttpUrl base;
    private final String folder;

    /**
     * Files below that URL.
     *
     * @throws IllegalArgumentException if it is none of a store
     */
    public LookasideStore(GuardedHttp http, URI base) {
        this.http = http;
        this.base = url(base);
        // As written: OkHttp adds a slash where there is none.
        this.folder = base.getRawPath() + '/';
    }

    private static HttpUrl url(URI uri) {
        @Nullable HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty() || url.fragment() != null) {
            throw new IllegalArgumentException("a lookaside store has an http or https URL without login and fragment: "
                    + (url == null ? Printable.of(uri.toString()) : url.redact()));
        }
        return url;
    }

    /** One file, or that there is none. */
    public Answer<InputStream> open(String path, Deadline deadline) throws UnavailableException, InterruptedException {
        Incoming answer = http.exchange(Outgoing.get(below(path), "*/*"), deadline);
        if (answer.status() == OK) {
            return Answer.present(signature(answer, path));
        }
        try (answer) {
            if (answer.status() == NOT_FOUND) {
                return Answer.absent();
            }
            throw RegistryClient.failure(answer, path);
        }
    }

    /**
     * Stores content under the first number that is free or already has it.
     *
     * @return its path
     */
    public String append(IntFunction<String> paths, Bytes content, Deadline deadline)
            throws UnavailableException, InterruptedException {
        for (int number = 1; number <= Lookaside.MAX_SIGNATURES; number++) {
            String path = paths.apply(number);
            Optional<Bytes> there = read(path, deadline);
            if (there.isEmpty() && put(path, content, deadline)) {
                requireStored(path, content, deadline);
                return path;
            }
            // Somebody else may just have stored the same.
            Optional<Bytes> now = there.isEmpty() ? read(path, deadline) : there;
            if (now.filter(content::equals).isPresent()) {
                return path;
            }
        }
        throw Failures.because(RegistryReason.TOO_LARGE, Lookaside.MAX_SIGNATURES + " signatures are there already");
    }

    private Optional<Bytes> read(String path, Deadline deadline) throws UnavailableException, InterruptedException {
        Incoming answer = http.exchange(Outgoing.get(below(path), "*/*"), deadline);
        try (answer) {
            if (answer.status() == NOT_FOUND) {
                return Optional.empty();
            }
            if (answer.status() != OK) {
                throw RegistryClient.failure(answer, path);
            }
            return Optional.of(answer.body(MAX_SIGNATURE_BYTES));
        }
    }

    /** Whether it was stored; not where the number was taken meanwhile. */
    private boolean put(String path, Bytes content, Deadline deadline)
            throws UnavailableException, InterruptedException {
        // Asking twice does no harm: what the first one stored is found again.
        Outgoing request = new Outgoing("PUT", below(path), Map.of("If-None-Match", "*"), content, BINARY, false, true);
        try (Incoming answer = http.exchange(request, deadline)) {
            if (answer.status() == PRECONDITION_FAILED) {
                return false;
            }
            if (!STORED.contains(answer.status())) {
                throw RegistryClient.failure(answer, request.toString());
            }
            return true;
        }
    }

    private void requireStored(String path, Bytes content, Deadline deadline)
            throws UnavailableException, InterruptedException {
        if (read(path, deadline).filter(content::equals).isEmpty()) {
            throw Failures.because(RegistryReason.UNEXPECTED_STATUS, path + " was stored and is not there");
        }
    }

    /** containers-registries.d(5): the path is appended with a slash, also where the base ends in one. */
    private HttpUrl below(String path) {
        return base.newBuilder().encodedPath(folder + path).build();
    }

    /**
     * Whatever a server calls it, what it sends may be a signature; but none begins with this character: OpenPGP packets
     * have the highest bit set, other formats a zero octet.
     */
    private static InputStream signature(Incoming answer, String path)
            throws UnavailableException, InterruptedException {
        if (!answer.mediaType().equals("text/html")) {
            return answer.stream();
        }
        Bytes body = answer.body(MAX_SIGNATURE_BYTES);
        if (!body.isEmpty() && body.at(0) == '<') {
            throw Failures.because(RegistryReason.NOT_A_SIGNATURE, path);
        }
        return body.newInputStream();
    }
}
