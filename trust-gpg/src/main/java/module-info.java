/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** GPG simple signing: OpenPGP signatures over container image claims, and containers policy files. */
@NullMarked
module dev.imagetrust.gpg {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires dev.imagetrust.primitives;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;
    requires org.snakeyaml.engine;

    exports dev.imagetrust.gpg;
    exports dev.imagetrust.gpg.keys;
    exports dev.imagetrust.gpg.openshift;

    provides dev.imagetrust.spi.TrustVerifierProvider with
            dev.imagetrust.gpg.GpgVerifierProvider;
}
