/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import java.util.function.Consumer;

/** How the id of an artifact is made: a hash over an unambiguous text of all its parts. */
final class ArtifactIds {

    private ArtifactIds() {}

    static Digest of(String type, Bytes content, Consumer<CanonicalText> fields) {
        return CanonicalText.sha256(type, out -> {
            out.put("content", Digest.sha256(content));
            fields.accept(out);
        });
    }

    static void put(CanonicalText out, Descriptor layer) {
        out.put("mediaType", layer.mediaType()).put("digest", layer.digest()).put("size", layer.size());
        // Keys and values apart: joined by a character that both may contain they would be ambiguous.
        out.put("annotationKeys", layer.annotations().keySet());
        out.put("annotationValues", layer.annotations().values());
    }
}
