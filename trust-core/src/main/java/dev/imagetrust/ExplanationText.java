/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Printable;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.RuleChoice;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.SignatureReport;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an {@link Explanation} for people. */
final class ExplanationText {

    private final Explanation explanation;
    private final StringBuilder out = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    static String of(Explanation explanation) {
        return new ExplanationText(explanation).write();
    }

    private String write() {
        line(0, explanation.verdict().summary());
        line(0, "rule: " + explanation.choice().map(RuleChoice::text).orElse("the policy cannot be read"));
        explanation
                .choice()
                .flatMap(RuleChoice::rule)
                .map(PolicyRule::problem)
                .filter(problem -> !problem.isEmpty())
                .ifPresent(problem -> line(1, "it cannot be used: " + Printable.of(problem)));
        if (!explanation.clauses().isEmpty()) {
            line(0, "requires:");
        }
        explanation.clauses().forEach(this::clause);
        explanation.verdict().looks().forEach(look -> line(0, "looked at " + look));
        unjudged();
        return out.toString();
    }

    private void clause(Explanation.Clause clause) {
        line(1 + clause.depth(), clause.what());
        clause.reports().forEach(report -> report(report, 2 + clause.depth()));
    }

    private void report(SignatureReport report, int indent) {
        line(indent, "signature " + name(report.candidate()) + ": " + report.status());
        report.signer().ifPresent(signer -> line(indent + 1, "signer: " + signer));
        report.facts().forEach((name, value) -> line(indent + 1, name + ": " + Printable.of(value)));
        for (Check check : report.checks()) {
            line(indent + 1, check.toString());
        }
    }

    /** What lies there and no part of the rule is about. */
    private void unjudged() {
        Set<CandidateRef> judged = explanation.verdict().reports().stream()
                .map(SignatureReport::candidate)
                .collect(Collectors.toUnmodifiableSet());
        for (Inspection.Seen seen : explanation.inspection().seen()) {
            if (!judged.contains(seen.candidate())) {
                String claimed = seen.claimedSigner().isEmpty()
                        ? ""
                        : ", which says it is by " + Printable.of(seen.claimedSigner());
                line(
                        0,
                        "not asked for: " + seen.tool().orElse("something of no known format") + " "
                                + Printable.of(seen.kind()) + " " + name(seen.candidate()) + claimed);
            }
        }
    }

    private static String name(CandidateRef candidate) {
        return candidate.id() + " in " + candidate.place().id() + " of " + candidate.about();
    }

    private void line(int indent, String text) {
        out.append("  ".repeat(indent)).append(text).append('\n');
    }
}
