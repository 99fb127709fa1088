/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;

/**
 * The checks made on one cosign signature or attestation, in this order. The first that fails ends the matter; those
 * after it stay {@code NOT_RUN}.
 *
 * @since 0.1
 */
public enum CosignCheck implements CheckId {
    /** It is of a kind the requirement asks for, with the media types and layers of that kind, within the limits. */
    SHAPE("shape", CheckFamily.INTEGRITY),
    /** It can be read: strict JSON and base64, a known version, one content, one signature. */
    DECODING("decoding", CheckFamily.INTEGRITY),
    /** What it brings along to verify it with goes with the authority: no certificate in place of a key. */
    MATERIAL("material", CheckFamily.AUTHENTICITY),
    /** It stands in a transparency log. Skipped as long as no log is required: entries that are there prove nothing. */
    LOG_ENTRY("log-entry", CheckFamily.TRANSPARENCY),
    /** Its timestamps hold. Skipped under a key, which has no validity of its own to compare them with. */
    TIMESTAMP("timestamp", CheckFamily.TIME),
    /** The signature holds over exactly the octets that are read afterwards. */
    SIGNATURE("signature", CheckFamily.INTEGRITY),
    /** The key under which it holds is one the requirement names. */
    TRUSTED_KEY("trusted-key", CheckFamily.AUTHENTICITY),
    /** What was signed can be read and says that it is what it was taken for. */
    CONTENT("content", CheckFamily.INTEGRITY),
    /** What was signed names the digest of the image. */
    SUBJECT("subject", CheckFamily.SUBJECT),
    /** The statement is of a type that was asked for; an attestation is not a signature. */
    PREDICATE_TYPE("predicate-type", CheckFamily.STATEMENT),
    /** What was signed carries the pairs that were asked for: {@code cosign verify -a}. */
    ANNOTATIONS("annotations", CheckFamily.STATEMENT),
    /** The signed docker reference is the one the requirement asks for; not applicable where it asks for none. */
    SIGNED_IDENTITY("signed-identity", CheckFamily.IDENTITY),
    /** The caller's own rule accepts the statement. */
    STATEMENT_POLICY("statement-policy", CheckFamily.STATEMENT);

    private final String id;
    private final CheckFamily family;

    CosignCheck(String id, CheckFamily family) {
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
