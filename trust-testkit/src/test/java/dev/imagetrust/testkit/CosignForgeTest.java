/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.ForgedKey.Kind;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Judges forged cosign signatures with nothing but the JDK and the JSON reader of another project. */
class CosignForgeTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final ForgedImage IMAGE = ImageForge.image("app");
    private static final ImageSubject SUBJECT = IMAGE.at("registry.example/team/app");
    private static final String SBOM = "https://spdx.dev/Document";

    /** Bends of the signature itself, or of where it is found. Under all others it still has to hold. */
    private static final Set<CosignBend> BROKEN = EnumSet.of(
            CosignBend.OTHER_KEY,
            CosignBend.FLIPPED_PAYLOAD_BIT,
            CosignBend.FLIPPED_SIGNATURE_BIT,
            CosignBend.EMPTY_SIGNATURE,
            CosignBend.LINE_BREAK_IN_BASE64,
            CosignBend.P1363_SIGNATURE,
            CosignBend.ZERO_SIGNATURE,
            CosignBend.TRUNCATED,
            CosignBend.EMPTY,
            CosignBend.NO_SIGNATURE,
            CosignBend.KEY_IN_CERTIFICATE,
            CosignBend.WITHOUT_PAE,
            CosignBend.MESSAGE_SIGNATURE,
            // The reader of Nimbus refuses repeated members, too.
            CosignBend.DUPLICATE_BUNDLE_KEY);

    private static final Map<String, CosignForge> FORGES = Map.of(
            "legacy", CosignForge.legacy(SUBJECT, KEY),
            "legacy attestation", CosignForge.legacyAttestation(SUBJECT, KEY, SBOM, "{\"name\":\"sbom\"}"),
            "bundle", CosignForge.bundle(SUBJECT, KEY),
            "bundled attestation", CosignForge.bundledAttestation(SUBJECT, KEY, SBOM, "{\"name\":\"sbom\"}"));

    @ParameterizedTest
    @EnumSource
    void signsWhatTheJdkHoldsForGood(Kind kind) {
        ForgedKey key = ForgedKey.generate(kind);
        assertThat(holds(CosignForge.legacy(SUBJECT, key).good(), key)).isTrue();
        assertThat(holds(CosignForge.legacy(SUBJECT, key).good(), KEY)).isFalse();
        assertThat(holds(CosignForge.bundle(SUBJECT, key).good(), key)).isTrue();
    }

    static Stream<Arguments> everyBend() {
        return FORGES.entrySet().stream()
                .flatMap(forge -> forge.getValue().table().stream().map(row -> Arguments.of(forge.getKey(), row)));
    }

    @ParameterizedTest
    @MethodSource("everyBend")
    void bendsTheSignatureOrWhatItCoversButNotBoth(String forge, ForgedCase row) {
        boolean broken = BROKEN.contains((CosignBend) row.bend());
        assertThat(holds(row.candidate(), KEY)).as(forge).isNotEqualTo(broken);
    }

    @ParameterizedTest
    @MethodSource("everyBend")
    void storesWhatItsDescriptorSays(String forge, ForgedCase row) {
        if (row.candidate().artifact() instanceof TagLayer layer) {
            assertThat(layer.layer().matches(layer.content())).as(forge).isTrue();
        } else {
            Referrer referrer = (Referrer) row.candidate().artifact();
            assertThat(referrer.layer().matches(referrer.content())).as(forge).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyBend")
    void noBendGivesWhatAnotherGives(String forge, ForgedCase row) {
        ForgedKey deterministic = ForgedKey.generate(Kind.ED25519);
        CosignForge again = Map.<String, Function<ForgedKey, CosignForge>>of(
                        "legacy", key -> CosignForge.legacy(SUBJECT, key),
                        "legacy attestation", key -> CosignForge.legacyAttestation(SUBJECT, key, SBOM, "{}"),
                        "bundle", key -> CosignForge.bundle(SUBJECT, key),
                        "bundled attestation", key -> CosignForge.bundledAttestation(SUBJECT, key, SBOM, "{}"))
                .get(forge)
                .apply(deterministic);
        CosignBend bend = (CosignBend) row.bend();
        if (bend != CosignBend.NONE && bend.applies(again.layout(), deterministic)) {
            assertThat(again.bent(bend).artifact().id())
                    .isNotEqualTo(again.good().artifact().id());
        }
    }

    @Test
    void everyBendIsInSomeTable() {
        List<Bend> found = FORGES.values().stream()
                .flatMap(forge -> forge.table().stream())
                .map(ForgedCase::bend)
                .distinct()
                .toList();
        assertThat(found).hasSameElementsAs(List.<Bend>of(CosignBend.values()));
    }

    @Test
    void refusesABendOfAnotherLayout() {
        CosignForge legacy = CosignForge.legacy(SUBJECT, KEY);
        assertThatThrownBy(() -> legacy.bent(CosignBend.TWO_SIGNATURES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TWO_SIGNATURES");
    }

    @Test
    void writesThePayloadAsCosignDoes() {
        TagLayer layer = (TagLayer) CosignForge.legacy(SUBJECT, KEY).good().artifact();
        assertThat(text(layer.content()))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/team/app\"},"
                        + "\"image\":{\"docker-manifest-digest\":\"" + IMAGE.digest() + "\"},"
                        + "\"type\":\"cosign container image signature\"},\"optional\":null}");
    }

    @Test
    void signsAnnotationsInBothFormats() {
        TagLayer legacy = (TagLayer) CosignForge.legacy(SUBJECT, KEY)
                .annotation("stage", "release")
                .good()
                .artifact();
        assertThat(text(legacy.content())).endsWith("\"optional\":{\"stage\":\"release\"}}");
        Referrer bundle = (Referrer) CosignForge.bundle(SUBJECT, KEY)
                .annotation("stage", "release")
                .good()
                .artifact();
        assertThat(text(decoded(envelope(bundle.content()).get("payload"))))
                .contains("\"annotations\":{\"stage\":\"release\"}");
    }

    @Test
    void theReferrerNamesTheImageAsItsSubject() {
        Referrer referrer = (Referrer) CosignForge.bundle(SUBJECT, KEY).good().artifact();
        assertThat(referrer.manifest().subject()).isEqualTo(IMAGE.descriptor());
        assertThat(referrer.manifest().artifactType()).isEqualTo(CosignForge.BUNDLE);
    }

    private static boolean holds(SignatureCandidate candidate, ForgedKey key) {
        try {
            if (candidate.artifact() instanceof TagLayer layer && layer.suffix().equals(".sig")) {
                String signature = layer.layer()
                        .annotation("dev.cosignproject.cosign/signature")
                        .orElseThrow();
                return verify(key, layer.content(), decoded(signature));
            }
            Bytes content = candidate.artifact() instanceof TagLayer layer
                    ? layer.content()
                    : ((Referrer) candidate.artifact()).content();
            Map<String, Object> envelope = envelope(content);
            byte[] payload = decoded(envelope.get("payload"));
            String type = (String) envelope.get("payloadType");
            byte[] pae = ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " "
                            + new String(payload, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1);
            Map<?, ?> first = (Map<?, ?>) ((List<?>) envelope.get("signatures")).get(0);
            return verify(key, Bytes.copyOf(pae), decoded(first.get("sig")));
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The last envelope, if there are several; the one with its end, if something follows. */
    @SuppressWarnings("unchecked") // The reader of Nimbus says as much about its own maps.
    private static Map<String, Object> envelope(Bytes content) {
        String json = text(content);
        try {
            Map<String, Object> outer =
                    JSONObjectUtils.parse(json.endsWith("}{}") ? json.substring(0, json.length() - 2) : json);
            return outer.containsKey("payload") ? outer : (Map<String, Object>) outer.get("dsseEnvelope");
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean verify(ForgedKey key, Bytes message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(
                    switch (key.kind()) {
                        case EC_P256 -> "SHA256withECDSA";
                        case EC_P384 -> "SHA384withECDSA";
                        case EC_P521 -> "SHA512withECDSA";
                        case ED25519 -> "Ed25519";
                        default -> "SHA256withRSA";
                    });
            if (key.kind() == Kind.ED25519) {
                verifier.setParameter(new EdDSAParameterSpec(true));
            }
            verifier.initVerify(key.publicKey());
            verifier.update(message.toByteArray());
            return verifier.verify(signature);
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decoded(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String text(Bytes octets) {
        return text(octets.toByteArray());
    }
}
