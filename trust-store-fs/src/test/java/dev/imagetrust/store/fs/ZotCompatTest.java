/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ZotCompatTest {

    /** Z3: the sum is that of what zot writes. */
    @Test
    void theCurrentPolicyIsZotsOctetForOctet() {
        assertThat(ZotCompat.V2_1.firstPolicy().length()).isEqualTo(326);
        assertThat(Digest.sha256(ZotCompat.V2_1.firstPolicy()).hex())
                .isEqualTo("7e797799e05fefc42920db2a681a9087aea07c9e9b79817419e9340fd969bb77");
    }

    @Test
    void theOlderPoliciesAreZotsOctetForOctet() {
        assertThat(ZotPolicies.V2_0.length()).isEqualTo(272);
        assertThat(Digest.sha256(ZotPolicies.V2_0).hex()).startsWith("fb855735").endsWith("fc5ed");
        assertThat(ZotCompat.SEED_2023_08.firstPolicy().length()).isEqualTo(250);
        assertThat(Digest.sha256(ZotCompat.SEED_2023_08.firstPolicy()).hex())
                .startsWith("def2840c")
                .endsWith("18aa64");
    }

    @Test
    void theProfilesDifferAsZotDid() {
        assertThat(ZotCompat.V2_1.uploadLimit()).hasValue(8_388_608);
        assertThat(ZotCompat.SEED_2023_08.uploadLimit()).isEmpty();
        assertThat(ZotCompat.V2_1.storeKinds()).contains(AnchorKind.NOTATION_TSA);
        assertThat(ZotCompat.SEED_2023_08.storeKinds()).doesNotContain(AnchorKind.NOTATION_TSA);
        assertThat(ZotCompat.V2_1.namesStores()).isFalse();
        assertThat(ZotCompat.SEED_2023_08.namesStores()).isTrue();
        assertThat(ZotCompat.V2_1.policyGrows()).isFalse();
        assertThat(ZotCompat.SEED_2023_08.policyGrows()).isTrue();
        assertThat(ZotCompat.V2_1.showsAuthorOfExpired()).isFalse();
        assertThat(ZotCompat.SEED_2023_08.showsAuthorOfExpired()).isTrue();
    }
}
