/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifest of one image, or of an artifact such as a signature. See {@link OciDocument} for what was checked.
 *
 * @since 0.1
 */
public final class ImageManifest implements OciDocument {

    private final DocumentHead head;
    private final Descriptor config;
    private final List<Descriptor> layers;

    ImageManifest(DocumentHead head, Descriptor config, List<Descriptor> layers) {
        this.head = head;
        this.config = config;
        this.layers = layers;
    }

    /** The configuration. */
    public Descriptor config() {
        return config;
    }

    /** The layers, in order; may be none. */
    public List<Descriptor> layers() {
        return layers;
    }

    @Override
    public Descriptor descriptor() {
        return head.descriptor();
    }

    @Override
    public Bytes content() {
        return head.content();
    }

    @Override
    public String artifactType() {
        return head.artifactType();
    }

    @Override
    public Optional<Descriptor> subject() {
        return Optional.ofNullable(head.subject());
    }

    @Override
    public Map<String, String> annotations() {
        return head.annotations();
    }

    @Override
    public String toString() {
        return "image manifest " + descriptor();
    }
}
