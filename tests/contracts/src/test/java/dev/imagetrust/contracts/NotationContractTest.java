/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationVerifierProvider;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.Bend.Expectation;
import dev.imagetrust.testkit.ForgedCase;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.testkit.TrustVerifierContract;
import dev.imagetrust.testkit.VerifierSample;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of verifiers and the tables of the forges, for the Notary Project. */
class NotationContractTest extends TrustVerifierContract {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");

    private static final NotationRequirement STRICT = NotationRequirement.builder(Level.STRICT)
            .caStore("acme")
            .trustedIdentity("*")
            .build();

    @Override
    protected TrustVerifierProvider provider() {
        return new NotationVerifierProvider();
    }

    @Override
    protected List<VerifierSample> samples() {
        ForgedChain chain = ForgedChain.generate(Kind.EC_P256);
        return List.of(
                new VerifierSample(
                        STRICT,
                        trust(chain),
                        IMAGE,
                        NotationForge.jws(IMAGE, chain).good()),
                new VerifierSample(
                        STRICT,
                        trust(chain),
                        IMAGE,
                        NotationForge.cose(IMAGE, chain).good()));
    }

    static Stream<Arguments> tables() {
        return Stream.of(Kind.EC_P256, Kind.RSA_2048)
                .map(ForgedChain::generate)
                .flatMap(chain -> Stream.of(
                                NotationForge.jws(IMAGE, chain).table(),
                                NotationForge.cose(IMAGE, chain).table(),
                                NotationForge.jws(IMAGE, chain).chainTable(),
                                NotationForge.cose(IMAGE, chain).chainTable())
                        .flatMap(List::stream)
                        .map(row -> Arguments.of(chain.leafKey().kind(), row, judge(chain))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tables")
    void everySignatureIsJudgedAsItDeserves(Kind kind, ForgedCase signature, SignatureJudge judge) {
        signature.assertJudged(judge.judge(signature.candidate(), IMAGE));
        if (signature.bend().expectation() == Expectation.ACCEPTED) {
            assertThat(judge.wants(signature.candidate())).as("wanted").isTrue();
        }
    }

    private static SignatureJudge judge(ForgedChain chain) {
        return SignatureJudge.of(new NotationVerifierProvider(), STRICT, trust(chain));
    }

    private static TrustSnapshot trust(ForgedChain chain) {
        return TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.pem", chain.rootPem())));
    }
}
