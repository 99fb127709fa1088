/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;

/** The checks of a Notary Project signature, in the order they are made. */
enum NotationCheck implements CheckId {
    /** Manifest and envelope can be read, and so can the certificates. */
    ENVELOPE("envelope", CheckFamily.INTEGRITY),
    /** The signature holds under the leaf certificate and its one algorithm. */
    SIGNATURE("signature", CheckFamily.INTEGRITY),
    /** Scheme, times and the list of critical attributes keep the rules. */
    SIGNED_ATTRIBUTES("signed-attributes", CheckFamily.INTEGRITY),
    /** The certificates form a chain for code signing. */
    CERTIFICATE_CHAIN("certificate-chain", CheckFamily.INTEGRITY),
    /** The payload describes an artifact. */
    PAYLOAD("payload", CheckFamily.INTEGRITY),
    /** That artifact is the image. */
    SUBJECT("subject", CheckFamily.SUBJECT),
    /** A certificate of the chain is in the trust stores. */
    TRUSTED_CERTIFICATE("trusted-certificate", CheckFamily.AUTHENTICITY),
    /** Nothing the signer declared critical is left unprocessed. */
    CRITICAL_ATTRIBUTES("critical-attributes", CheckFamily.INTEGRITY),
    /** The leaf certificate is of a trusted identity. */
    TRUSTED_IDENTITY("trusted-identity", CheckFamily.IDENTITY),
    /** The signature has not expired. */
    EXPIRY("expiry", CheckFamily.EXPIRY),
    /** The certificates were valid when it was signed, as far as that can be proved. */
    AUTHENTIC_TIMESTAMP("authentic-timestamp", CheckFamily.TIME),
    /** No certificate of the chain has been revoked. */
    REVOCATION("revocation", CheckFamily.REVOCATION),
    /** The signed metadata has the pairs that are asked for. */
    USER_METADATA("user-metadata", CheckFamily.STATEMENT);

    private final String id;
    private final CheckFamily family;

    NotationCheck(String id, CheckFamily family) {
        this.id = id;
        this.family = family;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CheckFamily family() {
        return family;
    }
}
