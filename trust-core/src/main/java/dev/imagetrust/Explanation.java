/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.RuleChoice;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an image is judged as it is: the rule and why that one, its requirements in order, every signature that was found
 * and every check on it. Immutable.
 *
 * <p>{@link #text} is for people, the rest for programs; both say the same. What signatures claim is hostile text: it is
 * escaped in the text and raw in the data.
 *
 * @since 0.1
 */
public final class Explanation {

    private final @Nullable RuleChoice choice;
    private final Inspection inspection;
    private final List<Clause> clauses;

    Explanation(@Nullable RuleChoice choice, Inspection inspection) {
        this.choice = choice;
        this.inspection = inspection;
        List<Clause> all = new ArrayList<>();
        ruleOf(choice).flatMap(PolicyRule::requirement).ifPresent(whole -> collect(whole, 0, all));
        this.clauses = List.copyOf(all);
    }

    /**
     * One part of what the rule requires.
     *
     * @param depth how many combinations it stands in
     * @param what a combination in words, or the requirement as its canonical text
     * @param requirement the part itself
     * @param reports every signature that was judged under it; none for a combination
     * @since 0.1
     */
    public record Clause(int depth, String what, Requirement requirement, List<SignatureReport> reports) {

        /** Copies the list. */
        public Clause {
            reports = List.copyOf(reports);
        }
    }

    /** Which rule the policy has for the image, and why that one; empty if the policy could not be had. */
    public Optional<RuleChoice> choice() {
        return Optional.ofNullable(choice);
    }

    /** What the rule requires, in its order, each combination before its parts. */
    public List<Clause> clauses() {
        return clauses;
    }

    /** What was decided. */
    public Verdict verdict() {
        return inspection.verdict();
    }

    /** Everything that was found, also what no part of the rule is about. */
    public Inspection inspection() {
        return inspection;
    }

    /** All of it, in lines for people. */
    public String text() {
        return ExplanationText.of(this);
    }

    /** The {@linkplain #text() text}. */
    @Override
    public String toString() {
        return text();
    }

    private static Optional<PolicyRule> ruleOf(@Nullable RuleChoice choice) {
        return choice == null ? Optional.empty() : choice.rule();
    }

    private void collect(Requirement part, int depth, List<Clause> into) {
        String canonical = part.canonical();
        List<SignatureReport> reports = verdict().reports().stream()
                .filter(report -> report.requirement().equals(canonical))
                .toList();
        into.add(new Clause(depth, inWords(part), part, reports));
        parts(part).forEach(inner -> collect(inner, depth + 1, into));
    }

    private static List<? extends Requirement> parts(Requirement part) {
        if (part instanceof AllOf all) {
            return all.requirements();
        }
        if (part instanceof AnyOf any) {
            return any.requirements();
        }
        return part instanceof DistinctSigners distinct ? distinct.among() : List.of();
    }

    private static String inWords(Requirement part) {
        if (part instanceof AllOf) {
            return "each of";
        }
        if (part instanceof AnyOf) {
            return "one of";
        }
        if (part instanceof DistinctSigners distinct) {
            return "signatures of " + distinct.atLeast() + " different signers, by";
        }
        if (part instanceof Reject) {
            return "nothing is admitted: " + part.canonical();
        }
        return part instanceof Waive ? "no signature is asked for: " + part.canonical() : part.canonical();
    }
}
