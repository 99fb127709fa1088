/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.VerifiedIndex;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * An image index over forged images.
 *
 * @param members the images it lists
 * @param manifest the bytes of the OCI index
 * @since 0.1
 */
public record ForgedIndex(List<ForgedImage> members, Bytes manifest) {

    /** Copies the list. */
    public ForgedIndex {
        members = List.copyOf(members);
        requireNonNull(manifest, "manifest");
    }

    /** The descriptor of the index. */
    public Descriptor descriptor() {
        return Descriptor.of(ImageForge.INDEX, manifest);
    }

    /** The index in a repository, asked for by its digest. */
    public ImageSubject at(String repository) {
        return ImageSubject.byDigest(ImageName.parse(repository), descriptor());
    }

    /** One of its images in a repository, found through this index. */
    public ImageSubject memberAt(String repository, ForgedImage member) {
        return at(repository).memberOf(verified(), member.digest());
    }

    /** The index as a parser would have verified it. */
    public VerifiedIndex verified() {
        return VerifiedIndex.of(
                descriptor(),
                manifest,
                members.stream().map(ForgedImage::descriptor).toList());
    }
}
