/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * The reasons by which the library says that it cannot do something yet. They are ids and no constants, so that whoever
 * adds a feature may take its reason away without touching this module.
 */
final class MissingFeatures {

    private static final Set<String> REASONS =
            Set.of("core.rule-unusable", "notation.revocation-unknown", "notation.tsa-revocation-unknown");

    private MissingFeatures() {}

    static boolean isMissing(ReasonCode code) {
        return REASONS.contains(code.id());
    }

    /** Whether a verdict is undetermined for want of a feature. */
    static boolean areMissingIn(Verdict verdict) {
        return verdict.reasons().stream().anyMatch(reason -> isMissing(reason.code()))
                || verdict.reports().stream()
                        .map(report -> report.decisive().flatMap(Check::reason))
                        .flatMap(Optional::stream)
                        .anyMatch(reason -> isMissing(reason.code()));
    }
}
