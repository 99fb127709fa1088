/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.testkit.ToyTrustStore.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for a store in memory, and each rule catches the store that breaks it. */
class TrustStoreEditorContractTest extends TrustStoreEditorContract {

    private Fault fault = Fault.NONE;

    @Override
    protected Store emptyStore() {
        ToyTrustStore store = new ToyTrustStore(fault);
        return new Store(store, store);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.LOSES_WHAT_IS_PUT, TrustStoreEditorContract::whatIsPutIsInForce),
                rule(Fault.LOSES_WHAT_IS_PUT, TrustStoreEditorContract::changesAreSeenBetweenSnapshots),
                rule(Fault.FORGETS_WHO, TrustStoreEditorContract::tellsWhoAddedWhat),
                rule(Fault.JOURNALS_WHAT_IS_THERE, TrustStoreEditorContract::puttingTwiceIsPuttingOnce),
                rule(Fault.TAKES_JUNK, TrustStoreEditorContract::refusesWhatCannotBeAnAnchor),
                rule(Fault.TAKES_LEAVES, TrustStoreEditorContract::refusesALeafAmongTheAuthorities),
                rule(Fault.TAKES_ANY_NAME, TrustStoreEditorContract::refusesNamesThatAreNone),
                rule(Fault.DISABLED_COUNTS, TrustStoreEditorContract::disabledMaterialDoesNotCount),
                rule(Fault.PUT_ENABLES, TrustStoreEditorContract::puttingDoesNotEnable),
                rule(Fault.KEEPS_WHAT_IS_DELETED, TrustStoreEditorContract::deletedMaterialIsGone),
                rule(Fault.ABSENT_IS_FINE, TrustStoreEditorContract::refusesToChangeWhatIsNotThere),
                rule(Fault.LOSES_DENIALS, TrustStoreEditorContract::deniesAndAllows),
                rule(Fault.TAKES_DENIED, TrustStoreEditorContract::refusesDeniedMaterial),
                rule(Fault.IGNORES_REVISIONS, TrustStoreEditorContract::refusesEditsOfAnotherRevision),
                rule(Fault.REPEATS_THE_LAST_OF_A_PAGE, TrustStoreEditorContract::listsPageByPage),
                rule(Fault.FORGETS_EDITS, TrustStoreEditorContract::journalsEveryChange),
                rule(Fault.TAKES_ANY_POLICY, TrustStoreEditorContract::keepsPolicies),
                rule(Fault.EXPIRES_WHAT_IS_DISABLED, TrustStoreEditorContract::tellsWhatExpires));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault broken, Rule rule) {
        TrustStoreEditorContractTest faulty = new TrustStoreEditorContractTest();
        faulty.fault = broken;
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOf(AssertionError.class);
    }

    private static Arguments rule(Fault broken, Rule rule) {
        return Arguments.of(broken, rule);
    }

    private interface Rule {
        void check(TrustStoreEditorContract contract) throws Exception;
    }
}
