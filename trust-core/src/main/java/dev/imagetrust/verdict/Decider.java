/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Decides: from checks to the status of a signature, and from signatures to the truth of a requirement.
 *
 * <p>A pure function; everything that admits an image goes through it. The tables are written out in
 * {@code docs/deciding.md}.
 *
 * @since 0.1
 */
public final class Decider {

    private final Function<SignatureRequirement, LeafEvidence> evidence;
    private final Instant lookAgainAt;

    private Decider(Function<SignatureRequirement, LeafEvidence> evidence, Instant lookAgainAt) {
        this.evidence = evidence;
        this.lookAgainAt = lookAgainAt;
    }

    /**
     * Decides about a requirement.
     *
     * @param evidence what is known for each signature requirement in it
     * @param lookAgainAt when to try again what could not be found out now
     */
    public static Decision decide(
            Requirement requirement, Function<SignatureRequirement, LeafEvidence> evidence, Instant lookAgainAt) {
        return new Decider(requireNonNull(evidence), requireNonNull(lookAgainAt)).decide(requirement);
    }

    /** A refusal without looking at signatures. */
    public static Decision refused(Reason reason) {
        return new Decision(Truth.REFUSED, Decision.NEVER, List.of(), List.of(reason));
    }

    /** No answer, for a reason that lies outside of any signature. */
    public static Decision unknown(Reason reason, Instant lookAgainAt) {
        return new Decision(Truth.UNKNOWN, lookAgainAt, List.of(), List.of(reason));
    }

    /** Both of two decisions must hold: what {@link AllOf} means for decisions that were made apart. */
    public static Decision both(Decision first, Decision second, Instant lookAgainAt) {
        return allOf(List.of(first, second), lookAgainAt);
    }

    /**
     * What checks amount to.
     *
     * <p>A failed enforced check refuses; else an enforced check that could not be made leaves the matter open; else
     * the proof decides. A proof family without any check is a fault of the verifier, never a pass.
     */
    public static Status status(List<Check> checks, @Nullable Signer signer) {
        Set<CheckFamily> families = EnumSet.noneOf(CheckFamily.class);
        boolean open = false;
        boolean proved = true;
        for (Check check : checks) {
            if (check.isRefusal()) {
                return Status.REFUSED;
            }
            boolean enforced = check.action() == Action.ENFORCED;
            open |= enforced && (check.result() == Result.UNAVAILABLE || check.result() == Result.NOT_RUN);
            families.add(check.family());
            if (check.family().isProof() && !isProved(check)) {
                open |= enforced;
                proved = false;
            }
        }
        if (open || !hasEveryProof(families)) {
            return Status.UNAVAILABLE;
        }
        if (!proved) {
            return Status.TOLERATED;
        }
        return signer instanceof TrustedSigner ? Status.ACCEPTED : Status.UNAVAILABLE;
    }

    private static boolean hasEveryProof(Set<CheckFamily> families) {
        for (CheckFamily family : CheckFamily.values()) {
            if (family.isProof() && !families.contains(family)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isProved(Check check) {
        return check.result() == Result.PASSED
                || (check.family() == CheckFamily.IDENTITY && check.result() == Result.NOT_APPLICABLE);
    }

    private Decision decide(Requirement requirement) {
        if (requirement instanceof SignatureRequirement leaf) {
            return leaf.quantifier() == Quantifier.SOME ? some(evidence.apply(leaf)) : every(evidence.apply(leaf));
        }
        if (requirement instanceof AllOf all) {
            return allOf(all.requirements().stream().map(this::decide).toList(), lookAgainAt);
        }
        if (requirement instanceof AnyOf any) {
            return anyOf(any.requirements().stream().map(this::decide).toList());
        }
        if (requirement instanceof DistinctSigners distinct) {
            return distinct(distinct);
        }
        if (requirement instanceof Reject reject) {
            return refused(new Reason(CoreReason.REJECTED, reject.why()));
        }
        Waive waive = (Waive) requirement;
        Reason reason = new Reason(CoreReason.WAIVED, waive.why());
        return new Decision(Truth.WAIVED, Decision.NEVER, List.of(), List.of(reason));
    }

    private Decision some(LeafEvidence leaf) {
        List<SignatureReport> accepted = with(leaf, Status.ACCEPTED);
        if (!accepted.isEmpty()) {
            return new Decision(Truth.MET, latest(moments(accepted)), signers(accepted), List.of());
        }
        List<SignatureReport> tolerated = with(leaf, Status.TOLERATED);
        if (!tolerated.isEmpty()) {
            // A signature that becomes good meanwhile would turn EXEMPT into TRUSTED.
            Instant better = earliest(moments(with(leaf, Status.REFUSED)));
            Instant changesAt = earliest(Stream.of(better, latest(moments(tolerated))));
            return new Decision(Truth.WAIVED, changesAt, List.of(), toleratedReasons(tolerated));
        }
        if (!leaf.isComplete() || !with(leaf, Status.UNAVAILABLE).isEmpty()) {
            return open(leaf);
        }
        return refusedLeaf(leaf, CoreReason.NO_GOOD_SIGNATURE);
    }

    private Decision every(LeafEvidence leaf) {
        if (!with(leaf, Status.REFUSED).isEmpty()) {
            return refusedLeaf(leaf, CoreReason.BAD_SIGNATURE_AMONG);
        }
        if (!leaf.isComplete() || !with(leaf, Status.UNAVAILABLE).isEmpty()) {
            return open(leaf);
        }
        if (leaf.reports().isEmpty()) {
            return refusedLeaf(leaf, CoreReason.NO_GOOD_SIGNATURE);
        }
        Instant changesAt = earliest(moments(leaf.reports()));
        List<SignatureReport> tolerated = with(leaf, Status.TOLERATED);
        return tolerated.isEmpty()
                ? new Decision(Truth.MET, changesAt, signers(leaf.reports()), List.of())
                : new Decision(Truth.WAIVED, changesAt, List.of(), toleratedReasons(tolerated));
    }

    private static Decision allOf(List<Decision> parts, Instant lookAgainAt) {
        Truth truth = firstOf(parts, Truth.REFUSED, Truth.UNKNOWN, Truth.MET, Truth.WAIVED);
        Instant changesAt = truth == Truth.UNKNOWN ? lookAgainAt : earliest(moment(parts));
        return combine(truth, changesAt, parts);
    }

    private Decision anyOf(List<Decision> parts) {
        Truth truth = firstOf(parts, Truth.MET, Truth.WAIVED, Truth.UNKNOWN, Truth.REFUSED);
        Instant changesAt = switch (truth) {
            case MET -> latest(moment(with(parts, Truth.MET)));
            case UNKNOWN -> lookAgainAt;
            case WAIVED, REFUSED -> earliest(moment(parts));
        };
        return combine(truth, changesAt, parts);
    }

    private Decision distinct(DistinctSigners rule) {
        Map<SignerIdentity, Instant> until = new LinkedHashMap<>();
        Map<SignerIdentity, TrustedSigner> signers = new LinkedHashMap<>();
        List<Decision> parts = new ArrayList<>();
        List<Instant> mayChange = new ArrayList<>();
        for (SignatureRequirement leaf : rule.among()) {
            Decision part = decide(leaf);
            parts.add(part);
            LeafEvidence known = evidence.apply(leaf);
            moments(known.reports()).forEach(mayChange::add);
            if (part.truth() == Truth.MET) {
                count(with(known, Status.ACCEPTED), part.changesAtOrNever(), leaf.quantifier(), until, signers);
            }
        }
        if (until.size() >= rule.atLeast()) {
            return new Decision(
                    Truth.MET, nthLatest(until.values(), rule.atLeast()), List.copyOf(signers.values()), List.of());
        }
        List<Reason> reasons = new ArrayList<>();
        parts.forEach(p -> reasons.addAll(p.reasons()));
        if (isOpen(rule)) {
            return new Decision(Truth.UNKNOWN, lookAgainAt, List.of(), reasons);
        }
        String detail = until.size() + " of " + rule.atLeast();
        reasons.add(0, new Reason(CoreReason.TOO_FEW_SIGNERS, detail));
        return new Decision(Truth.REFUSED, earliest(mayChange.stream()), List.of(), reasons);
    }

    private static void count(
            List<SignatureReport> accepted,
            Instant leafUntil,
            Quantifier quantifier,
            Map<SignerIdentity, Instant> until,
            Map<SignerIdentity, TrustedSigner> signers) {
        for (SignatureReport report : accepted) {
            TrustedSigner signer = report.trustedSigner().orElseThrow();
            // Under "every" the whole leaf stops counting when one of its signatures does.
            Instant end = quantifier == Quantifier.EVERY
                    ? leafUntil
                    : report.changesAt().orElse(Decision.NEVER);
            until.merge(signer.countsAs(), end, (a, b) -> a.isAfter(b) ? a : b);
            signers.putIfAbsent(signer.countsAs(), signer);
        }
    }

    /** Whether some signature that was not seen, or not judged, could still be counted. */
    private boolean isOpen(DistinctSigners rule) {
        return rule.among().stream()
                .map(evidence)
                .anyMatch(leaf ->
                        !leaf.isComplete() || !with(leaf, Status.UNAVAILABLE).isEmpty());
    }

    private Decision open(LeafEvidence leaf) {
        List<Reason> reasons = new ArrayList<>(leaf.gaps());
        decisive(with(leaf, Status.UNAVAILABLE)).forEach(reasons::add);
        if (reasons.isEmpty()) {
            reasons.add(Reason.of(CoreReason.CHECK_FORGOTTEN));
        }
        return new Decision(Truth.UNKNOWN, lookAgainAt, List.of(), reasons);
    }

    private static Decision refusedLeaf(LeafEvidence leaf, CoreReason some) {
        List<SignatureReport> refused = furthestFirst(with(leaf, Status.REFUSED));
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of(leaf.reports().isEmpty() ? CoreReason.UNSIGNED : some));
        decisive(refused).forEach(reasons::add);
        return new Decision(Truth.REFUSED, earliest(moments(refused)), List.of(), reasons);
    }

    /** The signature that got furthest says best what has to be mended. */
    private static List<SignatureReport> furthestFirst(List<SignatureReport> reports) {
        return reports.stream()
                .sorted(Comparator.comparingInt((SignatureReport r) ->
                                r.decisive().map(r.checks()::indexOf).orElse(-1))
                        .reversed())
                .toList();
    }

    private static Stream<Reason> decisive(List<SignatureReport> reports) {
        return reports.stream()
                .map(SignatureReport::decisive)
                .flatMap(Optional::stream)
                .map(Check::reason)
                .flatMap(Optional::stream)
                .distinct();
    }

    private static List<Reason> toleratedReasons(List<SignatureReport> tolerated) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of(CoreReason.TOLERATED));
        tolerated.stream()
                .flatMap(r -> r.checks().stream())
                .filter(c -> c.action() == Action.LOGGED)
                .map(Check::reason)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(reasons::add);
        return reasons;
    }

    private static Decision combine(Truth truth, Instant changesAt, List<Decision> parts) {
        List<TrustedSigner> signers = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (Decision part : parts) {
            if (part.truth() == truth) {
                signers.addAll(part.signers());
                reasons.addAll(part.reasons());
            }
        }
        return new Decision(truth, changesAt, signers.stream().distinct().toList(), reasons);
    }

    private static Truth firstOf(List<Decision> parts, Truth... order) {
        for (Truth truth : order) {
            if (!with(parts, truth).isEmpty()) {
                return truth;
            }
        }
        throw new IllegalStateException("a combination has at least one part");
    }

    private static List<Decision> with(List<Decision> parts, Truth truth) {
        return parts.stream().filter(p -> p.truth() == truth).toList();
    }

    private static List<SignatureReport> with(LeafEvidence leaf, Status status) {
        List<SignatureReport> with = new ArrayList<>();
        for (SignatureReport report : leaf.reports()) {
            if (report.status() == status) {
                with.add(report);
            }
        }
        return with;
    }

    private static List<TrustedSigner> signers(List<SignatureReport> accepted) {
        Set<TrustedSigner> signers = new LinkedHashSet<>();
        for (SignatureReport report : accepted) {
            signers.add(report.trustedSigner().orElseThrow());
        }
        return List.copyOf(signers);
    }

    private static Stream<Instant> moments(List<SignatureReport> reports) {
        return reports.stream().map(r -> r.changesAt().orElse(Decision.NEVER));
    }

    private static Stream<Instant> moment(List<Decision> parts) {
        return parts.stream().map(Decision::changesAtOrNever);
    }

    private static Instant earliest(Stream<Instant> moments) {
        return moments.min(Comparator.naturalOrder()).orElse(Decision.NEVER);
    }

    private static Instant latest(Stream<Instant> moments) {
        return moments.max(Comparator.naturalOrder()).orElse(Decision.NEVER);
    }

    private static Instant nthLatest(Collection<Instant> moments, int n) {
        return moments.stream()
                .sorted(Comparator.<Instant>naturalOrder().reversed())
                .skip(n - 1L)
                .findFirst()
                .orElse(Decision.NEVER);
    }
}
