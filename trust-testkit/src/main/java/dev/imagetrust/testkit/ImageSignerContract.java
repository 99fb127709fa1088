/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SigningContext;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link ImageSigner} has to do, as tests. Extend it with a signer that needs no network, and a judge that
 * trusts it.
 *
 * @since 0.1
 */
public abstract class ImageSignerContract {

    private final ImageSubject image = ImageForge.image("app").at("registry.example/team/app", "v1");
    private final ImageSubject other = ImageForge.image("another").at("registry.example/team/app", "v1");

    /** For subclasses. */
    protected ImageSignerContract() {}

    /** The signer under test. */
    protected abstract ImageSigner signer();

    /** The verifier of its format, under a requirement that trusts the key of the signer. */
    protected abstract SignatureJudge judge();

    /** A caller that looks for a sink goes by what the signer says that it yields. */
    @Test
    protected void yieldsWhatItSaysItYields() throws Exception {
        assertThat(signer().yields()).isNotEmpty().contains(sign(image).getClass());
    }

    /** What is signed is accepted, as a source would find it. */
    @Test
    protected void signsWhatTheVerifierAccepts() throws Exception {
        SignatureArtifact artifact = sign(image);
        assertThat(judge().wants(AllCandidates.found(artifact, image))).isTrue();
        TrustAssertions.assertThat(judge().judge(AllCandidates.found(artifact, image), image))
                .isAccepted();
    }

    /** And for no other image. */
    @Test
    protected void signsOneImageOnly() throws Exception {
        SignatureArtifact artifact = sign(image);
        TrustAssertions.assertThat(judge().judge(AllCandidates.found(artifact, other), other))
                .isRefused();
    }

    /** One signer signs many images. */
    @Test
    protected void keepsNothingBetweenImages() throws Exception {
        SignatureArtifact first = sign(image);
        SignatureArtifact second = sign(other);
        TrustAssertions.assertThat(judge().judge(AllCandidates.found(second, other), other))
                .isAccepted();
        TrustAssertions.assertThat(judge().judge(AllCandidates.found(first, image), image))
                .isAccepted();
    }

    /** Who stores it goes by the descriptor. */
    @Test
    protected void describesItsContentRightly() throws Exception {
        SignatureArtifact artifact = sign(image);
        if (artifact instanceof TagLayer layer) {
            assertThat(layer.layer().matches(layer.content())).isTrue();
        } else if (artifact instanceof Referrer referrer) {
            assertThat(referrer.layer().matches(referrer.content())).isTrue();
            assertThat(referrer.manifest().subject().digest())
                    .isEqualTo(image.image().digest());
        }
    }

    private SignatureArtifact sign(ImageSubject subject) throws IOException, InterruptedException {
        return signer().sign(subject, SigningContext.offline(ForgedTime.SIGNED, Deadline.never()));
    }
}
