/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.imagetrust.notation.NotationReason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The syntax of JWS envelopes, and where we differ from a general JOSE library. */
class JwsEnvelopeTest {

    private static final String GOOD =
            text(EnvelopeTest.forge(EnvelopeFormat.JWS).build());

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("compact form", "e30.e30.AAAA"),
                arguments("general form", GOOD.replace("\"signature\":", "\"signatures\":")),
                arguments("unknown member", GOOD.replace("{\"payload\"", "{\"x\":1,\"payload\"")),
                arguments("member in other case", GOOD.replace("\"payload\"", "\"Payload\"")),
                arguments("member twice", GOOD.replace("{\"payload\"", "{\"payload\":\"e30\",\"payload\"")),
                arguments("hidden duplicate", GOOD.replace("{\"payload\"", "{\"p\\u0061yload\":\"e30\",\"payload\"")),
                arguments("detached payload", GOOD.replaceFirst("\"payload\":\"[^\"]*\"", "\"payload\":\"\"")),
                arguments("payload that is null", GOOD.replaceFirst("\"payload\":\"[^\"]*\"", "\"payload\":null")),
                arguments("empty signature", GOOD.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\"")),
                arguments("trailing text", GOOD + "x"),
                arguments("second document", GOOD + GOOD),
                arguments("byte order mark", "\ufeff" + GOOD),
                arguments("protected header that is no object", withProtected("[]")),
                arguments("protected header with a duplicate", withProtected("{\"alg\":\"ES256\",\"alg\":\"ES256\"}")),
                arguments("protected header with trailing text", withProtected("{}{}")),
                arguments("b64 false", withProtected("{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}")),
                arguments("b64 true", withProtected("{\"alg\":\"ES256\",\"b64\":true}")),
                arguments("b64 that is not protected", GOOD.replace("\"header\":{", "\"header\":{\"b64\":false,")),
                arguments("deep nesting in the protected header", withProtected("[".repeat(5_000))),
                arguments(
                        "a million dots", GOOD.replace("\"protected\":\"", "\"protected\":\"" + ".".repeat(900_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refuses(String what, String envelope) {
        assertThat(envelope).isNotEqualTo(GOOD);
        EnvelopeTest.assertMalformed(ENVELOPE_MALFORMED, EnvelopeFormat.JWS, Bytes.utf8(envelope));
    }

    static Stream<Arguments> spellings() {
        return Stream.of("payload", "protected", "signature")
                .flatMap(member -> Stream.of("=", "==", "\\n", "\\r\\n", " ", "+", "/", "!", "\\u00e9")
                        .map(junk -> arguments(member, junk)));
    }

    @ParameterizedTest(name = "{1} after {0}")
    @MethodSource("spellings")
    void refusesAnyOtherSpellingOfBase64(String member, String junk) {
        String bent = GOOD.replaceFirst(
                "\"" + member + "\":\"([^\"]*)\"", "\"" + member + "\":\"$1" + junk.replace("\\", "\\\\") + "\"");
        EnvelopeTest.assertMalformed(ENVELOPE_MALFORMED, EnvelopeFormat.JWS, Bytes.utf8(bent));
    }

    @Test
    void refusesBitsBehindTheLastOctetOfTheSignature() {
        // 64 octets leave four unused bits in the last of 86 characters.
        String bent = GOOD.replaceFirst("\"signature\":\"([^\"]*)[AQgw]\"", "\"signature\":\"$1B\"");
        assertThat(bent).isNotEqualTo(GOOD);
        EnvelopeTest.assertMalformed(ENVELOPE_MALFORMED, EnvelopeFormat.JWS, Bytes.utf8(bent));
    }

    @Test
    void refusesCertificatesInTheUrlAlphabetOrUnpadded() {
        String certificates = "\"x5c\":[\"-_8\"]";
        String bent = GOOD.replaceFirst("\"x5c\":\\[[^]]*]", certificates);
        EnvelopeTest.assertMalformed(CERT_CHAIN_MALFORMED, EnvelopeFormat.JWS, Bytes.utf8(bent));
    }

    @Test
    void agreesWithAGeneralLibraryOnAGoodEnvelope() throws Exception {
        ECDSAVerifier oracle =
                new ECDSAVerifier((ECPublicKey) TestChain.LEAF.key().getPublic(), Set.of(EnvelopeForge.SCHEME));
        JWSObjectJSON jws = JWSObjectJSON.parse(GOOD);
        assertThat(jws.getSignatures()).hasSize(1);
        assertThat(jws.getSignatures().get(0).verify(oracle)).isTrue();
        UnverifiedEnvelope ours = UnverifiedEnvelope.parse(EnvelopeFormat.JWS, Bytes.utf8(GOOD));
        assertThat(ours.payload()).isEqualTo(Bytes.copyOf(jws.getPayload().toBytes()));
    }

    @Test
    void isStricterThanAGeneralLibraryAboutJunkInTheSignature() throws Exception {
        String junk = GOOD.replace("\"signature\":\"", "\"signature\":\"*");
        ECDSAVerifier oracle =
                new ECDSAVerifier((ECPublicKey) TestChain.LEAF.key().getPublic(), Set.of(EnvelopeForge.SCHEME));
        assertThat(JWSObjectJSON.parse(junk).getSignatures().get(0).verify(oracle))
                .as("docs/adr/0004 rests on this")
                .isTrue();
        EnvelopeTest.assertMalformed(ENVELOPE_MALFORMED, EnvelopeFormat.JWS, Bytes.utf8(junk));
    }

    private static String withProtected(String header) {
        String encoded = EnvelopeForge.base64Url(header.getBytes(StandardCharsets.UTF_8));
        return GOOD.replaceFirst("\"protected\":\"[^\"]*\"", "\"protected\":\"" + encoded + "\"");
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toByteArray(), StandardCharsets.UTF_8);
    }
}
