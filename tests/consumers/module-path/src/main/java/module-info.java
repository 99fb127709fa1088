/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** An embedder on the module path. */
@NullMarked
module dev.imagetrust.consumer {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.oci;
    requires dev.imagetrust.cosign;
    requires dev.imagetrust.notation;
    requires dev.imagetrust.gpg;
    requires dev.imagetrust.store.fs;

    exports dev.imagetrust.consumer;
}
