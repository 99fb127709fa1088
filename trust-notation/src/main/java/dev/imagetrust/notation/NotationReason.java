/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a Notary Project signature, or a {@code trustpolicy.json}, is not accepted.
 *
 * <p>Codes that start with {@code notation.policy-} are thrown while a policy is read, and some while something is
 * signed, as they say; all others appear in the check list of a signature.
 *
 * @since 0.1
 */
public enum NotationReason implements ReasonCode {
    /** The layer is neither {@code application/jose+json} nor {@code application/cose}. */
    ENVELOPE_UNSUPPORTED_TYPE("envelope-unsupported-type", "The signature envelope has a media type nobody can read"),
    /** The manifest of the signature does not have exactly one layer. */
    MANIFEST_MALFORMED("manifest-malformed", "The manifest of the signature has another number of layers than one"),
    /** The envelope is longer than {@link dev.imagetrust.image.Limits#envelopeBytes} allows. */
    ENVELOPE_TOO_LARGE("envelope-too-large", "The signature envelope is longer than its limit"),
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
    /** The signed metadata lacks a pair that the policy asks for. */
    METADATA_MISMATCH("metadata-mismatch", "The signed metadata lacks what the policy asks for"),
    /** A critical attribute that nobody here understands. */
    UNPROCESSED_CRITICAL_ATTRIBUTE("unprocessed-critical-attribute", "A critical attribute was not processed"),
    /** The envelope demands a verification plugin, and there is none. */
    PLUGIN_UNAVAILABLE("plugin-unavailable", "The signature requires a verification plugin"),
    /** The plugin is older than the signature demands, speaks another contract, or verifies nothing. */
    PLUGIN_INCOMPATIBLE("plugin-incompatible", "The verification plugin is not fit for the signature"),
    /** The plugin gave no answer in time, or ended with an error. */
    PLUGIN_FAILED("plugin-failed", ReasonClass.ENVIRONMENT, "The verification plugin gave no answer"),
    /** The plugin's answer is not of its contract, or lacks something that was asked for. */
    PLUGIN_ANSWER_INVALID("plugin-answer-invalid", "The plugin's answer cannot be used"),
    /** A trust store of the policy holds something that cannot be used. Thrown while a requirement is prepared. */
    TRUST_STORE_INVALID("trust-store-invalid", ReasonClass.SET_UP, "A trust store holds something that cannot be used"),
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
    /** The timestamp is malformed, for something else, or its signature does not hold. */
    TIMESTAMP_INVALID("timestamp-invalid", "The timestamp does not prove when the signature was made"),
    /** No certificate is in the stores of type {@code tsa} that the policy names. */
    TSA_TRUST_STORE_EMPTY("tsa-trust-store-empty", ReasonClass.SET_UP, "No authority is trusted to tell the time"),
    /** The certificates of the timestamp do not lead to an authority in the stores, or one of them is denied. */
    TSA_NOT_TRUSTED("tsa-not-trusted", "The timestamp is not of an authority that is trusted to tell the time"),
    /** A certificate was not valid during all of the time that the timestamp stands for. */
    TIMESTAMP_OUT_OF_RANGE(
            "timestamp-out-of-range", "A certificate of the chain was not valid at the time of the timestamp"),
    /** The authority of a certificate of the timestamp took it back. */
    TSA_REVOKED("tsa-revoked", "A certificate of the timestamp has been revoked"),
    /** Nobody could say whether a certificate of the timestamp has been revoked. */
    TSA_REVOCATION_UNKNOWN(
            "tsa-revocation-unknown",
            ReasonClass.ENVIRONMENT,
            "It is unknown whether a certificate of the timestamp has been revoked"),
    /** The authority of a certificate took it back. */
    CERT_REVOKED("cert-revoked", "A certificate of the chain has been revoked"),
    /** Nobody could say whether a certificate has been revoked, or nobody was asked. */
    REVOCATION_UNKNOWN(
            "revocation-unknown", ReasonClass.ENVIRONMENT, "It is unknown whether a certificate has been revoked"),

    /** The key to sign with is not the one of the leaf certificate. Thrown while a signer is built. */
    SIGNING_KEY_MISMATCH("signing-key-mismatch", ReasonClass.SET_UP, "The key is not the one of the certificate"),
    /** A setting of a signer is out of its range or contradicts another. Thrown while a signer is built. */
    SIGNING_OPTION_INVALID("signing-option-invalid", ReasonClass.SET_UP, "A setting of the signer cannot be used"),
    /** What is to be signed has an annotation of the same key. Thrown while signing. */
    METADATA_CONFLICT("metadata-conflict", ReasonClass.SET_UP, "The artifact has an annotation of a metadata key"),
    /** The authority could not be asked, or did not answer. Thrown while signing. */
    TIMESTAMP_UNAVAILABLE("timestamp-unavailable", ReasonClass.ENVIRONMENT, "No timestamp could be had"),

    /** The document is no JSON of the right shape, or has members that are not known. */
    POLICY_MALFORMED("policy-malformed", ReasonClass.SET_UP, "The trust policy document is malformed"),
    /** The version is not {@code 1.0}. */
    POLICY_VERSION_UNSUPPORTED(
            "policy-version-unsupported", ReasonClass.SET_UP, "The trust policy has an unsupported version"),
    /** There is no statement. */
    POLICY_NO_STATEMENT("policy-no-statement", ReasonClass.SET_UP, "The trust policy has no statement"),
    /** A statement has an empty name. */
    POLICY_NAME_EMPTY("policy-name-empty", ReasonClass.SET_UP, "A trust policy statement has an empty name"),
    /** Two statements have the same name. */
    POLICY_NAME_DUPLICATE(
            "policy-name-duplicate", ReasonClass.SET_UP, "Two trust policy statements have the same name"),
    /** The level is none of {@code strict}, {@code permissive}, {@code audit}, {@code skip}. */
    POLICY_LEVEL_UNKNOWN("policy-level-unknown", ReasonClass.SET_UP, "The verification level is unknown"),
    /** The level {@code skip} is to be overridden. */
    POLICY_OVERRIDE_ON_SKIP("policy-override-on-skip", ReasonClass.SET_UP, "The level skip cannot be overridden"),
    /** An override names a check that does not exist. */
    POLICY_OVERRIDE_CHECK_UNKNOWN(
            "policy-override-check-unknown", ReasonClass.SET_UP, "An override names an unknown check"),
    /** An override is about integrity, which is always enforced. */
    POLICY_OVERRIDE_INTEGRITY(
            "policy-override-integrity", ReasonClass.SET_UP, "The integrity check cannot be overridden"),
    /** An override is none of {@code enforce}, {@code log}, {@code skip}. */
    POLICY_OVERRIDE_ACTION_UNKNOWN(
            "policy-override-action-unknown", ReasonClass.SET_UP, "An override has an unknown action"),
    /** A check other than revocation is to be skipped. */
    POLICY_OVERRIDE_SKIP_FORBIDDEN(
            "policy-override-skip-forbidden", ReasonClass.SET_UP, "Only the revocation check can be skipped"),
    /** {@code verifyTimestamp} is neither {@code always} nor {@code afterCertExpiry}. */
    POLICY_VERIFY_TIMESTAMP_UNKNOWN(
            "policy-verify-timestamp-unknown", ReasonClass.SET_UP, "The value of verifyTimestamp is unknown"),
    /** The level {@code skip} stands together with trust stores or identities. */
    POLICY_SKIP_WITH_TRUST(
            "policy-skip-with-trust",
            ReasonClass.SET_UP,
            "The level skip goes with neither trust stores nor identities"),
    /** There are no trust stores. */
    POLICY_NO_TRUST_STORE("policy-no-trust-store", ReasonClass.SET_UP, "A trust policy statement has no trust stores"),
    /** There are no trusted identities. */
    POLICY_NO_IDENTITY("policy-no-identity", ReasonClass.SET_UP, "A trust policy statement has no trusted identities"),
    /** A trust store is not written {@code type:name}. */
    POLICY_TRUST_STORE_MALFORMED(
            "policy-trust-store-malformed", ReasonClass.SET_UP, "A trust store is not written as type:name"),
    /** The type is none of {@code ca}, {@code signingAuthority}, {@code tsa}. */
    POLICY_TRUST_STORE_TYPE_UNKNOWN(
            "policy-trust-store-type-unknown", ReasonClass.SET_UP, "A trust store has an unknown type"),
    /** The name has other characters than {@code a-zA-Z0-9_.-}, or is empty or made of dots. */
    POLICY_TRUST_STORE_NAME_INVALID(
            "policy-trust-store-name-invalid", ReasonClass.SET_UP, "A trust store has an invalid name"),
    /** A trusted identity is empty. */
    POLICY_IDENTITY_EMPTY("policy-identity-empty", ReasonClass.SET_UP, "A trusted identity is empty"),
    /** {@code *} stands together with other identities. */
    POLICY_IDENTITY_WILDCARD_MIXED(
            "policy-identity-wildcard-mixed", ReasonClass.SET_UP, "The identity * cannot be combined with others"),
    /** A trusted identity is not written {@code prefix:value}. */
    POLICY_IDENTITY_MALFORMED(
            "policy-identity-malformed", ReasonClass.SET_UP, "A trusted identity is not written as prefix:value"),
    /** The value of an {@code x509.subject} is no distinguished name that can be compared. */
    POLICY_IDENTITY_NAME_INVALID(
            "policy-identity-name-invalid", ReasonClass.SET_UP, "A trusted identity is no valid distinguished name"),
    /** A distinguished name lacks C, ST or O. */
    POLICY_IDENTITY_NAME_INCOMPLETE(
            "policy-identity-name-incomplete", ReasonClass.SET_UP, "A trusted identity lacks a mandatory attribute"),
    /** One identity includes another one. */
    POLICY_IDENTITY_OVERLAP("policy-identity-overlap", ReasonClass.SET_UP, "Two trusted identities overlap"),
    /** A statement has no registry scopes. */
    POLICY_SCOPES_EMPTY("policy-scopes-empty", ReasonClass.SET_UP, "A trust policy statement has no registry scopes"),
    /** {@code *} stands together with other scopes. */
    POLICY_SCOPE_WILDCARD_MIXED(
            "policy-scope-wildcard-mixed", ReasonClass.SET_UP, "The scope * cannot be combined with others"),
    /** A scope is not written {@code domain/repository}. */
    POLICY_SCOPE_MALFORMED("policy-scope-malformed", ReasonClass.SET_UP, "A registry scope is malformed"),
    /** More than one statement for blobs is global. */
    POLICY_GLOBAL_DUPLICATE(
            "policy-global-duplicate", ReasonClass.SET_UP, "Two trust policy statements are the global one"),
    /** The global statement for blobs has the level {@code skip}. */
    POLICY_GLOBAL_SKIP("policy-global-skip", ReasonClass.SET_UP, "The global statement must not have the level skip"),
    /** No statement has the name that was asked for, or none is global. In the verdict about a blob. */
    POLICY_NOT_APPLICABLE("policy-not-applicable", "The trust policy has no statement for this blob"),
    /** A scope occurs twice in the document. */
    POLICY_SCOPE_DUPLICATE("policy-scope-duplicate", ReasonClass.SET_UP, "A registry scope occurs twice");

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
