/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import java.util.Locale;
import java.util.Set;

/** Media types of OCI image-spec and Docker schema 2. */
final class MediaTypes {

    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";

    /** Of the drafts of OCI image-spec 1.1, withdrawn before it was published; old signatures are written like that. */
    static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";

    private static final Set<String> IMAGES = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);
    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);

    private MediaTypes() {}

    static boolean isImage(String mediaType) {
        return IMAGES.contains(mediaType);
    }

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    static boolean isDocker(String mediaType) {
        return mediaType.equals(DOCKER_MANIFEST) || mediaType.equals(DOCKER_LIST);
    }

    static boolean isSchema1(String mediaType) {
        return mediaType.toLowerCase(Locale.ROOT).startsWith("application/vnd.docker.distribution.manifest.v1+");
    }
}
