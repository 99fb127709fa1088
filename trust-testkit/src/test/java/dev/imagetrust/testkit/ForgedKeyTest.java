/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.ForgedKey.Kind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForgedKeyTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final Bytes MESSAGE = Bytes.utf8("message");

    @Test
    void theOtherKeyIsAnotherAndStaysTheSame() {
        assertThat(KEY.another().spki()).isNotEqualTo(KEY.spki());
        assertThat(KEY.another()).isSameAs(KEY.another());
        assertThat(KEY.another().kind()).isEqualTo(KEY.kind());
    }

    @Test
    void refusesAnAlgorithmOfAnotherKey() {
        assertThatThrownBy(() -> KEY.sign(SigningAlgorithm.ED25519, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EC_P256");
        RemoteSigner remote = KEY.asRemoteSigner();
        assertThatThrownBy(() -> remote.signMessage(SigningAlgorithm.RSA_PSS_SHA256, MESSAGE))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> remote.signDigest(SigningAlgorithm.ED25519PH, Digest.sha256(MESSAGE)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> remote.signDigest(SigningAlgorithm.ECDSA_SHA384, Digest.sha256(MESSAGE)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aSignatureOfTheDigestIsOneOfTheMessage() throws Exception {
        RemoteSigner remote = KEY.asRemoteSigner();
        assertThat(remote.publicKey()).isEqualTo(KEY.spki());
        assertThat(holds(remote.signDigest(SigningAlgorithm.ECDSA_SHA256, Digest.sha256(MESSAGE))))
                .isTrue();
        assertThat(holds(remote.signMessage(SigningAlgorithm.ECDSA_SHA256, MESSAGE)))
                .isTrue();
    }

    private static boolean holds(Bytes signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(KEY.publicKey());
        verifier.update(MESSAGE.toByteArray());
        return verifier.verify(signature.toByteArray());
    }
}
