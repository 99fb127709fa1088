/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that is cosign's by the place it lies in and by what its manifest says.
 *
 * @param kind decided by tag and artifact type, so that a wrong layer there is refused and not overlooked
 * @param layer with the annotations of a legacy signature
 * @param content the octets of the layer
 * @param manifest where it is a referrer
 */
record CosignArtifact(
        CosignKind kind,
        Descriptor layer,
        Bytes content,
        @Nullable ReferrerManifest manifest) {

    static Optional<CosignArtifact> find(SignatureArtifact artifact) {
        if (artifact instanceof TagLayer tagged) {
            return kind(tagged).map(kind -> new CosignArtifact(kind, tagged.layer(), tagged.content(), null));
        }
        if (artifact instanceof Referrer referrer) {
            return kind(referrer)
                    .map(kind -> new CosignArtifact(kind, referrer.layer(), referrer.content(), referrer.manifest()));
        }
        return Optional.empty();
    }

    private static Optional<CosignKind> kind(TagLayer tagged) {
        return switch (tagged.suffix()) {
            case CosignFormat.SIGNATURE_TAG -> Optional.of(CosignKind.LEGACY_SIGNATURE);
            case CosignFormat.ATTESTATION_TAG -> Optional.of(CosignKind.LEGACY_ATTESTATION);
            default -> Optional.empty();
        };
    }

    private static Optional<CosignKind> kind(Referrer referrer) {
        String artifactType = referrer.manifest().artifactType();
        if (artifactType.equals(CosignFormat.LEGACY_REFERRER)) {
            return Optional.of(CosignKind.LEGACY_REFERRER);
        }
        // Others keep statements without signature under the general type; those are not cosign's.
        boolean attestation = artifactType.equals(CosignFormat.LEGACY_REFERRER_ATTESTATION)
                || (artifactType.equals(CosignFormat.LEGACY_REFERRER_STATEMENT)
                        && referrer.layer().mediaType().equals(CosignFormat.DSSE_ENVELOPE));
        if (attestation) {
            return Optional.of(CosignKind.LEGACY_REFERRER_ATTESTATION);
        }
        // Some writers give no artifact type; then the layer decides.
        boolean bundle = artifactType.startsWith(CosignFormat.ANY_BUNDLE)
                || referrer.layer().mediaType().startsWith(CosignFormat.ANY_BUNDLE);
        return bundle ? Optional.of(CosignKind.BUNDLE) : Optional.empty();
    }
}
