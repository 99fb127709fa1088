/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for snapshots, and each rule catches the store that breaks it. */
class TrustStoreContractTest extends TrustStoreContract {

    private enum Fault {
        NONE,
        LOSES_ONE,
        CHANGES_MATERIAL,
        SKIPS_ONE,
        FAILS_WHEN_EMPTY,
        NEW_NAME_EACH_TIME,
        SAME_WHATEVER_IS_IN,
        LOSES_DENIALS,
        UNREADABLE_IS_EMPTY
    }

    private Fault fault = Fault.NONE;
    private int calls;

    @Override
    protected TrustStore storeOf(List<TrustAnchor> anchors, DenyList denied) {
        List<TrustAnchor> kept = new ArrayList<>(anchors);
        List<SkippedEntry> skipped = new ArrayList<>();
        switch (fault) {
            case LOSES_ONE -> kept.remove(0);
            case CHANGES_MATERIAL -> {
                TrustAnchor first = kept.remove(0);
                kept.add(new TrustAnchor(first.kind(), first.store(), first.name(), Bytes.utf8("other")));
            }
            case SKIPS_ONE -> skipped.add(new SkippedEntry(AnchorKind.COSIGN_KEY, "acme", "x", "unreadable"));
            case FAILS_WHEN_EMPTY -> {
                if (kept.isEmpty()) {
                    return () -> {
                        throw new IOException("nothing there");
                    };
                }
            }
            case NEW_NAME_EACH_TIME ->
                kept.add(new TrustAnchor(AnchorKind.COSIGN_KEY, "acme", "n" + calls++, Bytes.empty()));
            case SAME_WHATEVER_IS_IN -> {
                return TrustSnapshot.empty();
            }
            default -> {}
        }
        return TrustSnapshot.of(kept, skipped, fault == Fault.LOSES_DENIALS ? DenyList.empty() : denied);
    }

    @Override
    protected Optional<TrustStore> unreadable() {
        return Optional.of(
                fault == Fault.UNREADABLE_IS_EMPTY
                        ? TrustSnapshot.empty()
                        : () -> {
                            throw new IOException("permission denied");
                        });
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.LOSES_ONE, TrustStoreContract::hasWhatWasPutIn),
                rule(Fault.CHANGES_MATERIAL, TrustStoreContract::hasWhatWasPutIn),
                rule(Fault.SKIPS_ONE, TrustStoreContract::hasWhatWasPutIn),
                rule(Fault.FAILS_WHEN_EMPTY, TrustStoreContract::mayBeEmpty),
                rule(Fault.NEW_NAME_EACH_TIME, TrustStoreContract::hasTheSameIdForTheSameContentInAnyOrder),
                rule(Fault.SAME_WHATEVER_IS_IN, TrustStoreContract::hasAnotherIdForOtherContent),
                rule(Fault.LOSES_DENIALS, TrustStoreContract::carriesTheDenyList),
                rule(Fault.UNREADABLE_IS_EMPTY, TrustStoreContract::throwsIfItCannotBeRead));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault broken, Rule rule) {
        TrustStoreContractTest faulty = new TrustStoreContractTest();
        faulty.fault = broken;
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOfAny(AssertionError.class, IOException.class);
    }

    private static Arguments rule(Fault broken, Rule rule) {
        return Arguments.of(broken, rule);
    }

    private interface Rule {
        void check(TrustStoreContract contract) throws Exception;
    }
}
