/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signatures of the testkit, which shares no code with this module: every layout, bend and type of key. */
class ForgedTableTest {

    private static final Map<Kind, ForgedKey> KEYS = Stream.of(
                    Kind.EC_P256, Kind.EC_P384, Kind.EC_P521, Kind.RSA_2048, Kind.ED25519)
            .collect(Collectors.toUnmodifiableMap(kind -> kind, ForgedKey::generate));

    private static final ImageSubject IMAGE = Judging.image("registry.example/some/image", Forge.IMAGE);

    @TestFactory
    Stream<DynamicTest> everyForgedSignatureIsJudgedAsItsBendCallsFor() {
        return KEYS.values().stream().flatMap(key -> {
            CosignRequirement.Builder signature = CosignRequirement.key(key.publicKeyPem(), "forged.pub");
            CosignRequirement.Builder attestation =
                    CosignRequirement.key(key.publicKeyPem(), "forged.pub").attestation(Forge.PROVENANCE);
            return Stream.of(
                            table(CosignForge.legacy(IMAGE, key), signature),
                            table(CosignForge.bundle(IMAGE, key), signature),
                            table(CosignForge.legacyAttestation(IMAGE, key, Forge.PROVENANCE, "{}"), attestation),
                            table(CosignForge.bundledAttestation(IMAGE, key, Forge.PROVENANCE, "{}"), attestation))
                    .flatMap(tests -> tests)
                    .map(test ->
                            DynamicTest.dynamicTest(key.kind() + " " + test.getDisplayName(), test.getExecutable()));
        });
    }

    /** Section 3.2: the algorithm of the key, and what older writers used. */
    @ParameterizedTest
    @CsvSource({
        "EC_P384, ECDSA_SHA256",
        "EC_P521, ECDSA_SHA256",
        "ED25519, ED25519",
    })
    void acceptsTheAlgorithmOfOlderWriters(Kind kind, SigningAlgorithm algorithm) {
        assertThat(statuses(kind, algorithm)).containsExactly(Status.ACCEPTED, Status.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "EC_P256, ECDSA_SHA384",
        "EC_P256, ECDSA_SHA512",
        "EC_P384, ECDSA_SHA512",
        "EC_P521, ECDSA_SHA384",
        "RSA_2048, RSA_PSS_SHA256",
        "RSA_2048, RSA_PSS_SHA384",
        "RSA_2048, RSA_PSS_SHA512",
    })
    void rejectsAnyOtherAlgorithmOfTheSameKey(Kind kind, SigningAlgorithm algorithm) {
        assertThat(statuses(kind, algorithm)).containsExactly(Status.REFUSED, Status.REFUSED);
    }

    @Test
    void refusesAKeyThatIsTooWeakWhilePreparing() {
        CosignRequirement.Builder weak =
                CosignRequirement.key(ForgedKey.generate(Kind.RSA_1024).publicKeyPem(), "weak.pub");
        assertThatThrownBy(() -> Judging.by(weak))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("weak.pub");
    }

    private static List<Status> statuses(Kind kind, SigningAlgorithm algorithm) {
        ForgedKey key = KEYS.get(kind);
        Judging judging = Judging.by(CosignRequirement.key(key.publicKeyPem(), "forged.pub"));
        return Stream.of(CosignForge.legacy(IMAGE, key), CosignForge.bundle(IMAGE, key))
                .map(forge -> judging.report(forge.by(algorithm).good()).status())
                .toList();
    }

    private static Stream<DynamicTest> table(CosignForge forge, CosignRequirement.Builder requirement) {
        Judging judging = Judging.by(requirement);
        Digest mustCover = IMAGE.image().digest();
        return forge.table().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(), () -> row.assertJudged(judging.report(row.candidate(), mustCover))));
    }
}
