/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;

/**
 * The checks made on one simple signature, in this order; all of them are enforced. The first that fails ends the
 * matter; those after it stay {@code NOT_RUN}.
 *
 * @since 0.1
 */
public enum GpgCheck implements CheckId {
    /** It is one signed OpenPGP message of the one legal shape, made with allowed algorithms, within the limits. */
    MESSAGE("message", CheckFamily.INTEGRITY),
    /** The key id it names belongs to a key of the requirement. */
    ISSUER("issuer", CheckFamily.AUTHENTICITY),
    /** The signature holds over exactly the octets that are read afterwards. */
    SIGNATURE("signature", CheckFamily.INTEGRITY),
    /** The key under which it holds is strong, bound to one primary key, and meant for signing. */
    KEY("key", CheckFamily.AUTHENTICITY),
    /** Neither that key nor its primary key is revoked, whenever and for whatever reason. */
    KEY_REVOCATION("key-revocation", CheckFamily.REVOCATION),
    /** Both had not expired when the signature was made, and have not now. */
    KEY_VALIDITY("key-validity", CheckFamily.TIME),
    /** The signature is not older than its key and not from the future. */
    SIGNING_TIME("signing-time", CheckFamily.TIME),
    /** The lifetime that the signer gave the signature is not over. */
    SIGNATURE_EXPIRY("signature-expiry", CheckFamily.EXPIRY),
    /** What was signed is an atomic container signature, strictly read. */
    PAYLOAD("payload", CheckFamily.INTEGRITY),
    /** What was signed names the digest of the image. */
    SUBJECT("subject", CheckFamily.SUBJECT),
    /** The signed docker reference is one that the requirement takes for this image. */
    SIGNED_IDENTITY("signed-identity", CheckFamily.IDENTITY);

    private final String id;
    private final CheckFamily family;

    GpgCheck(String id, CheckFamily family) {
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
