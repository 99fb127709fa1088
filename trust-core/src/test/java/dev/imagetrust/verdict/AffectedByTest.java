/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.StoreChanges;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What two readings of a store differ in, and whom that concerns. */
class AffectedByTest {

    private static final TrustAnchor OURS =
            new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "ca.pem", Bytes.utf8("certificate"));
    private static final TrustAnchor OTHERS =
            new TrustAnchor(AnchorKind.NOTATION_CA, "others", "ca.pem", Bytes.utf8("certificate"));
    private static final TrustAnchor PINNED =
            new TrustAnchor(AnchorKind.NOTATION_CA, "the policy", "", Bytes.utf8("pinned"));
    private static final TrustSnapshot EMPTY = TrustSnapshot.empty();

    private final Dependencies verdict = Dependencies.builder(Instant.EPOCH)
            .anchorsUsed(List.of(PINNED.id()))
            .selectors(List.of(new AnchorSelector.InStore(AnchorKind.NOTATION_CA, "acme")))
            .build();

    @Test
    void tellsWhatWasAddedAndRemoved() {
        StoreChanges changes = StoreChanges.between(TrustSnapshot.of(List.of(OURS)), TrustSnapshot.of(List.of(OTHERS)));
        assertThat(changes.added()).containsExactly(OTHERS.id());
        assertThat(changes.removed()).containsExactly(OURS.id());
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void tellsWhatBrokeAndWhatWasMended() {
        SkippedEntry one = skipped("acme", "one");
        SkippedEntry two = skipped("acme", "two");
        StoreChanges changes = StoreChanges.between(snapshot(one), snapshot(two));
        assertThat(changes.broken()).containsExactly(two);
        assertThat(changes.mended()).containsExactly(one);
    }

    @Test
    void tellsDenials() {
        DenyList denied = DenyList.of(List.of(new DenyList.Entry(
                new DenyTarget.Image(Digest.sha256(Bytes.utf8("image"))), "vulnerable", Instant.EPOCH)));
        StoreChanges changes = StoreChanges.between(EMPTY, EMPTY.denying(denied));
        assertThat(changes.denied()).isEqualTo(denied.entries());
        assertThat(StoreChanges.between(EMPTY.denying(denied), EMPTY).allowed()).isEqualTo(denied.entries());
        assertThat(verdict.isAffectedBy(changes)).isTrue();
    }

    @Test
    void equalSnapshotsDifferInNothing() {
        assertThat(StoreChanges.between(TrustSnapshot.of(List.of(OURS)), TrustSnapshot.of(List.of(OURS)))
                        .isEmpty())
                .isTrue();
        assertThat(StoreChanges.none().withPolicies(Set.of(PolicyKind.NOTATION)).isEmpty())
                .isFalse();
        assertThat(verdict.isAffectedBy(StoreChanges.none())).isFalse();
    }

    @Test
    void aVerdictIsAffectedByTheStoresItConsultedAndTheAnchorsItUsed() {
        assertThat(verdict.isAffectedBy(StoreChanges.between(EMPTY, TrustSnapshot.of(List.of(OURS)))))
                .isTrue();
        assertThat(verdict.isAffectedBy(StoreChanges.between(TrustSnapshot.of(List.of(PINNED)), EMPTY)))
                .isTrue();
        assertThat(verdict.isAffectedBy(StoreChanges.between(EMPTY, TrustSnapshot.of(List.of(OTHERS)))))
                .isFalse();
    }

    @Test
    void aVerdictIsAffectedByABrokenEntryOfItsStoreOrOfAllStores() {
        assertThat(verdict.isAffectedBy(StoreChanges.between(EMPTY, snapshot(skipped("acme", "x")))))
                .isTrue();
        assertThat(verdict.isAffectedBy(StoreChanges.between(snapshot(skipped("", "x")), EMPTY)))
                .isTrue();
        assertThat(verdict.isAffectedBy(StoreChanges.between(EMPTY, snapshot(skipped("others", "x")))))
                .isFalse();
    }

    @Test
    void aRuleReliesOnTheStoresAndPinnedAnchorsOfItsParts() {
        NotationRequirement inStore = notation(new AnchorSelector.InStore(AnchorKind.NOTATION_CA, "acme"));
        NotationRequirement pinned =
                notation(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, PINNED.material(), "the policy"));
        Requirement nested = AllOf.of(new Reject("no"), AnyOf.of(inStore, new DistinctSigners(1, List.of(pinned))));
        PolicyRule rule = PolicyRule.of("rule", nested);
        assertThat(rule.reliesOn(OURS.id())).isTrue();
        assertThat(rule.reliesOn(PINNED.id())).isTrue();
        assertThat(rule.reliesOn(OTHERS.id())).isFalse();
        assertThat(rule.reliesOn(
                        new AnchorId(AnchorKind.NOTATION_TSA, "acme", OURS.id().material())))
                .isFalse();
        assertThat(PolicyRule.unusable("rule", "unreadable").reliesOn(OURS.id()))
                .isFalse();
    }

    private static NotationRequirement notation(AnchorSelector selector) {
        return NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .anchor(selector)
                .trustedIdentity("*")
                .build();
    }

    private static SkippedEntry skipped(String store, String name) {
        return new SkippedEntry(AnchorKind.NOTATION_CA, store, name, "unreadable");
    }

    private static TrustSnapshot snapshot(SkippedEntry entry) {
        return TrustSnapshot.of(List.of(), List.of(entry), DenyList.empty());
    }
}
