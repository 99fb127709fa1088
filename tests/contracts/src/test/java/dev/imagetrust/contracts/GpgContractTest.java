/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.Bend.Expectation;
import dev.imagetrust.testkit.ForgedCase;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey.Kind;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.OpenPgpKeyBend;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.testkit.SimpleSigningBend;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.testkit.TrustVerifierContract;
import dev.imagetrust.testkit.VerifierSample;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of verifiers and the tables of the forges, for simple signing. */
class GpgContractTest extends TrustVerifierContract {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");

    @Override
    protected TrustVerifierProvider provider() {
        return new GpgVerifierProvider();
    }

    @Override
    protected List<VerifierSample> samples() {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(Kind.ED25519);
        SimpleSigningForge forge = SimpleSigningForge.of(IMAGE, key);
        TrustSnapshot store = TrustSnapshot.of(
                List.of(new TrustAnchor(AnchorKind.OPENPGP_KEY, "acme", "key.asc", key.armoredCertificate())));
        return List.of(
                new VerifierSample(pinned(key.certificate()), TrustSnapshot.empty(), IMAGE, forge.good()),
                new VerifierSample(
                        SimpleSigningRequirement.builder().keysInStore("acme").build(),
                        store,
                        IMAGE,
                        forge.bent(SimpleSigningBend.COMPRESSED)));
    }

    static Stream<Arguments> tables() {
        return Stream.of(Kind.ED25519, Kind.RSA_2048)
                .map(ForgedOpenPgpKey::generate)
                .flatMap(key -> {
                    SignatureJudge judge = judge(key);
                    return SimpleSigningForge.of(IMAGE, key).table().stream()
                            .map(row -> Arguments.of(key.kind(), row, judge));
                });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tables")
    void everySignatureIsJudgedAsItDeserves(Kind kind, ForgedCase signature, SignatureJudge judge) {
        signature.assertJudged(judge.judge(signature.candidate(), IMAGE));
        if (signature.bend().expectation() == Expectation.ACCEPTED) {
            assertThat(judge.wants(signature.candidate())).as("wanted").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsJudgedAsItDeserves(OpenPgpKeyBend bend) {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(Kind.ED25519, bend);
        ForgedCase signature = new ForgedCase(
                "key " + bend, bend, SimpleSigningForge.of(IMAGE, key).good());
        signature.assertJudged(judge(key).judge(signature.candidate(), IMAGE));
    }

    private static SignatureJudge judge(ForgedOpenPgpKey key) {
        return SignatureJudge.of(new GpgVerifierProvider(), pinned(key.armoredCertificate()), TrustSnapshot.empty());
    }

    private static SimpleSigningRequirement pinned(Bytes keys) {
        return SimpleSigningRequirement.builder().pinnedKeys(keys, "keys").build();
    }
}
