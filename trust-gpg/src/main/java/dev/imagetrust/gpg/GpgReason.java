/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a simple signature, a keyring or a policy file is refused.
 *
 * <p>Those about signatures stand in the order in which the checks run; the first failing one is the one reported.
 *
 * @since 0.1
 */
public enum GpgReason implements ReasonCode {
    /** Nothing there. */
    INPUT_EMPTY("gpg.input-empty", "The signature is empty"),
    /** Longer than this library reads. */
    INPUT_TOO_LARGE("gpg.input-too-large", "The signature or its payload is longer than its limit"),
    /** Neither an OpenPGP packet nor a known storage frame. */
    FORMAT_UNRECOGNIZED("gpg.format-unrecognized", "The bytes are no signature of a known format"),
    /** A storage frame that names another signature format. */
    FORMAT_OTHER("gpg.format-other", "The stored signature belongs to another signature format"),
    /** ASCII armor. */
    ARMORED_NOT_ALLOWED("gpg.armored-not-allowed", "The signature is ASCII-armored; it has to be binary"),
    /** A cleartext signature. */
    CLEARTEXT_NOT_ALLOWED("gpg.cleartext-not-allowed", "The signature uses the cleartext signature framework"),
    /** Packet headers or packet contents are broken. */
    OPENPGP_MALFORMED("gpg.openpgp-malformed", "The signature is not well-formed OpenPGP"),
    /** Encrypted data. */
    ENCRYPTED("gpg.encrypted", "The message is encrypted, not signed"),
    /** A compression algorithm that is not read, or compression inside compression. */
    COMPRESSION_UNSUPPORTED("gpg.compression-unsupported", "The message is compressed in a way that is not read"),
    /** Expands beyond the limit. */
    DECOMPRESSION_LIMIT("gpg.decompression-limit", "The message grows beyond its limit when decompressed"),
    /** Bytes after the message, or after the compressed data. */
    TRAILING_DATA("gpg.trailing-data", "There is data after the signed message"),
    /** A message without a signature. */
    NOT_SIGNED("gpg.not-signed", "The message carries no signature"),
    /** A signature without its message. */
    DETACHED_NOT_ALLOWED("gpg.detached-not-allowed", "The signature is detached; the payload has to be inside"),
    /** More than one signature. */
    MULTIPLE_SIGNATURES("gpg.multiple-signatures", "The message carries more than one signature"),
    /** Packets in another order than one-pass signature, literal data, signature. */
    GRAMMAR("gpg.grammar", "The packets do not form one signed message"),
    /** Neither version 3 nor version 4. */
    SIGNATURE_VERSION("gpg.signature-version", "The signature packet has a version that is not read"),
    /** Not a signature over a binary document. */
    SIGNATURE_TYPE("gpg.signature-type", "The signature is not one over a binary document"),
    /** The announcement in front of the payload differs from the signature behind it. */
    OPS_MISMATCH("gpg.ops-mismatch", "The one-pass signature packet contradicts the signature"),
    /** Hash function too weak or unknown. */
    HASH_NOT_ALLOWED("gpg.hash-not-allowed", "The signature uses a hash function that is not allowed"),
    /** Public-key algorithm too weak or unknown. */
    KEY_ALGORITHM_NOT_ALLOWED(
            "gpg.key-algorithm-not-allowed", "The signature uses a public-key algorithm that is not allowed"),
    /** Something the signed part has to say is not said. */
    SUBPACKET_MISSING("gpg.subpacket-missing", "The signature lacks its time or its issuer"),
    /** A condition the signer marked as critical and we do not know. */
    CRITICAL_SUBPACKET("gpg.critical-subpacket", "The signature carries a critical condition that is not understood"),
    /** The file cannot be parsed. */
    KEYRING_UNREADABLE("gpg.keyring-unreadable", "The keyring cannot be read", ReasonClass.SET_UP),
    /** Another kind of file. */
    KEYRING_UNSUPPORTED("gpg.keyring-unsupported", "The keyring has a format that is not read", ReasonClass.SET_UP),
    /** Secret keys where public ones belong. */
    KEYRING_HAS_SECRETS("gpg.keyring-has-secrets", "The keyring contains secret keys", ReasonClass.SET_UP),
    /** A keyring with nothing in it. */
    NO_PUBLIC_KEYS("gpg.no-public-keys", "The keyring contains no usable public key", ReasonClass.SET_UP),
    /** No key in the keyring has the id the signature names. */
    ISSUER_UNKNOWN("gpg.issuer-unknown", "No trusted key has the key id that the signature names"),
    /** The signature names several issuers, or another one than the key with its id. */
    ISSUER_MISMATCH("gpg.issuer-mismatch", "The signature contradicts itself about its issuer"),
    /** The value is wrong for these bytes and every key it may be from. */
    SIGNATURE_BAD("gpg.signature-bad", "The signature does not match the payload"),
    /** The key that signed is not bound to its primary key. */
    KEY_BINDING_INVALID("gpg.key-binding-invalid", "The signing key is not validly bound to a primary key"),
    /** Two primary keys claim the key that signed. */
    KEY_AMBIGUOUS("gpg.key-ambiguous", "The signing key belongs to more than one primary key"),
    /** Too short, or on a curve that is not allowed. */
    KEY_TOO_WEAK("gpg.key-too-weak", "The signing key or its primary key is too weak"),
    /** May certify or encrypt, but not sign. */
    KEY_NOT_FOR_SIGNING("gpg.key-not-for-signing", "The key may not sign data"),
    /** Revoked. */
    KEY_REVOKED("gpg.key-revoked", "The signing key or its primary key is revoked"),
    /** Expired when it signed, or now. */
    KEY_EXPIRED("gpg.key-expired", "The signing key or its primary key has expired"),
    /** Older than the key. */
    SIGNATURE_PREDATES_KEY("gpg.signature-predates-key", "The signature claims to be older than its key"),
    /** Made later than now. */
    SIGNATURE_FROM_FUTURE("gpg.signature-from-future", "The signature claims to be made in the future"),
    /** Past the lifetime the signer gave it. */
    SIGNATURE_EXPIRED("gpg.signature-expired", "The signature has expired"),
    /** A payload of another format. */
    PAYLOAD_WRONG_KIND("gpg.payload-wrong-kind", "The signed payload is no atomic container signature"),
    /** A digest that cannot be one. */
    PAYLOAD_DIGEST_INVALID("gpg.payload-digest-invalid", "The signed payload names an image by an invalid digest"),
    /** A time that is no whole number or too large. */
    PAYLOAD_TIMESTAMP_INVALID("gpg.payload-timestamp-invalid", "The signed payload has an invalid time stamp"),
    /** A signature for another image. */
    DIGEST_MISMATCH("gpg.digest-mismatch", "The signature is about another image"),
    /** No name that could match anything. */
    REFERENCE_INVALID("gpg.reference-invalid", "The signature names the image by an invalid reference"),
    /** A signature for another name. */
    IDENTITY_MISMATCH("gpg.identity-mismatch", "The signature is for a name that the policy does not take here"),
    /** A policy file that breaks its grammar. */
    POLICY_INVALID("gpg.policy-invalid", "The policy file is not valid", ReasonClass.SET_UP),
    /** A policy file that names files which are not there. */
    POLICY_FILE_UNREADABLE(
            "gpg.policy-file-unreadable", "The policy names files that cannot be read", ReasonClass.SET_UP),
    /** A policy that is not the one from which a change was made. */
    POLICY_CHANGED("gpg.policy-changed", "The policy is another one by now", ReasonClass.SET_UP),
    /** A manifest that is not the image's. */
    MANIFEST_OTHER_IMAGE("gpg.manifest-other-image", "The manifest is not that of the image", ReasonClass.SET_UP),
    /** An expected name that nothing can be compared with, or that is about another image. */
    EXPECTED_IDENTITY("gpg.expected-identity", "The expected identity cannot be used", ReasonClass.SET_UP),
    /** Less than a fingerprint where one has to be. */
    FINGERPRINT_INVALID("gpg.fingerprint-invalid", "The text is not a full fingerprint", ReasonClass.SET_UP),
    /** A key that is not the one that somebody said it would be. */
    FINGERPRINT_DIFFERS("gpg.fingerprint-differs", "The key has another fingerprint", ReasonClass.SET_UP),
    /** A key that nobody has confirmed. */
    KEY_NOT_CONFIRMED("gpg.key-not-confirmed", "Nobody confirmed the key", ReasonClass.SET_UP),
    /** No key of that fingerprint to sign with. */
    SIGNING_KEY_MISSING("gpg.signing-key-missing", "There is no key with that fingerprint", ReasonClass.SET_UP),
    /** A stub: on a smart card, or kept elsewhere. */
    SECRET_KEY_UNAVAILABLE("gpg.secret-key-unavailable", "The file has no secret half of the key", ReasonClass.SET_UP),
    /** A secret key without a passphrase. */
    SECRET_KEY_UNPROTECTED(
            "gpg.secret-key-unprotected", "The secret key is not protected by a passphrase", ReasonClass.SET_UP),
    /** Protected by means that are too weak, too costly or unknown. */
    SECRET_KEY_PROTECTION(
            "gpg.secret-key-protection", "The secret key is protected in a way that is not read", ReasonClass.SET_UP),
    /** Cannot be unlocked. */
    PASSPHRASE_WRONG("gpg.passphrase-wrong", "The passphrase does not unlock the secret key", ReasonClass.SET_UP),
    /** A token or service with another key. */
    SIGNING_KEY_MISMATCH(
            "gpg.signing-key-mismatch", "The secret key is not that of the certificate", ReasonClass.SET_UP),
    /** A file of registries.d that breaks its grammar, or contradicts another. */
    REGISTRIES_INVALID("gpg.registries-invalid", "The registries.d configuration is not valid", ReasonClass.SET_UP),
    /** registries.d says nothing about the image. */
    LOOKASIDE_NOT_CONFIGURED(
            "gpg.lookaside-not-configured", "No lookaside store is configured for the image", ReasonClass.SET_UP),
    /** The store that registries.d names cannot be opened. */
    LOOKASIDE_UNUSABLE("gpg.lookaside-unusable", "The lookaside store cannot be opened", ReasonClass.ENVIRONMENT),
    /** What the key returned is no signature under it. */
    SIGNATURE_NOT_MADE(
            "gpg.signature-not-made", "The key did not make a signature that holds", ReasonClass.ENVIRONMENT);

    private final String id;
    private final String sentence;
    private final ReasonClass reasonClass;

    GpgReason(String id, String sentence) {
        this(id, sentence, ReasonClass.REFUSED);
    }

    GpgReason(String id, String sentence, ReasonClass reasonClass) {
        this.id = id;
        this.sentence = sentence;
        this.reasonClass = reasonClass;
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
