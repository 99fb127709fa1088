/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.io.InputStream;
import java.util.Optional;

/** Reads registries by the OCI distribution-spec 1.1. Safe for use by several threads. */
public final class Distribution implements AutoCloseable {

    private final GuardedHttp http;
    private final Sites sites;
    private final Limits limits;
    private final Manifests manifests;
    private final Blobs blobs;
    private final Referrers referrers;
    private final SignatureExtension signatureExtension;

    /** Reads with all that it takes. */
    public Distribution(DistributionSetup setup) {
        this.http = new GuardedHttp(setup.http());
        this.sites = setup.sites();
        this.limits = setup.limits();
        RegistryClient client = new RegistryClient(
                http, new Logins(setup.credentials(), new TokenService(http), setup.tokenServices()));
        this.manifests = new Manifests(client, setup.limits());
        this.blobs = new Blobs(client);
        this.referrers = new Referrers(client, setup.limits(), setup.referrersMemory());
        this.signatureExtension = new SignatureExtension(http, client, sites);
    }

    /** The signatures that registries keep themselves. */
    public SignatureExtension signatureExtension() {
        return signatureExtension;
    }

    /** See {@link dev.imagetrust.oci.ImageRepository#manifest}. */
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
            throws UnavailableException, InterruptedException {
        if (reference instanceof Reference.ByDigest byDigest) {
            Optional<Manifest> copy = copy(name, byDigest.digest(), deadline);
            if (copy.isPresent()) {
                return Answer.present(copy.get());
            }
        }
        return manifests.get(sites.source(name), reference, deadline);
    }

    /** See {@link dev.imagetrust.oci.ImageRepository#referrers}. */
    public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
            throws UnavailableException, InterruptedException {
        // Never from a mirror: what it does not list may be there all the same.
        return referrers.page(sites.source(name), subject, cursor, deadline);
    }

    /** See {@link dev.imagetrust.oci.ImageRepository#blob}. */
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
            throws UnavailableException, InterruptedException {
        for (Endpoint mirror : sites.mirrors(name)) {
            Optional<Bytes> copy = blobs.copy(mirror, blob, limits.attestationBytes(), deadline);
            if (copy.isPresent()) {
                return copy.get().newInputStream();
            }
        }
        return blobs.open(sites.source(name), blob, deadline);
    }

    /** From the first mirror that has exactly these bytes; whatever else a mirror says is not worth a word. */
    private Optional<Manifest> copy(ImageName name, Digest digest, Deadline deadline) throws InterruptedException {
        for (Endpoint mirror : sites.mirrors(name)) {
            try {
                Optional<Manifest> copy = manifests
                        .get(mirror, Reference.digest(digest), deadline)
                        .value()
                        .filter(manifest -> digest.matches(manifest.content()));
                if (copy.isPresent()) {
                    return copy;
                }
            } catch (UnavailableException e) {
                if (e.reason().code() == RegistryReason.CLOSED) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        http.close();
    }
}
