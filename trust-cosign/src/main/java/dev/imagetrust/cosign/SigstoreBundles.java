/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.internal.PreparedBundle;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;

import static java.util.Objects.requireNonNull;

/**
 * Verifies Sigstore bundles about files: {@code cosign verify-blob --bundle}.
 *
 * <pre>{@code
 * SigstoreBundles releases = SigstoreBundles.of(CosignRequirement.keyless(root, issuer, subject).build());
 * SignatureReport report = releases.verify(
 *         bundle, BundleSubject.of(file), VerificationContext.builder(clock.instant()).build());
 * boolean good = report.status() == SignatureReport.Status.ACCEPTED;
 * }</pre>
 *
 * <p>A requirement says who may sign and what evidence has to be there, as it does for images; images themselves go through
 * {@link dev.imagetrust.ImageTrust}. Bundles of versions 0.1, 0.2 and 0.3 are read, each by its own rules: a log's promise for
 * every entry in 0.1, a proof of inclusion from 0.2; a chain of certificates before 0.3, a single certificate there. What is signed is
 * the file itself, or an in-toto statement in a DSSE envelope that names a digest of it. A requirement for attestations takes
 * statements of its types only; any other takes signatures over the file, and statements of cosign's {@code sign} type.
 *
 * <p>Nothing is fetched and no clock is read. Bad input is a failed check of the report, never an exception. At most
 * {@code Limits.signatureBytes} of bundle, for attestations {@code Limits.attestationBytes}, but never more than 16 MiB, and no text in
 * it longer than 8 Mi characters. Immutable and safe for use by several threads.
 *
 * <p>It does not mean that the file is good to run, only who signed it. Sigstore bundle specification, versions 0.1 to 0.3.
 *
 * @since 0.1
 */
public final class SigstoreBundles {

    private static final String TOOL = "cosign";

    private final String requirement;
    private final PreparedBundle prepared;
    private final DenyList denied;

    private SigstoreBundles(String requirement, PreparedBundle prepared, DenyList denied) {
        this.requirement = requirement;
        this.prepared = prepared;
        this.denied = denied;
    }

    /**
     * Verifies by a requirement whose keys and root are pinned in it.
     *
     * @throws dev.imagetrust.spi.SetUpException if a key, the root or a pattern cannot be used
     */
    public static SigstoreBundles of(CosignRequirement requirement) {
        return of(requirement, TrustSnapshot.empty());
    }

    /**
     * Verifies by a requirement whose keys and root stand in a trust store, and by that store's deny list.
     *
     * @throws dev.imagetrust.spi.SetUpException if a key, the root or a pattern cannot be used
     */
    public static SigstoreBundles of(CosignRequirement requirement, TrustSnapshot trust) {
        return new SigstoreBundles(requirement.canonical(), PreparedBundle.of(requirement, trust), trust.denied());
    }

    /**
     * The same, and statements of every type count. Whoever signs anything at all about the file, such as a scanner that found it
     * to be harmful, is then taken to have signed the file.
     */
    public SigstoreBundles insecurelyAcceptingEveryStatementType() {
        return new SigstoreBundles(requirement, prepared.withTypes(type -> true), denied);
    }

    /**
     * Verifies one bundle.
     *
     * @param bundle the JSON, as stored
     * @param subject what it has to be about
     * @param context time, deadline, limits, and the statement policy if the requirement names one
     */
    public SignatureReport verify(Bytes bundle, BundleSubject subject, VerificationContext context) {
        requireNonNull(subject, "subject");
        CheckRecorder log = new CheckRecorder(prepared.plan());
        try {
            prepared.check(bundle, subject, context, log);
        } catch (RuntimeException e) {
            // A statement policy of the caller's throws what it likes; such a statement does not count.
            log.verifierFailed(new Reason(CoreReason.VERIFIER_FAILED, e.toString()));
        }
        log.consult(denied);
        CandidateRef ref = new CandidateRef(Digest.sha256(bundle), subject.digest(), new Place.HandedIn());
        return log.complete(SignatureReport.builder(ref, TOOL, requirement));
    }
}
