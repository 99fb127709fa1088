/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.verdict.ClaimedSigner;
import java.util.Optional;

/** Says what candidates seem to be, without cryptography. */
public final class Claims {

    private final String tool;

    /** Claims in the name of a tool. */
    public Claims(String tool) {
        this.tool = tool;
    }

    /** What an artifact seems to be; empty if it is not cosign's. Never throws for what it contains. */
    public Optional<Claim> recognise(SignatureArtifact artifact) {
        return CosignArtifact.find(artifact).map(this::claim);
    }

    private Claim claim(CosignArtifact artifact) {
        Claim claim = Claim.of(tool, artifact.kind().id());
        try {
            return switch (artifact.kind()) {
                case LEGACY_SIGNATURE, LEGACY_REFERRER -> claim;
                case LEGACY_ATTESTATION, LEGACY_REFERRER_ATTESTATION ->
                    stating(claim, DsseEnvelope.parse(artifact.content(), JsonLimits.BUNDLE));
                case FILE -> claim;
                case BUNDLE -> claim(claim, Bundle.parse(artifact.content(), JsonLimits.BUNDLE));
            };
        } catch (MalformedInputException e) {
            // Without a type it is wanted by every requirement for its kind, and refused there with the reason.
            return claim;
        }
    }

    private static Claim claim(Claim claim, Bundle bundle) throws MalformedInputException {
        Optional<ClaimedSigner> signer =
                bundle.material() instanceof Material.KeyHint claimed ? claimed.signer() : Optional.empty();
        return stating(signer.map(claim::signedBy).orElse(claim), bundle.statement());
    }

    private static Claim stating(Claim claim, DsseEnvelope envelope) throws MalformedInputException {
        Bytes payload = envelope.payload();
        return claim.stating(Json.parseObject(payload, JsonLimits.BUNDLE).text("predicateType"));
    }
}
