/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.endpoints.ImageCatalog;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The images: an OCI layout for each repository, as zot has them. */
final class Layouts implements ImageCatalog {

    private final Path root;
    private final String host;

    Layouts(Path root, String host) {
        this.root = root;
        this.host = host;
    }

    /** The layout of a repository that has one. */
    Optional<OciLayout> find(String repository) throws IOException {
        Path folder = root.resolve(repository);
        return Files.exists(folder.resolve("oci-layout")) ? Optional.of(OciLayout.open(folder)) : Optional.empty();
    }

    /** The layout of a repository, a new one if need be. */
    synchronized OciLayout create(String repository) throws IOException {
        Optional<OciLayout> there = find(repository);
        return there.isPresent() ? there.get() : OciLayout.create(root.resolve(repository));
    }

    /** The name under which an image is signed. */
    ImageName name(String repository) {
        return ImageName.parse(host + '/' + repository);
    }

    @Override
    public Optional<ImageSubject> find(String repository, Digest image) throws IOException {
        Optional<OciLayout> layout = find(repository);
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        Deadline deadline = Deadline.after(Limits.defaults().time());
        try {
            Answer<ImageResolver.Resolved> found =
                    new ImageResolver(layout.get()).resolve(name(repository), new Asked.ByDigest(image), deadline);
            return found.value().map(ImageResolver.Resolved::subject);
        } catch (MalformedInputException e) {
            throw new IOException(e.reason().text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
