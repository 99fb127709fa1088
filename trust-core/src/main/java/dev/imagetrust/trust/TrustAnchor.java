/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;

import static java.util.Objects.requireNonNull;

/**
 * A piece of trust material: who holds it may say which images are good.
 *
 * <p>The material is kept as stored and is parsed when a requirement is prepared; holding an anchor does not mean that
 * it parses.
 *
 * @param kind what it is for
 * @param store the named store it lies in, for example {@code default}
 * @param name what an operator calls it, such as its file name
 * @param material its bytes as stored
 * @since 0.1
 */
public record TrustAnchor(AnchorKind kind, String store, String name, Bytes material) {

    /** Checks for nulls. */
    public TrustAnchor {
        requireNonNull(kind, "kind");
        requireNonNull(store, "store");
        requireNonNull(name, "name");
        requireNonNull(material, "material");
    }

    /** Its identity; two anchors with the same material in one store are the same. */
    public AnchorId id() {
        return new AnchorId(kind, store, Digest.sha256(material));
    }
}
