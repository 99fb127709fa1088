/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Turns a name with a tag or digest into the subject of a verdict.
 *
 * <p>The digest is recomputed over the bytes that the repository returned: whatever a registry claims in a header, and
 * also where the caller asked by digest, since a registry may return something else (CVE-2023-33959). Run or admit the
 * digest of the subject, never the tag again: the tag may point elsewhere by then. Immutable.
 *
 * @since 0.1
 */
public final class ImageResolver {

    private final ImageRepository repository;
    private final Limits limits;

    /** Resolves with the {@linkplain Limits#defaults() default limits}. */
    public ImageResolver(ImageRepository repository) {
        this(repository, Limits.defaults());
    }

    /** Resolves; of the limits, {@code manifestBytes} matters. */
    public ImageResolver(ImageRepository repository, Limits limits) {
        this.repository = requireNonNull(repository, "repository");
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * What was resolved.
     *
     * @param subject to be judged
     * @param document its manifest, or an index that lists images for several platforms
     */
    public record Resolved(ImageSubject subject, OciDocument document) {
        /** Checks for nulls. */
        public Resolved {
            requireNonNull(subject, "subject");
            requireNonNull(document, "document");
        }

        /** The index, where the name stands for one. */
        public Optional<OciIndex> index() {
            return document instanceof OciIndex index ? Optional.of(index) : Optional.empty();
        }

        /**
         * One of the images that the index lists, which rules on indexes then know to come from it.
         *
         * @throws IllegalArgumentException if it is no index, or does not list that image
         */
        public ImageSubject member(Digest child) {
            OciIndex index = index().orElseThrow(() -> new IllegalArgumentException("no index: " + subject));
            return subject.memberOf(index.verified(), child);
        }
    }

    /**
     * Resolves an image.
     *
     * @return {@link Answer#absent} if the repository certainly has no such image, never {@link Answer#unsupported}
     * @throws MalformedInputException if what the repository returned is not what was asked for, or no manifest that can
     *     be judged: the image is to be refused
     * @throws IOException if the repository could not be asked
     * @throws InterruptedException if the thread was interrupted
     */
    public Answer<Resolved> resolve(ImageName name, Asked asked, Deadline deadline)
            throws MalformedInputException, IOException, InterruptedException {
        Answer<Manifest> answer = repository.manifest(name, Reference.of(asked), deadline);
        if (answer instanceof Answer.Unsupported) {
            throw new IOException("the repository returns no manifests");
        }
        Optional<Manifest> manifest = answer.value();
        if (manifest.isEmpty()) {
            return Answer.absent();
        }
        OciDocument document = OciDocument.parse(
                announced(asked, manifest.get()), manifest.get().content(), limits);
        return Answer.present(new Resolved(ImageSubject.of(name, asked, document.descriptor()), document));
    }

    private static Descriptor announced(Asked asked, Manifest manifest) {
        return asked instanceof Asked.ByDigest byDigest
                ? Descriptor.of(
                        manifest.mediaType(),
                        byDigest.digest(),
                        manifest.content().length())
                : manifest.descriptor();
    }
}
