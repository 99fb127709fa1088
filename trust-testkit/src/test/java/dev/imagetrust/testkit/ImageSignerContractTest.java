/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds for a signer that keeps it, and each rule catches the signer that breaks it. */
class ImageSignerContractTest extends ImageSignerContract {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);

    private enum Fault {
        NONE,
        YIELDS_SOMETHING_ELSE,
        OTHER_KEY,
        SIGNS_EVERYTHING,
        ALWAYS_THE_FIRST,
        WRONG_DESCRIPTOR,
        WRONG_SUBJECT
    }

    private Fault fault = Fault.NONE;
    private @Nullable SignatureArtifact first;

    @Override
    protected ImageSigner signer() {
        return new ImageSigner() {
            @Override
            public Set<Class<? extends SignatureArtifact>> yields() {
                return Set.of(fault == Fault.YIELDS_SOMETHING_ELSE ? TagLayer.class : LookasideBlob.class);
            }

            @Override
            public SignatureArtifact sign(ImageSubject image, SigningContext context) {
                return signed(image);
            }
        };
    }

    private SignatureArtifact signed(ImageSubject image) {
        SignatureArtifact right = ToyVerifier.sign("key", image).artifact();
        if (first == null) {
            first = right;
        }
        return switch (fault) {
            case OTHER_KEY -> ToyVerifier.sign("other", image).artifact();
            case ALWAYS_THE_FIRST -> first;
            case WRONG_DESCRIPTOR -> {
                TagLayer layer =
                        (TagLayer) CosignForge.legacy(image, KEY).good().artifact();
                yield new TagLayer(layer.suffix(), layer.layer(), Bytes.empty());
            }
            case WRONG_SUBJECT ->
                CosignForge.bundle(image, KEY)
                        .bent(CosignBend.OTHER_REFERRER_SUBJECT)
                        .artifact();
            default -> right;
        };
    }

    @Override
    protected SignatureJudge judge() {
        return SignatureJudge.of(
                new ToyVerifier(
                        fault == Fault.SIGNS_EVERYTHING
                                ? ToyVerifier.Fault.ACCEPTS_ANY_DIGEST
                                : ToyVerifier.Fault.NONE),
                new ToyVerifier.ToyRequirement("key"),
                TrustSnapshot.empty());
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Fault.YIELDS_SOMETHING_ELSE, ImageSignerContract::yieldsWhatItSaysItYields),
                rule(Fault.OTHER_KEY, ImageSignerContract::signsWhatTheVerifierAccepts),
                rule(Fault.SIGNS_EVERYTHING, ImageSignerContract::signsOneImageOnly),
                rule(Fault.ALWAYS_THE_FIRST, ImageSignerContract::keepsNothingBetweenImages),
                rule(Fault.WRONG_DESCRIPTOR, ImageSignerContract::describesItsContentRightly),
                rule(Fault.WRONG_SUBJECT, ImageSignerContract::describesItsContentRightly));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCatchesTheFaultItIsThereFor(Fault broken, Rule rule) {
        ImageSignerContractTest faulty = new ImageSignerContractTest();
        faulty.fault = broken;
        assertThatThrownBy(() -> rule.check(faulty)).isInstanceOf(AssertionError.class);
    }

    private static Arguments rule(Fault broken, Rule rule) {
        return Arguments.of(broken, rule);
    }

    private interface Rule {
        void check(ImageSignerContract contract) throws Exception;
    }
}
