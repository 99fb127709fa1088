/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

/** The attributes of the Notary Project in envelope headers (signature-specification.md, "Signed Attributes"). */
final class AttributeNames {

    static final Label SIGNING_SCHEME = new Label.Named("io.cncf.notary.signingScheme");
    static final Label SIGNING_TIME = new Label.Named("io.cncf.notary.signingTime");
    static final Label AUTHENTIC_SIGNING_TIME = new Label.Named("io.cncf.notary.authenticSigningTime");
    static final Label EXPIRY = new Label.Named("io.cncf.notary.expiry");
    static final Label VERIFICATION_PLUGIN = new Label.Named("io.cncf.notary.verificationPlugin");
    static final Label VERIFICATION_PLUGIN_MIN_VERSION = new Label.Named("io.cncf.notary.verificationPluginMinVersion");

    /** Not signed: a timestamp token. */
    static final String TIMESTAMP = "io.cncf.notary.timestampSignature";

    /** Not signed: what made the signature, for people. */
    static final String SIGNING_AGENT = "io.cncf.notary.signingAgent";

    private AttributeNames() {}
}
