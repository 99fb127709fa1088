/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What manifests and indexes have in common. */
record DocumentHead(
        Descriptor descriptor,
        Bytes content,
        String artifactType,
        @Nullable Descriptor subject,
        Map<String, String> annotations) {

    DocumentHead {
        annotations = Map.copyOf(annotations);
    }
}
