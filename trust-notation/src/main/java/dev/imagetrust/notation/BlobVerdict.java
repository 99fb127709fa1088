/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.verdict.Decision;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a file. Immutable.
 *
 * @since 0.1
 */
public final class BlobVerdict {

    private final Decision decision;
    private final @Nullable String statement;
    private final Dependencies dependencies;
    private final Findings findings;

    /** What was found out about a signature and its file, if anything was looked at. */
    record Findings(
            @Nullable SignatureReport report, @Nullable Descriptor blob) {

        static final Findings NONE = new Findings(null, null);
    }

    BlobVerdict(Decision decision, @Nullable String statement, Dependencies dependencies, Findings findings) {
        this.decision = decision;
        this.statement = statement;
        this.dependencies = dependencies;
        this.findings = findings;
    }

    /** What was decided. */
    public Outcome outcome() {
        return decision.outcome();
    }

    /** Whether the file may be used. */
    public boolean admits() {
        return outcome().admits();
    }

    /** Why it is not {@code TRUSTED}; empty if it is. */
    public List<Reason> reasons() {
        return decision.reasons();
    }

    /** Who is trusted to have signed it. */
    public List<TrustedSigner> signers() {
        return decision.signers();
    }

    /** When the outcome may change by the passing of time alone, or is to be asked for again. */
    public Optional<Instant> changesAt() {
        return decision.changesAt();
    }

    /**
     * What it was derived from beside signature, file and what was expected of it; the policy is named by
     * {@link NotationBlobPolicy#id}. With the same of all that, a clock that stands at
     * {@link Dependencies#judgedAt}, and {@link dev.imagetrust.Receipts#evidence} over what the report says was fetched, the
     * same verdict comes of it again.
     */
    public Dependencies dependencies() {
        return dependencies;
    }

    /** The statement of the policy; empty where none applies. */
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }

    /**
     * Every check of the signature, and each answer about revocation that was fetched, by its digest; empty where the policy
     * asks for none, or none was looked at.
     */
    public Optional<SignatureReport> report() {
        return Optional.ofNullable(findings.report());
    }

    /**
     * What was signed: media type, digest, size, and the signer's metadata as annotations; empty if the file is not
     * that. Whether the signer is trusted is another question: look at {@link #outcome} first.
     */
    public Optional<Descriptor> blob() {
        return Optional.ofNullable(findings.blob());
    }

    @Override
    public String toString() {
        return outcome() + (reasons().isEmpty() ? "" : " " + reasons());
    }
}
