/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.Action;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check log of the engine, which tests of verifiers may use too. Not thread-safe.
 *
 * @since 0.1
 */
public final class CheckRecorder implements CheckLog {

    private static final PlannedCheck NOT_DENIED = PlannedCheck.enforced(EngineCheck.NOT_DENIED);

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Set<Digest> evidence = new LinkedHashSet<>();
    private final List<Fetched> fetched = new ArrayList<>();
    private @Nullable Signer signer;
    private @Nullable Instant changesAt;

    /**
     * A log in which every planned check stands as {@code NOT_RUN}.
     *
     * @throws IllegalArgumentException if two checks have one id
     */
    public CheckRecorder(List<PlannedCheck> plan) {
        for (PlannedCheck planned : plan) {
            if (checks.put(planned.id().id(), Check.of(planned, Result.NOT_RUN)) != null) {
                throw new IllegalArgumentException(
                        "planned twice: " + planned.id().id());
            }
        }
    }

    @Override
    public boolean test(CheckId check, boolean holds, ReasonCode otherwise, String detail) {
        if (holds) {
            pass(check);
        } else {
            fail(check, new Reason(otherwise, detail));
        }
        return holds;
    }

    @Override
    public void pass(CheckId check) {
        record(check, Result.PASSED, null);
    }

    @Override
    public void fail(CheckId check, Reason reason) {
        record(check, Result.FAILED, reason);
    }

    @Override
    public void unavailable(CheckId check, Reason reason) {
        record(check, Result.UNAVAILABLE, reason);
    }

    @Override
    public void notApplicable(CheckId check) {
        record(check, Result.NOT_APPLICABLE, null);
    }

    @Override
    public void signer(Signer newSigner) {
        this.signer = newSigner;
    }

    @Override
    public void fact(String name, String value) {
        facts.put(name, value);
    }

    @Override
    public void evidence(Digest digest) {
        evidence.add(digest);
    }

    /** Adds what came of asking for evidence. */
    public void fetched(Fetched outcome) {
        fetched.add(outcome);
    }

    /**
     * The same context, with a fetcher that hands requests on and writes down here what comes of them: for the verifier
     * whose checks this log is about, so that it can rest on no answer that its report does not name.
     */
    public VerificationContext recording(VerificationContext context) {
        return context.evidenceFetcher()
                .map(fetcher -> context.toBuilder()
                        .evidenceFetcher(new EvidenceRecorder(fetcher, this))
                        .build())
                .orElse(context);
    }

    @Override
    public void changesAt(Instant moment) {
        if (changesAt == null || moment.isBefore(changesAt)) {
            changesAt = moment;
        }
    }

    /** The signer that was set last. */
    public Optional<Signer> signer() {
        return Optional.ofNullable(signer);
    }

    /** The checks, in the order of the plan. */
    public List<Check> checks() {
        return List.copyOf(checks.values());
    }

    /**
     * Writes that the verifier failed: every enforced check it had not finished is unavailable for that reason, so that
     * nothing it wrote before can be taken for the whole.
     */
    public void verifierFailed(Reason reason) {
        for (Check check : checks()) {
            if (check.action() == Action.ENFORCED && check.result() == Result.NOT_RUN) {
                unavailable(check.id(), reason);
            }
        }
        boolean shown = checks().stream()
                .anyMatch(c -> c.isRefusal() || (c.action() == Action.ENFORCED && c.result() == Result.UNAVAILABLE));
        if (!shown) {
            PlannedCheck failure = PlannedCheck.enforced(EngineCheck.VERIFIER);
            checks.put(failure.id().id(), Check.of(failure, Result.UNAVAILABLE, reason));
        }
    }

    /**
     * Asks a deny list about the signer, after the verifier: distrust beats everything, in every format, also where nobody
     * vouches for the signer. Whoever is denied is nobody's trusted signer afterwards, also where only the report is read.
     */
    public void consult(DenyList denied) {
        if (signer instanceof TrustedSigner trusted) {
            Optional<DenyList.Entry> denial = denied.findAny(trusted.material());
            if (denial.isEmpty()) {
                add(Check.of(NOT_DENIED, Result.PASSED));
            } else {
                add(denied(denial.get()));
                signer = new PresentedSigner(trusted.countsAs(), trusted.material(), trusted.display());
            }
        } else if (signer instanceof PresentedSigner presented) {
            denied.findAny(presented.material()).ifPresent(entry -> add(denied(entry)));
        }
    }

    private static Check denied(DenyList.Entry entry) {
        String detail = entry.target() + " since " + entry.since() + ", " + entry.why();
        return Check.of(NOT_DENIED, Result.FAILED, new Reason(CoreReason.SIGNER_DENIED, detail));
    }

    /** Adds a check of the engine itself after those of the verifier. */
    public void add(Check check) {
        checks.put(check.id().id(), check);
    }

    /** Completes a report with all that was written. */
    public SignatureReport complete(SignatureReport.Builder report) {
        checks.values().forEach(report::check);
        facts.forEach(report::fact);
        evidence.forEach(report::evidence);
        fetched.forEach(report::fetched);
        return report.signer(signer).changesAt(changesAt).build();
    }

    private void record(CheckId id, Result result, @Nullable Reason reason) {
        Check before = checks.get(id.id());
        if (before == null) {
            Reason unplanned = new Reason(CoreReason.VERIFIER_FAILED, "the check " + id.id() + " was not planned");
            PlannedCheck planned = PlannedCheck.enforced(EngineCheck.VERIFIER);
            checks.put(planned.id().id(), Check.of(planned, Result.UNAVAILABLE, unplanned));
            return;
        }
        if (severity(result) < severity(before.result())) {
            return;
        }
        PlannedCheck planned = new PlannedCheck(before.id(), before.action());
        checks.put(id.id(), reason == null ? Check.of(planned, result) : Check.of(planned, result, reason));
    }

    private static int severity(Result result) {
        return switch (result) {
            case NOT_RUN -> 0;
            case NOT_APPLICABLE -> 1;
            case PASSED -> 2;
            case UNAVAILABLE -> 3;
            case FAILED -> 4;
        };
    }
}
