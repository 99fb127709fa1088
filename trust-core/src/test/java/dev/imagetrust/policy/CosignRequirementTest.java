/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.trust.AnchorKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CosignRequirementTest {

    private static final Pinned ROOT = new Pinned(AnchorKind.SIGSTORE_ROOT, Bytes.utf8("{}"), "root");

    @Test
    void refusesATimestampWithoutARootThatNamesAuthorities() {
        assertThatThrownBy(() -> key().requireTimestamp().build()).isInstanceOf(IllegalStateException.class);
        assertThat(key().transparencyLog(ROOT).requireTimestamp().build().requiresTimestamp())
                .isTrue();
        assertThat(keyless().requireTimestamp().build().requiresTimestamp()).isTrue();
    }

    @Test
    void refusesToGiveUpCertificateTimestampsWhereThereAreNoCertificates() {
        assertThatThrownBy(() -> key().insecurelyWithoutCertificateTimestamps().build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksForCertificateTimestampsUnlessTheyAreGivenUp() {
        assertThat(keyless().build().requiresCertificateTimestamps()).isTrue();
        assertThat(keyless().insecurelyWithoutCertificateTimestamps().build().requiresCertificateTimestamps())
                .isFalse();
    }

    @Test
    void requirementsThatAskForLessAreOthers() {
        assertThat(keyless().requireTimestamp().build()).isNotEqualTo(keyless().build());
        assertThat(keyless().insecurelyWithoutCertificateTimestamps().build())
                .isNotEqualTo(keyless().build());
    }

    private static CosignRequirement.Builder key() {
        return CosignRequirement.key(Bytes.utf8("key"), "key.pub");
    }

    private static CosignRequirement.Builder keyless() {
        return CosignRequirement.keyless(ROOT, new Exact("https://issuer.example"), new Exact("a@b.example"));
    }
}
