/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a Notary Project signature, or a {@code trustpolicy.json}, is not accepted.
 *
 * <p>Codes that start with {@code notation.policy-} are thrown while a policy is read; all others appear in the check
 * list of a signature.
 *
 * @since 0.1
 */
public enum NotationReason implements ReasonCode {
    /** The layer is neither {@code application/jose+json} nor {@code application/cose}. */
    ENVELOPE_UNSUPPORTED_TYPE("envelope-unsupported-type", "The signature envelope has a media type nobody can read"),
    /** The envelope breaks the JWS or COSE syntax of the Notary Project, or a size limit. */
    ENVELOPE_MALFORMED("envelope-malformed", "The signature envelope is malformed"),
    /** No certificates, too many, or one that is not exactly one DER certificate. */
    CERT_CHAIN_MALFORMED("cert-chain-malformed", "The certificate chain cannot be read"),
    /** The algorithm is none of PS256, PS384, PS512, ES256, ES384, ES512. */
    ALGORITHM_NOT_ALLOWED("algorithm-not-allowed", "The signature algorithm is not allowed"),
    /** The key of the leaf certificate is none of RSA 2048, 3072, 4096, P-256, P-384, P-521. */
    KEY_UNSUPPORTED("key-unsupported", "The key of the signing certificate is not supported"),
    /** The algorithm is allowed, but another one belongs to the key. */
    ALGORITHM_KEY_MISMATCH("algorithm-key-mismatch", "The signature algorithm is not the one of the signing key"),
    /** The signature does not hold under the key of the leaf certificate. */
    SIGNATURE_INVALID("signature-invalid", "The signature does not verify under the signing certificate"),
    /** Scheme, signing time or expiry are missing, malformed or contradict each other. */
    ENVELOPE_HEADER_INVALID("envelope-header-invalid", "The signed attributes are invalid"),
    /** The list of critical attributes breaks a rule. */
    CRITICAL_HEADER_VIOLATION("critical-header-violation", "The list of critical attributes is invalid"),
    /** The certificates do not form a code-signing chain. */
    CERT_CHAIN_INVALID("cert-chain-invalid", "The certificates do not form a code-signing chain"),
    /** The payload is of another type than the Notary Project payload, version 1. */
    PAYLOAD_TYPE_UNSUPPORTED("payload-type-unsupported", "The signed payload has an unsupported type"),
    /** The signature is good, but its payload is no valid description of an artifact. */
    PAYLOAD_MALFORMED("payload-malformed", "The signed payload is malformed"),
    /** The signature is good, but for another artifact. */
    ARTIFACT_MISMATCH("artifact-mismatch", "The signature is for another artifact"),
    /** A critical attribute that nobody here understands. */
    UNPROCESSED_CRITICAL_ATTRIBUTE("unprocessed-critical-attribute", "A critical attribute was not processed"),
    /** The envelope demands a verification plugin, and there is none. */
    PLUGIN_UNAVAILABLE("plugin-unavailable", "The signature requires a verification plugin"),
    /** The trust stores of the policy hold no certificate of the type the signing scheme needs. */
    TRUST_STORE_EMPTY("trust-store-empty", ReasonClass.SET_UP, "No certificate is trusted for this signing scheme"),
    /** No certificate of the chain is in a trust store of the policy. */
    NO_TRUSTED_CERTIFICATE("no-trusted-certificate", "No certificate of the chain is in the trust stores"),
    /** The subject of the leaf certificate matches none of the trusted identities. */
    IDENTITY_NOT_TRUSTED("identity-not-trusted", "The signing certificate matches no trusted identity"),
    /** The signer gave the signature an end, and that has come. */
    SIGNATURE_EXPIRED("signature-expired", "The signature has expired"),
    /** A certificate is not valid now, and no timestamp shows that it was when the signature was made. */
    CERT_NOT_VALID_NOW("cert-not-valid-now", "A certificate of the chain is not valid at this time"),
    /** A certificate was not valid at the authentic signing time. */
    CERT_NOT_VALID_AT_SIGNING("cert-not-valid-at-signing", "A certificate of the chain was not valid when signing"),
    /** The policy asks for a timestamp, and the signature has none. */
    TIMESTAMP_MISSING("timestamp-missing", "The signature carries no timestamp"),
    /** There is a timestamp, and this version cannot judge it. */
    TIMESTAMP_NOT_VERIFIED(
            "timestamp-not-verified",
            ReasonClass.INTERNAL,
            "The timestamp was not verified: this version cannot do it"),
    /** Nobody looked whether a certificate has been revoked. */
    REVOCATION_UNKNOWN(
            "revocation-unknown", ReasonClass.ENVIRONMENT, "It is unknown whether a certificate has been revoked");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    NotationReason(String name, String sentence) {
        this(name, ReasonClass.REFUSED, sentence);
    }

    NotationReason(String name, ReasonClass reasonClass, String sentence) {
        this.id = "notation." + name;
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
