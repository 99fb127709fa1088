/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes candidates of one requirement apart, specification steps 5 and 6. Uses no cryptography and trusts nothing. */
final class CandidateReader {

    private final Set<CosignKind> asked;
    private final boolean attestation;

    CandidateReader(CosignRequirement requirement) {
        this.asked = CosignKind.askedBy(requirement);
        this.attestation = requirement.isAttestation();
    }

    /** Takes a candidate apart and writes how that went; empty: it could not be. */
    Optional<UnverifiedSignature> open(SignatureCandidate candidate, Limits limits, CheckLog log) {
        CosignCheck step = CosignCheck.SHAPE;
        try {
            CosignArtifact artifact = shaped(candidate, limits);
            log.pass(step);
            step = CosignCheck.DECODING;
            UnverifiedSignature signature = read(artifact);
            log.pass(step);
            return Optional.of(signature);
        } catch (MalformedInputException e) {
            log.fail(step, e.reason());
            return Optional.empty();
        }
    }

    /**
     * Step 5: kind, media types, layers and size.
     *
     * @throws MalformedInputException if the candidate is not what the requirement asks for
     */
    private CosignArtifact shaped(SignatureCandidate candidate, Limits limits) throws MalformedInputException {
        CosignArtifact artifact =
                CosignArtifact.find(candidate.artifact()).orElseThrow(() -> refusal(CosignReason.KIND_MISMATCH, ""));
        if (!asked.contains(artifact.kind())) {
            throw refusal(CosignReason.KIND_MISMATCH, artifact.kind().id());
        }
        requireMediaType(artifact);
        requireReferrer(artifact, candidate.about());
        int limit = limit(artifact.kind(), limits);
        int length = artifact.content().length();
        if (length > limit) {
            throw refusal(CosignReason.TOO_LARGE, length + " octets, limit " + limit);
        }
        return artifact;
    }

    /**
     * Step 6: strict JSON and base64.
     *
     * @throws MalformedInputException if the artifact cannot be read
     */
    private static UnverifiedSignature read(CosignArtifact artifact) throws MalformedInputException {
        return switch (artifact.kind()) {
            case LEGACY_SIGNATURE, LEGACY_REFERRER -> legacySignature(artifact);
            case LEGACY_ATTESTATION, LEGACY_REFERRER_ATTESTATION -> legacyAttestation(artifact);
            case BUNDLE -> bundle(artifact.content());
            case FILE -> throw refusal(CosignReason.KIND_MISMATCH, "a file");
        };
    }

    private static void requireMediaType(CosignArtifact artifact) throws MalformedInputException {
        String mediaType = artifact.layer().mediaType();
        boolean fits = switch (artifact.kind()) {
            case LEGACY_SIGNATURE, LEGACY_REFERRER -> mediaType.equals(CosignFormat.SIMPLE_SIGNING);
            case LEGACY_ATTESTATION, LEGACY_REFERRER_ATTESTATION -> mediaType.equals(CosignFormat.DSSE_ENVELOPE);
            // Which version it is, the bundle says itself.
            case BUNDLE -> mediaType.startsWith(CosignFormat.ANY_BUNDLE);
            case FILE -> false;
        };
        if (!fits) {
            throw refusal(CosignReason.MEDIA_TYPE, mediaType);
        }
    }

    private static void requireReferrer(CosignArtifact artifact, Digest about) throws MalformedInputException {
        @Nullable ReferrerManifest manifest = artifact.manifest();
        if (manifest == null) {
            return;
        }
        Digest subject = manifest.subject().digest();
        if (!subject.equals(about)) {
            throw refusal(CosignReason.REFERRER_SUBJECT, "to " + subject);
        }
        if (artifact.kind() == CosignKind.BUNDLE && manifest.layers() != 1) {
            throw refusal(CosignReason.LAYER_COUNT, "there are " + manifest.layers());
        }
    }

    private int limit(CosignKind kind, Limits limits) {
        if (attestation) {
            return limits.attestationBytes();
        }
        return !kind.isStatement()
                ? Math.min(CosignFormat.MAX_PAYLOAD, limits.signatureBytes())
                : limits.signatureBytes();
    }

    /** The signature stands beside the payload, which is signed exactly as stored (section 2.1). */
    private static UnverifiedSignature legacySignature(CosignArtifact artifact) throws MalformedInputException {
        Descriptor layer = artifact.layer();
        Bytes payload = artifact.content();
        String base64 = annotation(layer, CosignFormat.SIGNATURE_ANNOTATION);
        if (base64.isEmpty()) {
            throw refusal(CosignReason.SIGNATURE_ABSENT, CosignFormat.SIGNATURE_ANNOTATION);
        }
        return new UnverifiedSignature(
                artifact.kind(),
                Base64Text.decodeStandard(base64),
                new SignedOctets.Whole(payload),
                payload,
                certificate(layer),
                null,
                logEntries(layer),
                timestamps(layer));
    }

    /** The signature stands inside the envelope; the annotation for it is empty and means nothing. */
    private static UnverifiedSignature legacyAttestation(CosignArtifact artifact) throws MalformedInputException {
        Descriptor layer = artifact.layer();
        Bytes content = artifact.content();
        DsseEnvelope envelope = DsseEnvelope.parse(content, CosignFormat.json(content.length()));
        return new UnverifiedSignature(
                artifact.kind(),
                envelope.signature(),
                new SignedOctets.Whole(envelope.signed()),
                envelope.payload(),
                certificate(layer),
                content,
                logEntries(layer),
                timestamps(layer));
    }

    private static Material certificate(Descriptor layer) {
        String certificate = annotation(layer, CosignFormat.CERTIFICATE_ANNOTATION);
        return certificate.isEmpty()
                ? new Material.None()
                : new Material.CertificateAnnotation(certificate, annotation(layer, CosignFormat.CHAIN_ANNOTATION));
    }

    private static List<Unread<LogEntry>> logEntries(Descriptor layer) {
        String json = annotation(layer, CosignFormat.LOG_ANNOTATION);
        return json.isEmpty() ? List.of() : List.of(() -> LogEntry.ofAnnotation(json));
    }

    private static List<Unread<Bytes>> timestamps(Descriptor layer) {
        String json = annotation(layer, CosignFormat.TIMESTAMP_ANNOTATION);
        return json.isEmpty() ? List.of() : List.of(() -> timestamp(json));
    }

    /** Section 2.1. */
    private static Bytes timestamp(String json) throws MalformedInputException {
        return Json.parseObject(Bytes.utf8(json), JsonLimits.BUNDLE)
                .requireExactly(Set.of("SignedRFC3161Timestamp"))
                .value("SignedRFC3161Timestamp")
                .asBase64();
    }

    private static UnverifiedSignature bundle(Bytes content) throws MalformedInputException {
        Bundle bundle = Bundle.parse(content, CosignFormat.json(content.length()));
        return bundle.signatureOver(bundle.statement());
    }

    /** The value, empty where there is none: cosign treats both alike. */
    private static String annotation(Descriptor layer, String key) {
        return layer.annotation(key).orElse("");
    }

    private static MalformedInputException refusal(CosignReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
