/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.verdict.Outcome;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionTest {

    private static final SigningContext CONTEXT = SigningContext.offline(World.NOW, Deadline.never());

    /** The signer of the next stage signs in the other format, so that the two stages cannot be mistaken. */
    private final Hand production = new Hand(Sig.beta(Act.GOOD, "bob"));

    @Test
    void aTrustedImageGetsTheNextStagesSignature() throws Exception {
        World world = World.with(Sig.alpha(Act.GOOD, "alice"));
        Promotion.Result result =
                promotion(world, Rule.alpha(), Rule.beta()).promote(World.IMAGE, World.IMAGE, CONTEXT);

        assertThat(result.isPromoted()).isTrue();
        assertThat(result.before().outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(result.after())
                .hasValueSatisfying(after -> assertThat(after.outcome()).isEqualTo(Outcome.TRUSTED));
        assertThat(result.stored()).isPresent();
        assertThat(result.toString()).startsWith("promoted: ");
    }

    @Test
    void anUntrustedImageIsNotSigned() throws Exception {
        World world = World.with(Sig.alpha(Act.BAD, "alice"));
        Promotion.Result result =
                promotion(world, Rule.alpha(), Rule.beta()).promote(World.IMAGE, World.IMAGE, CONTEXT);

        assertThat(result.isPromoted()).isFalse();
        assertThat(result.stored()).isEmpty();
        assertThat(production.signed).isZero();
    }

    /** Or the production key would vouch for whatever nobody looked at. */
    @Test
    void anImageForWhichNobodyAsksASignatureIsNotSigned() throws Exception {
        Promotion.Result result =
                promotion(World.with(), new Waive("internal"), Rule.beta()).promote(World.IMAGE, World.IMAGE, CONTEXT);

        assertThat(result.before().outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(result.isPromoted()).isFalse();
        assertThat(production.signed).isZero();
    }

    @Test
    void aSignatureThatTheNextStageDoesNotTakeIsNoPromotion() throws Exception {
        Hand stranger = new Hand(Sig.beta(Act.UNKNOWN_SIGNER, "mallory"));
        World again = World.with(Sig.alpha(Act.GOOD, "alice"));
        Promotion.Result refused = new Promotion(
                        trust(again, Rule.alpha()), stranger, stranger.into(again), trust(again, Rule.beta()))
                .promote(World.IMAGE, World.IMAGE, CONTEXT);
        assertThat(refused.isPromoted()).isFalse();
        assertThat(refused.stored()).isPresent();
        assertThat(refused.toString()).startsWith("not promoted: ");
    }

    @Test
    void anotherImageCannotBeReleased() {
        Promotion promotion = promotion(World.with(Sig.alpha(Act.GOOD, "alice")), Rule.alpha(), Rule.beta());
        ImageSubject other = ImageSubject.byDigest(World.NAME, World.INDEX);

        assertThatThrownBy(() -> promotion.promote(World.IMAGE, other, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(production.signed).isZero();
    }

    private Promotion promotion(World world, Requirement from, Requirement to) {
        return new Promotion(trust(world, from), production, production.into(world), trust(world, to));
    }

    private static ImageTrust trust(World world, Requirement requirement) {
        return world.set(TrustPolicy.forAllImages(requirement)).build();
    }

    /** Signs with one signature. */
    private static final class Hand implements ImageSigner {

        private final Sig sig;
        private int signed;

        Hand(Sig sig) {
            this.sig = sig;
        }

        @Override
        public Set<Class<? extends SignatureArtifact>> yields() {
            return Set.of(SignatureArtifact.LookasideBlob.class);
        }

        @Override
        public SignatureArtifact sign(ImageSubject image, SigningContext context) {
            signed++;
            return sig.artifact();
        }

        SignatureSink into(World world) {
            return new SignatureSink() {
                @Override
                public boolean accepts(SignatureArtifact artifact) {
                    return true;
                }

                @Override
                public StoredAt store(ImageSubject image, SignatureArtifact artifact) {
                    world.add(image.image().digest(), sig);
                    return new StoredAt("here", artifact.id());
                }
            };
        }
    }
}
