/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From signatures to the truth of a requirement, compared with a second implementation that knows no shortcuts. */
class RequirementTableTest {

    private static final List<Reason> GAP = List.of(new Reason(CoreReason.PLACE_FAILED, "503"));

    private final Map<SignatureRequirement, LeafEvidence> evidence = new LinkedHashMap<>();

    /** Every leaf: each set of statuses, with and without a gap in the search, under both quantifiers. */
    private List<SignatureRequirement> leaves() {
        List<SignatureRequirement> leaves = new ArrayList<>();
        for (Quantifier quantifier : Quantifier.values()) {
            for (int set = 0; set < 16; set++) {
                for (boolean complete : new boolean[] {true, false}) {
                    List<SignatureReport> reports = new ArrayList<>();
                    for (Status status : Status.values()) {
                        if ((set >> status.ordinal() & 1) == 1) {
                            reports.add(Given.report(status, "signer " + set % 3, null));
                        }
                    }
                    SignatureRequirement leaf = new Given.Leaf(set + " " + complete, quantifier);
                    evidence.put(leaf, new LeafEvidence(reports, complete ? List.of() : GAP));
                    leaves.add(leaf);
                }
            }
        }
        return leaves;
    }

    private Truth decide(Requirement requirement) {
        return Decider.decide(requirement, evidence::get, Given.AGAIN).truth();
    }

    @Test
    void everyLeafAgrees() {
        for (SignatureRequirement leaf : leaves()) {
            assertThat(decide(leaf)).as("%s over %s", leaf, evidence.get(leaf)).isEqualTo(naive(leaf));
        }
    }

    @Test
    void everyPairOfLeavesAgreesInEveryCombination() {
        List<SignatureRequirement> leaves = leaves();
        for (SignatureRequirement a : leaves) {
            for (SignatureRequirement b : leaves) {
                for (Requirement combined : List.of(
                        AllOf.of(a, b),
                        AnyOf.of(a, b),
                        new DistinctSigners(1, List.of(a, b)),
                        new DistinctSigners(2, List.of(a, b)))) {
                    assertThat(decide(combined)).as("%s", combined).isEqualTo(naive(combined));
                }
            }
        }
    }

    @Test
    void everyTreeOfDepthThreeAgrees() {
        List<Requirement> one = new ArrayList<>(oneLeafPerTruth());
        one.add(new Reject("no"));
        one.add(new Waive("whatever"));
        List<Requirement> two = combined(one);
        two.addAll(distinctOver(oneLeafPerTruth()));
        two.addAll(one);
        int trees = 0;
        for (Requirement three : combined(two)) {
            trees++;
            if (decide(three) != naive(three)) {
                throw new AssertionError(three + ": " + decide(three) + " should be " + naive(three));
            }
        }
        assertThat(trees).isGreaterThan(20_000);
    }

    private List<SignatureRequirement> oneLeafPerTruth() {
        List<SignatureRequirement> leaves = new ArrayList<>();
        for (Status status : Status.values()) {
            SignatureRequirement leaf = Given.some(status.name());
            evidence.put(leaf, new LeafEvidence(List.of(Given.report(status, status.name(), null)), List.of()));
            leaves.add(leaf);
        }
        return leaves;
    }

    private static List<Requirement> combined(List<Requirement> parts) {
        List<Requirement> all = new ArrayList<>();
        for (Requirement a : parts) {
            all.add(AllOf.of(a));
            all.add(AnyOf.of(a));
            for (Requirement b : parts) {
                all.add(AllOf.of(a, b));
                all.add(AnyOf.of(a, b));
            }
        }
        return all;
    }

    private static List<Requirement> distinctOver(List<SignatureRequirement> leaves) {
        List<Requirement> all = new ArrayList<>();
        for (SignatureRequirement a : leaves) {
            for (SignatureRequirement b : leaves) {
                all.add(new DistinctSigners(1, List.of(a, b)));
                all.add(new DistinctSigners(2, List.of(a, b)));
            }
        }
        return all;
    }

    /** The design's sentences again, as plainly as they can be put. */
    private Truth naive(Requirement requirement) {
        if (requirement instanceof Reject) {
            return Truth.REFUSED;
        }
        if (requirement instanceof Waive) {
            return Truth.WAIVED;
        }
        if (requirement instanceof AllOf all) {
            Set<Truth> parts = new HashSet<>();
            all.requirements().forEach(r -> parts.add(naive(r)));
            if (parts.contains(Truth.REFUSED)) {
                return Truth.REFUSED;
            }
            if (parts.contains(Truth.UNKNOWN)) {
                return Truth.UNKNOWN;
            }
            return parts.contains(Truth.MET) ? Truth.MET : Truth.WAIVED;
        }
        if (requirement instanceof AnyOf any) {
            Set<Truth> parts = new HashSet<>();
            any.requirements().forEach(r -> parts.add(naive(r)));
            if (parts.contains(Truth.MET)) {
                return Truth.MET;
            }
            if (parts.contains(Truth.WAIVED)) {
                return Truth.WAIVED;
            }
            return parts.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.REFUSED;
        }
        if (requirement instanceof DistinctSigners distinct) {
            Set<SignerIdentity> signers = new HashSet<>();
            boolean open = false;
            for (SignatureRequirement leaf : distinct.among()) {
                LeafEvidence known = known(leaf);
                open |= !known.gaps().isEmpty() || statuses(known).contains(Status.UNAVAILABLE);
                if (naive(leaf) == Truth.MET) {
                    for (SignatureReport report : known.reports()) {
                        if (report.status() == Status.ACCEPTED) {
                            signers.add(report.trustedSigner().orElseThrow().countsAs());
                        }
                    }
                }
            }
            if (signers.size() >= distinct.atLeast()) {
                return Truth.MET;
            }
            return open ? Truth.UNKNOWN : Truth.REFUSED;
        }
        SignatureRequirement leaf = (SignatureRequirement) requirement;
        List<Status> statuses = statuses(known(leaf));
        boolean gap = !known(leaf).gaps().isEmpty();
        if (leaf.quantifier() == Quantifier.SOME) {
            if (statuses.contains(Status.ACCEPTED)) {
                return Truth.MET;
            }
            if (statuses.contains(Status.TOLERATED)) {
                return Truth.WAIVED;
            }
            return gap || statuses.contains(Status.UNAVAILABLE) ? Truth.UNKNOWN : Truth.REFUSED;
        }
        if (statuses.contains(Status.REFUSED)) {
            return Truth.REFUSED;
        }
        if (gap || statuses.contains(Status.UNAVAILABLE)) {
            return Truth.UNKNOWN;
        }
        if (statuses.isEmpty()) {
            return Truth.REFUSED;
        }
        return statuses.contains(Status.TOLERATED) ? Truth.WAIVED : Truth.MET;
    }

    private LeafEvidence known(SignatureRequirement leaf) {
        return evidence.getOrDefault(leaf, new LeafEvidence(List.of(), List.of()));
    }

    private static List<Status> statuses(LeafEvidence evidence) {
        return evidence.reports().stream().map(SignatureReport::status).toList();
    }

    @Test
    void nothingIsMetWithoutATrustedSigner() {
        assertThatThrownBy(() -> new Decision(Truth.MET, Decision.NEVER, List.of(), List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoSignaturesOfOneSignerCountOnce() {
        SignatureRequirement leaf = Given.some("leaf");
        LeafEvidence twice = new LeafEvidence(
                List.of(
                        Given.report(Status.ACCEPTED, "alice", null),
                        Given.report(Status.ACCEPTED, "alice", Given.NOW)),
                List.of());
        Decision decision = Decider.decide(new DistinctSigners(2, List.of(leaf)), l -> twice, Given.AGAIN);
        assertThat(decision.truth()).isEqualTo(Truth.REFUSED);
        assertThat(decision.reasons().get(0)).isEqualTo(new Reason(CoreReason.TOO_FEW_SIGNERS, "1 of 2"));
    }

    @Test
    void nothingFoundIsUnsignedOnlyIfEverythingWasSeen() {
        SignatureRequirement leaf = Given.some("leaf");
        Decision unsigned = Decider.decide(leaf, l -> new LeafEvidence(List.of(), List.of()), Given.AGAIN);
        Decision open = Decider.decide(leaf, l -> new LeafEvidence(List.of(), GAP), Given.AGAIN);

        assertThat(unsigned.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(unsigned.reasons()).containsExactly(Reason.of(CoreReason.UNSIGNED));
        assertThat(open.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(open.reasons()).isEqualTo(GAP);
        assertThat(open.changesAt()).contains(Given.AGAIN);
    }

    @Test
    void aBadSignatureAmongGoodOnesRefusesEvery() {
        SignatureRequirement leaf = Given.every("leaf");
        LeafEvidence mixed =
                new LeafEvidence(List.of(Given.report(Status.ACCEPTED), Given.report(Status.REFUSED)), List.of());
        Decision decision = Decider.decide(leaf, l -> mixed, Given.AGAIN);
        assertThat(decision.reasons()).contains(Reason.of(CoreReason.BAD_SIGNATURE_AMONG), Reason.of(Given.Code.BAD));
    }

    @Test
    void aWaivedDecisionTellsWhatFailed() {
        Decision waived = Decider.decide(
                Given.some("leaf"),
                l -> new LeafEvidence(List.of(Given.report(Status.TOLERATED)), List.of()),
                Given.AGAIN);
        assertThat(waived.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(waived.reasons()).containsExactly(Reason.of(CoreReason.TOLERATED), Reason.of(Given.Code.BAD));
        assertThat(waived.signers()).isEmpty();
    }

    @Test
    void constantRulesSayWhy() {
        assertThat(Decider.decide(new Reject("closed"), evidence::get, Given.AGAIN)
                        .reasons())
                .containsExactly(new Reason(CoreReason.REJECTED, "closed"));
        assertThat(Decider.decide(new Waive("lab"), evidence::get, Given.AGAIN).reasons())
                .containsExactly(new Reason(CoreReason.WAIVED, "lab"));
    }
}
