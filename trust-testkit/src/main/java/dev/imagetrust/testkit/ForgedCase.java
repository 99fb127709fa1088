/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.Verdict;

import static java.util.Objects.requireNonNull;

/**
 * A row of a table of signatures: one that is good or bent, and what has to be made of it.
 *
 * @param name for test reports: {@code cosign bundle OTHER_KEY}
 * @param bend in which way it differs from a good one
 * @param candidate the signature, found where its tool puts it
 * @since 0.1
 */
public record ForgedCase(String name, Bend bend, SignatureCandidate candidate) {

    /** Checks for nulls. */
    public ForgedCase {
        requireNonNull(name, "name");
        requireNonNull(bend, "bend");
        requireNonNull(candidate, "candidate");
    }

    /**
     * Fails unless the report says of this signature what its bend calls for: {@code ACCEPTED}, or {@code REFUSED}.
     * Where both are sound, anything but a verifier that broke down.
     */
    public void assertJudged(SignatureReport report) {
        SignatureReportAssert judged = TrustAssertions.assertThat(report).as(name);
        switch (bend.expectation()) {
            case ACCEPTED -> judged.isAccepted();
            case REFUSED -> judged.isRefused();
            case NOT_ACCEPTED -> judged.status(Status.REFUSED, Status.UNAVAILABLE);
            case EITHER -> judged.status(Status.ACCEPTED, Status.TOLERATED, Status.REFUSED);
        }
        judged.hasNoInternalFailure();
    }

    /**
     * Fails unless a verdict that had only this signature to go by says what its bend calls for: {@code TRUSTED}, or
     * {@code UNTRUSTED}. A signature that no verifier recognised is as good as refused.
     */
    public void assertDecided(Verdict verdict) {
        VerdictAssert decided = TrustAssertions.assertThat(verdict).as(name);
        switch (bend.expectation()) {
            case ACCEPTED -> decided.isTrusted();
            case REFUSED -> decided.isUntrusted();
            case NOT_ACCEPTED -> decided.doesNotAdmit();
            case EITHER -> decided.isDetermined();
        }
        decided.hasNoInternalFailure();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
