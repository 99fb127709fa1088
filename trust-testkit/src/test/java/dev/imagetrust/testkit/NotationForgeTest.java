/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.TestCbor.Item;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.imagetrust.testkit.NotationBend.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Judges forged Notary Project signatures with the JDK, Nimbus and a CBOR reader of the test's own. */
class NotationForgeTest {

    private static final ForgedImage IMAGE = ImageForge.image("app");
    private static final ImageSubject SUBJECT = IMAGE.at("registry.example/team/app");
    private static final ForgedChain CHAIN = ForgedChain.generate(Kind.EC_P256);
    private static final NotationForge JWS = NotationForge.jws(SUBJECT, CHAIN);
    private static final NotationForge COSE = NotationForge.cose(SUBJECT, CHAIN);

    /** Bends of the signature itself, or after which a reader finds none. Under all others it still has to hold. */
    private static final Set<NotationBend> BROKEN = EnumSet.of(
            OTHER_KEY,
            KEY_IN_HEADER,
            FLIPPED_PAYLOAD_BIT,
            FLIPPED_SIGNATURE_BIT,
            ZERO_SIGNATURE,
            EMPTY_SIGNATURE,
            DER_SIGNATURE,
            PKCS1_SIGNATURE,
            TRUNCATED,
            EMPTY,
            DUPLICATE_MEMBER,
            LINE_BREAK_IN_BASE64,
            GENERAL_FORM,
            COMPACT_FORM,
            TRAILING_DATA,
            UNTAGGED,
            OTHER_TAG,
            INDEFINITE_LENGTH,
            DETACHED_PAYLOAD,
            EXTERNAL_DATA);

    static Stream<ForgedCase> everyBend() {
        return Stream.of(JWS, COSE).flatMap(forge -> forge.table().stream());
    }

    @ParameterizedTest
    @MethodSource("everyBend")
    void bendsTheSignatureOrWhatItCoversButNotBoth(ForgedCase row) {
        assertThat(holds(row.candidate(), CHAIN.leafKey())).isNotEqualTo(BROKEN.contains((NotationBend) row.bend()));
    }

    @ParameterizedTest
    @MethodSource("everyBend")
    void storesWhatItsDescriptorSays(ForgedCase row) {
        Referrer referrer = (Referrer) row.candidate().artifact();
        assertThat(referrer.layer().matches(referrer.content())).isTrue();
        assertThat(referrer.manifest().artifactType()).isEqualTo(NotationForge.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RSA_1024", "ED25519"},
            mode = EnumSource.Mode.EXCLUDE)
    void signsWhatNimbusAndTheJdkHoldForGood(Kind kind) throws ParseException, JOSEException {
        ForgedChain chain = ForgedChain.generate(kind);
        Bytes jws = content(NotationForge.jws(SUBJECT, chain).good());
        assertThat(JWSObjectJSON.parse(text(jws)).getSignatures().get(0).verify(nimbus(chain.leafKey())))
                .isTrue();
        assertThat(holds(NotationForge.cose(SUBJECT, chain).good(), chain.leafKey()))
                .isTrue();
        assertThat(holds(NotationForge.cose(SUBJECT, chain).good(), CHAIN.leafKey()))
                .isFalse();
    }

    @Test
    void bendsRsaSignaturesToo() {
        ForgedChain chain = ForgedChain.generate(Kind.RSA_2048);
        for (NotationForge forge : List.of(NotationForge.jws(SUBJECT, chain), NotationForge.cose(SUBJECT, chain))) {
            assertThat(holds(forge.bent(PKCS1_SIGNATURE), chain.leafKey())).isFalse();
        }
    }

    @Test
    void everyBendIsInSomeTable() {
        ForgedChain rsa = ForgedChain.generate(Kind.RSA_2048);
        assertThat(Stream.concat(everyBend(), NotationForge.jws(SUBJECT, rsa).table().stream())
                        .map(ForgedCase::bend)
                        .distinct())
                .hasSameElementsAs(List.<Bend>of(NotationBend.values()));
    }

    @Test
    void noTwoBendsGiveTheSameProtectedHeaderAndPayloadUnlessTheyAreOutside() {
        Set<NotationBend> inside = EnumSet.range(METADATA, PLUGIN);
        inside.removeAll(EnumSet.range(OTHER_KEY, PKCS1_SIGNATURE));
        inside.remove(TYPE_IN_CONFIG);
        for (NotationForge forge : List.of(JWS, COSE)) {
            assertThat(inside.stream().map(bend -> signed(content(forge.bent(bend)))))
                    .doesNotHaveDuplicates()
                    .doesNotContain(signed(content(forge.good())));
        }
    }

    @Test
    void beginsACoseEnvelopeAsNotationDoes() {
        assertThat(content(COSE.good()).toHex()).matches("d28458..a50126028178.*");
    }

    @Test
    void namesTheImageInThePayload() throws ParseException {
        Map<String, Object> jws = JSONObjectUtils.parse(text(content(JWS.good())));
        assertThat(new String(Base64.getUrlDecoder().decode((String) jws.get("payload")), StandardCharsets.UTF_8))
                .isEqualTo("{\"targetArtifact\":{\"mediaType\":\"" + ImageForge.MANIFEST + "\",\"digest\":\""
                        + IMAGE.digest() + "\",\"size\":" + IMAGE.manifest().length() + "}}");
    }

    private static boolean holds(SignatureCandidate candidate, ForgedKey key) {
        try {
            Bytes content = content(candidate);
            return content.length() > 0 && content.at(0) == '{' ? jwsHolds(content, key) : coseHolds(content, key);
        } catch (ParseException | IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static boolean jwsHolds(Bytes content, ForgedKey key) throws ParseException {
        Map<String, Object> jws = JSONObjectUtils.parse(text(content));
        if (!jws.containsKey("signature")) {
            return false;
        }
        Bytes signed = Bytes.utf8(jws.get("protected") + "." + jws.get("payload"));
        return verify(key, signed, Base64.getUrlDecoder().decode((String) jws.get("signature")));
    }

    private static boolean coseHolds(Bytes content, ForgedKey key) {
        Item message = TestCbor.read(content);
        List<Item> parts = message.tagged(18).items();
        Bytes header = parts.get(0).octets();
        Bytes payload = parts.get(2).octets();
        Bytes signed = Octets.concat(
                Bytes.fromHex("846a5369676e617475726531"),
                TestCbor.octets(header),
                Bytes.fromHex("40"),
                TestCbor.octets(payload));
        return verify(key, signed, parts.get(3).octets().toByteArray());
    }

    private static boolean verify(ForgedKey key, Bytes message, byte[] signature) {
        try {
            Signature verifier = switch (key.kind()) {
                case EC_P256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
                case EC_P384 -> Signature.getInstance("SHA384withECDSAinP1363Format");
                case EC_P521 -> Signature.getInstance("SHA512withECDSAinP1363Format");
                case RSA_3072 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
                case RSA_4096 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
                default -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            };
            verifier.initVerify(key.publicKey());
            verifier.update(message.toByteArray());
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature pss(String hash, MGF1ParameterSpec mask, int salt) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, 1));
        return signature;
    }

    /** Nimbus refuses critical headers that nobody told it of. */
    private static JWSVerifier nimbus(ForgedKey key) throws JOSEException {
        Set<String> critical = Set.of("io.cncf.notary.signingScheme");
        return key.publicKey() instanceof ECPublicKey ec
                ? new ECDSAVerifier(ec, critical)
                : new RSASSAVerifier((RSAPublicKey) key.publicKey(), critical);
    }

    /** What the signature covers. */
    private static String signed(Bytes content) {
        if (content.at(0) != '{') {
            List<Item> parts = TestCbor.read(content).tagged(18).items();
            return parts.get(0).octets().toHex() + '.' + parts.get(2).octets().toHex();
        }
        try {
            Map<String, Object> jws = JSONObjectUtils.parse(text(content));
            return jws.get("protected") + "." + jws.get("payload");
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes content(SignatureCandidate candidate) {
        return ((Referrer) candidate.artifact()).content();
    }

    private static String text(Bytes octets) {
        return new String(octets.toByteArray(), StandardCharsets.UTF_8);
    }
}
