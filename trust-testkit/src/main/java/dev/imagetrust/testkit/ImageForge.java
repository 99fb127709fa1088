/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import java.util.List;

/**
 * Makes small images. The same text gives the same digests.
 *
 * @since 0.1
 */
public final class ImageForge {

    /** The media type of image manifests. */
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** The media type of image indexes. */
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** The media type of a config that says nothing. */
    static final String EMPTY = "application/vnd.oci.empty.v1+json";

    private ImageForge() {}

    /** An image with one layer, which contains the given text. */
    public static ForgedImage image(String text) {
        Bytes layer = Bytes.utf8(text);
        Bytes config = Bytes.utf8(RawJson.object()
                .text("architecture", "amd64")
                .text("os", "linux")
                .object("rootfs", RawJson.object().text("type", "layers").raw("diff_ids", quoted(Digest.sha256(layer))))
                .toString());
        Bytes manifest = Bytes.utf8(RawJson.object()
                .raw("schemaVersion", "2")
                .text("mediaType", MANIFEST)
                .object("config", json(Descriptor.of("application/vnd.oci.image.config.v1+json", config)))
                .raw(
                        "layers",
                        RawJson.array(List.of(json(Descriptor.of("application/vnd.oci.image.layer.v1.tar", layer))
                                .toString())))
                .toString());
        return new ForgedImage(config, layer, manifest);
    }

    /** An index that lists images in the order given. */
    public static ForgedIndex index(ForgedImage... members) {
        Bytes manifest = Bytes.utf8(RawJson.object()
                .raw("schemaVersion", "2")
                .text("mediaType", INDEX)
                .raw(
                        "manifests",
                        RawJson.array(List.of(members).stream()
                                .map(member -> json(member.descriptor()).toString())
                                .toList()))
                .toString());
        return new ForgedIndex(List.of(members), manifest);
    }

    /** A descriptor with its annotations, as manifests spell it. */
    static RawJson json(Descriptor descriptor) {
        RawJson json = RawJson.object()
                .text("mediaType", descriptor.mediaType())
                .text("digest", descriptor.digest().toString())
                .raw("size", Long.toString(descriptor.size()));
        return descriptor.annotations().isEmpty() ? json : json.object("annotations", descriptor.annotations());
    }

    private static String quoted(Digest digest) {
        return RawJson.array(List.of(RawJson.quote(digest.toString())));
    }
}
