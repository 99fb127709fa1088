/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Forge;
import dev.imagetrust.gpg.internal.Octets;
import dev.imagetrust.image.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Recorded.upstream;
import static org.assertj.core.api.Assertions.assertThat;

class UnverifiedSimpleSignatureTest {

    @ParameterizedTest
    @ValueSource(strings = {"armored", "detached", "literal", "encrypted", "two", "chunked"})
    void findsNothingInOtherThings(String file) {
        assertThat(UnverifiedSimpleSignature.find(recorded(file + ".signature")))
                .isEmpty();
    }

    @Test
    void findsNothingInASignedTextThatIsNoPayload() {
        Bytes blob = Forge.sign(Bytes.utf8("This is not JSON")).blob();
        assertThat(UnverifiedSimpleSignature.find(blob)).isEmpty();
    }

    @Test
    void readsClaimsWithoutLookingAtTheSignature() {
        Bytes good = recorded("uncompressed.signature");
        Bytes corrupt = Octets.with(good, good.length() - 1, good.at(good.length() - 1) ^ 1);
        UnverifiedSimpleSignature read = UnverifiedSimpleSignature.find(corrupt).orElseThrow();
        assertThat(read.claimedDigest()).hasToString("sha256:" + "0".repeat(64));
        assertThat(read.claimedReference()).isEqualTo("registry.example/app:1");
        assertThat(read.claimedCreator()).contains("record.sh");
        assertThat(read.claimedTimestamp()).contains(1717200000L);
        assertThat(read.claimedKeyId()).matches("[0-9A-F]{16}");
    }

    @Test
    void readsASignatureOfAnUnknownKey() {
        assertThat(UnverifiedSimpleSignature.find(upstream("unknown-key.signature")))
                .map(UnverifiedSimpleSignature::claimedKeyId)
                .contains("5F9470E3BC6C3B55");
    }

    @Test
    void escapesWhatItShows() {
        String payload = ("{'critical':{'identity':{'docker-reference':'\\u001b[2J\\u202e'},"
                        + "'image':{'docker-manifest-digest':'sha256:" + "0".repeat(64) + "'},"
                        + "'type':'atomic container signature'},'optional':{}}")
                .replace('\'', '"');
        UnverifiedSimpleSignature read = UnverifiedSimpleSignature.find(
                        Forge.sign(Bytes.utf8(payload)).blob())
                .orElseThrow();
        assertThat(read.toString()).contains("unverified").contains("\\u001b").doesNotContain("\u001b", "\u202e");
        assertThat(read.claimedCreator()).isEmpty();
        assertThat(read.claimedTimestamp()).isEmpty();
    }
}
