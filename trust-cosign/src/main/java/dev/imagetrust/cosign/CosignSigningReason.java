/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a key file of cosign cannot be used, or nothing was signed.
 *
 * @since 0.1
 */
public enum CosignSigningReason implements ReasonCode {
    /** The file is none of cosign's: another label, or other members. */
    KEY_FILE_MALFORMED("cosign.key-file-malformed", "The file is no private key file of cosign"),
    /** Encrypted by something else than scrypt and NaCl's secretbox. */
    KEY_ENCRYPTION_UNKNOWN("cosign.key-encryption-unknown", "The key is encrypted in a way that cosign does not use"),
    /** Scrypt with other parameters than the three levels that cosign knows: anything else may cost all memory. */
    KEY_ENCRYPTION_COST("cosign.key-encryption-cost", "Decrypting the key would cost another amount than cosign uses"),
    /** Another password, or octets that were changed; the two cannot be told apart. */
    KEY_PASSWORD("cosign.key-password", "The key does not open: another password, or the file was changed"),
    /** The signer returned something that does not hold under its own public key. */
    SIGNATURE_BROKEN("cosign.signature-broken", "What the key returned is no signature under its public key"),
    /** The log's answer is none to the entry. */
    LOG_ANSWER(
            "cosign.log-answer", ReasonClass.ENVIRONMENT, "The transparency log returned something else than an entry"),
    /** The authority's answer is none to the request. */
    TIMESTAMP_ANSWER(
            "cosign.timestamp-answer",
            ReasonClass.ENVIRONMENT,
            "The timestamp authority returned something else than a timestamp of the signature"),
    /** What was made is not accepted by this library's own verification. */
    PRODUCT_REFUSED("cosign.product-refused", "What was signed would not be accepted");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    CosignSigningReason(String id, String sentence) {
        this(id, ReasonClass.SET_UP, sentence);
    }

    CosignSigningReason(String id, ReasonClass reasonClass, String sentence) {
        this.id = id;
        this.reasonClass = reasonClass;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ReasonClass reasonClass() {
        return reasonClass;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
