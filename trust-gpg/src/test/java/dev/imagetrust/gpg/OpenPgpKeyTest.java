/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OpenPgpKeyTest {

    private static final Instant NOW = Recorded.LATER;

    @Test
    void refusesAFileThatARequirementWouldRefuse() {
        SetUpException refusal =
                catchThrowableOfType(SetUpException.class, () -> OpenPgpKey.readAll(Bytes.utf8("nothing"), NOW));
        assertThat(refusal.reason().code()).isEqualTo(GpgReason.NO_PUBLIC_KEYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-retired", "weak", "dsa", "koblitz", "subkey-revoked"})
    void saysOfAKeyThatIsNotBelievedThatItCannotSign(String file) {
        assertThat(only(file, NOW).signingFingerprints()).isEmpty();
    }

    @Test
    void saysWhyAKeyWasRevoked() {
        assertThat(only("plain-retired", NOW).revocations())
                .singleElement()
                .asString()
                .contains("retired", "2024-08-01");
        assertThat(only("plain", NOW).revocations()).isEmpty();
    }

    @Test
    void saysWhenAKeyEnds() {
        Instant end = only("shortlived", NOW).expires();
        assertThat(end).isAfter(NOW);
        assertThat(only("shortlived", NOW).signingFingerprints()).hasSize(1);
        assertThat(only("shortlived", end).signingFingerprints()).isEmpty();
        assertThat(only("plain", NOW).expires()).isNull();
    }

    @Test
    void namesThePrimaryKeyAndThoseThatSign() {
        OpenPgpKey key = only("subkey", NOW);
        assertThat(key.fingerprint()).matches("[0-9A-F]{40}");
        assertThat(key.signingFingerprints()).singleElement().isNotEqualTo(key.fingerprint());
        assertThat(key.created()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(key.userIds()).containsExactly("subkey");
    }

    @Test
    void readsEveryKeyOfAFile() {
        assertThat(OpenPgpKey.readAll(recorded("several.gpg"), NOW))
                .extracting(OpenPgpKey::userIds)
                .containsExactly(List.of("plain"), List.of("rsa"), List.of("subkey"));
    }

    private static OpenPgpKey only(String file, Instant now) {
        List<OpenPgpKey> keys = OpenPgpKey.readAll(recorded(file + ".asc"), now);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }
}
