/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import java.util.EnumSet;
import java.util.Set;

/** What a candidate is stored as. */
enum CosignKind {
    /** A simple-signing payload whose signature stands in an annotation. */
    LEGACY_SIGNATURE("legacy-signature", Format.LEGACY),
    /** The same in a manifest among the referrers. */
    LEGACY_REFERRER("legacy-referrer", Format.LEGACY_REFERRER),
    /** A DSSE envelope under the attestation tag. */
    LEGACY_ATTESTATION("legacy-attestation", Format.LEGACY),
    /** The same in a manifest among the referrers. */
    LEGACY_REFERRER_ATTESTATION("legacy-referrer-attestation", Format.LEGACY_REFERRER),
    /** A Sigstore bundle: signature or attestation, which only its predicate type tells. */
    BUNDLE("bundle", Format.BUNDLE),
    /** A Sigstore bundle that signs the octets of a file; never something about an image. */
    FILE("message-signature", Format.BUNDLE);

    private final String id;
    private final Format format;

    CosignKind(String id, Format format) {
        this.id = id;
        this.format = format;
    }

    /** As claims call it. */
    String id() {
        return id;
    }

    /** Whether what was signed is an in-toto statement. */
    boolean isStatement() {
        return this == LEGACY_ATTESTATION || this == LEGACY_REFERRER_ATTESTATION || this == BUNDLE;
    }

    /** The kinds that can meet a requirement. */
    static Set<CosignKind> askedBy(CosignRequirement requirement) {
        Set<CosignKind> asked = requirement.isAttestation()
                ? EnumSet.of(LEGACY_ATTESTATION, LEGACY_REFERRER_ATTESTATION, BUNDLE)
                : EnumSet.of(LEGACY_SIGNATURE, LEGACY_REFERRER, BUNDLE);
        asked.removeIf(kind -> !requirement.formats().contains(kind.format));
        return asked;
    }
}
