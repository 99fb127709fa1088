/* SPDX-License-Identifier: Apache-2.0 */
/** An embedder on the module path, who has never heard of our annotations. */
module dev.imagetrust.consumer {
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.oci;
    requires dev.imagetrust.cosign;
    requires dev.imagetrust.notation;
    requires dev.imagetrust.gpg;
    requires dev.imagetrust.store.fs;

    exports dev.imagetrust.consumer;
}
