/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Stores signatures where {@link OciSignatureSource} finds them.
 *
 * <p>A {@link TagLayer} is appended to the manifest under its tag, and is there already if a layer has the same media
 * type, digest and annotations. A {@link Referrer} becomes a manifest of its own: artifact type, config type, subject,
 * annotations and the one layer are taken from it, the descriptor of the manifest is made here. Where the repository
 * keeps no list of referrers, the fallback tag is brought up to date.
 *
 * <p>Registries cannot replace a tag on condition. So what was written is read again, and written again a few times if
 * another writer came in between; two that keep writing at once may still lose a signature, which the one that lost gets
 * to know. Safe for use by several threads if the repository is.
 *
 * @since 0.1
 */
public final class OciSignatureSink implements SignatureSink {

    private static final int ATTEMPTS = 3;
    private static final Descriptor EMPTY_CONFIG = Descriptor.of(MediaTypes.OCI_CONFIG, ManifestWriter.emptyConfig());

    private final WritableRepository repository;
    private final @Nullable ImageName elsewhere;

    /** Stores signatures in the image's own repository. */
    public OciSignatureSink(WritableRepository repository) {
        this(repository, null);
    }

    private OciSignatureSink(WritableRepository repository, @Nullable ImageName elsewhere) {
        this.repository = requireNonNull(repository, "repository");
        this.elsewhere = elsewhere;
    }

    /** Stores signatures of all images in one repository, as {@link OciSignatureSource#in} finds them. */
    public static OciSignatureSink in(WritableRepository repository, ImageName name) {
        return new OciSignatureSink(repository, requireNonNull(name, "name"));
    }

    @Override
    public boolean accepts(SignatureArtifact artifact) {
        return artifact instanceof TagLayer
                || (artifact instanceof Referrer referrer && referrer.manifest().layers() == 1);
    }

    /**
     * Stores a signature.
     *
     * @throws IllegalArgumentException if the sink does not accept it, its content is not that of its layer, it refers to
     *     another image, the image has no name, or no tag can hold it
     */
    @Override
    public StoredAt store(ImageSubject image, SignatureArtifact artifact) throws IOException, InterruptedException {
        ImageName name = Optional.ofNullable(elsewhere)
                .or(image::name)
                .orElseThrow(() -> new IllegalArgumentException("the image has no name to store a signature under"));
        Digest digest = image.image().digest();
        if (artifact instanceof TagLayer layer) {
            require(layer.layer().matches(layer.content()), "the content is not that of the layer");
            return storeLayer(name, digest, layer);
        }
        if (artifact instanceof Referrer referrer && accepts(referrer)) {
            require(referrer.layer().matches(referrer.content()), "the content is not that of the layer");
            require(referrer.manifest().subject().digest().equals(digest), "the signature refers to another image");
            return storeReferrer(name, referrer);
        }
        throw new IllegalArgumentException("neither a layer under a tag nor a referrer of one layer");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private StoredAt storeLayer(ImageName name, Digest image, TagLayer added) throws IOException, InterruptedException {
        String tag = DigestTags.find(image, added.suffix())
                .orElseThrow(() -> new IllegalArgumentException("no tag can name " + image));
        repository.putBlob(name, added.content());
        repository.putBlob(name, ManifestWriter.emptyConfig());
        for (int attempt = 0; ; attempt++) {
            Optional<ImageManifest> present = tagged(name, tag, ImageManifest.class);
            if (present.isPresent() && present.get().layers().contains(added.layer())) {
                return new StoredAt(tag, added.id());
            }
            requireAnotherAttempt(attempt, tag);
            Manifest next = present.isPresent()
                    ? append(present.get(), "layers", added.layer())
                    : ManifestWriter.image(EMPTY_CONFIG, List.of(added.layer()));
            repository.putManifest(name, Reference.tag(tag), next);
        }
    }

    private StoredAt storeReferrer(ImageName name, Referrer referrer) throws IOException, InterruptedException {
        ReferrerManifest wanted = referrer.manifest();
        Manifest manifest = ManifestWriter.referrer(
                wanted.artifactType(),
                Descriptor.of(wanted.configMediaType(), ManifestWriter.emptyConfig()),
                referrer.layer(),
                wanted.subject(),
                wanted.annotations());
        repository.putBlob(name, referrer.content());
        repository.putBlob(name, ManifestWriter.emptyConfig());
        Descriptor descriptor = manifest.descriptor();
        boolean listed = repository.putManifest(name, Reference.digest(descriptor.digest()), manifest);
        if (!listed) {
            Descriptor entry =
                    descriptor.withArtifactType(wanted.artifactType()).withAnnotations(wanted.annotations());
            addToFallbackTag(name, wanted.subject().digest(), entry);
        }
        ReferrerManifest stored = new ReferrerManifest(
                descriptor, wanted.artifactType(), wanted.configMediaType(), wanted.subject(), wanted.annotations(), 1);
        return new StoredAt(
                descriptor.digest().toString(), new Referrer(stored, referrer.layer(), referrer.content()).id());
    }

    private void addToFallbackTag(ImageName name, Digest subject, Descriptor entry)
            throws IOException, InterruptedException {
        String tag = DigestTags.ofReferrers(subject);
        for (int attempt = 0; ; attempt++) {
            Optional<OciIndex> present = tagged(name, tag, OciIndex.class);
            if (present.isPresent() && lists(present.get(), entry.digest())) {
                return;
            }
            requireAnotherAttempt(attempt, tag);
            Manifest next = present.isPresent()
                    ? append(present.get(), "manifests", entry)
                    : ManifestWriter.index(List.of(entry));
            repository.putManifest(name, Reference.tag(tag), next);
        }
    }

    private static void requireAnotherAttempt(int attempt, String tag) throws IOException {
        if (attempt == ATTEMPTS) {
            throw new IOException("another writer keeps replacing " + tag);
        }
    }

    private static boolean lists(OciIndex index, Digest digest) {
        return index.manifests().stream().anyMatch(known -> known.digest().equals(digest));
    }

    /** What is under a tag; something else than expected is not overwritten. */
    private <T extends OciDocument> Optional<T> tagged(ImageName name, String tag, Class<T> kind)
            throws IOException, InterruptedException {
        Answer<Manifest> answer = repository.manifest(name, Reference.tag(tag), Deadline.never());
        if (answer instanceof Answer.Unsupported) {
            // Not to know what is there is no licence to replace it.
            throw new IOException("the repository returns no manifests");
        }
        Optional<Manifest> manifest = answer.value();
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        try {
            OciDocument document = OciDocument.parse(
                    manifest.get().descriptor(), manifest.get().content(), Limits.defaults());
            if (!kind.isInstance(document)) {
                throw new IOException("something else is stored under " + tag);
            }
            return Optional.of(kind.cast(document));
        } catch (MalformedInputException e) {
            throw new IOException(
                    "what is stored under " + tag + " cannot be read: "
                            + e.reason().text(),
                    e);
        }
    }

    private static Manifest append(OciDocument document, String array, Descriptor added) throws IOException {
        try {
            return ManifestWriter.append(document, array, added);
        } catch (MalformedInputException e) {
            throw new IOException(e.reason().text(), e);
        }
    }
}
