/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The id decides whether prepared keys and kept verdicts still hold. */
class TrustSnapshotTest {

    private static final String LONG = "x".repeat(400);

    @Test
    void longIdentitiesThatDifferAtTheEndMakeDifferentDenyLists() {
        DenyTarget one = new DenyTarget.OidcIdentity("https://issuer.example", LONG + "1");
        DenyTarget other = new DenyTarget.OidcIdentity("https://issuer.example", LONG + "2");
        assertThat(denying(one, "stolen").id())
                .isNotEqualTo(denying(other, "stolen").id());
    }

    @Test
    void whatIsSaidAboutADenialIsNoPartOfItsTarget() {
        DenyTarget plain = new DenyTarget.OidcIdentity("i", "s");
        assertThat(denying(plain, "y").id()).isNotEqualTo(denying(plain, "x").id());
        DenyTarget odd = new DenyTarget.OidcIdentity("i since 1970-01-01T00:00:00Z: x", "s");
        assertThat(denying(odd, "y").id())
                .isNotEqualTo(denying(plain, "x since 1970-01-01T00:00:00Z: y").id());
    }

    @Test
    void longStoreNamesThatDifferAtTheEndMakeDifferentSnapshots() {
        assertThat(anchorIn(LONG + "1").id()).isNotEqualTo(anchorIn(LONG + "2").id());
        assertThat(skippedIn(LONG + "1").id())
                .isNotEqualTo(skippedIn(LONG + "2").id());
    }

    @Test
    void aKeyOrCertificateIsDeniedByItsSha256DigestOnly() {
        Digest sha512 = Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("x"));
        assertThatThrownBy(() -> new DenyTarget.Key(sha512)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DenyTarget.Certificate(sha512)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TrustSnapshot denying(DenyTarget target, String why) {
        return TrustSnapshot.empty().denying(DenyList.of(List.of(new DenyList.Entry(target, why, Instant.EPOCH))));
    }

    private static TrustSnapshot anchorIn(String store) {
        return TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.COSIGN_KEY, store, "name", Bytes.utf8("key"))));
    }

    private static TrustSnapshot skippedIn(String store) {
        SkippedEntry skipped = new SkippedEntry(AnchorKind.COSIGN_KEY, store, "name", "unreadable");
        return TrustSnapshot.of(List.of(), List.of(skipped), DenyList.empty());
    }
}
