/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How a signature is stored: a manifest that refers to the image, with one layer, the envelope
 * (signature-specification.md, "OCI Signatures"). Nothing of the manifest is signed, so nothing of it is relied on.
 */
public final class NotationManifest {

    /** The artifact type; manifests of old tools have it as the media type of their config instead. */
    public static final String ARTIFACT_TYPE = "application/vnd.cncf.notary.signature";

    private NotationManifest() {}

    /** The artifact as one of the Notary Project, by its types alone; empty if it is none. */
    public static Optional<SignatureArtifact.Referrer> find(SignatureArtifact artifact) {
        if (artifact instanceof SignatureArtifact.Referrer referrer
                && (referrer.manifest().artifactType().equals(ARTIFACT_TYPE)
                        || referrer.manifest().configMediaType().equals(ARTIFACT_TYPE))) {
            return Optional.of(referrer);
        }
        return Optional.empty();
    }

    /** What a manifest of this tool seems to hold: {@code jws}, {@code cose} or {@code unknown-envelope}. */
    public static Claim claim(String tool, SignatureArtifact.Referrer referrer) {
        Optional<EnvelopeFormat> format =
                EnvelopeFormat.ofMediaType(referrer.layer().mediaType());
        if (format.isEmpty()) {
            return Claim.of(tool, "unknown-envelope");
        }
        Claim claim = Claim.of(tool, format.get() == EnvelopeFormat.JWS ? "jws" : "cose");
        return claimedSigner(format.get(), referrer.content())
                .map(claim::signedBy)
                .orElse(claim);
    }

    /** The subject of the first certificate, which anybody may have written; empty where there is nothing to read. */
    private static Optional<ClaimedSigner> claimedSigner(EnvelopeFormat format, Bytes content) {
        try {
            UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(format, content);
            List<CertificateFacts> chain = Certificates.parseChain(envelope.chain());
            return Optional.of(new ClaimedSigner(chain.get(0).subjectText()));
        } catch (MalformedInputException e) {
            return Optional.empty(); // why it cannot be read is told by the verifier
        }
    }

    /**
     * Reads the envelope.
     *
     * @throws MalformedInputException {@code MANIFEST_MALFORMED}, {@code ENVELOPE_UNSUPPORTED_TYPE},
     *     {@code ENVELOPE_TOO_LARGE}, or what its format refuses
     */
    static UnverifiedEnvelope envelope(SignatureArtifact artifact, Limits limits) throws MalformedInputException {
        SignatureArtifact.Referrer referrer = find(artifact)
                .orElseThrow(() -> refusal(NotationReason.MANIFEST_MALFORMED, "not a manifest of the Notary Project"));
        if (referrer.manifest().layers() != 1) {
            throw refusal(
                    NotationReason.MANIFEST_MALFORMED,
                    "layers: " + referrer.manifest().layers());
        }
        String mediaType = referrer.layer().mediaType();
        EnvelopeFormat format = EnvelopeFormat.ofMediaType(mediaType)
                .orElseThrow(() -> refusal(NotationReason.ENVELOPE_UNSUPPORTED_TYPE, mediaType));
        return UnverifiedEnvelope.parse(format, referrer.content(), limits);
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
