/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything a verdict or a report says, as text for a failure message. */
final class Account {

    private Account() {}

    static String of(Verdict verdict) {
        StringBuilder out = new StringBuilder().append("  ").append(verdict.summary());
        for (Reason reason : verdict.reasons()) {
            out.append("\n  reason ").append(reason);
        }
        for (Look look : verdict.looks()) {
            out.append("\n  look at ").append(look);
        }
        for (SignatureReport report : verdict.reports()) {
            out.append('\n').append(of(report));
        }
        if (verdict.notJudged() > 0) {
            out.append("\n  signatures not judged: ").append(verdict.notJudged());
        }
        return out.toString();
    }

    static String of(SignatureReport report) {
        StringBuilder out = new StringBuilder()
                .append("  ")
                .append(report.tool())
                .append(" signature ")
                .append(report.candidate().id())
                .append(" in ")
                .append(report.candidate().place().id())
                .append(": ")
                .append(report.status());
        report.signer().ifPresent(signer -> out.append("\n    signer ").append(of(signer)));
        for (Check check : report.checks()) {
            out.append("\n    check ").append(check);
        }
        return out.toString();
    }

    static String of(Signer signer) {
        return signer.getClass().getSimpleName() + ' ' + Printable.of(signer.display());
    }

    /** All reasons: of the verdict and of the checks of all its reports. */
    static Stream<Reason> reasons(Verdict verdict) {
        return Stream.concat(
                verdict.reasons().stream(), verdict.reports().stream().flatMap(Account::reasons));
    }

    static Stream<Reason> reasons(SignatureReport report) {
        return report.checks().stream().map(Check::reason).flatMap(Optional::stream);
    }

    static boolean has(List<Reason> reasons, ReasonCode code) {
        return reasons.stream().anyMatch(reason -> isCode(reason, code));
    }

    /** By id, which is what programs compare codes by. */
    static boolean isCode(Reason reason, ReasonCode code) {
        return reason.code().id().equals(code.id());
    }

    static boolean isInternal(Reason reason) {
        return reason.code().reasonClass() == ReasonClass.INTERNAL;
    }
}
