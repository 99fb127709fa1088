/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a cosign signature is refused, or a cosign requirement cannot be prepared.
 *
 * <p>Malformed JSON, base64, PEM and keys have the reasons of {@code trust-primitives}.
 *
 * @since 0.1
 */
public enum CosignReason implements ReasonCode {
    /** The artifact is of a kind or format the requirement does not ask for. */
    KIND_MISMATCH("cosign.kind-mismatch", "The artifact is of a kind that the rule does not ask for"),
    /** The layer has a media type that its kind of signature does not have. */
    MEDIA_TYPE("cosign.media-type", "The layer has another media type than a signature of its kind"),
    /** A bundle's manifest has no layer or several. */
    LAYER_COUNT("cosign.layer-count", "The manifest of a bundle does not have exactly one layer"),
    /** The manifest refers to another digest than the one it was found for. */
    REFERRER_SUBJECT("cosign.referrer-subject", "The manifest refers to another image"),
    /** Larger than the limit for its kind. */
    TOO_LARGE("cosign.too-large", "The signature is larger than its limit"),
    /** More log entries, timestamps, subjects or digests than are looked at. */
    TOO_MANY("cosign.too-many", "The signature has more parts than its limit"),
    /** No signature where it has to be. */
    SIGNATURE_ABSENT("cosign.signature-absent", "There is no signature in it"),
    /** A bundle of an unknown version, or, about an image, of another than 0.3. */
    BUNDLE_VERSION("cosign.bundle-version", "The bundle is of a version that is not accepted"),
    /** A bundle without content or material, with two of them, or with a field in two spellings. */
    BUNDLE_MALFORMED("cosign.bundle-malformed", "The bundle does not follow the bundle format"),
    /** A bundle that signs octets, not a statement about the image. */
    MESSAGE_SIGNATURE("cosign.message-signature", "The bundle signs a message instead of a statement about an image"),
    /** An envelope with no signature or several. */
    SIGNATURE_COUNT("cosign.signature-count", "The envelope does not have exactly one signature"),
    /** An envelope around something else than an in-toto statement. */
    PAYLOAD_TYPE("cosign.payload-type", "The envelope contains something else than an in-toto statement"),
    /** It brings a certificate while the authority is a key. */
    MATERIAL_MISMATCH("cosign.material-mismatch", "It brings a certificate, but only the keys of the rule count"),
    /** A key, or something unreadable, where a certificate has to be. */
    NOT_A_CERTIFICATE("cosign.not-a-certificate", "Something other than a certificate stands in its place"),
    /** No certificate where one has to be, or a chain where a bundle has one certificate only. */
    CERTIFICATE_ABSENT("cosign.certificate-absent", "It brings no certificate, and the rule asks for one"),
    /** No log entry came along. */
    LOG_ENTRY_ABSENT("cosign.log-entry-absent", "It brings no transparency log entry, and the rule asks for one"),
    /** A log entry that cannot be read, is there twice, or contradicts itself. */
    LOG_ENTRY_MALFORMED("cosign.log-entry-malformed", "The log entry does not follow the format"),
    /** An entry of a kind that is not known, or that does not bind the signature. */
    LOG_ENTRY_KIND("cosign.log-entry-kind", "The log entry is of a kind that is not accepted"),
    /** An entry of a log that the root does not name. */
    LOG_UNKNOWN("cosign.log-unknown", "It is in no transparency log of the root"),
    /** The log's signature over the entry does not hold, or is missing. */
    LOG_PROMISE_INVALID("cosign.log-promise-invalid", "The log's signed entry timestamp does not hold"),
    /** Entries of fewer different logs than asked for. */
    LOG_THRESHOLD("cosign.log-threshold", "Fewer different logs vouch for it than the rule asks for"),
    /** The log's key was not in use at the time. */
    LOG_KEY_NOT_VALID("cosign.log-key-not-valid", "The log's key was not in use at that time"),
    /** The log's checkpoint does not hold, or is about another tree. */
    LOG_CHECKPOINT_INVALID("cosign.log-checkpoint-invalid", "The log's checkpoint does not hold"),
    /** The inclusion proof does not lead to the checkpoint, or is missing. */
    LOG_PROOF_INVALID("cosign.log-proof-invalid", "The proof of inclusion in the log does not hold"),
    /** The log entry is about another signature, content, key or certificate. */
    LOG_ENTRY_MISMATCH("cosign.log-entry-mismatch", "The log entry is about another signature"),
    /** No timestamp, and nothing else says when it was signed. */
    TIMESTAMP_ABSENT("cosign.timestamp-absent", "Nobody vouches for the time of signing"),
    /** Only timestamps of authorities that the root does not name. */
    TIMESTAMP_UNKNOWN("cosign.timestamp-unknown", "No timestamp is by an authority of the root"),
    /** Timestamps of fewer different authorities than asked for. */
    TIMESTAMP_THRESHOLD("cosign.timestamp-threshold", "Fewer different authorities stamped it than the rule asks for"),
    /** A timestamp that does not hold. */
    TIMESTAMP_INVALID("cosign.timestamp-invalid", "A timestamp does not hold"),
    /** No path from the certificate to an authority of the root. */
    CERTIFICATE_UNTRUSTED("cosign.certificate-untrusted", "No authority of the root vouches for the certificate"),
    /** A certificate of the path, or its authority, was not valid when it was signed. */
    CERTIFICATE_NOT_VALID("cosign.certificate-not-valid", "The certificate was not valid at the time of signing"),
    /** The certificate is in no certificate transparency log of the root. */
    CERTIFICATE_TIMESTAMP_ABSENT(
            "cosign.certificate-timestamp-absent", "No certificate transparency log of the root vouches for it"),
    /** A certificate transparency log's signature does not hold. */
    CERTIFICATE_TIMESTAMP_INVALID(
            "cosign.certificate-timestamp-invalid", "A signed certificate timestamp does not hold"),
    /** Fewer different certificate transparency logs than asked for. */
    CERTIFICATE_TIMESTAMP_THRESHOLD(
            "cosign.certificate-timestamp-threshold",
            "Fewer different certificate transparency logs vouch for it than the rule asks for"),
    /** The certificate does not name exactly one subject and one issuer. */
    CERTIFICATE_NAMES("cosign.certificate-names", "The certificate does not name one subject and its issuer"),
    /** The certificate names somebody else. */
    IDENTITY_MISMATCH("cosign.identity-mismatch", "It was signed by somebody whom the rule does not name"),
    /** The certificate names somebody for whom another issuer vouched. */
    ISSUER_MISMATCH("cosign.issuer-mismatch", "Another issuer than that of the rule vouched for the signer"),
    /** The certificate does not make a claim that was asked for, or makes it otherwise. */
    EXTENSION_MISMATCH(
            "cosign.extension-mismatch", "The certificate does not say of its signer what the rule asks for"),
    /** Well formed, but made with none of the keys, or changed afterwards. */
    SIGNATURE_INVALID("cosign.signature-invalid", "The signature does not hold under any key that counts"),
    /** No signature that any of the keys could have made. */
    SIGNATURE_MALFORMED("cosign.signature-malformed", "The signature has no form that a key of the rule gives"),
    /** The signed payload says it is something else than a cosign signature. */
    CLAIM_TYPE("cosign.claim-type", "What was signed is not a cosign image signature"),
    /** The signed statement is of another type or version than in-toto Statement v0.1 or v1. */
    STATEMENT_TYPE("cosign.statement-type", "What was signed is not a known in-toto statement"),
    /** The signed statement is about nothing. */
    NO_SUBJECTS("cosign.no-subjects", "The signed statement names no subject"),
    /** Signed for another image. */
    DIGEST_MISMATCH("cosign.digest-mismatch", "It was signed for another digest"),
    /** A statement of another type than asked for. */
    PREDICATE_MISMATCH("cosign.predicate-mismatch", "The statement is of another type than the rule asks for"),
    /** A pair that was asked for is not signed, or has another value. */
    ANNOTATION_MISMATCH("cosign.annotation-mismatch", "It does not carry an annotation that the rule asks for"),
    /** The signed docker reference is another one. */
    REFERENCE_MISMATCH("cosign.reference-mismatch", "It was signed under another name than the rule asks for"),
    /** The requirement asks for a docker reference and the format has none. */
    REFERENCE_ABSENT("cosign.reference-absent", "It was signed without a name, and the rule asks for one"),
    /** The caller's own rule refused the statement. */
    STATEMENT_REFUSED("cosign.statement-refused", "The caller's own rule does not accept the statement"),
    /** The caller's own rule is not registered. */
    STATEMENT_POLICY_UNKNOWN(
            "cosign.statement-policy-unknown", ReasonClass.SET_UP, "No rule for statements is registered by this name"),

    /** More different logs or authorities are asked for than the root has. */
    THRESHOLD_UNREACHABLE(
            "cosign.threshold-unreachable", ReasonClass.SET_UP, "The rule asks for more than its Sigstore root has"),
    /** What should be certificates of an own authority are none. */
    AUTHORITY_UNREADABLE(
            "cosign.authority-unreadable", ReasonClass.SET_UP, "The certificates of an own authority cannot be used"),
    /** An anchor that is no cosign key stands among the keys, or none of a Sigstore root in the place of one. */
    ANCHOR_KIND("cosign.anchor-kind", ReasonClass.SET_UP, "An anchor stands where one of another kind has to be"),
    /** What should be a {@code trusted_root.json} is none, or contradicts itself. */
    TRUSTED_ROOT_MALFORMED("cosign.trusted-root-malformed", ReasonClass.SET_UP, "The Sigstore root cannot be used"),
    /** A root that was not read again for longer than allowed. */
    TRUST_ROOT_STALE(
            "cosign.trust-root-stale", ReasonClass.ENVIRONMENT, "The Sigstore root was not read again for too long"),
    /** Several roots under one name. */
    ROOT_AMBIGUOUS("cosign.root-ambiguous", ReasonClass.SET_UP, "The trust store has several Sigstore roots there"),
    /** An expression for identities that is none. */
    IDENTITY_PATTERN("cosign.identity-pattern", ReasonClass.SET_UP, "A pattern for identities is no RE2 expression"),
    /** No usable public key in one PEM block. */
    KEY_UNREADABLE("cosign.key-unreadable", ReasonClass.SET_UP, "A key of the rule cannot be used"),
    /** A certificate where a public key has to be. */
    KEY_IS_CERTIFICATE(
            "cosign.key-is-certificate",
            ReasonClass.SET_UP,
            "A certificate stands where a public key has to be; its key is not taken from it"),
    /** The named store has no keys, or no root. */
    STORE_EMPTY("cosign.store-empty", ReasonClass.SET_UP, "The trust store has nothing of this kind under this name"),
    /** Something in the named store could not be used, so that trust may be smaller than meant. */
    STORE_INCOMPLETE("cosign.store-incomplete", ReasonClass.SET_UP, "An entry of the trust store cannot be used"),
    /** More keys than are tried on one signature. */
    TOO_MANY_KEYS("cosign.too-many-keys", ReasonClass.SET_UP, "The rule has more keys than its limit");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    CosignReason(String id, String sentence) {
        this(id, ReasonClass.REFUSED, sentence);
    }

    CosignReason(String id, ReasonClass reasonClass, String sentence) {
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
