/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import okhttp3.HttpUrl;

/**
 * One repository on one host.
 *
 * @param host as in image names: by it credentials are asked for
 * @param base scheme, host and port
 * @param path of the repository
 */
record Endpoint(String host, HttpUrl base, String path) {

    Origin origin() {
        return Origin.of(base);
    }

    /** What a token has to be good for. */
    String scope() {
        return "repository:" + path + ":pull";
    }

    HttpUrl manifest(String reference) {
        return below("manifests", reference);
    }

    HttpUrl blob(Digest digest) {
        return below("blobs", digest.toString());
    }

    HttpUrl referrers(Digest subject) {
        return below("referrers", subject.toString());
    }

    /** A later page, by the path and query that {@link LinkHeader} accepted. */
    HttpUrl page(String pathAndQuery) throws UnavailableException {
        HttpUrl page = pathAndQuery.startsWith("/") ? base.resolve(pathAndQuery) : null;
        if (page == null || !Origin.of(page).equals(origin())) {
            throw Failures.because(RegistryReason.PAGE_REFUSED, Printable.of(pathAndQuery));
        }
        return page;
    }

    private HttpUrl below(String kind, String reference) {
        return base.newBuilder()
                .addPathSegment("v2")
                .addPathSegments(path)
                .addPathSegment(kind)
                .addPathSegment(reference)
                .build();
    }
}
