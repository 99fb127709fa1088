/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * What was decided about one image, and why. Immutable.
 *
 * <p>It concerns the digest of {@link #subject()} and nothing else: not the tag it was asked for by, not the layers
 * until they were compared with the manifest, and not what the software does.
 *
 * @since 0.1
 */
public final class Verdict {

    private final ImageSubject subject;
    private final Decision decision;
    private final String rule;
    private final String requirement;
    private final List<CandidateRef> candidates;
    private final List<SignatureReport> reports;
    private final List<Look> looks;
    private final int notJudged;
    private final boolean exhaustive;
    private final Dependencies dependencies;

    private Verdict(Builder builder) {
        this.subject = builder.subject;
        this.decision = builder.decision;
        this.rule = builder.rule;
        this.requirement = builder.requirement;
        this.candidates = List.copyOf(builder.candidates);
        this.reports = List.copyOf(builder.reports);
        this.looks = List.copyOf(builder.looks);
        this.notJudged = builder.notJudged;
        this.exhaustive = builder.exhaustive;
        this.dependencies = builder.dependencies;
    }

    /** Begins a verdict; its outcome is that of the decision. */
    public static Builder builder(ImageSubject subject, Decision decision, Dependencies dependencies) {
        return new Builder(subject, decision, dependencies);
    }

    /** What was decided. */
    public Outcome outcome() {
        return decision.outcome();
    }

    /** Whether the image may be used: {@code TRUSTED} or {@code EXEMPT}. */
    public boolean admits() {
        return outcome().admits();
    }

    /** The image. */
    public ImageSubject subject() {
        return subject;
    }

    /** The name of the rule that applied; empty where there was none. */
    public String rule() {
        return rule;
    }

    /** What the rule asks for, as the canonical text of its requirement. */
    public String requirement() {
        return requirement;
    }

    /** The signers by whom the requirement is met; not empty if the outcome is {@code TRUSTED}. */
    public List<TrustedSigner> signers() {
        return decision.signers();
    }

    /** Why the outcome is not {@code TRUSTED}; the first is the one to tell an operator. */
    public List<Reason> reasons() {
        return decision.reasons();
    }

    /** Whether a reason with this code was given, for the image or for any signature. */
    public boolean has(ReasonCode code) {
        return reasons().stream().anyMatch(r -> r.code().equals(code))
                || reports.stream()
                        .flatMap(r -> r.checks().stream())
                        .anyMatch(c ->
                                c.reason().filter(r -> r.code().equals(code)).isPresent());
    }

    /** Everything that was found where signatures lie, in the order in which it was judged. */
    public List<CandidateRef> candidates() {
        return candidates;
    }

    /** Every signature that was judged, once for each requirement that wanted it. */
    public List<SignatureReport> reports() {
        return reports;
    }

    /** Every place that was to be looked at, with its answer. */
    public List<Look> looks() {
        return looks;
    }

    /** How many candidates were left unjudged, since the decision could not change any more. */
    public int notJudged() {
        return notJudged;
    }

    /** Whether every place was to be looked at and every signature judged, not only what the decision needed. */
    public boolean isExhaustive() {
        return exhaustive;
    }

    /** What the verdict was derived from. */
    public Dependencies dependencies() {
        return dependencies;
    }

    /**
     * Whether trying again may give another outcome although policy and trust stay as they are. Always false unless
     * the outcome is {@code UNDETERMINED}.
     */
    public boolean mayChange() {
        return outcome() == Outcome.UNDETERMINED
                && reasons().stream().anyMatch(r -> r.code().reasonClass() == ReasonClass.ENVIRONMENT);
    }

    /** One line for people: the image, the outcome, and the signers or the reasons. Hostile text is escaped. */
    public String summary() {
        StringBuilder out = new StringBuilder().append(subject).append(": ").append(outcome());
        String separator = " - ";
        for (TrustedSigner signer : signers()) {
            out.append(separator).append(Printable.of(signer.display()));
            separator = ", ";
        }
        separator = signers().isEmpty() ? " - " : "; ";
        for (Reason reason : reasons().subList(0, Math.min(3, reasons().size()))) {
            out.append(separator)
                    .append(reason.text())
                    .append(" [")
                    .append(reason.code().id())
                    .append(']');
            separator = "; ";
        }
        return out.toString();
    }

    /** The {@linkplain #summary() summary}. */
    @Override
    public String toString() {
        return summary();
    }

    /** Builds a {@link Verdict}. Not thread-safe. */
    public static final class Builder {

        private final ImageSubject subject;
        private final Decision decision;
        private final Dependencies dependencies;
        private String rule = "";
        private String requirement = "";
        private List<CandidateRef> candidates = List.of();
        private List<SignatureReport> reports = List.of();
        private List<Look> looks = List.of();
        private int notJudged;
        private boolean exhaustive;

        private Builder(ImageSubject subject, Decision decision, Dependencies dependencies) {
            this.subject = requireNonNull(subject, "subject");
            this.decision = requireNonNull(decision, "decision");
            this.dependencies = requireNonNull(dependencies, "dependencies");
        }

        /** See {@link Verdict#rule} and {@link Verdict#requirement}. */
        public Builder rule(String name, String requirementText) {
            this.rule = name;
            this.requirement = requirementText;
            return this;
        }

        /** See {@link Verdict#candidates}. */
        public Builder candidates(List<CandidateRef> values) {
            this.candidates = values;
            return this;
        }

        /** See {@link Verdict#reports}. */
        public Builder reports(List<SignatureReport> values) {
            this.reports = values;
            return this;
        }

        /** See {@link Verdict#looks}. */
        public Builder looks(List<Look> values) {
            this.looks = values;
            return this;
        }

        /** See {@link Verdict#notJudged}. */
        public Builder notJudged(int value) {
            this.notJudged = value;
            return this;
        }

        /** See {@link Verdict#isExhaustive}. */
        public Builder exhaustive(boolean value) {
            this.exhaustive = value;
            return this;
        }

        /** The verdict. */
        public Verdict build() {
            return new Verdict(this);
        }
    }
}
