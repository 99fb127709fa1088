/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What we say to a case.
 *
 * @param kind in one word
 * @param reason for people; one line, hostile text in it escaped
 */
record Answer(Kind kind, String reason) {

    private static final int REASONS_SHOWN = 4;

    /** The answer in one word. */
    enum Kind {
        /** Trusted or exempt. */
        ADMITTED,
        /** Untrusted. */
        REFUSED,
        /** Undetermined, or refused before an image was looked at; neither admits anything. */
        UNDECIDED,
        /** Needs a feature that is not there. */
        UNSUPPORTED,
        /** The case could not be put: a file is missing, or the case breaks the contract. */
        FAILED
    }

    static Answer unsupported(String what) {
        return new Answer(Kind.UNSUPPORTED, Printable.of(what));
    }

    static Answer failed(String why) {
        return new Answer(Kind.FAILED, Printable.of(why));
    }

    /** A mistake in policy or trust material, unless it is only our library that lacks something. */
    static Answer setUp(Reason reason) {
        return new Answer(
                MissingFeatures.isMissing(reason.code()) ? Kind.UNSUPPORTED : Kind.UNDECIDED, reason.toString());
    }

    static Answer of(Verdict verdict) {
        String why = reasons(verdict);
        return switch (verdict.outcome()) {
            case TRUSTED, EXEMPT -> new Answer(Kind.ADMITTED, why);
            case UNTRUSTED -> new Answer(Kind.REFUSED, why);
            case UNDETERMINED ->
                new Answer(MissingFeatures.areMissingIn(verdict) ? Kind.UNSUPPORTED : Kind.UNDECIDED, why);
        };
    }

    boolean meets(Expectation expected) {
        return switch (expected) {
            case ADMITTED -> kind == Kind.ADMITTED;
            case REFUSED -> kind == Kind.REFUSED || kind == Kind.UNDECIDED;
            case EITHER -> kind == Kind.ADMITTED || kind == Kind.REFUSED || kind == Kind.UNDECIDED;
        };
    }

    /** The image's own reasons, then those of its signatures. */
    private static String reasons(Verdict verdict) {
        Set<String> reasons = new LinkedHashSet<>();
        verdict.reasons().forEach(reason -> reasons.add(reason.toString()));
        for (SignatureReport report : verdict.reports()) {
            report.decisive().flatMap(Check::reason).ifPresent(reason -> reasons.add(reason.toString()));
        }
        return reasons.stream().limit(REASONS_SHOWN).collect(Collectors.joining("; "));
    }
}
