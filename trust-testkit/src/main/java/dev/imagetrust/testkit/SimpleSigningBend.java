/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.util.Arrays;
import java.util.List;

/**
 * One way in which a forged simple signature (OpenPGP) differs from a good one.
 *
 * <p>Expectations are those of a requirement that names the good key and leaves the signed identity at its default,
 * judged at {@link ForgedTime#NOW}.
 *
 * @since 0.1
 */
public enum SimpleSigningBend implements Bend {
    /** Not at all: one-pass signature, literal data, signature; not compressed. */
    NONE(Expectation.ACCEPTED),
    /** Compressed with ZIP, as GnuPG does. */
    COMPRESSED(Expectation.ACCEPTED),
    /** Compressed with ZLIB. */
    COMPRESSED_ZLIB(Expectation.ACCEPTED),
    /** The literal data in partial lengths, as GnuPG writes what it reads from a pipe. */
    PARTIAL_LENGTHS(Expectation.ACCEPTED),
    /** Hashed with SHA-512 in place of SHA-256. */
    SHA512(Expectation.ACCEPTED),
    /** With the first line that lookaside stores know: a zero octet and {@code simple-signing}. */
    FRAMED(Expectation.ACCEPTED),
    /** Other members in {@code optional}. */
    OPTIONAL_MEMBERS(Expectation.ACCEPTED),

    /** What is signed names the digest of another image. */
    OTHER_DIGEST(Expectation.REFUSED),
    /** What is signed names another repository. */
    OTHER_NAME(Expectation.REFUSED),
    /** What is signed names the repository without tag or digest. */
    NAME_ONLY(Expectation.REFUSED),
    /** What is signed names no repository but the empty text. */
    EMPTY_NAME(Expectation.REFUSED),
    /** What is signed has the type of a cosign signature. */
    OTHER_TYPE(Expectation.REFUSED),
    /** What is signed spells the digest in upper case. */
    UPPER_CASE_DIGEST(Expectation.REFUSED),
    /** What is signed names no digest. */
    NO_DIGEST(Expectation.REFUSED),
    /** What is signed has a member that the format does not know. */
    EXTRA_SIGNED_KEY(Expectation.REFUSED),
    /** What is signed has the digest twice, that of another image first. */
    DUPLICATE_SIGNED_KEY(Expectation.REFUSED),
    /** A member within {@code optional} is there twice. */
    DUPLICATE_OPTIONAL_KEY(Expectation.REFUSED),
    /** The member {@code critical} is spelt {@code Critical}. */
    OTHER_CASE_KEY(Expectation.REFUSED),
    /** The member {@code optional} is {@code null}, which only cosign may write. */
    OPTIONAL_NULL(Expectation.REFUSED),
    /** The creator is {@code null}. */
    NULL_CREATOR(Expectation.REFUSED),
    /** The timestamp has a fraction. */
    FRACTIONAL_TIMESTAMP(Expectation.REFUSED),
    /** What is signed goes on after its JSON object. */
    TRAILING_SIGNED_DATA(Expectation.REFUSED),
    /** What is signed begins with a byte order mark. */
    BYTE_ORDER_MARK(Expectation.REFUSED),
    /** What is signed is not UTF-8. */
    MALFORMED_UTF8(Expectation.REFUSED),
    /** What is signed has half a surrogate pair, escaped. */
    LONE_SURROGATE(Expectation.REFUSED),
    /** What is signed is no JSON. */
    SIGNED_GARBAGE(Expectation.REFUSED),

    /** Signed by another key. */
    OTHER_KEY(Expectation.REFUSED),
    /** Signed by another key, under the key id of the good one. */
    OTHER_KEY_SAME_ID(Expectation.REFUSED),
    /** One bit of what is signed was turned over after signing. */
    FLIPPED_PAYLOAD_BIT(Expectation.REFUSED),
    /** One bit of the signature was turned over. */
    FLIPPED_SIGNATURE_BIT(Expectation.REFUSED),
    /** The signature expired after it was made. */
    EXPIRED(Expectation.REFUSED),
    /** The signature is from tomorrow. */
    FROM_THE_FUTURE(Expectation.REFUSED),
    /** The signature is older than its key. */
    OLDER_THAN_ITS_KEY(Expectation.REFUSED),
    /** The signature has a critical notation that nobody knows. */
    CRITICAL_NOTATION(Expectation.REFUSED),
    /** Hashed with SHA-1. */
    SHA1(Expectation.REFUSED),
    /** Signed as text. */
    TEXT_SIGNATURE(Expectation.REFUSED),
    /** A signature that certifies a key, over the same octets. */
    OTHER_SIGNATURE_TYPE(Expectation.REFUSED),

    /** Armored. */
    ARMORED(Expectation.REFUSED),
    /** The signature alone. */
    DETACHED(Expectation.REFUSED),
    /** The literal data alone. */
    UNSIGNED(Expectation.REFUSED),
    /** The signature before the literal data, as in old programs. */
    PREFIXED(Expectation.REFUSED),
    /** Two signatures, the outer by another key. */
    TWO_SIGNATURES(Expectation.REFUSED),
    /** The message twice. */
    REPEATED(Expectation.REFUSED),
    /** Literal data about another image before the message. */
    LITERAL_BEFORE(Expectation.REFUSED),
    /** Literal data about another image after the message. */
    LITERAL_AFTER(Expectation.REFUSED),
    /** Octets after the message. */
    TRAILING_OCTETS(Expectation.REFUSED),
    /** Octets after the compressed message. */
    TRAILING_OCTETS_COMPRESSED(Expectation.REFUSED),
    /** Compressed twice. */
    COMPRESSED_TWICE(Expectation.REFUSED),
    /** Only the first half. */
    TRUNCATED(Expectation.REFUSED),
    /** Nothing. */
    EMPTY(Expectation.REFUSED),
    /** With the first line of a sigstore signature. */
    OTHER_FRAME(Expectation.REFUSED);

    private final Expectation expectation;

    SimpleSigningBend(Expectation expectation) {
        this.expectation = expectation;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }

    static List<SimpleSigningBend> all() {
        return Arrays.asList(values());
    }
}
