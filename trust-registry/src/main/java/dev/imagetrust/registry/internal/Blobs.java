/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Reason;
import java.io.InputStream;
import java.util.Optional;

/** Blobs as they are stored: distribution-spec, "Pulling blobs". */
final class Blobs {

    private final RegistryClient client;

    Blobs(RegistryClient client) {
        this.client = client;
    }

    /** Opens a blob; the stream ends with an error where it is longer than it has to be. */
    InputStream open(Endpoint endpoint, Descriptor blob, Deadline deadline)
            throws UnavailableException, InterruptedException {
        String what = "the blob " + blob.digest() + " of " + endpoint.host() + '/' + endpoint.path();
        Incoming answer = client.get(endpoint, endpoint.blob(blob.digest()), "*/*", deadline);
        if (answer.status() != 200) {
            try (answer) {
                throw answer.status() == 404
                        ? Failures.because(RegistryReason.BLOB_UNKNOWN, what)
                        : RegistryClient.failure(answer, what);
            }
        }
        long length = answer.announcedLength();
        if (length >= 0 && length != blob.size()) {
            answer.close();
            throw new UnavailableException(
                    new Reason(OciReason.SIZE_MISMATCH, what + ": " + length + " bytes announced"));
        }
        return new SizedStream(answer.stream(), blob, what);
    }

    /** A mirror's copy, if it is one. */
    Optional<Bytes> copy(Endpoint mirror, Descriptor blob, int maxBytes, Deadline deadline)
            throws InterruptedException {
        if (blob.size() > maxBytes) {
            return Optional.empty();
        }
        try (Incoming answer = client.get(mirror, mirror.blob(blob.digest()), "*/*", deadline)) {
            return answer.status() == 200
                    ? Optional.of(answer.body(Math.toIntExact(blob.size()))).filter(blob::matches)
                    : Optional.empty();
        } catch (UnavailableException e) {
            // The source is asked next, and knows better.
            return Optional.empty();
        }
    }
}
