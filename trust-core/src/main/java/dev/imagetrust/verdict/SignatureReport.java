/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One signature, judged under one requirement: every check with its result, and what follows. Immutable.
 *
 * @since 0.1
 */
public final class SignatureReport {

    /**
     * What the checks amount to.
     *
     * @since 0.1
     */
    public enum Status {
        /** Everything enforced passed, and the signer is proved and trusted. */
        ACCEPTED,
        /** Everything enforced passed, but a part of the proof was only logged and failed. */
        TOLERATED,
        /** Something enforced could not be found out. */
        UNAVAILABLE,
        /** Something enforced failed. */
        REFUSED
    }

    private final CandidateRef candidate;
    private final String tool;
    private final String requirement;
    private final List<Check> checks;
    private final @Nullable Signer signer;
    private final Map<String, String> facts;
    private final List<Digest> evidence;
    private final List<Fetched> fetched;
    private final @Nullable Instant changesAt;
    private final Status status;

    private SignatureReport(Builder builder) {
        this.candidate = builder.candidate;
        this.tool = builder.tool;
        this.requirement = builder.requirement;
        this.checks = List.copyOf(builder.checks);
        this.signer = builder.signer;
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.facts));
        this.evidence = List.copyOf(builder.evidence);
        this.fetched = List.copyOf(builder.fetched);
        this.changesAt = builder.changesAt;
        this.status = Decider.status(checks, signer);
    }

    /**
     * Begins a report.
     *
     * @param tool the verifier's tool, for example {@code cosign}
     * @param requirement the canonical text of the requirement
     */
    public static Builder builder(CandidateRef candidate, String tool, String requirement) {
        return new Builder(candidate, tool, requirement);
    }

    /** Which signature. */
    public CandidateRef candidate() {
        return candidate;
    }

    /** Whose format. */
    public String tool() {
        return tool;
    }

    /** Under which requirement, as its canonical text. */
    public String requirement() {
        return requirement;
    }

    /** Every check, in the order of the verifier's plan. */
    public List<Check> checks() {
        return checks;
    }

    /** Who signed, as far as that is known. */
    public Optional<Signer> signer() {
        return Optional.ofNullable(signer);
    }

    /** The signer, where a trust anchor vouches for one. */
    public Optional<TrustedSigner> trustedSigner() {
        return signer instanceof TrustedSigner trusted ? Optional.of(trusted) : Optional.empty();
    }

    /** What the verified signature says beside the digest, by stable names; hostile only in its values. */
    public Map<String, String> facts() {
        return facts;
    }

    /** Digests of revocation answers, timestamps and other evidence that was fetched, each once. */
    public List<Digest> evidence() {
        return evidence;
    }

    /** Every request for evidence and what came of it, in their order. */
    public List<Fetched> fetched() {
        return fetched;
    }

    /**
     * When the status may change by the passing of time alone: the end of a validity for what is good, its beginning
     * for what is not yet good. Empty: never.
     */
    public Optional<Instant> changesAt() {
        return Optional.ofNullable(changesAt);
    }

    /** What the checks amount to. */
    public Status status() {
        return status;
    }

    /** The first enforced check that failed, or else could not be made. */
    public Optional<Check> decisive() {
        return checks.stream()
                .filter(Check::isRefusal)
                .findFirst()
                .or(() -> checks.stream()
                        .filter(c -> c.action() == Action.ENFORCED && c.result() == Result.UNAVAILABLE)
                        .findFirst());
    }

    @Override
    public String toString() {
        return tool + " " + status + decisive().map(c -> " (" + c + ")").orElse("");
    }

    /** Builds a {@link SignatureReport}. Not thread-safe. */
    public static final class Builder {

        private final CandidateRef candidate;
        private final String tool;
        private final String requirement;
        private final List<Check> checks = new ArrayList<>();
        private final Map<String, String> facts = new LinkedHashMap<>();
        private final List<Digest> evidence = new ArrayList<>();
        private final List<Fetched> fetched = new ArrayList<>();
        private @Nullable Signer signer;
        private @Nullable Instant changesAt;

        private Builder(CandidateRef candidate, String tool, String requirement) {
            this.candidate = requireNonNull(candidate, "candidate");
            this.tool = requireNonNull(tool, "tool");
            this.requirement = requireNonNull(requirement, "requirement");
        }

        /** Adds a check, after those before it. */
        public Builder check(Check check) {
            checks.add(check);
            return this;
        }

        /** Sets the signer. */
        public Builder signer(@Nullable Signer value) {
            this.signer = value;
            return this;
        }

        /** Adds a fact. */
        public Builder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** Adds a piece of evidence. */
        public Builder evidence(Digest digest) {
            evidence.add(digest);
            return this;
        }

        /** Adds what came of a request for evidence. */
        public Builder fetched(Fetched outcome) {
            fetched.add(outcome);
            return this;
        }

        /** See {@link SignatureReport#changesAt}. */
        public Builder changesAt(@Nullable Instant value) {
            this.changesAt = value;
            return this;
        }

        /** The report. */
        public SignatureReport build() {
            return new SignatureReport(this);
        }
    }
}
