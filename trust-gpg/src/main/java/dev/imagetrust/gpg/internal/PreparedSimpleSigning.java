/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgCheck;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.Keyring.Candidate;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks simple signatures against a keyring, in the order of {@link GpgCheck}. Immutable. */
final class PreparedSimpleSigning implements PreparedVerifier {

    private static final List<PlannedCheck> PLAN =
            Arrays.stream(GpgCheck.values()).map(PlannedCheck::enforced).toList();

    private final Keyring keyring;
    private final SignedIdentity signedIdentity;

    PreparedSimpleSigning(Keyring keyring, SignedIdentity signedIdentity) {
        this.keyring = keyring;
        this.signedIdentity = signedIdentity;
    }

    @Override
    public List<PlannedCheck> plan() {
        return PLAN;
    }

    @Override
    public void check(
            SignatureCandidate candidate,
            Digest mustCover,
            ImageSubject image,
            VerificationContext context,
            CheckLog log) {
        Bytes blob = content(candidate.artifact());
        int limit = context.limits().signatureBytes();
        Optional<HeldSignature> held = attempt(GpgCheck.MESSAGE, log, () -> DocumentSignature.parse(blob, limit))
                .flatMap(document -> signer(document, log));
        if (held.isEmpty() || !mayBeBelieved(held.get(), context.now(), log)) {
            return;
        }
        log.signer(held.get().trustedSigner());
        // Not before a believed signature over exactly these octets held.
        attempt(
                        GpgCheck.PAYLOAD,
                        log,
                        () -> SimpleSigningPayload.parse(held.get().payload()))
                .ifPresent(payload -> compare(payload, mustCover, image, log));
    }

    private Optional<HeldSignature> signer(DocumentSignature document, CheckLog log) {
        Optional<List<Candidate>> candidates = attempt(GpgCheck.ISSUER, log, () -> keyring.candidatesFor(document));
        return candidates.flatMap(keys -> attempt(GpgCheck.SIGNATURE, log, () -> HeldSignature.find(document, keys)));
    }

    private static boolean mayBeBelieved(HeldSignature held, Instant now, CheckLog log) {
        log.signer(held.presentedSigner());
        held.changesAfter(now).ifPresent(log::changesAt);
        return passed(GpgCheck.KEY, held.keyFault(now), log)
                && passed(GpgCheck.KEY_REVOCATION, held.revocation(now), log)
                && passed(GpgCheck.KEY_VALIDITY, held.keyExpiry(now), log)
                && passed(GpgCheck.SIGNING_TIME, held.timeFault(now), log)
                && passed(GpgCheck.SIGNATURE_EXPIRY, held.expiry(now), log);
    }

    private void compare(SimpleSigningPayload payload, Digest mustCover, ImageSubject image, CheckLog log) {
        log.fact("docker-reference", payload.dockerReference());
        if (payload.creator() != null) {
            log.fact("creator", payload.creator());
        }
        log.test(
                GpgCheck.SUBJECT,
                payload.manifestDigest().equals(mustCover),
                GpgReason.DIGEST_MISMATCH,
                "signed " + payload.manifestDigest() + ", image " + mustCover);
        if (DockerReference.find(payload.dockerReference()).isEmpty()) {
            log.fail(GpgCheck.SIGNED_IDENTITY, new Reason(GpgReason.REFERENCE_INVALID, payload.dockerReference()));
            return;
        }
        log.test(
                GpgCheck.SIGNED_IDENTITY,
                signedIdentity.accepts(payload.dockerReference(), image),
                GpgReason.IDENTITY_MISMATCH,
                "signed " + payload.dockerReference() + ", image "
                        + image.reference().map(DockerReference::toString).orElse("without a name"));
    }

    private static Bytes content(SignatureArtifact artifact) {
        if (artifact instanceof LookasideBlob blob) {
            return blob.content();
        }
        // Nothing else was recognised; what is empty is refused.
        return artifact instanceof ExtensionObject object ? object.content() : Bytes.empty();
    }

    private static boolean passed(GpgCheck check, Optional<Reason> fault, CheckLog log) {
        fault.ifPresentOrElse(reason -> log.fail(check, reason), () -> log.pass(check));
        return fault.isEmpty();
    }

    private static <T> Optional<T> attempt(GpgCheck check, CheckLog log, Step<T> step) {
        try {
            T result = step.run();
            log.pass(check);
            return Optional.of(result);
        } catch (MalformedInputException e) {
            log.fail(check, e.reason());
            return Optional.empty();
        }
    }

    /** A step of the check that may refuse its input. */
    private interface Step<T> {
        T run() throws MalformedInputException;
    }
}
