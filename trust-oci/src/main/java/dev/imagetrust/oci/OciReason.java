/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why a manifest is refused, or a place could not be seen as a whole.
 *
 * @since 0.1
 */
public enum OciReason implements ReasonCode {
    /** A manifest or index longer than {@code Limits.manifestBytes}, by its descriptor or in fact. */
    MANIFEST_TOO_LARGE("oci.manifest-too-large", ReasonClass.REFUSED, "A manifest is longer than its limit"),
    /** Neither an image manifest nor an index of OCI or Docker schema 2. */
    MEDIA_TYPE_UNSUPPORTED(
            "oci.media-type-unsupported", ReasonClass.REFUSED, "The media type is none that a manifest has"),
    /** The bytes say that they are of another type than their descriptor or the repository said. */
    MEDIA_TYPE_MISMATCH(
            "oci.media-type-mismatch", ReasonClass.REFUSED, "A manifest is of another media type than announced"),
    /** Docker schema 1, whose digest does not cover what is signed. */
    SCHEMA_1("oci.schema-1", ReasonClass.REFUSED, "Docker schema 1 manifests are not supported"),
    /** A {@code schemaVersion} other than 2. */
    SCHEMA_VERSION("oci.schema-version", ReasonClass.REFUSED, "The schema version of a manifest is not 2"),
    /** Members of both a manifest and an index: readers could disagree on what it is (CVE-2021-41190). */
    AMBIGUOUS_MANIFEST("oci.ambiguous-manifest", ReasonClass.REFUSED, "A manifest can be read as image and as index"),
    /** A member whose name differs from a known one in case only: Go readers take it for that one. */
    MEMBER_SPELLING("oci.member-spelling", ReasonClass.REFUSED, "A member of a manifest is spelt in another case"),
    /** A descriptor whose media type, digest, size or annotations are not what they have to be. */
    DESCRIPTOR_MALFORMED("oci.descriptor-malformed", ReasonClass.REFUSED, "A descriptor is malformed"),
    /** The bytes are others than those of the digest that they were asked for by. */
    DIGEST_MISMATCH("oci.digest-mismatch", ReasonClass.REFUSED, "The content does not have the digest it has to have"),
    /** The bytes are more or fewer than the descriptor says. */
    SIZE_MISMATCH("oci.size-mismatch", ReasonClass.REFUSED, "The content does not have the size it has to have"),
    /** An index where a manifest is needed, or the other way round. */
    KIND_UNEXPECTED(
            "oci.kind-unexpected", ReasonClass.REFUSED, "An index stands where a manifest has to be, or vice versa"),
    /** A listed manifest refers to something else, or to nothing. */
    SUBJECT_MISMATCH("oci.subject-mismatch", ReasonClass.REFUSED, "A listed manifest does not refer to this image"),
    /** A signature manifest without a layer that could hold the signature. */
    NO_LAYERS("oci.no-layers", ReasonClass.REFUSED, "A signature manifest has no layer"),
    /** A signature longer than its limit. */
    SIGNATURE_TOO_LARGE("oci.signature-too-large", ReasonClass.REFUSED, "A signature is longer than its limit"),
    /** A manifest that is listed but not there. */
    LISTED_BUT_ABSENT("oci.listed-but-absent", ReasonClass.ENVIRONMENT, "A manifest is listed but not there"),
    /** The repository could not be read. */
    READ_FAILED("oci.read-failed", ReasonClass.ENVIRONMENT, "The repository could not be read"),
    /** A listing whose next page is one that was read before, or that stops being supported in the middle. */
    LISTING_BROKEN("oci.listing-broken", ReasonClass.ENVIRONMENT, "The listing of referrers does not come to an end"),
    /** A digest too long to be part of a tag: nothing can be there. */
    TAG_NOT_REPRESENTABLE(
            "oci.tag-not-representable", ReasonClass.REFUSED, "No tag can name a digest of this algorithm"),
    /** An image without a name in a registry, and no other name to look under. */
    NO_NAME("oci.no-name", ReasonClass.SET_UP, "The image has no repository name to look for signatures under");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    OciReason(String id, ReasonClass reasonClass, String sentence) {
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
