/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Registries over HTTP. */
@NullMarked
module dev.imagetrust.registry {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.oci;
    requires dev.imagetrust.primitives;
    requires okhttp3;

    exports dev.imagetrust.registry;
}
