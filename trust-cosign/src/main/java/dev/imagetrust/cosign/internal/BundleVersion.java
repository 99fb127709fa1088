/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.Set;

/** The versions of the bundle format (section 5.1). */
enum BundleVersion {
    /** Every log entry has the log's promise; a proof of inclusion may be there. */
    V0_1(Set.of("application/vnd.dev.sigstore.bundle+json;version=0.1")),
    /** Every log entry has a proof of inclusion. */
    V0_2(Set.of("application/vnd.dev.sigstore.bundle+json;version=0.2")),
    /** As before, and one certificate in place of a chain. What images have. */
    V0_3(Set.of(CosignFormat.BUNDLE, "application/vnd.dev.sigstore.bundle+json;version=0.3"));

    private final Set<String> mediaTypes;

    BundleVersion(Set<String> mediaTypes) {
        this.mediaTypes = mediaTypes;
    }

    /** Before anything else is read: what other versions have in them is not known. */
    static BundleVersion of(JsonObject bundle) throws MalformedInputException {
        String mediaType = bundle.has("media_type") ? bundle.text("media_type") : bundle.text("mediaType");
        for (BundleVersion version : values()) {
            if (version.mediaTypes.contains(mediaType)) {
                return version;
            }
        }
        throw new MalformedInputException(new Reason(CosignReason.BUNDLE_VERSION, mediaType));
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
