/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.testkit.ForgedKey.Kind;

/**
 * One way in which a forged Notary Project signature differs from a good one. For bends of its certificates see
 * {@link ChainBend}.
 *
 * <p>Expectations are those of a requirement at level {@code strict} that trusts the root of the chain, any identity,
 * no timestamps and no plugins, judged at {@link ForgedTime#NOW}.
 *
 * @since 0.1
 */
public enum NotationBend implements Bend {
    /** Not at all. */
    NONE(Expectation.ACCEPTED, Where.BOTH),
    /** With annotations of the target: user metadata. */
    METADATA(Expectation.ACCEPTED, Where.BOTH),
    /** Expires, but not yet. */
    NOT_YET_EXPIRED(Expectation.ACCEPTED, Where.BOTH),
    /** By a signing authority, where the policy names certificates of the other type only. */
    SIGNING_AUTHORITY(Expectation.NOT_ACCEPTED, Where.BOTH),
    /** With an attribute that nobody knows and that is not critical. */
    UNKNOWN_ATTRIBUTE(Expectation.ACCEPTED, Where.BOTH),
    /** The payload has a member beside the target that nobody knows. */
    EXTRA_SIGNED_KEY(Expectation.ACCEPTED, Where.BOTH),
    /** Stored as registries of image-spec 1.0 need it: its type in the config. */
    TYPE_IN_CONFIG(Expectation.ACCEPTED, Where.BOTH),

    /** What is signed names the digest of another image. */
    OTHER_DIGEST(Expectation.REFUSED, Where.BOTH),
    /** What is signed names another size. */
    OTHER_SIZE(Expectation.REFUSED, Where.BOTH),
    /** What is signed names another media type. */
    OTHER_TARGET_TYPE(Expectation.REFUSED, Where.BOTH),
    /** What is signed spells the digest in upper case. */
    UPPER_CASE_DIGEST(Expectation.REFUSED, Where.BOTH),
    /** The size is a text. */
    SIZE_AS_TEXT(Expectation.REFUSED, Where.BOTH),
    /** What is signed has no target. */
    NO_TARGET(Expectation.REFUSED, Where.BOTH),
    /** What is signed has the digest twice, that of another image first. */
    DUPLICATE_SIGNED_KEY(Expectation.REFUSED, Where.BOTH),
    /** What is signed goes on after its JSON object. */
    TRAILING_SIGNED_DATA(Expectation.REFUSED, Where.BOTH),
    /** What is signed begins with a byte order mark. */
    BYTE_ORDER_MARK(Expectation.REFUSED, Where.BOTH),
    /** What is signed is no JSON. */
    SIGNED_GARBAGE(Expectation.REFUSED, Where.BOTH),

    /** Signed by another key than that of the leaf. */
    OTHER_KEY(Expectation.REFUSED, Where.BOTH),
    /** One bit of what is signed was turned over after signing. */
    FLIPPED_PAYLOAD_BIT(Expectation.REFUSED, Where.BOTH),
    /** One bit of the signature was turned over. */
    FLIPPED_SIGNATURE_BIT(Expectation.REFUSED, Where.BOTH),
    /** Both numbers of an ECDSA signature are zero: CVE-2022-21449. */
    ZERO_SIGNATURE(Expectation.REFUSED, Where.BOTH),
    /** The signature is empty. */
    EMPTY_SIGNATURE(Expectation.REFUSED, Where.BOTH),
    /** An ECDSA signature in DER. */
    DER_SIGNATURE(Expectation.REFUSED, Where.BOTH),
    /** An RSA signature by PKCS#1 v1.5, in place of PSS. */
    PKCS1_SIGNATURE(Expectation.REFUSED, Where.BOTH),

    /** Expired after it was signed. */
    EXPIRED(Expectation.REFUSED, Where.BOTH),
    /** Expires at the moment it was signed. */
    EXPIRES_WHEN_SIGNED(Expectation.REFUSED, Where.BOTH),
    /** Without a signing time. */
    NO_SIGNING_TIME(Expectation.REFUSED, Where.BOTH),
    /** The signing time is text that is no time. */
    MALFORMED_TIME(Expectation.REFUSED, Where.BOTH),
    /** With the signing time of the other scheme, too. */
    TWO_SIGNING_TIMES(Expectation.REFUSED, Where.BOTH),
    /** Without a signing scheme. */
    NO_SCHEME(Expectation.REFUSED, Where.BOTH),
    /** By a scheme that does not exist. */
    UNKNOWN_SCHEME(Expectation.REFUSED, Where.BOTH),
    /** Without a content type. */
    NO_CONTENT_TYPE(Expectation.REFUSED, Where.BOTH),
    /** With the content type of something else. */
    OTHER_CONTENT_TYPE(Expectation.REFUSED, Where.BOTH),
    /** Without an algorithm. */
    NO_ALGORITHM(Expectation.REFUSED, Where.BOTH),
    /** By the algorithm {@code none}; in COSE one that is not assigned. */
    ALGORITHM_NONE(Expectation.REFUSED, Where.BOTH),
    /** Names an algorithm that exists and is not that of the key. */
    OTHER_ALGORITHM(Expectation.REFUSED, Where.BOTH),

    /** Without the list of critical attributes. */
    NO_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** The list of critical attributes is empty. */
    EMPTY_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** The scheme is not listed as critical. */
    SCHEME_NOT_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** The expiry is not listed as critical. */
    EXPIRY_NOT_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** An attribute is listed as critical twice. */
    REPEATED_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** An attribute is listed as critical that is not there. */
    ABSENT_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** The algorithm is listed as critical. */
    REGISTERED_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** An attribute that nobody knows is critical. */
    UNKNOWN_CRITICAL(Expectation.REFUSED, Where.BOTH),
    /** A verification plugin is demanded. */
    PLUGIN(Expectation.REFUSED, Where.BOTH),

    /** Without certificates. */
    NO_CHAIN(Expectation.REFUSED, Where.BOTH),
    /** The list of certificates is empty. */
    EMPTY_CHAIN(Expectation.REFUSED, Where.BOTH),
    /** With a timestamp that is none; nobody asked for one. */
    GARBAGE_TIMESTAMP(Expectation.EITHER, Where.BOTH),
    /** The envelope is cut in half. */
    TRUNCATED(Expectation.REFUSED, Where.BOTH),
    /** The envelope is empty. */
    EMPTY(Expectation.REFUSED, Where.BOTH),
    /** Something follows the envelope. */
    TRAILING_DATA(Expectation.REFUSED, Where.BOTH),
    /** The layer has the media type of the other kind of envelope. */
    OTHER_ENVELOPE_TYPE(Expectation.REFUSED, Where.BOTH),
    /** The layer has the media type of a mere blob. */
    OTHER_MEDIA_TYPE(Expectation.REFUSED, Where.BOTH),
    /** The manifest refers to another image than the payload. */
    OTHER_REFERRER_SUBJECT(Expectation.EITHER, Where.BOTH),

    /** The envelope has a member that the format does not know. */
    EXTRA_MEMBER(Expectation.REFUSED, Where.JWS),
    /** The envelope has its payload twice. */
    DUPLICATE_MEMBER(Expectation.REFUSED, Where.JWS),
    /** A member of the protected header is there twice. */
    DUPLICATE_HEADER(Expectation.REFUSED, Where.JWS),
    /** The base64 of the signature is padded. */
    PADDED_BASE64(Expectation.REFUSED, Where.JWS),
    /** The base64 of the signature has a line break within. */
    LINE_BREAK_IN_BASE64(Expectation.REFUSED, Where.JWS),
    /** The protected header says that the payload is not base64, or that it is: RFC 7797. */
    B64_HEADER(Expectation.REFUSED, Where.JWS),
    /** Signed by another key, which the protected header brings along. */
    KEY_IN_HEADER(Expectation.REFUSED, Where.JWS),
    /** The certificates stand in both headers. */
    CHAIN_IN_BOTH_HEADERS(Expectation.REFUSED, Where.JWS),
    /** The JSON serialisation for several signatures. */
    GENERAL_FORM(Expectation.REFUSED, Where.JWS),
    /** The serialisation without JSON. */
    COMPACT_FORM(Expectation.REFUSED, Where.JWS),

    /** Without the tag in front. */
    UNTAGGED(Expectation.REFUSED, Where.COSE),
    /** The tag of a message with several signatures. */
    OTHER_TAG(Expectation.REFUSED, Where.COSE),
    /** The outer array has no length but an end. */
    INDEFINITE_LENGTH(Expectation.REFUSED, Where.COSE),
    /** A label of the protected header is there twice. */
    DUPLICATE_LABEL(Expectation.REFUSED, Where.COSE),
    /** The signing time is a number without a tag. */
    UNTAGGED_TIME(Expectation.REFUSED, Where.COSE),
    /** The algorithm is a text. */
    TEXT_ALGORITHM(Expectation.REFUSED, Where.COSE),
    /** The payload is not in the envelope. */
    DETACHED_PAYLOAD(Expectation.REFUSED, Where.COSE),
    /** The chain is a single octet string in place of an array. */
    BARE_CERTIFICATE(Expectation.REFUSED, Where.COSE),
    /** The list of critical attributes stands in the unprotected header. */
    UNPROTECTED_CRITICAL(Expectation.REFUSED, Where.COSE),
    /** Signed with data that are nowhere in the envelope. */
    EXTERNAL_DATA(Expectation.REFUSED, Where.COSE),
    /** The certificates stand in the protected header, which the specification allows. */
    PROTECTED_CHAIN(Expectation.ACCEPTED, Where.COSE),
    /** The length of the protected header takes more octets than it needs. */
    LONG_LENGTH(Expectation.EITHER, Where.COSE);

    private final Expectation expectation;
    private final Where where;

    NotationBend(Expectation expectation, Where where) {
        this.expectation = expectation;
        this.where = where;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }

    boolean applies(Envelope envelope, Kind kind) {
        boolean fits = switch (this) {
            case ZERO_SIGNATURE, DER_SIGNATURE -> kind.isEcdsa();
            case PKCS1_SIGNATURE -> kind.name().startsWith("RSA");
            // 384 octets fill their base64 to the last bit.
            case PADDED_BASE64 -> kind != Kind.RSA_3072 && kind != Kind.EC_P384 && kind != Kind.EC_P521;
            default -> true;
        };
        return fits && (where == Where.BOTH || where.name().equals(envelope.name()));
    }

    /** The two kinds of envelope. */
    enum Envelope {
        JWS("application/jose+json"),
        COSE("application/cose");

        private final String mediaType;

        Envelope(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        Envelope other() {
            return this == JWS ? COSE : JWS;
        }
    }

    private enum Where {
        BOTH,
        JWS,
        COSE
    }
}
