/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;

/**
 * Where assertions about trust begin. Import {@link #assertThat} statically; the other {@code assertThat} of AssertJ
 * can be imported beside it.
 *
 * <p>Failure messages print every signature with its whole list of checks, since the first thing to know about an
 * unexpected outcome is which check decided it. Hostile text in them is escaped.
 *
 * @since 0.1
 */
public final class TrustAssertions {

    private TrustAssertions() {}

    /** Begins assertions about a verdict. */
    public static VerdictAssert assertThat(Verdict verdict) {
        return new VerdictAssert(verdict);
    }

    /** Begins assertions about one judged signature. */
    public static SignatureReportAssert assertThat(SignatureReport report) {
        return new SignatureReportAssert(report);
    }
}
