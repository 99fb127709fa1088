/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the detached signature of one blob under one requirement, by the checks that images get. Used once. */
public final class BlobCheck {

    private static final String TOOL = "notation";

    private final NotationRequirement requirement;
    private final PreparedNotation prepared;
    private final TrustSnapshot trust;
    private final CheckRecorder log;
    private @Nullable Descriptor blob;

    /**
     * Reads the trust stores.
     *
     * @throws SetUpException if a store or an identity cannot be used
     */
    public BlobCheck(NotationRequirement requirement, TrustSnapshot trust, NotationSettings settings) {
        this.requirement = requirement;
        this.prepared = new PreparedNotation(requirement, trust, settings);
        this.trust = trust;
        this.log = new CheckRecorder(prepared.plan());
    }

    /**
     * What came with a blob.
     *
     * @param format of the envelope
     * @param envelope as it came
     * @param mediaType the blob has to be signed as; null: any
     */
    public record Signed(
            EnvelopeFormat format, Bytes envelope, @Nullable String mediaType) {}

    /** Judges it; the blob is read only once the signature has held, and no further than what was signed. */
    public SignatureReport judge(Signed signed, InputStream content, VerificationContext context)
            throws InterruptedException {
        try {
            Optional<VerifiedSignature> signature = IntegrityChecks.open(
                    () -> UnverifiedEnvelope.parse(signed.format(), signed.envelope(), context.limits()), log);
            if (signature.isPresent() && covers(signature.get(), content, signed.mediaType())) {
                prepared.checkTrust(signature.get(), log.recording(context), log);
            }
        } catch (IOException e) {
            log.verifierFailed(new Reason(CoreReason.INPUT_UNREADABLE, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // A plugin or a fetcher of the caller's throws what it likes; nothing it left undone counts.
            log.verifierFailed(new Reason(CoreReason.VERIFIER_FAILED, e.toString()));
        }
        log.consult(trust.denied());
        return log.complete(SignatureReport.builder(ref(signed), TOOL, requirement.canonical()));
    }

    /** What was signed, with the signer's metadata, once the blob turned out to be that. */
    public Optional<Descriptor> blob() {
        return Optional.ofNullable(blob);
    }

    /** Why the blob itself is not to be used by anybody, if the deny list says so. */
    public Optional<Reason> denial() {
        return blob().flatMap(b -> trust.denied().find(new DenyTarget.Image(b.digest())))
                .map(entry -> new Reason(
                        CoreReason.IMAGE_DENIED, entry.target() + " since " + entry.since() + ", " + entry.why()));
    }

    /** signature-specification.md, "Blob signatures": the hash is the key's, whatever else could be computed. */
    private boolean covers(VerifiedSignature signature, InputStream content, @Nullable String mediaType)
            throws IOException, InterruptedException {
        NotationPayload payload = signature.payload();
        DigestAlgorithm hash = signature.hash();
        boolean described =
                payload.digest().algorithm() == hash && (mediaType == null || mediaType.equals(payload.mediaType()));
        if (!described) {
            return mismatch(payload.digest() + ", " + payload.mediaType());
        }
        StreamDigest found = StreamDigest.of(content, hash, payload.size());
        if (found.size() != payload.size() || !found.digest().equals(payload.digest())) {
            return mismatch("signed are " + payload.size() + " octets, " + payload.digest());
        }
        log.pass(NotationCheck.SUBJECT);
        blob = Descriptor.of(payload.mediaType(), payload.digest(), payload.size())
                .withAnnotations(payload.annotations());
        return true;
    }

    private boolean mismatch(String detail) {
        log.fail(NotationCheck.SUBJECT, new Reason(NotationReason.ARTIFACT_MISMATCH, detail));
        return false;
    }

    private CandidateRef ref(Signed signed) {
        Digest id = Digest.sha256(signed.envelope());
        return new CandidateRef(id, blob == null ? id : blob.digest(), new Place.HandedIn());
    }
}
