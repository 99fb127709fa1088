/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;

/** The versions of the bundle format (section 5.1). */
enum BundleVersion {
    /** Every log entry has the log's promise; a proof of inclusion may be there. */
    V0_1(
            "application/vnd.dev.sigstore.bundle+json;version=0.1",
            "application/vnd.dev.sigstore.bundle+json;version=0.1"),
    /** Every log entry has a proof of inclusion. */
    V0_2(
            "application/vnd.dev.sigstore.bundle+json;version=0.2",
            "application/vnd.dev.sigstore.bundle+json;version=0.2"),
    /** As before, and one certificate in place of a chain. What images have. */
    V0_3(CosignFormat.BUNDLE, "application/vnd.dev.sigstore.bundle+json;version=0.3");

    private final String mediaType;
    private final String otherMediaType;

    BundleVersion(String mediaType, String otherMediaType) {
        this.mediaType = mediaType;
        this.otherMediaType = otherMediaType;
    }

    /** Before anything else is read: what other versions have in them is not known. */
    static BundleVersion of(JsonObject bundle) throws MalformedInputException {
        String given = bundle.has("media_type") ? bundle.text("media_type") : bundle.text("mediaType");
        for (BundleVersion version : values()) {
            if (given.equals(version.mediaType) || given.equals(version.otherMediaType)) {
                return version;
            }
        }
        throw new MalformedInputException(new Reason(CosignReason.BUNDLE_VERSION, given));
    }

    /** What a log entry must have with it. */
    LogEntry.Evidence evidence() {
        return this == V0_1 ? LogEntry.Evidence.PROMISE : LogEntry.Evidence.PROOF;
    }

    /** The one field of verification material in which it has certificates. */
    String certificateField() {
        return this == V0_3 ? "certificate" : "x509CertificateChain";
    }
}
