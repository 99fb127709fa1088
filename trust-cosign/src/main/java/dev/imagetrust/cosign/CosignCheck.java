/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;

/**
 * The checks made on one cosign signature or attestation, in this order. The first that fails ends the matter, and the
 * others stay {@code NOT_RUN}. One thing is out of order: the signature is tried before log entry and timestamp are read,
 * which have to be about a signature that holds.
 *
 * <p>Under keys, the checks of certificates are not planned; under certificates, {@link #TRUSTED_KEY} is not.
 *
 * @since 0.1
 */
public enum CosignCheck implements CheckId {
    /** It is of a kind the requirement asks for, with the media types and layers of that kind, within the limits. */
    SHAPE("shape", CheckFamily.INTEGRITY),
    /** It can be read: strict JSON and base64, a known version, one content, one signature. */
    DECODING("decoding", CheckFamily.INTEGRITY),
    /** What it brings along to verify it with goes with the authority: no certificate in place of a key, and no key in place of a certificate. */
    MATERIAL("material", CheckFamily.AUTHENTICITY),
    /**
     * It stands in a transparency log: the log vouches for the entry, and the entry is about this signature, its content
     * and its key or certificate. Skipped where no log is asked for: entries that are there prove nothing then.
     */
    LOG_ENTRY("log-entry", CheckFamily.TRANSPARENCY),
    /**
     * Its timestamps hold. Not applicable where there are none by an authority of the root and none is needed; skipped where
     * no log is asked for.
     */
    TIMESTAMP("timestamp", CheckFamily.TIME),
    /** An authority of the root issued the certificate, and all of its chain was valid at every verified time. */
    CERTIFICATE("certificate", CheckFamily.AUTHENTICITY),
    /** A certificate transparency log of the root vouches that it saw the certificate. */
    CERTIFICATE_TIMESTAMP("certificate-timestamp", CheckFamily.TRANSPARENCY),
    /** The certificate names an identity of the rule, and its issuer. */
    CERTIFICATE_IDENTITY("certificate-identity", CheckFamily.IDENTITY),
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
