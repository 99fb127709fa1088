/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Digest;
import java.util.Optional;

/** Tags that are made from digests. */
final class DigestTags {

    private static final int MAX_TAG = 128;
    private static final int MAX_HEX = 64;

    private DigestTags() {}

    /** Such as {@code sha256-<hex>.sig}; empty where it would be longer than a tag may be. Never cut: cosign does not. */
    static Optional<String> find(Digest digest, String suffix) {
        String tag = digest.inTag() + suffix;
        return tag.length() > MAX_TAG ? Optional.empty() : Optional.of(tag);
    }

    /** The tag that stands in for the referrers API: distribution-spec, "Referrers Tag Schema", which does cut. */
    static String ofReferrers(Digest digest) {
        String hex = digest.hex();
        return digest.algorithm().ociName() + '-' + hex.substring(0, Math.min(hex.length(), MAX_HEX));
    }
}
