/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.Result.Comparison;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;

/** The results of a corpus, for people. */
final class Report {

    private final List<Result> results;

    Report(List<Result> results) {
        this.results = List.copyOf(results);
    }

    boolean hasDifferences() {
        return count(Comparison.DIFFERS, result -> true) > 0;
    }

    /** A line for each case that differs, then the counts; the last line counts all cases. */
    void print(PrintStream out) {
        for (Result result : results) {
            if (result.comparison() == Comparison.DIFFERS) {
                out.println(result.line());
            }
        }
        out.println("accepts: " + counts(result -> result.recorded().expected() == Expectation.ADMITTED));
        out.println("refusals: " + counts(result -> result.recorded().expected() == Expectation.REFUSED) + undecided());
        if (results.stream().anyMatch(result -> result.recorded().expected() == Expectation.EITHER)) {
            out.println("either: " + counts(result -> result.recorded().expected() == Expectation.EITHER));
        }
        out.println(results.size() + " cases: " + counts(result -> true));
    }

    /** The line of every case, with its comparison in front. */
    void printAll(PrintStream out) {
        for (Result result : results) {
            out.println(result.comparison() + " " + result.recorded().tool() + " " + result.line());
        }
    }

    /** Not admitted is what the contract asks for; but who does not know has refused nothing. */
    private String undecided() {
        long undecided = results.stream()
                .filter(result -> result.recorded().expected() == Expectation.REFUSED)
                .filter(result -> result.answer().kind() == Answer.Kind.UNDECIDED)
                .count();
        return undecided == 0 ? "" : " (" + undecided + " of those that agree are undecided)";
    }

    private String counts(Predicate<Result> which) {
        return count(Comparison.AGREES, which) + " agree, " + count(Comparison.DIFFERS, which) + " differ, "
                + count(Comparison.UNSUPPORTED, which) + " unsupported";
    }

    private long count(Comparison comparison, Predicate<Result> which) {
        return results.stream()
                .filter(which)
                .filter(result -> result.comparison() == comparison)
                .count();
    }
}
