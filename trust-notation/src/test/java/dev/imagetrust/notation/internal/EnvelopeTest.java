/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerificationKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.notation.NotationReason.*;
import static dev.imagetrust.notation.internal.EnvelopeForge.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reading, signature and signed attributes, for both formats alike. */
class EnvelopeTest {

    private static final String OTHER_DIGEST = "sha256:" + "b".repeat(64);

    @ParameterizedTest
    @EnumSource
    void acceptsAGoodEnvelope(EnvelopeFormat format) throws MalformedInputException {
        SignedAttributes attributes = open(forge(format).put("io.example.note", "x"));
        assertThat(attributes)
                .isEqualTo(new SignedAttributes(
                        SigningScheme.X509,
                        SIGNED_AT,
                        null,
                        NotationPayload.MEDIA_TYPE,
                        null,
                        null,
                        Set.of(),
                        Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "JWS, PS256, 2048",
        "JWS, PS384, 3072",
        "JWS, PS512, 4096",
        "COSE, PS256, 2048",
        "COSE, PS384, 3072",
        "COSE, PS512, 4096"
    })
    void acceptsEachRsaKeyUnderItsAlgorithmOnly(EnvelopeFormat format, SigningAlgorithm algorithm, int bits)
            throws MalformedInputException {
        CertificateForge.Issued leaf = rsa(bits);
        UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(
                format, EnvelopeForge.of(format, algorithm, leaf).build());
        EnvelopeSignature.check(envelope, key(leaf));
        SigningAlgorithm other = algorithm == SigningAlgorithm.PS256 ? SigningAlgorithm.PS512 : SigningAlgorithm.PS256;
        EnvelopeForge wrong = EnvelopeForge.of(format, other, leaf);
        assertRefused(ALGORITHM_KEY_MISMATCH, wrong, leaf);
    }

    @ParameterizedTest
    @CsvSource({"JWS, ES384, secp384r1", "JWS, ES512, secp521r1", "COSE, ES384, secp384r1", "COSE, ES512, secp521r1"})
    void acceptsEachCurveUnderItsAlgorithmOnly(EnvelopeFormat format, SigningAlgorithm algorithm, String curve)
            throws MalformedInputException {
        CertificateForge.Issued leaf =
                CertificateForge.leaf(CertificateForge.ec(curve), "CN=x").issue();
        UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(
                format, EnvelopeForge.of(format, algorithm, leaf).build());
        EnvelopeSignature.check(envelope, key(leaf));
        assertRefused(ALGORITHM_KEY_MISMATCH, EnvelopeForge.of(format, leaf), leaf);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnRsaKeyOfAnotherSize(EnvelopeFormat format) {
        CertificateForge.Issued leaf = rsa(2304);
        assertRefused(KEY_UNSUPPORTED, EnvelopeForge.of(format, SigningAlgorithm.PS256, leaf), leaf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "EdDSA", "ES256K", "es256", ""})
    void refusesOtherJwsAlgorithms(String algorithm) {
        assertRefused(ALGORITHM_NOT_ALLOWED, forge(EnvelopeFormat.JWS).put("alg", algorithm));
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, -47, -257, 5, 0, 7})
    void refusesOtherCoseAlgorithms(int algorithm) {
        assertRefused(ALGORITHM_NOT_ALLOWED, forge(EnvelopeFormat.COSE).put(1, algorithm));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnAlgorithmThatIsAbsentOrOfTheOtherFormat(EnvelopeFormat format) {
        EnvelopeForge forge = forge(format);
        assertRefused(ALGORITHM_NOT_ALLOWED, forge(format).remove(forge.alg()));
        assertRefused(
                ALGORITHM_NOT_ALLOWED,
                forge(format).put(forge.alg(), format == EnvelopeFormat.JWS ? (Object) (-7) : "ES256"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesASignatureOverAnotherPayload(EnvelopeFormat format) {
        EnvelopeForge forge = forge(format);
        String good = forge.build().toHex();
        String other =
                good.replace(encodedPayload(forge), encodedPayload(forge(format).payload(OTHER_DIGEST, 42)));
        assertThat(other).isNotEqualTo(good);
        Bytes mixed = Bytes.fromHex(other);
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> EnvelopeSignature.check(UnverifiedEnvelope.parse(format, mixed), key(TestChain.LEAF)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(SIGNATURE_INVALID));
    }

    /** Section 17, row 16: the reference takes any salt in JWS. */
    @ParameterizedTest
    @EnumSource
    void refusesAnotherSaltLength(EnvelopeFormat format) throws MalformedInputException {
        CertificateForge.Issued leaf = rsa(2048);
        for (int octets : List.of(0, 20, 31, 64, 222)) {
            EnvelopeForge forge =
                    EnvelopeForge.of(format, SigningAlgorithm.PS256, leaf).salted(octets);
            assertRefused(SIGNATURE_INVALID, forge, leaf);
        }
        open(EnvelopeForge.of(format, SigningAlgorithm.PS256, leaf).salted(32), leaf);
    }

    // Signed attributes: scheme and times.

    @ParameterizedTest
    @EnumSource
    void refusesASchemeThatIsAbsentUnknownOrNoText(EnvelopeFormat format) {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).remove(SCHEME));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(SCHEME, "notary.x509 "));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(SCHEME, 1));
    }

    @ParameterizedTest
    @EnumSource
    void refusesTimesThatDoNotBelongToTheScheme(EnvelopeFormat format) {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).remove(TIME));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).critical(AUTHENTIC_TIME, SIGNED_AT));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).signingAuthority().put(TIME, SIGNED_AT));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).remove(TIME).put(SCHEME, "notary.x509.signingAuthority"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesTimesThatAreNone(EnvelopeFormat format) {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(TIME, "yesterday"));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(TIME, 1_700_000_000));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(TIME, Instant.parse("0001-01-01T00:00:00Z")));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).critical(EXPIRY, "never"));
    }

    @Test
    void refusesATextTimeInCose() {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(EnvelopeFormat.COSE).put(TIME, "2026-02-01T00:00:00Z"));
        CborForge.Raw tagZero =
                new CborForge.Raw(CborForge.concat(CborForge.head(6, 0), CborForge.encode("2026-02-01T00:00:00Z")));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(EnvelopeFormat.COSE).put(TIME, tagZero));
        CborForge.Raw tooLate = new CborForge.Raw(CborForge.concat(CborForge.head(6, 1), CborForge.head(0, 1L << 40)));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(EnvelopeFormat.COSE).put(TIME, tooLate));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnExpiryThatIsNotLaterThanTheSigningTime(EnvelopeFormat format) throws MalformedInputException {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).critical(EXPIRY, SIGNED_AT));
        assertRefused(
                ENVELOPE_HEADER_INVALID, forge(format).signingAuthority().critical(EXPIRY, SIGNED_AT.minusSeconds(1)));
        assertThat(open(forge(format).critical(EXPIRY, SIGNED_AT.plusSeconds(1)))
                        .expiry())
                .isEqualTo(SIGNED_AT.plusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSigningAuthorityScheme(EnvelopeFormat format) throws MalformedInputException {
        SignedAttributes attributes = open(forge(format).signingAuthority());
        assertThat(attributes.scheme()).isEqualTo(SigningScheme.SIGNING_AUTHORITY);
        assertThat(attributes.signingTime()).isEqualTo(SIGNED_AT);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAContentTypeThatIsAbsentOrNoText(EnvelopeFormat format) {
        assertRefused(
                ENVELOPE_HEADER_INVALID, forge(format).remove(forge(format).contentType()));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).put(forge(format).contentType(), 42));
    }

    // Signed attributes: plugins.

    @ParameterizedTest
    @EnumSource
    void refusesPluginAttributesThatAreBlankOrNoVersion(EnvelopeFormat format) throws MalformedInputException {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).critical(PLUGIN, " "));
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).critical(PLUGIN, 1));
        assertRefused(
                ENVELOPE_HEADER_INVALID, forge(format).critical(PLUGIN, "p").critical(PLUGIN_VERSION, "1.0"));
        assertThat(open(forge(format).critical(PLUGIN, "p").critical(PLUGIN_VERSION, "1.0.0-alpha.beta"))
                        .plugin())
                .isEqualTo("p");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPluginVersionWithoutAPlugin(EnvelopeFormat format) {
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).critical(PLUGIN_VERSION, "1.0.0"));
    }

    // Critical attributes.

    @ParameterizedTest
    @EnumSource
    void refusesAListOfCriticalAttributesThatIsAbsentEmptyOrNone(EnvelopeFormat format) {
        Object crit = forge(format).crit();
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).remove(crit));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of()));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, SCHEME));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of(SCHEME, true)));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of(List.of(SCHEME))));
    }

    @ParameterizedTest
    @EnumSource
    void refusesDuplicateAndAbsentCriticalAttributes(EnvelopeFormat format) {
        Object crit = forge(format).crit();
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of(SCHEME, SCHEME)));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of(SCHEME, "io.example.absent")));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(crit, List.of(SCHEME, EXPIRY)));
    }

    @ParameterizedTest
    @EnumSource
    void refusesToListWhatTheFormatDefinesOrTheSigningTime(EnvelopeFormat format) {
        EnvelopeForge forge = forge(format);
        for (Object registered : List.of(forge.alg(), forge.crit(), forge.contentType(), TIME)) {
            assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(forge.crit(), List.of(SCHEME, registered)));
        }
    }

    @Test
    void refusesToListOtherLabelsTheFormatsDefine() {
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(EnvelopeFormat.COSE).critical(8, "x"));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(EnvelopeFormat.JWS).critical("kid", "x"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAttributesThatMustBeCriticalAndAreNot(EnvelopeFormat format) {
        assertRefused(
                CRITICAL_HEADER_VIOLATION,
                forge(format).put("io.example", "x").put(forge(format).crit(), List.of("io.example")));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(EXPIRY, SIGNED_AT.plusSeconds(1)));
        assertRefused(CRITICAL_HEADER_VIOLATION, forge(format).put(PLUGIN, "p"));
        assertRefused(
                CRITICAL_HEADER_VIOLATION, forge(format).critical(PLUGIN, "p").put(PLUGIN_VERSION, "1.0.0"));
        assertRefused(
                CRITICAL_HEADER_VIOLATION,
                forge(format)
                        .remove(TIME)
                        .put(SCHEME, "notary.x509.signingAuthority")
                        .put(AUTHENTIC_TIME, SIGNED_AT));
    }

    @ParameterizedTest
    @EnumSource
    void keepsCriticalAttributesNobodyKnows(EnvelopeFormat format) throws MalformedInputException {
        assertThat(open(forge(format).critical("io.example", "x")).unprocessedCritical())
                .containsExactly(new Label.Named("io.example"));
    }

    @Test
    void keepsCriticalIntegerLabelsOfCoseApartFromText() throws MalformedInputException {
        assertThat(open(forge(EnvelopeFormat.COSE).critical(100, "x").critical("100", 1))
                        .unprocessedCritical())
                .containsExactlyInAnyOrder(new Label.Numbered(100), new Label.Named("100"));
    }

    // Headers that are not signed.

    @ParameterizedTest
    @EnumSource
    void refusesALabelInBothHeaders(EnvelopeFormat format) {
        assertRefused(ENVELOPE_HEADER_INVALID, forge(format).unsigned(SCHEME, "notary.x509"));
        assertRefused(
                ENVELOPE_HEADER_INVALID, forge(format).unsigned(forge(format).alg(), "ES256"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesCritInTheUnprotectedHeader(EnvelopeFormat format) {
        EnvelopeForge forge = forge(format);
        assertRefused(CRITICAL_HEADER_VIOLATION, forge.remove(forge.crit()).unsigned(forge.crit(), List.of(SCHEME)));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresUnknownUnprotectedMembersAndKeepsTheTimestamp(EnvelopeFormat format) throws MalformedInputException {
        EnvelopeForge forge = forge(format)
                .unsigned("io.cncf.notary.SigningAgent", "old")
                .unsigned("io.cncf.notary.timestampSignature", new byte[] {1, 2});
        UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(format, forge.build());
        assertThat(envelope.timestamp()).isEqualTo(Bytes.fromHex("0102"));
        assertThat(envelope.chain()).containsExactly(TestChain.LEAF.der(), TestChain.ROOT.der());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAChainThatIsAbsentOrNoArray(EnvelopeFormat format) {
        EnvelopeForge forge = forge(format);
        forge.unsigned.clear();
        assertMalformed(CERT_CHAIN_MALFORMED, format, forge.build());
        assertMalformed(
                CERT_CHAIN_MALFORMED,
                format,
                forge(format)
                        .unsigned(forge.x5c(), TestChain.LEAF.der().toByteArray())
                        .build());
    }

    private static String encodedPayload(EnvelopeForge forge) {
        byte[] payload = forge.payload;
        Bytes encoded = forge.format == EnvelopeFormat.JWS ? Bytes.utf8(base64Url(payload)) : Bytes.copyOf(payload);
        return encoded.toHex();
    }

    static EnvelopeForge forge(EnvelopeFormat format) {
        return EnvelopeForge.of(format, TestChain.LEAF, TestChain.ROOT);
    }

    private static CertificateForge.Issued rsa(int bits) {
        return CertificateForge.leaf(RsaKeys.of(bits), "CN=rsa").issue();
    }

    private static VerificationKey key(CertificateForge.Issued leaf) throws MalformedInputException {
        return VerificationKey.fromSpki(Bytes.copyOf(leaf.key().getPublic().getEncoded()));
    }

    private static SignedAttributes open(EnvelopeForge forge) throws MalformedInputException {
        return open(forge, TestChain.LEAF);
    }

    private static SignedAttributes open(EnvelopeForge forge, CertificateForge.Issued leaf)
            throws MalformedInputException {
        UnverifiedEnvelope envelope = UnverifiedEnvelope.parse(forge.format, forge.build());
        EnvelopeSignature.check(envelope, key(leaf));
        return SignedAttributes.read(envelope.header());
    }

    private static void assertRefused(NotationReason code, EnvelopeForge forge) {
        assertRefused(code, forge, TestChain.LEAF);
    }

    private static void assertRefused(NotationReason code, EnvelopeForge forge, CertificateForge.Issued leaf) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> open(forge, leaf))
                .satisfies(
                        e -> assertThat(e.reason().code()).as(e.reason().text()).isEqualTo(code));
    }

    static void assertMalformed(NotationReason code, EnvelopeFormat format, Bytes envelope) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> UnverifiedEnvelope.parse(format, envelope))
                .satisfies(
                        e -> assertThat(e.reason().code()).as(e.reason().text()).isEqualTo(code));
    }
}
