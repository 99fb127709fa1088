/* SPDX-License-Identifier: Apache-2.0 */
import dev.imagetrust.cosign.CosignVerifierProvider;
import dev.imagetrust.spi.TrustVerifierProvider;
import org.jspecify.annotations.NullMarked;

/** Cosign and Sigstore: legacy signature layers, Sigstore bundles, attestations. */
@NullMarked
module dev.imagetrust.cosign {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.primitives;
    requires org.bouncycastle.provider;
    requires re2j;

    exports dev.imagetrust.cosign;

    provides TrustVerifierProvider with
            CosignVerifierProvider;
}
