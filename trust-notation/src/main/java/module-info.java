/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Notary Project signatures: JWS and COSE envelopes, certificate chains, {@code trustpolicy.json}. */
@NullMarked
module dev.imagetrust.notation {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires dev.imagetrust.primitives;
    requires org.bouncycastle.provider;

    exports dev.imagetrust.notation;
    exports dev.imagetrust.notation.plugin;

    provides dev.imagetrust.spi.TrustVerifierProvider with
            dev.imagetrust.notation.NotationVerifierProvider;
}
