/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Lookaside;
import dev.imagetrust.registry.internal.GuardedHttp;
import dev.imagetrust.registry.internal.LookasideStore;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.UnavailableException;
import java.io.InputStream;
import java.net.URI;

/**
 * A lookaside store on a web server, as an {@code http:} or {@code https:} URL in registries.d points to
 * (containers-registries.d(5)).
 *
 * <p>Hand it to {@code LookasideSource}, which reads {@code signature-1} and up until the first that is absent. A 404 is
 * absent and 200 is a signature, whatever its media type; unless it is HTML by type and by its first character, which is
 * a login or error page. Every other status is an error. No credentials are ever sent; redirects are followed as
 * {@link HttpSettings} allows.
 *
 * <p>Storing takes the first free number by {@code PUT} with {@code If-None-Match: *}, and reads it back. A server that
 * disregards this header loses one of two signatures that are stored at the same moment; whoever lost is told.
 *
 * <p>Works on the caller's thread; safe for use by several threads.
 *
 * @since 0.1
 */
public final class HttpLookaside implements Lookaside, SignatureSink, AutoCloseable {

    private final GuardedHttp http;
    private final LookasideStore store;
    private final HttpSettings settings;

    private HttpLookaside(URI base, HttpSettings settings) {
        this.settings = settings;
        this.http = new GuardedHttp(settings);
        this.store = new LookasideStore(http, base);
    }

    /**
     * Opens a store; nothing is asked for yet.
     *
     * @param base below which signatures lie; its query is kept
     * @throws IllegalArgumentException if it is no http or https URL, or has a login or a fragment
     */
    public static HttpLookaside open(URI base, HttpSettings settings) {
        return new HttpLookaside(base, settings);
    }

    @Override
    public Answer<InputStream> signature(ImageName name, Digest image, int number, Deadline deadline)
            throws UnavailableException, InterruptedException {
        return store.open(Lookaside.path(name, image, number), deadline);
    }

    @Override
    public boolean accepts(SignatureArtifact artifact) {
        return artifact instanceof LookasideBlob;
    }

    /**
     * Stores a signature under the first free number, unless it is there already, within {@link HttpSettings#requestTime}
     * as a whole.
     *
     * @throws UnavailableException if the server takes none, or another was stored in its place
     * @throws IllegalArgumentException if it is no lookaside blob, or the image has no name
     */
    @Override
    public StoredAt store(ImageSubject image, SignatureArtifact artifact)
            throws UnavailableException, InterruptedException {
        if (!(artifact instanceof LookasideBlob blob)) {
            throw new IllegalArgumentException("no signature of a lookaside store");
        }
        ImageName name =
                image.name().orElseThrow(() -> new IllegalArgumentException("the image has no repository name"));
        Deadline deadline = Deadline.after(settings.requestTime());
        String path =
                store.append(number -> Lookaside.path(name, image.image().digest(), number), blob.content(), deadline);
        return new StoredAt(path, blob.id());
    }

    /** Ends what is under way and closes all connections; afterwards everything fails. */
    @Override
    public void close() {
        http.close();
    }
}
