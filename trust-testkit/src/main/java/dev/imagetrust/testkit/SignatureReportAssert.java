/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a {@link SignatureReport}. Begin with {@link TrustAssertions#assertThat(SignatureReport)}.
 *
 * @since 0.1
 */
public final class SignatureReportAssert extends AbstractAssert<SignatureReportAssert, SignatureReport> {

    SignatureReportAssert(SignatureReport actual) {
        super(actual, SignatureReportAssert.class);
    }

    /** Everything enforced passed, and a trusted signer is named. */
    public SignatureReportAssert isAccepted() {
        status(Status.ACCEPTED);
        return must(actual.trustedSigner().isPresent(), "a trusted signer");
    }

    /** Something enforced failed. */
    public SignatureReportAssert isRefused() {
        return status(Status.REFUSED);
    }

    /** An enforced check failed for this reason. */
    public SignatureReportAssert isRefusedBecause(ReasonCode code) {
        return isRefused()
                .must(
                        actual.checks().stream().filter(Check::isRefusal).anyMatch(check -> isBecause(check, code)),
                        "refused because of " + code.id());
    }

    /** The first enforced check that failed did so for this reason. */
    public SignatureReportAssert firstRefusalIs(ReasonCode code) {
        return isRefused()
                .must(
                        actual.checks().stream()
                                .filter(Check::isRefusal)
                                .limit(1)
                                .anyMatch(check -> isBecause(check, code)),
                        "first refused because of " + code.id());
    }

    /** Something enforced could not be found out, and nothing enforced failed. */
    public SignatureReportAssert isUnavailable() {
        return status(Status.UNAVAILABLE);
    }

    /** Something enforced could not be found out for this reason. */
    public SignatureReportAssert isUnavailableBecause(ReasonCode code) {
        return isUnavailable()
                .must(
                        actual.checks().stream()
                                .filter(check -> check.result() == Result.UNAVAILABLE)
                                .anyMatch(check -> isBecause(check, code)),
                        "unavailable because of " + code.id());
    }

    /** A part of the proof was only logged and failed. */
    public SignatureReportAssert isTolerated() {
        return status(Status.TOLERATED);
    }

    /** One check ended in the given way. */
    public SignatureReportAssert check(CheckId id, Result result) {
        return must(
                actual.checks().stream().anyMatch(check -> check.id().id().equals(id.id()) && check.result() == result),
                "the check " + id.id() + " " + result);
    }

    /** The verified signature says this. */
    public SignatureReportAssert hasFact(String name, String value) {
        return must(value.equals(actual.facts().get(name)), "the fact " + name + " = " + value);
    }

    /** The verifier did not break down and forgot no check. */
    public SignatureReportAssert hasNoInternalFailure() {
        return must(Account.reasons(actual).noneMatch(Account::isInternal), "no failure inside the verifier");
    }

    SignatureReportAssert status(Status... oneOf) {
        isNotNull();
        List<Status> allowed = List.of(oneOf);
        return must(
                allowed.contains(actual.status()),
                String.join(" or ", allowed.stream().map(Status::name).toList()));
    }

    private SignatureReportAssert must(boolean holds, String expected) {
        isNotNull();
        if (!holds) {
            failWithMessage("%s", "expected " + expected + ", but the report is\n" + Account.of(actual));
        }
        return this;
    }

    private static boolean isBecause(Check check, ReasonCode code) {
        return check.reason().filter(reason -> Account.isCode(reason, code)).isPresent();
    }
}
