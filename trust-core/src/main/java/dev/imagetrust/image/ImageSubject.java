/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The image a verdict is about. It always has a digest.
 *
 * <p>Whoever builds a subject has resolved a tag, if there was one, and recomputed the digest over the bytes of the
 * manifest. A verdict concerns the digest only: the caller must run or admit that digest, not the tag. Immutable.
 *
 * @since 0.1
 */
public final class ImageSubject {

    private final @Nullable ImageName name;
    private final Asked asked;
    private final Descriptor image;
    private final @Nullable VerifiedIndex index;
    private final PolicyLocation location;

    private ImageSubject(
            @Nullable ImageName name,
            Asked asked,
            Descriptor image,
            @Nullable VerifiedIndex index,
            PolicyLocation location) {
        this.name = name;
        this.asked = asked;
        this.image = image;
        this.index = index;
        this.location = location;
    }

    /**
     * An image of a registry.
     *
     * @throws IllegalArgumentException if the image was asked for by another digest
     */
    public static ImageSubject of(ImageName name, Asked asked, Descriptor image) {
        requireNonNull(name, "name");
        return new ImageSubject(name, check(asked, image), image, null, PolicyLocation.docker(name, asked));
    }

    /** An image of a registry, asked for by its digest. */
    public static ImageSubject byDigest(ImageName name, Descriptor image) {
        return of(name, new Asked.ByDigest(image.digest()), image);
    }

    /**
     * An image that has no name in a registry, such as one in a directory.
     *
     * @param location where a containers policy looks for its rules
     */
    public static ImageSubject unnamed(Descriptor image, PolicyLocation location) {
        requireNonNull(location, "location");
        return new ImageSubject(null, new Asked.ByDigest(image.digest()), image, null, location);
    }

    /**
     * This subject, an index, narrowed to one of the images it lists.
     *
     * @throws IllegalArgumentException if the given index is not this subject, or does not list the image
     */
    public ImageSubject memberOf(VerifiedIndex verifiedIndex, Digest child) {
        if (!verifiedIndex.descriptor().digest().equals(image.digest())) {
            throw new IllegalArgumentException(
                    "the index " + verifiedIndex.descriptor().digest() + " is not the subject " + image.digest());
        }
        List<Descriptor> members = verifiedIndex.members();
        Descriptor member = members.stream()
                .filter(m -> m.digest().equals(child))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the index does not list " + child));
        return new ImageSubject(name, asked, member, verifiedIndex, location);
    }

    /** The same image under another place in a containers policy. */
    public ImageSubject at(PolicyLocation newLocation) {
        return new ImageSubject(name, asked, image, index, requireNonNull(newLocation, "newLocation"));
    }

    /** The repository, where the image comes from one. */
    public Optional<ImageName> name() {
        return Optional.ofNullable(name);
    }

    /** How the caller asked. */
    public Asked asked() {
        return asked;
    }

    /** The manifest that the verdict is about. */
    public Descriptor image() {
        return image;
    }

    /** The index through which the image was found; present only after {@link #memberOf}. */
    public Optional<Descriptor> index() {
        return Optional.ofNullable(index).map(VerifiedIndex::descriptor);
    }

    /** Where a containers policy looks for the rules of this image. */
    public PolicyLocation location() {
        return location;
    }

    /**
     * The reference that name rules compare with the name inside a signature: the repository with the tag or the
     * digest the caller asked for; empty for an image without a name.
     */
    public Optional<DockerReference> reference() {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(
                asked instanceof Asked.ByTag byTag
                        ? new DockerReference(name.host(), name.path(), byTag.tag(), null)
                        : new DockerReference(name.host(), name.path(), null, ((Asked.ByDigest) asked).digest()));
    }

    /** Repository and digest, for people. */
    @Override
    public String toString() {
        return (name == null ? location.transport() + " image " : name.asWritten() + "@") + image.digest();
    }

    private static Asked check(Asked asked, Descriptor image) {
        requireNonNull(image, "image");
        if (asked instanceof Asked.ByDigest byDigest && !byDigest.digest().equals(image.digest())) {
            // CVE-2023-33959: what a registry returns must be what was asked for.
            throw new IllegalArgumentException("asked for " + byDigest.digest() + " but got " + image.digest());
        }
        return requireNonNull(asked, "asked");
    }
}
