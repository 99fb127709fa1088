/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.policy.Action;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the reports about one signature amount to, under zot's question: does any anchor of the store vouch for it? */
final class SignatureJudgement {

    private final @Nullable SignatureReport report;
    private final List<Reason> reasons;

    private SignatureJudgement(@Nullable SignatureReport report, List<Reason> reasons) {
        this.report = report;
        this.reasons = List.copyOf(reasons);
    }

    /** The best of several reports; there is one per requirement that the signature is a matter of. */
    static SignatureJudgement of(List<SignatureReport> reports) {
        SignatureReport best = reports.stream()
                .filter(r -> r.status() == Status.ACCEPTED)
                .findFirst()
                .orElse(reports.get(0));
        return new SignatureJudgement(
                best,
                best.status() == Status.ACCEPTED
                        ? List.of()
                        : decisive(best).flatMap(c -> c.reason().stream()).toList());
    }

    /** Nobody judged it. */
    static SignatureJudgement none(Reason why) {
        return new SignatureJudgement(null, List.of(why));
    }

    private static Stream<Check> decisive(SignatureReport report) {
        return report.checks().stream()
                .filter(c -> c.action() == Action.ENFORCED || report.status() == Status.TOLERATED);
    }

    boolean isTrusted() {
        return report != null && report.status() == Status.ACCEPTED;
    }

    @Nullable
    Signer signer() {
        return report == null ? null : report.signer().orElse(null);
    }

    List<Reason> reasons() {
        return reasons;
    }

    @Nullable
    Instant changesAt() {
        return report == null ? null : report.changesAt().orElse(null);
    }

    Optional<AnchorId> anchor() {
        return report == null ? Optional.empty() : report.trustedSigner().map(TrustedSigner::anchor);
    }

    Optional<String> fact(String name) {
        return report == null
                ? Optional.empty()
                : Optional.ofNullable(report.facts().get(name));
    }

    /** Whether an anchor vouches for the signer and nothing but time stands against the signature. */
    boolean failsByTimeAlone() {
        return report != null
                && report.status() == Status.REFUSED
                && report.trustedSigner().isPresent()
                && report.checks().stream().filter(Check::isRefusal).allMatch(SignatureJudgement::isAboutTime);
    }

    private static boolean isAboutTime(Check check) {
        return check.family() == CheckFamily.EXPIRY || check.family() == CheckFamily.TIME;
    }
}
