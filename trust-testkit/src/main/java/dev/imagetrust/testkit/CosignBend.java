/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

/**
 * One way in which a forged cosign signature differs from a good one.
 *
 * <p>Expectations are those of a requirement that names the good key, asks for no transparency log, no signed identity
 * and, for attestations, for the predicate type that was forged.
 *
 * @since 0.1
 */
public enum CosignBend implements Bend {
    /** Not at all. */
    NONE(Expectation.ACCEPTED, Where.ALL),

    /** What is signed names the digest of another image. */
    OTHER_DIGEST(Expectation.REFUSED, Where.ALL),
    /** What is signed spells the digest in upper case. */
    UPPER_CASE_DIGEST(Expectation.REFUSED, Where.ALL),
    /** What is signed names no digest. */
    NO_DIGEST(Expectation.REFUSED, Where.ALL),
    /** Signed by {@link ForgedKey#another()}. */
    OTHER_KEY(Expectation.REFUSED, Where.ALL),
    /** The first bit of what is signed was turned over after signing. */
    FLIPPED_PAYLOAD_BIT(Expectation.REFUSED, Where.ALL),
    /** The last bit of the signature was turned over. */
    FLIPPED_SIGNATURE_BIT(Expectation.REFUSED, Where.ALL),
    /** The signature is the empty text. */
    EMPTY_SIGNATURE(Expectation.REFUSED, Where.ALL),
    /** The signature has a line break within its base64. */
    LINE_BREAK_IN_BASE64(Expectation.REFUSED, Where.ALL),
    /** The base64 of the signature has bits set that mean nothing. */
    NON_CANONICAL_BASE64(Expectation.REFUSED, Where.ALL),
    /** An ECDSA signature as two numbers of fixed length in place of DER. */
    P1363_SIGNATURE(Expectation.REFUSED, Where.ALL),
    /** Both numbers of an ECDSA signature are zero: CVE-2022-21449. */
    ZERO_SIGNATURE(Expectation.REFUSED, Where.ALL),
    /** Only the first half of the stored content is there. */
    TRUNCATED(Expectation.REFUSED, Where.ALL),
    /** The stored content is empty. */
    EMPTY(Expectation.REFUSED, Where.ALL),
    /** The media type of the layer is that of a mere blob. */
    OTHER_MEDIA_TYPE(Expectation.REFUSED, Where.ALL),
    /** What is signed has a member twice, the digest of another image first: readers differ in which one counts. */
    DUPLICATE_SIGNED_KEY(Expectation.REFUSED, Where.ALL),
    /** What is signed goes on after its JSON object. */
    TRAILING_SIGNED_DATA(Expectation.REFUSED, Where.ALL),
    /** What is signed begins with a byte order mark. */
    BYTE_ORDER_MARK(Expectation.REFUSED, Where.ALL),
    /** What is signed is no JSON. */
    SIGNED_GARBAGE(Expectation.REFUSED, Where.ALL),
    /** What is signed has a member that the format does not know. */
    EXTRA_SIGNED_KEY(Expectation.EITHER, Where.ALL),

    /** The payload names another repository; cosign does not look at it. */
    OTHER_NAME(Expectation.ACCEPTED, Where.LEGACY_SIGNATURE),
    /** The payload has the type of a GPG simple signature. */
    OTHER_TYPE(Expectation.REFUSED, Where.LEGACY_SIGNATURE),
    /** The member {@code critical} is spelt {@code Critical}, which Go reads all the same. */
    OTHER_CASE_KEY(Expectation.REFUSED, Where.LEGACY_SIGNATURE),
    /** The layer has no signature annotation. */
    NO_SIGNATURE(Expectation.REFUSED, Where.LEGACY_SIGNATURE),
    /** Signed by another key, which the certificate annotation brings along: GHSA-fx35-mq7g-6g98. */
    KEY_IN_CERTIFICATE(Expectation.REFUSED, Where.LEGACY_SIGNATURE),

    /** The DSSE envelope has another payload type, and the signature covers it. */
    OTHER_PAYLOAD_TYPE(Expectation.REFUSED, Where.ENVELOPES),
    /** The signature is over the statement itself and not over its DSSE encoding. */
    WITHOUT_PAE(Expectation.REFUSED, Where.ENVELOPES),
    /** The envelope has two signatures, the second by another key. */
    TWO_SIGNATURES(Expectation.REFUSED, Where.ENVELOPES),
    /** The envelope names a key; nothing depends on it. */
    KEY_ID(Expectation.ACCEPTED, Where.ENVELOPES),
    /** The statement has no subjects. */
    NO_SUBJECT(Expectation.REFUSED, Where.ENVELOPES),
    /** The statement has {@code null} for a subject. */
    NULL_SUBJECT(Expectation.REFUSED, Where.ENVELOPES),
    /** The statement is about another image first, then about this one. */
    SECOND_SUBJECT(Expectation.ACCEPTED, Where.ENVELOPES),
    /** The statement is of another type than in-toto's. */
    OTHER_STATEMENT_TYPE(Expectation.REFUSED, Where.ENVELOPES),
    /** The statement has another predicate type: CVE-2022-35929. */
    OTHER_PREDICATE_TYPE(Expectation.REFUSED, Where.ENVELOPES),

    /** The statement has no predicate, as cosign 3.0.0 to 3.0.4 wrote image signatures. */
    NO_PREDICATE(Expectation.ACCEPTED, Where.BUNDLED_SIGNATURE),
    /** The bundle is of version 0.4, which does not exist. */
    UNKNOWN_VERSION(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has no media type. */
    NO_BUNDLE_TYPE(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has a member that its version does not know. */
    EXTRA_BUNDLE_KEY(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has its envelope twice. */
    DUPLICATE_BUNDLE_KEY(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle goes on after its JSON object. */
    TRAILING_BUNDLE_DATA(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has no verification material. */
    NO_MATERIAL(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has a certificate where the policy has a key: material never introduces trust. */
    CERTIFICATE_FOR_KEY(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle signs a digest in place of a statement. */
    MESSAGE_SIGNATURE(Expectation.REFUSED, Where.BUNDLES),
    /** The bundle has both a statement and a signature of a digest. */
    TWO_CONTENTS(Expectation.REFUSED, Where.BUNDLES),
    /** The hint of the bundle is that of another key; it says nothing. */
    OTHER_HINT(Expectation.EITHER, Where.BUNDLES),
    /** The manifest of the bundle refers to another image than the statement. */
    OTHER_REFERRER_SUBJECT(Expectation.EITHER, Where.BUNDLES);

    private final Expectation expectation;
    private final Where where;

    CosignBend(Expectation expectation, Where where) {
        this.expectation = expectation;
        this.where = where;
    }

    @Override
    public Expectation expectation() {
        return expectation;
    }

    boolean applies(Layout layout, ForgedKey key) {
        boolean fits = switch (this) {
            case P1363_SIGNATURE, ZERO_SIGNATURE -> key.kind().isEcdsa();
            // 384 octets fill their base64 to the last bit.
            case NON_CANONICAL_BASE64 -> key.kind() != ForgedKey.Kind.RSA_3072;
            default -> true;
        };
        return fits && where.includes(layout);
    }

    /** How a cosign signature is stored. */
    enum Layout {
        /** A layer under {@code .sig}. */
        LEGACY_SIGNATURE("cosign legacy"),
        /** A layer under {@code .att}. */
        LEGACY_ATTESTATION("cosign legacy attestation"),
        /** A Sigstore bundle with cosign's own predicate. */
        BUNDLED_SIGNATURE("cosign bundle"),
        /** A Sigstore bundle with any other predicate. */
        BUNDLED_ATTESTATION("cosign attestation bundle");

        private final String title;

        Layout(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        boolean isBundle() {
            return this == BUNDLED_SIGNATURE || this == BUNDLED_ATTESTATION;
        }
    }

    /** The layouts in which a bend makes sense. */
    private enum Where {
        ALL,
        LEGACY_SIGNATURE,
        ENVELOPES,
        BUNDLES,
        BUNDLED_SIGNATURE;

        boolean includes(Layout layout) {
            return switch (this) {
                case ALL -> true;
                case LEGACY_SIGNATURE -> layout == Layout.LEGACY_SIGNATURE;
                case ENVELOPES -> layout != Layout.LEGACY_SIGNATURE;
                case BUNDLES -> layout.isBundle();
                case BUNDLED_SIGNATURE -> layout == Layout.BUNDLED_SIGNATURE;
            };
        }
    }
}
