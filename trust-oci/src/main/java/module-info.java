/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Image manifests, and the walk from an image to the places where its signatures lie. */
@NullMarked
module dev.imagetrust.oci {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.primitives;

    exports dev.imagetrust.oci;
}
