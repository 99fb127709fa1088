/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static dev.imagetrust.primitives.TimestampForge.STAMPED;
import static dev.imagetrust.primitives.TimestampForge.TIME;
import static dev.imagetrust.primitives.TimestampForge.algorithm;
import static dev.imagetrust.primitives.TimestampForge.authority;
import static dev.imagetrust.primitives.TimestampForge.bent;
import static dev.imagetrust.primitives.TimestampForge.issuerSerial;
import static dev.imagetrust.primitives.TimestampForge.number;
import static dev.imagetrust.primitives.TimestampForge.octets;
import static dev.imagetrust.primitives.TimestampForge.oid;
import static dev.imagetrust.primitives.TimestampForge.sequence;
import static dev.imagetrust.primitives.TimestampForge.signedWith;
import static org.assertj.core.api.Assertions.assertThat;

class TimestampTokenTest {

    private static final Consumer<TimestampForge> GOOD = forge -> {};

    static List<TimestampRules> bothRules() {
        return List.of(TimestampRules.notary(), TimestampRules.sigstore());
    }

    private static TimestampAuthorities root() throws Exception {
        return TimestampAuthorities.of(List.of(TimestampForge.ROOT));
    }

    private static VerifiedTimestamp verify(Bytes token, TimestampAuthorities trusted, TimestampRules rules)
            throws MalformedInputException {
        return TimestampToken.parse(token).verify(STAMPED, trusted, rules);
    }

    private static VerifiedTimestamp verified(Consumer<TimestampForge> change) throws Exception {
        return verify(bent(change).token(), root(), TimestampRules.notary());
    }

    private static void assertBentIsRefused(PrimitiveReason reason, Consumer<TimestampForge> change) throws Exception {
        Bytes token = bent(change).token();
        TimestampAuthorities root = root();
        for (TimestampRules rules : bothRules()) {
            assertRefused(reason, () -> verify(token, root, rules));
        }
    }

    private static void assertSignerIsRefused(PrimitiveReason reason, CertificateFacts signer) throws Exception {
        Bytes token = signedWith(signer, TimestampForge.MIDDLE).token();
        TimestampAuthorities root = root();
        for (TimestampRules rules : bothRules()) {
            assertRefused(reason, () -> verify(token, root, rules));
        }
    }

    // What it is made of

    @Test
    void refusesATokenOfMoreThan64KiB() {
        Bytes long65 = Bytes.copyOf(new byte[TimestampToken.MAX_LENGTH + 1]);

        assertRefused(PrimitiveReason.TOO_LONG, () -> TimestampToken.parse(long65));
        assertRefused(PrimitiveReason.TOO_LONG, () -> TimestampToken.parseResponse(long65));
    }

    @Test
    void refusesOctetsBehindAToken() throws Exception {
        Bytes token = Keys.joined(bent(GOOD).token(), Bytes.fromHex("00"));

        assertRefused(PrimitiveReason.NOT_DER, () -> TimestampToken.parse(token));
    }

    @Test
    void refusesOctetsBehindAResponse() throws Exception {
        Bytes response = Keys.joined(bent(GOOD).response(0), Bytes.fromHex("00"));

        assertRefused(PrimitiveReason.NOT_DER, () -> TimestampToken.parseResponse(response));
    }

    @Test
    void refusesAnIndefiniteLength() throws Exception {
        Bytes token = bent(GOOD).token();
        Bytes indefinite = Keys.joined(Bytes.fromHex("3080"), token.slice(4, token.length()), Bytes.fromHex("0000"));

        assertRefused(PrimitiveReason.NOT_DER, () -> TimestampToken.parse(indefinite));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 3, 5})
    void refusesAResponseThatGrantsNothing(int status) throws Exception {
        Bytes response = bent(GOOD).response(status);

        assertRefused(PrimitiveReason.TIMESTAMP_NOT_GRANTED, () -> TimestampToken.parseResponse(response));
    }

    @Test
    void refusesAResponseWithoutAToken() {
        Bytes response = Keys.der(sequence(sequence(number(0))));

        assertRefused(PrimitiveReason.TIMESTAMP_NOT_GRANTED, () -> TimestampToken.parseResponse(response));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void readsTheTokenOutOfAResponse(int status) throws Exception {
        TimestampForge forge = bent(GOOD);
        TimestampToken token = TimestampToken.parseResponse(forge.response(status));

        assertThat(token.verify(STAMPED, root(), TimestampRules.sigstore()).time())
                .isEqualTo(TIME);
    }

    @Test
    void refusesAnotherTypeOfContent() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.contentInfoType = "1.2.840.113549.1.7.1");
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.contentType = "1.2.840.113549.1.7.1");
    }

    @Test
    void refusesOtherVersions() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.dataVersion = 1);
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.contentVersion = 2);
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.signerVersion = 3);
    }

    @Test
    void refusesATokenWithoutSigner() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNER_COUNT, forge -> forge.signers = 0);
    }

    @Test
    void refusesMoreSignersThanAnyTokenHas() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNER_COUNT, forge -> forge.signers = 5);
    }

    @Test
    void severalSignersAreForNotaryProjectOnly() throws Exception {
        Bytes token = bent(forge -> forge.signers = 2).token();
        TimestampAuthorities root = root();

        assertThat(verify(token, root, TimestampRules.notary()).time()).isEqualTo(TIME);
        assertRefused(PrimitiveReason.TIMESTAMP_SIGNER_COUNT, () -> verify(token, root, TimestampRules.sigstore()));
    }

    @Test
    void refusesMoreCertificatesThanAChainMayHave() throws Exception {
        Bytes token = bent(forge -> {
                    for (int i = 0; i < 10; i++) {
                        forge.certificates.add(forge.signer);
                    }
                })
                .token();

        assertRefused(PrimitiveReason.TOO_LONG, () -> TimestampToken.parse(token));
    }

    // What is stamped

    @ParameterizedTest
    @MethodSource("bothRules")
    void refusesATokenForOtherOctets(TimestampRules rules) throws Exception {
        TimestampToken token = TimestampToken.parse(bent(GOOD).token());
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_IMPRINT, () -> token.verify(Bytes.utf8("another"), root, rules));
    }

    @Test
    void refusesAnImprintWithSha1() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_HASH, forge -> {
            forge.imprintHash = TimestampForge.SHA1;
            forge.imprint = Bytes.copyOf(new byte[20]);
        });
    }

    @Test
    void refusesAnImprintThatIsTooShort() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.imprint = forge.imprint.slice(0, 31));
    }

    @Test
    void acceptsTheLongerHashes() throws Exception {
        assertThat(verified(forge -> {
                            forge.imprintHash = "2.16.840.1.101.3.4.2.2";
                            forge.imprint = TimestampForge.digest(DigestAlgorithm.SHA384, STAMPED);
                        })
                        .time())
                .isEqualTo(TIME);
        assertThat(verified(forge -> {
                            forge.imprintHash = "2.16.840.1.101.3.4.2.3";
                            forge.imprint = TimestampForge.digest(DigestAlgorithm.SHA512, STAMPED);
                        })
                        .time())
                .isEqualTo(TIME);
    }

    @Test
    void refusesACriticalExtension() throws Exception {
        ASN1Encodable critical = sequence(sequence(oid("1.2.3"), ASN1Boolean.TRUE, octets(STAMPED)));
        ASN1Encodable harmless = sequence(sequence(oid("1.2.3"), octets(STAMPED)));

        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_MALFORMED,
                forge -> forge.afterTime.add(new DERTaggedObject(false, 1, critical.toASN1Primitive())));
        assertThat(verified(forge -> forge.afterTime.add(new DERTaggedObject(false, 1, harmless.toASN1Primitive())))
                        .time())
                .isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260601120060Z", "20260229120000Z", "20260631120000Z"})
    void refusesATimeThatDoesNotExist(String time) throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.time = time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"202606011200Z", "20260601120000", "20260601140000+0200", "20260601120000,5Z"})
    void refusesATimeOfAnotherForm(String time) {
        assertRefused(PrimitiveReason.TIMESTAMP_MALFORMED, () -> TimestampContent.time(Bytes.utf8(time)));
    }

    @Test
    void readsFractionsOfASecond() throws Exception {
        assertThat(verified(forge -> forge.time = "20260601120000.25Z").time()).isEqualTo(TIME.plusMillis(250));
    }

    // Accuracy

    @Test
    void accuracyWidensTheTimeForNotaryProjectOnly() throws Exception {
        ASN1Encodable accuracy = sequence(
                number(2), new DERTaggedObject(false, 0, number(30)), new DERTaggedObject(false, 1, number(40)));
        Bytes token = bent(forge -> forge.afterTime.add(accuracy)).token();
        Duration stated = Duration.ofSeconds(2).plusMillis(30).plusNanos(40_000);

        VerifiedTimestamp notary = verify(token, root(), TimestampRules.notary());
        assertThat(notary.earliest()).isEqualTo(TIME.minus(stated));
        assertThat(notary.latest()).isEqualTo(TIME.plus(stated));
        VerifiedTimestamp sigstore = verify(token, root(), TimestampRules.sigstore());
        assertThat(sigstore.earliest()).isEqualTo(TIME);
        assertThat(sigstore.latest()).isEqualTo(TIME);
    }

    @Test
    void theEtsiBaselinePolicyMeansOneSecond() throws Exception {
        assertThat(verified(forge -> forge.policy = "0.4.0.2023.1.1").latest()).isEqualTo(TIME.plusSeconds(1));
    }

    @Test
    void withoutAccuracyTheTimeIsExact() throws Exception {
        assertThat(verified(GOOD).latest()).isEqualTo(TIME);
    }

    @Test
    void refusesAnAccuracyThatMakesNoSense() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_MALFORMED, forge -> forge.afterTime.add(sequence(number(-1))));
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_MALFORMED,
                forge -> forge.afterTime.add(sequence(new ASN1Integer(BigInteger.ONE.shiftLeft(31)))));
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_MALFORMED,
                forge -> forge.afterTime.add(sequence(new DERTaggedObject(false, 0, number(1000)))));
    }

    // What is signed

    @Test
    void refusesATokenWithoutSignedAttributes() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_ATTRIBUTES, forge -> forge.attributes.put("none", TimestampForge.ABSENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {TimestampForge.CONTENT_TYPE, TimestampForge.MESSAGE_DIGEST, TimestampForge.SIGNING_CERTIFICATE_V2
            })
    void refusesATokenThatLacksASignedAttribute(String type) throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_ATTRIBUTES, forge -> forge.attributes.put(type, TimestampForge.ABSENT));
    }

    @Test
    void refusesTwoValuesOfAnAttribute() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_ATTRIBUTES, forge -> forge.attributes.put("1.2.3", TimestampForge.TWICE));
    }

    @Test
    void refusesAttributesAboutAnotherContentType() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_ATTRIBUTES,
                forge -> forge.attributes.put(TimestampForge.CONTENT_TYPE, oid("1.2.840.113549.1.7.1")));
    }

    @Test
    void refusesAnEmptyListOfSigningCertificates() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_ATTRIBUTES,
                forge -> forge.attributes.put(TimestampForge.SIGNING_CERTIFICATE_V2, sequence(sequence())));
    }

    @Test
    void refusesADigestOfAnotherContent() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_CONTENT,
                forge -> forge.attributes.put(
                        TimestampForge.MESSAGE_DIGEST,
                        octets(Digest.sha256(STAMPED).value())));
    }

    @Test
    void refusesASignerThatHashesWithSha1() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_HASH, forge -> forge.signerHash = TimestampForge.SHA1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10045.4.1", "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.5", "1.3.101.112"})
    void refusesSignaturesWithAnotherHashOrAlgorithm(String algorithm) throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_SIGNATURE_ALGORITHM, forge -> forge.signatureAlgorithm = algorithm);
    }

    /** Neither format has it, though the hash function that it uses inside would fit. */
    @Test
    void refusesEd25519() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNATURE_ALGORITHM, forge -> {
            forge.signerHash = "2.16.840.1.101.3.4.2.3";
            forge.signatureAlgorithm = "1.3.101.112";
        });
    }

    @Test
    void refusesASignatureOfAnotherKey() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNATURE, forge -> forge.key = TestCertificate.ROOT_KEY);
    }

    @Test
    void acceptsRsaThatIsNamedWithoutItsHash() throws Exception {
        CertificateFacts signer = TestCertificate.of("CN=middle", "CN=tsa", TestCertificate.RSA_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);
        TimestampForge forge = signedWith(signer, TimestampForge.MIDDLE);
        forge.key = TestCertificate.RSA_KEY;
        forge.signatureAlgorithm = "1.2.840.113549.1.1.1";
        forge.javaSignature = "SHA256withRSA";

        assertThat(verify(forge.token(), root(), TimestampRules.notary()).signer())
                .isEqualTo(signer);
    }

    // Whose certificate it is

    @Test
    void refusesASignerWithoutCertificate() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNER_UNKNOWN, forge -> forge.certificates.clear());
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNER_UNKNOWN, forge -> forge.certificates.remove(0));
    }

    @Test
    void refusesASignerOfAnotherSerialNumber() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_SIGNER_UNKNOWN, forge -> forge.signerNumber = BigInteger.TEN);
    }

    @Test
    void refusesASignerThatSignedForAnotherCertificate() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_SIGNER_CERTIFICATE,
                forge -> forge.certificateHash = octets(Digest.sha256(STAMPED).value()));
    }

    @Test
    void refusesACertificateHashWithSha1() throws Exception {
        ASN1Encodable withSha1 =
                sequence(sequence(sequence(algorithm(TimestampForge.SHA1), octets(Bytes.copyOf(new byte[20])))));

        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_HASH,
                forge -> forge.attributes.put(TimestampForge.SIGNING_CERTIFICATE_V2, withSha1));
    }

    @Test
    void refusesAnotherSerialNumberBesideTheHash() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_SIGNER_CERTIFICATE,
                forge -> forge.issuerSerial = issuerSerial(4, forge.signer, BigInteger.TEN));
    }

    @Test
    void refusesAnotherIssuerBesideTheHash() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.TIMESTAMP_SIGNER_CERTIFICATE,
                forge -> forge.issuerSerial = issuerSerial(4, TimestampForge.ROOT, forge.signer.serialNumber()));
    }

    @Test
    void refusesAnIssuerThatIsNoDirectoryName() throws Exception {
        assertBentIsRefused(
                PrimitiveReason.NOT_DER,
                forge -> forge.issuerSerial = issuerSerial(5, forge.signer, forge.signer.serialNumber()));
    }

    @Test
    void acceptsTheRightIssuerAndSerialNumberBesideTheHash() throws Exception {
        assertThat(verified(forge -> forge.issuerSerial = issuerSerial(4, forge.signer, forge.signer.serialNumber()))
                        .time())
                .isEqualTo(TIME);
    }

    /** CVE-2026-39984: a certificate that anybody put in front is not the signer's. */
    @ParameterizedTest
    @MethodSource("bothRules")
    void aDecoyInFrontIsNotTheSigner(TimestampRules rules) throws Exception {
        CertificateFacts strangersRoot = TestCertificate.of("CN=stranger", "CN=stranger", TestCertificate.RSA_KEY)
                .authority(null)
                .signedBy(TestCertificate.RSA_KEY);
        CertificateFacts stranger =
                TimestampForge.signerCertificate("CN=stranger", TestCertificate.RSA_KEY, leaf -> {});
        // Signed by the stranger; the honest signer's certificate stands in front, and only its chain is trusted.
        TimestampForge forge = signedWith(stranger, strangersRoot);
        forge.certificates.add(0, authority(leaf -> {}));
        forge.certificates.add(TimestampForge.MIDDLE);
        Bytes token = forge.token();
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN, () -> verify(token, root, rules));
    }

    @Test
    void aDecoyOfTheSameIssuerAndSerialNumberDisturbsNothing() throws Exception {
        CertificateFacts decoy = authority(leaf ->
                leaf.with(Extension.subjectKeyIdentifier, false, octets(STAMPED).getEncoded()));

        assertThat(verified(forge -> forge.certificates.add(0, decoy)).signer()).isNotEqualTo(decoy);
    }

    @Test
    void onlyThePinnedSignerCounts() throws Exception {
        TimestampForge forge = bent(GOOD);
        Bytes token = forge.token();
        TimestampAuthorities right = root().withPinnedSigner(forge.signer);
        TimestampAuthorities wrong = root().withPinnedSigner(TestCertificate.leaf());

        assertThat(verify(token, right, TimestampRules.sigstore()).signer()).isEqualTo(forge.signer);
        assertRefused(
                PrimitiveReason.TIMESTAMP_SIGNER_NOT_PINNED, () -> verify(token, wrong, TimestampRules.sigstore()));
    }

    @Test
    void aPinnedSignerStandsInForOneThatTheTokenLeavesOut() throws Exception {
        TimestampForge forge = bent(bare -> bare.certificates.clear());
        TimestampAuthorities known =
                root().withPinnedSigner(forge.signer).withIntermediates(List.of(TimestampForge.MIDDLE));

        assertThat(verify(forge.token(), known, TimestampRules.sigstore()).chain())
                .containsExactly(forge.signer, TimestampForge.MIDDLE, TimestampForge.ROOT);
    }

    // The chain

    @ParameterizedTest
    @MethodSource("bothRules")
    void refusesAnAuthorityThatNobodyTrusts(TimestampRules rules) throws Exception {
        CertificateFacts root = TimestampForge.ROOT;
        Bytes token = bent(forge -> forge.certificates.add(root)).token();
        TimestampAuthorities nobody = TimestampAuthorities.of(List.of());

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN, () -> verify(token, nobody, rules));
    }

    @Test
    void refusesAChainWithAMissingLink() throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN, forge -> forge.certificates.remove(1));
    }

    @Test
    void refusesALinkThatOnlyBearsTheName() throws Exception {
        CertificateFacts impostor = TestCertificate.of("CN=root", "CN=middle", TestCertificate.RSA_KEY)
                .authority(0)
                .signedBy(TestCertificate.ROOT_KEY);

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN, forge -> forge.certificates.set(1, impostor));
    }

    @Test
    void theChainEndsAtTheAnchor() throws Exception {
        VerifiedTimestamp verified = verified(GOOD);

        assertThat(verified.chain()).containsExactly(verified.signer(), TimestampForge.MIDDLE, TimestampForge.ROOT);
        assertThat(verified.policy()).isEqualTo("1.2.3.4");
    }

    @Test
    void theDigestIsOfTheTokenWithoutItsResponse() throws Exception {
        TimestampForge forge = bent(GOOD);
        Bytes response = forge.response(0);
        TimestampToken token = TimestampToken.parseResponse(response);

        assertThat(token.verify(STAMPED, root(), TimestampRules.sigstore()).token())
                .isEqualTo(token.digest())
                .isNotEqualTo(Digest.sha256(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20251231235959Z", "20270101000001Z"})
    void refusesATimeOutsideTheValidityOfTheSigner(String time) throws Exception {
        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, forge -> forge.time = time);
    }

    @ParameterizedTest
    @MethodSource("bothRules")
    void refusesATimeOutsideTheValidityOfAnAuthority(TimestampRules rules) throws Exception {
        CertificateFacts expired = TestCertificate.until(
                        TIME.minusSeconds(1), "CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(0)
                .signedBy(TestCertificate.ROOT_KEY);
        Bytes token = bent(forge -> forge.certificates.set(1, expired)).token();
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, () -> verify(token, root, rules));
    }

    @Test
    void refusesASignerThatHadExpired() throws Exception {
        CertificateFacts expired = TestCertificate.until(
                        TIME.minusSeconds(1), "CN=middle", "CN=tsa", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertSignerIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, expired);
    }

    @Test
    void theSigningTimeCountsForNotaryProjectOnly() throws Exception {
        Bytes token = bent(forge ->
                        forge.attributes.put(TimestampForge.SIGNING_TIME, new ASN1GeneralizedTime("20280101000000Z")))
                .token();
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, () -> verify(token, root, TimestampRules.notary()));
        assertThat(verify(token, root, TimestampRules.sigstore()).time()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"280101000000Z", "500101000000Z"})
    void aSigningTimeWithTwoDigitsOfTheYearCountsToo(String time) throws Exception {
        Bytes token = bent(forge ->
                        forge.attributes.put(TimestampForge.SIGNING_TIME, new org.bouncycastle.asn1.ASN1UTCTime(time)))
                .token();
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID, () -> verify(token, root, TimestampRules.notary()));
    }

    @Test
    void refusesASignerThatIsAnAuthority() throws Exception {
        assertSignerIsRefused(
                PrimitiveReason.TIMESTAMP_CHAIN_RULE,
                authority(
                        leaf -> leaf.with(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())));
    }

    @Test
    void refusesASignerWithAnotherPurposeBesides() throws Exception {
        assertSignerIsRefused(
                PrimitiveReason.TIMESTAMP_CHAIN_RULE, withPurposes(true, "1.3.6.1.5.5.7.3.8", "1.2.3.4.5"));
    }

    @Test
    void refusesASignerWhosePurposeIsNotCritical() throws Exception {
        assertSignerIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, withPurposes(false, "1.3.6.1.5.5.7.3.8"));
    }

    @Test
    void refusesASignerForCodeSigning() throws Exception {
        assertSignerIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, withPurposes(true, "1.3.6.1.5.5.7.3.3"));
    }

    @Test
    void refusesACriticalExtensionThatIsNotUnderstood() throws Exception {
        assertSignerIsRefused(
                PrimitiveReason.TIMESTAMP_CHAIN_RULE,
                authority(leaf ->
                        leaf.with(Extension.nameConstraints, true, sequence().getEncoded())));
    }

    @Test
    void refusesASignerWhoseKeyIsNotForSignatures() throws Exception {
        CertificateFacts encipherment = TestCertificate.of("CN=middle", "CN=tsa", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment).getEncoded())
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);

        assertSignerIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, encipherment);
    }

    @Test
    void aKeyUsageMayBeMissingForSigstoreOnly() throws Exception {
        CertificateFacts silent = TestCertificate.of("CN=middle", "CN=tsa", TestCertificate.LEAF_KEY)
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);
        Bytes token = signedWith(silent, TimestampForge.MIDDLE).token();
        TimestampAuthorities root = root();

        assertThat(verify(token, root, TimestampRules.sigstore()).time()).isEqualTo(TIME);
        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, () -> verify(token, root, TimestampRules.notary()));
    }

    @Test
    void aKeyMustNotServeEnciphermentBesidesForNotaryProject() throws Exception {
        CertificateFacts both = TestCertificate.of("CN=middle", "CN=tsa", TestCertificate.LEAF_KEY)
                .with(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment).getEncoded())
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);
        Bytes token = signedWith(both, TimestampForge.MIDDLE).token();
        TimestampAuthorities root = root();

        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, () -> verify(token, root, TimestampRules.notary()));
    }

    @Test
    void refusesAnAuthorityThatIsNone() throws Exception {
        CertificateFacts none = TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, forge -> forge.certificates.set(1, none));
    }

    @Test
    void refusesAnAuthorityThatMayNotIssueCertificates() throws Exception {
        CertificateFacts mute = TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .with(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, forge -> forge.certificates.set(1, mute));
    }

    @Test
    void refusesAnAuthorityWithACriticalExtensionThatIsNotUnderstood() throws Exception {
        CertificateFacts constrained = TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(0)
                .with(Extension.nameConstraints, true, sequence().getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, forge -> forge.certificates.set(1, constrained));
    }

    @Test
    void anRsaKeyOfAnUnusualSizeIsForSigstoreOnly() throws Exception {
        KeyPair unusual = TestCertificate.rsa(2176);
        CertificateFacts signer = TestCertificate.of("CN=middle", "CN=tsa", unusual)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, true, TimestampForge.purposes("1.3.6.1.5.5.7.3.8"))
                .signedBy(TestCertificate.MIDDLE_KEY);
        TimestampForge forge = signedWith(signer, TimestampForge.MIDDLE);
        forge.key = unusual;
        forge.signatureAlgorithm = "1.2.840.113549.1.1.11";
        forge.javaSignature = "SHA256withRSA";
        Bytes token = forge.token();
        TimestampAuthorities root = root();

        assertThat(verify(token, root, TimestampRules.sigstore()).signer()).isEqualTo(signer);
        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, () -> verify(token, root, TimestampRules.notary()));
    }

    @Test
    void refusesAnAuthorityForOtherPurposes() throws Exception {
        CertificateFacts forCode = middleFor("1.3.6.1.5.5.7.3.3");

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, forge -> forge.certificates.set(1, forCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.6.1.5.5.7.3.8", "2.5.29.37.0"})
    void acceptsAnAuthorityForTimeStampingAmongOthers(String purpose) throws Exception {
        CertificateFacts middle = middleFor("1.3.6.1.5.5.7.3.3", purpose);

        assertThat(verified(forge -> forge.certificates.set(1, middle)).chain()).contains(middle);
    }

    @Test
    void refusesAPathLengthThatIsTooShort() throws Exception {
        CertificateFacts narrow = TestCertificate.of("CN=root", "CN=root", TestCertificate.ROOT_KEY)
                .authority(0)
                .signedBy(TestCertificate.ROOT_KEY);
        Bytes token = bent(GOOD).token();

        assertRefused(
                PrimitiveReason.TIMESTAMP_CHAIN_RULE,
                () -> verify(token, TimestampAuthorities.of(List.of(narrow)), TimestampRules.notary()));
    }

    @Test
    void anAnchorNeedNotBeARootForSigstore() throws Exception {
        Bytes token = bent(GOOD).token();
        TimestampAuthorities middle = TimestampAuthorities.of(List.of(TimestampForge.MIDDLE));

        assertThat(verify(token, middle, TimestampRules.sigstore()).chain()).hasSize(2);
        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN_RULE, () -> verify(token, middle, TimestampRules.notary()));
    }

    @Test
    void aBrokenCandidateDoesNotHideAGoodOne() throws Exception {
        CertificateFacts forCode = middleFor("1.3.6.1.5.5.7.3.3");

        assertThat(verified(forge -> forge.certificates.add(1, forCode)).chain())
                .contains(TimestampForge.MIDDLE);
    }

    @ParameterizedTest
    @MethodSource("bothRules")
    void aChainHasTenCertificatesAtMost(TimestampRules rules) throws Exception {
        Bytes token = signedWith(TimestampForge.signerCertificate("CN=1", TestCertificate.MIDDLE_KEY, leaf -> {}))
                .token();

        assertThat(verify(token, root().withIntermediates(upTo(8)), rules).chain())
                .hasSize(10);
        assertRefused(PrimitiveReason.TIMESTAMP_CHAIN, () -> verify(token, root().withIntermediates(upTo(9)), rules));
    }

    /** The authorities 1 to so many, each issued by the next, the last by the root. */
    private static List<CertificateFacts> upTo(int last) throws Exception {
        List<CertificateFacts> authorities = new ArrayList<>();
        for (int i = 1; i <= last; i++) {
            String issuer = i == last ? "CN=root" : "CN=" + (i + 1);
            authorities.add(TestCertificate.of(issuer, "CN=" + i, TestCertificate.MIDDLE_KEY)
                    .authority(null)
                    .signedBy(i == last ? TestCertificate.ROOT_KEY : TestCertificate.MIDDLE_KEY));
        }
        return authorities;
    }

    /** Nine such certificates have 9! orders; a search that tries them keeps a verifier busy for minutes. */
    @Test
    @Timeout(10)
    void certificatesThatIssuedEachOtherDoNotMultiply() throws Exception {
        List<CertificateFacts> ring = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            byte[] different = octets(Bytes.utf8("number " + i)).getEncoded();
            ring.add(TestCertificate.of("CN=middle", "CN=middle", TestCertificate.MIDDLE_KEY)
                    .authority(null)
                    .with(new ASN1ObjectIdentifier("1.2.3.4"), false, different)
                    .signedBy(TestCertificate.MIDDLE_KEY));
        }

        assertBentIsRefused(PrimitiveReason.TIMESTAMP_CHAIN, forge -> {
            forge.certificates.remove(1);
            forge.certificates.addAll(ring);
        });
    }

    private static CertificateFacts middleFor(String... purposes) throws Exception {
        return TestCertificate.of("CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(0)
                .with(Extension.extendedKeyUsage, false, TimestampForge.purposes(purposes))
                .signedBy(TestCertificate.ROOT_KEY);
    }

    private static CertificateFacts withPurposes(boolean critical, String... purposes) throws Exception {
        return TestCertificate.of("CN=middle", "CN=tsa", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, critical, TimestampForge.purposes(purposes))
                .signedBy(TestCertificate.MIDDLE_KEY);
    }
}
