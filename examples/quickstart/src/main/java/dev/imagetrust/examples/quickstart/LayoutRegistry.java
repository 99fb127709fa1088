/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A registry made of OCI layouts, one directory for each repository: {@code team/app} lies in {@code team_app}. */
final class LayoutRegistry implements ImageRepository {

    private final Path root;

    LayoutRegistry(Path root) {
        this.root = root;
    }

    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) throws IOException {
        return layout(name).manifest(name, reference, deadline);
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException {
        return layout(name).blob(name, blob, deadline);
    }

    private OciLayout layout(ImageName name) throws IOException {
        return OciLayout.open(root.resolve(name.path().replace('/', '_')));
    }
}
