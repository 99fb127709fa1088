/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** What the tests ask for, and what came of it. */
final class Asking {

    static final Place SIGNATURES = new Place.DigestTag(".sig");
    static final Place BUNDLES = new Place.Referrers("application/vnd.dev.sigstore.bundle.v0.3+json");
    static final Bytes IMAGE = Bytes.utf8("an image");
    static final Digest DIGEST = Digest.sha256(IMAGE);
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    static final Reference TAG = Reference.tag("v1");

    private Asking() {}

    static ImageName name(String host) {
        return ImageName.parse(host + "/team/app");
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    /** Why there was no manifest. */
    static ReasonCode failure(ImageRepository client, String host) {
        return told(client, host).reason().code();
    }

    static UnavailableException told(ImageRepository client, String host) {
        return told(client, host, soon());
    }

    static UnavailableException told(ImageRepository client, String host, Deadline deadline) {
        return assertThrows(UnavailableException.class, () -> client.manifest(name(host), TAG, deadline));
    }

    /** What a search says of one place. */
    static Look look(ImageRepository client, String host, Place place) throws InterruptedException {
        return look(client, host, place, soon());
    }

    static Look look(ImageRepository client, String host, Place place, Deadline deadline) throws InterruptedException {
        ImageSubject image = ImageSubject.byDigest(name(host), Descriptor.of(MANIFEST_TYPE, IMAGE));
        return new OciSignatureSource(client)
                .search(image, List.of(DIGEST), Set.of(place), new SearchBudget(Limits.defaults(), deadline))
                .looks()
                .get(0);
    }

    static Bytes read(ImageRepository client, String host, Descriptor blob) throws IOException, InterruptedException {
        try (InputStream in = client.blob(name(host), blob, soon())) {
            return Bytes.copyOf(in.readAllBytes());
        }
    }
}
