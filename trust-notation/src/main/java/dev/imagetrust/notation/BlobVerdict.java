/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.verdict.Decision;
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
    private final @Nullable SignatureReport report;
    private final @Nullable Descriptor blob;

    BlobVerdict(
            Decision decision,
            @Nullable String statement,
            @Nullable SignatureReport report,
            @Nullable Descriptor blob) {
        this.decision = decision;
        this.statement = statement;
        this.report = report;
        this.blob = blob;
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

    /** The statement of the policy; empty where none applies. */
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }

    /** Every check of the signature; empty where the policy asks for none, or none was looked at. */
    public Optional<SignatureReport> report() {
        return Optional.ofNullable(report);
    }

    /**
     * What was signed: media type, digest, size, and the signer's metadata as annotations; empty if the file is not
     * that. Whether the signer is trusted is another question: look at {@link #outcome} first.
     */
    public Optional<Descriptor> blob() {
        return Optional.ofNullable(blob);
    }

    @Override
    public String toString() {
        return outcome() + (reasons().isEmpty() ? "" : " " + reasons());
    }
}
