/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationSigner;
import dev.imagetrust.notation.NotationVerifierProvider;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.ImageSignerContract;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of signers, for the Notary Project. */
class NotationSignerContractTest {

    private static final ForgedChain CHAIN = ForgedChain.generate(Kind.EC_P384);

    @Nested
    class Jws extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return NotationSignerContractTest.signer(NotationEnvelope.JWS);
        }

        @Override
        protected SignatureJudge judge() {
            return NotationSignerContractTest.judge();
        }
    }

    @Nested
    class Cose extends ImageSignerContract {
        @Override
        protected ImageSigner signer() {
            return NotationSignerContractTest.signer(NotationEnvelope.COSE);
        }

        @Override
        protected SignatureJudge judge() {
            return NotationSignerContractTest.judge();
        }
    }

    /** What a signer describes is, octet for octet, the manifest that the sink writes. */
    @Test
    void describesTheManifestThatIsStored() throws Exception {
        ImageSubject image = ImageForge.image("app").at("registry.example/team/app", "v1");
        Referrer artifact =
                signer(NotationEnvelope.COSE).sign(image, SigningContext.offline(ForgedTime.SIGNED, Deadline.never()));
        assertThat(new OciSignatureSink(MemoryRepository.withReferrersApi())
                        .store(image, artifact)
                        .location())
                .isEqualTo(artifact.manifest().descriptor().digest().toString());
    }

    private static NotationSigner signer(NotationEnvelope envelope) {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        CHAIN.certificates().forEach(certificate -> chain.writeBytes(certificate.toByteArray()));
        return NotationSigner.builder(CHAIN.leafKey().asRemoteSigner(), Bytes.copyOf(chain.toByteArray()))
                .envelope(envelope)
                .build();
    }

    private static SignatureJudge judge() {
        return SignatureJudge.of(
                new NotationVerifierProvider(),
                NotationRequirement.builder(Level.STRICT)
                        .caStore("acme")
                        .trustedIdentity("*")
                        .build(),
                TrustSnapshot.of(
                        List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.pem", CHAIN.rootPem()))));
    }
}
