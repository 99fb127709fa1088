/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Bytes;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyDescriptionsTest {

    @Test
    void leavesOutANameThatTheKeyDidNotGiveItself() {
        PGPKeyPair key = Forge.key();
        Bytes claimed = Octets.packet(Packet.USER_ID, Bytes.utf8("Famous Vendor"));
        Bytes file = Forge.certificate(key, claimed);
        assertThat(names(file)).containsExactly("forged");
    }

    @Test
    void leavesOutANameThatWasTakenBackUntilItIsGivenAgain() {
        PGPKeyPair key = Forge.key();
        Bytes takenBack = Forge.signature(
                PGPSignature.CERTIFICATION_REVOCATION,
                HashAlgorithmTags.SHA256,
                key,
                Forge.SIGNED,
                sub -> {},
                generator -> generator.generateCertification("forged", key.getPublicKey()));
        Bytes again = Forge.selfSignature(key, Forge.SIGNED.plusSeconds(1), sub -> {});
        assertThat(names(Forge.certificate(key, takenBack))).isEmpty();
        assertThat(names(Forge.certificate(key, takenBack, again))).containsExactly("forged");
    }

    private static List<String> names(Bytes file) {
        List<OpenPgpKey> keys = KeyDescriptions.of(file, Recorded.LATER);
        assertThat(keys).hasSize(1);
        return keys.get(0).userIds();
    }
}
