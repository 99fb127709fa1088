/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.NotationSigner;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.notation.internal.NotationVerifierTest.timestamped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NotationSignerTest {

    private static final Instant SIGNED = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Instant SIGNED_SECOND = Instant.parse("2026-02-03T04:05:06Z");
    private static final ImageSubject IMAGE =
            ImageSubject.byDigest(ImageName.parse("registry.example/app"), Judgement.IMAGE);
    private static final SigningContext OFFLINE = SigningContext.offline(SIGNED, Deadline.never());

    private static SigningKey key(KeyPair pair) {
        try {
            return SigningKey.fromPkcs8(Bytes.copyOf(pair.getPrivate().getEncoded()));
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes chain(CertificateForge.Issued... certificates) {
        return Bytes.copyOf(CborForge.concat(
                Arrays.stream(certificates).map(c -> c.der().toByteArray()).toArray(byte[][]::new)));
    }

    private static NotationSigner.Builder signer() {
        return NotationSigner.builder(key(TestChain.LEAF.key()), chain(TestChain.LEAF, TestChain.ROOT));
    }

    private static NotationSigner.Builder signer(KeyPair pair) {
        CertificateForge.Issued leaf = CertificateForge.leaf(pair, "C=US,ST=WA,O=acme,CN=any key")
                .by(TestChain.ROOT)
                .issue();
        return NotationSigner.builder(key(pair), chain(leaf, TestChain.ROOT));
    }

    private static SignatureReport judge(Referrer artifact) {
        return Judgement.strictly().judge(artifact);
    }

    static Stream<Arguments> keysAndEnvelopes() {
        return Stream.of(
                        Map.entry("RSA 2048", RsaKeys.of(2048)),
                        Map.entry("RSA 3072", RsaKeys.of(3072)),
                        Map.entry("RSA 4096", RsaKeys.of(4096)),
                        Map.entry("P-256", CertificateForge.ec("secp256r1")),
                        Map.entry("P-384", CertificateForge.ec("secp384r1")),
                        Map.entry("P-521", CertificateForge.ec("secp521r1")))
                .flatMap(key -> Stream.of(NotationEnvelope.values())
                        .map(envelope -> Arguments.of(key.getKey(), envelope, key.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("keysAndEnvelopes")
    void signsWithEveryKindOfKeyWhatTheVerifierAccepts(String name, NotationEnvelope envelope, KeyPair pair)
            throws Exception {
        Referrer artifact = signer(pair).envelope(envelope).build().sign(IMAGE, OFFLINE);
        SignatureReport report = judge(artifact);
        assertThat(report.status()).as(name + report.checks()).isEqualTo(SignatureReport.Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("claimedSigningTime", SIGNED_SECOND.toString());
    }

    @ParameterizedTest
    @EnumSource(NotationEnvelope.class)
    void signsExpiryAndMetadata(NotationEnvelope envelope) throws Exception {
        Referrer artifact = signer().envelope(envelope)
                .expiresAfter(Duration.ofMillis(86_400_999))
                .userMetadata("build", "42 \"ü\"")
                .build()
                .sign(IMAGE, OFFLINE);
        SignatureReport report = Judgement.under(Judgement.anybody(Level.STRICT).userMetadata("build", "42 \"ü\""))
                .at(SIGNED_SECOND.plusSeconds(86_399))
                .judge(artifact);
        assertThat(report.status()).as(report.toString()).isEqualTo(SignatureReport.Status.ACCEPTED);
        assertThat(report.facts())
                .containsEntry("expiry", SIGNED_SECOND.plusSeconds(86_400).toString());
        Judgement.assertEnds(
                Judgement.strictly().at(SIGNED_SECOND.plusSeconds(86_400)).judge(artifact),
                SignatureReport.Status.REFUSED,
                NotationCheck.EXPIRY,
                NotationReason.SIGNATURE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(NotationEnvelope.class)
    void signsAsAnAuthorityForOthers(NotationEnvelope envelope) throws Exception {
        Referrer artifact =
                signer().envelope(envelope).signingAuthority().build().sign(IMAGE, OFFLINE);
        NotationRequirement.Builder requirement = NotationRequirement.builder(Level.STRICT)
                .anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "acme"))
                .trustedIdentity("*");
        SignatureReport report = Judgement.under(requirement)
                .trusting(Judgement.trust(AnchorKind.NOTATION_SIGNING_AUTHORITY, TestChain.ROOT.der()))
                .judge(artifact);
        assertThat(report.status()).as(report.toString()).isEqualTo(SignatureReport.Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("authenticSigningTime", SIGNED_SECOND.toString());
        // The same root in a store for ordinary signers vouches for no time.
        assertThat(judge(artifact).status()).isEqualTo(SignatureReport.Status.REFUSED);
    }

    @Test
    void signsUnderACertificateThatVouchesForItself() throws Exception {
        CertificateForge.Issued alone = CertificateForge.leaf(
                        CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=alone")
                .issue();
        Referrer artifact =
                NotationSigner.builder(key(alone.key()), chain(alone)).build().sign(IMAGE, OFFLINE);
        SignatureReport report = Judgement.strictly()
                .trusting(Judgement.trust(AnchorKind.NOTATION_CA, alone.der()))
                .judge(artifact);
        assertThat(report.status()).as(report.toString()).isEqualTo(SignatureReport.Status.ACCEPTED);
    }

    @Test
    void yieldsAManifestThatRefersToTheImage() throws Exception {
        NotationSigner signer = signer().build();
        Referrer artifact = signer.sign(IMAGE, OFFLINE);
        assertThat(signer.yields()).containsExactly(Referrer.class);
        assertThat(artifact.layer()).isEqualTo(Descriptor.of("application/jose+json", artifact.content()));
        assertThat(artifact.manifest().artifactType()).isEqualTo("application/vnd.cncf.notary.signature");
        assertThat(artifact.manifest().configMediaType()).isEqualTo("application/vnd.oci.empty.v1+json");
        assertThat(artifact.manifest().subject()).isEqualTo(Judgement.IMAGE);
        assertThat(artifact.manifest().annotations())
                .containsEntry(
                        "io.cncf.notary.x509chain.thumbprint#S256",
                        "[\"" + Digest.sha256(TestChain.LEAF.der()).hex() + "\",\""
                                + Digest.sha256(TestChain.ROOT.der()).hex() + "\"]")
                .containsEntry("org.opencontainers.image.created", SIGNED_SECOND.toString())
                .hasSize(2);
    }

    /** signature-specification.md: the thumbprints are a hint that anybody may write. */
    @Test
    void thumbprintsNeitherHelpNorHarm() throws Exception {
        Referrer artifact = signer().build().sign(IMAGE, OFFLINE);
        for (String thumbprints : List.of("", "[]", "[\"00\"]", "no JSON at all", "[\"" + "f".repeat(64) + "\"]")) {
            ReferrerManifest said = artifact.manifest();
            ReferrerManifest other = new ReferrerManifest(
                    said.descriptor(),
                    said.artifactType(),
                    said.configMediaType(),
                    said.subject(),
                    Map.of("io.cncf.notary.x509chain.thumbprint#S256", thumbprints),
                    1);
            assertThat(judge(new Referrer(other, artifact.layer(), artifact.content()))
                            .status())
                    .isEqualTo(SignatureReport.Status.ACCEPTED);
        }
    }

    @Test
    void writesTheJwsOfTheSpecification() throws Exception {
        Referrer artifact = signer().expiresAfter(Duration.ofDays(1)).build().sign(IMAGE, OFFLINE);
        JsonObject jws = Json.parseObject(artifact.content(), JsonLimits.CONFIGURATION);
        assertThat(jws.names()).containsExactlyInAnyOrder("payload", "protected", "header", "signature");
        assertThat(decoded(jws.text("protected")))
                .isEqualTo("{\"alg\":\"ES256\",\"crit\":[\"io.cncf.notary.signingScheme\",\"io.cncf.notary.expiry\"],"
                        + "\"cty\":\"application/vnd.cncf.notary.payload.v1+json\","
                        + "\"io.cncf.notary.signingScheme\":\"notary.x509\","
                        + "\"io.cncf.notary.signingTime\":\"2026-02-03T04:05:06Z\","
                        + "\"io.cncf.notary.expiry\":\"2026-02-04T04:05:06Z\"}");
        assertThat(decoded(jws.text("payload")))
                .isEqualTo("{\"targetArtifact\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":42}}");
        assertThat(jws.object("header").names()).containsExactlyInAnyOrder("x5c", "io.cncf.notary.signingAgent");
        assertThat(jws.object("header").text("io.cncf.notary.signingAgent")).isEqualTo("image-trust");
    }

    @Test
    void saysNothingOfTheAgentWhereItIsEmpty() throws Exception {
        Referrer artifact = signer().signingAgent("").build().sign(IMAGE, OFFLINE);
        JsonObject jws = Json.parseObject(artifact.content(), JsonLimits.CONFIGURATION);
        assertThat(jws.object("header").names()).containsExactly("x5c");
    }

    @Test
    void writesDeterministicCbor() throws Exception {
        Bytes envelope = signer().envelope(NotationEnvelope.COSE)
                .expiresAfter(Duration.ofDays(1))
                .signingAgent("ci/1")
                .build()
                .sign(IMAGE, OFFLINE)
                .content();
        CborItem read = new CborReader(envelope, CborReader.Tags.ALLOWED).next();
        assertThat(CborWriter.encode(read)).isEqualTo(envelope);
        // Tag 18, an array of four, a header of five entries that begins with alg -7 and a crit of two names.
        assertThat(envelope.slice(0, 2).toHex()).isEqualTo("d284");
        assertThat(envelope.slice(4, 12).toHex()).isEqualTo("a6012602" + "82781c69");
    }

    @Test
    void signsNoAnnotationOfTheDescriptor() throws Exception {
        Descriptor described = Judgement.IMAGE.withAnnotations(Map.of("approved", "yes"));
        Referrer artifact = signer().build().sign(image(described), OFFLINE);
        assertThat(decoded(Json.parseObject(artifact.content(), JsonLimits.CONFIGURATION)
                        .text("payload")))
                .doesNotContain("approved");
        assertThat(artifact.manifest().subject()).isEqualTo(Judgement.IMAGE);
    }

    @Test
    void refusesMetadataThatTheDescriptorHasAsWell() throws Exception {
        Descriptor described = Judgement.IMAGE.withAnnotations(Map.of("approved", "yes"));
        NotationSigner signer = signer().userMetadata("approved", "no").build();
        assertRefused(() -> signer.sign(image(described), OFFLINE), NotationReason.METADATA_CONFLICT);
    }

    @Test
    void refusesToSignUnderCertificatesThatAreNotValid() throws Exception {
        NotationSigner signer = signer().build();
        assertRefused(
                () -> signer.sign(IMAGE, at(CertificateForge.TO.plusSeconds(1))),
                NotationReason.CERT_NOT_VALID_AT_SIGNING);
        assertRefused(
                () -> signer.sign(IMAGE, at(CertificateForge.FROM.minusSeconds(1))),
                NotationReason.CERT_NOT_VALID_AT_SIGNING);
    }

    @Test
    void refusesToSignUnderARootThatHasExpired() throws Exception {
        CertificateForge.Issued root = CertificateForge.authority(CertificateForge.ec("secp256r1"), "CN=old root")
                .valid(CertificateForge.FROM, SIGNED.minusSeconds(60))
                .issue();
        CertificateForge.Issued leaf = CertificateForge.leaf(TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=x")
                .by(root)
                .issue();
        NotationSigner signer =
                NotationSigner.builder(key(leaf.key()), chain(leaf, root)).build();
        assertRefused(() -> signer.sign(IMAGE, OFFLINE), NotationReason.CERT_NOT_VALID_AT_SIGNING);
    }

    @Test
    void refusesToSignTooLate() throws Exception {
        NotationSigner signer = signer().build();
        Deadline past = Deadline.after(Duration.ZERO);
        assertRefused(() -> signer.sign(IMAGE, SigningContext.offline(SIGNED, past)), CoreReason.TIME_UP);
    }

    @Test
    void refusesMetadataThatNoVerifierWouldRead() throws Exception {
        NotationSigner signer =
                signer().userMetadata("build", "x".repeat(100_000)).build();
        assertRefused(() -> signer.sign(IMAGE, OFFLINE), NotationReason.PAYLOAD_MALFORMED);
    }

    @Test
    void refusesWhatAKeyReturnsAndItsCertificateDoesNotBear() throws Exception {
        SigningKey other = key(CertificateForge.ec("secp256r1"));
        assertRefused(broken(TestChain.LEAF.key(), input -> sign(other, input)), NotationReason.SIGNATURE_INVALID);
        assertRefused(
                broken(TestChain.LEAF.key(), input -> Bytes.copyOf(new byte[64])), NotationReason.SIGNATURE_INVALID);
        assertRefused(broken(TestChain.LEAF.key(), input -> Bytes.empty()), NotationReason.SIGNATURE_INVALID);
        assertRefused(broken(RsaKeys.of(2048), input -> Bytes.copyOf(new byte[256])), NotationReason.SIGNATURE_INVALID);
        assertRefused(broken(RsaKeys.of(2048), input -> Bytes.empty()), NotationReason.ENVELOPE_MALFORMED);
    }

    @Test
    void tellsThatAKeyCannotBeReached() throws Exception {
        RemoteSigner absent = new Wrapped(key(TestChain.LEAF.key()), input -> input) {
            @Override
            public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException {
                throw new IOException("no token in the slot");
            }
        };
        NotationSigner signer = NotationSigner.builder(absent, chain(TestChain.LEAF, TestChain.ROOT))
                .build();
        assertThatThrownBy(() -> signer.sign(IMAGE, OFFLINE))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SigningException.class)
                .hasMessage("no token in the slot");
    }

    static Stream<Arguments> brokenChains() {
        CertificateForge.Issued server = CertificateForge.leaf(TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=server")
                .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .by(TestChain.ROOT)
                .issue();
        CertificateForge.Issued odd = CertificateForge.leaf(RsaKeys.of(2304), "C=US,ST=WA,O=acme,CN=odd")
                .by(TestChain.ROOT)
                .issue();
        return Stream.of(
                Arguments.of("nothing", Bytes.empty(), NotationReason.CERT_CHAIN_MALFORMED),
                Arguments.of("text", Bytes.utf8("no certificate"), NotationReason.CERT_CHAIN_MALFORMED),
                Arguments.of("no root", chain(TestChain.LEAF), NotationReason.CERT_CHAIN_INVALID),
                Arguments.of("root first", chain(TestChain.ROOT, TestChain.LEAF), NotationReason.CERT_CHAIN_INVALID),
                Arguments.of("a server's leaf", chain(server, TestChain.ROOT), NotationReason.CERT_CHAIN_INVALID),
                Arguments.of("an odd key", chain(odd, TestChain.ROOT), NotationReason.KEY_UNSUPPORTED),
                Arguments.of(
                        "twenty certificates",
                        chain(Collections.nCopies(20, TestChain.ROOT).toArray(CertificateForge.Issued[]::new)),
                        NotationReason.CERT_CHAIN_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChains")
    void refusesChainsThatVerifiersRefuse(String name, Bytes chain, NotationReason reason) {
        assertNotBuilt(NotationSigner.builder(key(TestChain.LEAF.key()), chain), reason);
    }

    @Test
    void refusesTheKeyOfSomebodyElse() {
        assertNotBuilt(
                NotationSigner.builder(key(CertificateForge.ec("secp256r1")), chain(TestChain.LEAF, TestChain.ROOT)),
                NotationReason.SIGNING_KEY_MISMATCH);
    }

    @Test
    void refusesAKeyThatShowsNoPublicKey() {
        RemoteSigner silent = new Wrapped(key(TestChain.LEAF.key()), input -> input) {
            @Override
            public Bytes publicKey() {
                return Bytes.empty();
            }
        };
        assertNotBuilt(
                NotationSigner.builder(silent, chain(TestChain.LEAF, TestChain.ROOT)), NotationReason.KEY_UNSUPPORTED);
    }

    static Stream<Arguments> unusableOptions() {
        return Stream.of(
                Arguments.of("a reserved key", signer().userMetadata("io.cncf.notary.x", "y")),
                Arguments.of("an empty key", signer().userMetadata("", "y")),
                Arguments.of("half a character", signer().userMetadata("x", "\ud800")),
                Arguments.of("no lifetime", signer().expiresAfter(Duration.ofMillis(999))),
                Arguments.of("a lifetime of the past", signer().expiresAfter(Duration.ofDays(-1))),
                Arguments.of("a lifetime of centuries", signer().expiresAfter(Duration.ofDays(40_000))),
                Arguments.of("an agent of two lines", signer().signingAgent("a\nb")),
                Arguments.of("an endless agent", signer().signingAgent("a".repeat(257))),
                Arguments.of("an authority that is stamped", stamping().signingAuthority()),
                Arguments.of("no host", signer().timestamp(URI.create("http:/x"), root(), new SecureRandom())),
                Arguments.of("a file", signer().timestamp(URI.create("file://h/x"), root(), new SecureRandom())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableOptions")
    void refusesSettingsThatCannotBeUsed(String name, NotationSigner.Builder builder) {
        assertNotBuilt(builder, NotationReason.SIGNING_OPTION_INVALID);
    }

    @Test
    void refusesRootsOfATimeAuthorityThatAreNone() {
        assertNotBuilt(
                signer().timestamp(TSA, TimeAuthority.GOOD.signer().der(), new SecureRandom()),
                NotationReason.TRUST_STORE_INVALID);
        assertNotBuilt(signer().timestamp(TSA, Bytes.empty(), new SecureRandom()), NotationReason.TRUST_STORE_INVALID);
    }

    // --- timestamps ---

    private static final URI TSA = URI.create("http://tsa.example/stamp");

    private static Bytes root() {
        return TimeAuthority.GOOD.root().der();
    }

    private static NotationSigner.Builder stamping() {
        return signer().timestamp(TSA, root(), new SecureRandom());
    }

    private static SigningContext stampedBy(TimeAuthority authority, Instant time) {
        return online(request -> authority.answer(request, time));
    }

    private static SigningContext online(UnaryOperator<Bytes> answers) {
        return SigningContext.online(SIGNED, Deadline.never(), request -> {
            assertThat(request.uri()).isEqualTo(TSA);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.bodyType()).isEqualTo("application/timestamp-query");
            assertThat(request.acceptedType()).isEqualTo("application/timestamp-reply");
            return answers.apply(request.body());
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("keysAndEnvelopes")
    void signaturesWithATimestampOutliveTheirCertificates(String name, NotationEnvelope envelope, KeyPair pair)
            throws Exception {
        Referrer artifact = signer(pair)
                .envelope(envelope)
                .timestamp(TSA, root(), new SecureRandom())
                .build()
                .sign(IMAGE, stampedBy(TimeAuthority.GOOD, SIGNED));
        SignatureReport report = Judgement.under(timestamped())
                .trusting(TimestampTest.trusting(root()))
                .at(CertificateForge.TO.plusSeconds(1))
                .judge(artifact);
        assertThat(report.status()).as(name + report.checks()).isEqualTo(SignatureReport.Status.ACCEPTED);
    }

    @Test
    void refusesToSignWithoutTheTimestampItShallHave() throws Exception {
        NotationSigner signer = stamping().build();
        assertRefused(() -> signer.sign(IMAGE, OFFLINE), NotationReason.TIMESTAMP_UNAVAILABLE);
        SigningContext down = SigningContext.online(SIGNED, Deadline.never(), request -> {
            throw new IOException("connection refused");
        });
        assertRefused(() -> signer.sign(IMAGE, down), NotationReason.TIMESTAMP_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3003020102", "00"})
    void refusesAnswersThatAreNoTimestamp(String answer) throws Exception {
        NotationSigner signer = stamping().build();
        assertRefused(
                () -> signer.sign(IMAGE, online(request -> Bytes.fromHex(answer))), NotationReason.TIMESTAMP_INVALID);
    }

    @Test
    void refusesTheAnswerToAnotherRequest() throws Exception {
        NotationSigner signer = stamping().build();
        Bytes[] first = new Bytes[1];
        signer.sign(IMAGE, online(request -> first[0] = TimeAuthority.GOOD.answer(request, SIGNED)));
        assertRefused(() -> signer.sign(IMAGE, online(request -> first[0])), NotationReason.TIMESTAMP_INVALID);
    }

    @Test
    void refusesTheTimestampOfAStranger() throws Exception {
        CertificateForge.Issued root = TimeAuthority.root("CN=other root").issue();
        TimeAuthority other =
                new TimeAuthority(TimeAuthority.signer("CN=time").by(root).issue(), root);
        NotationSigner signer = stamping().build();
        assertRefused(() -> signer.sign(IMAGE, stampedBy(other, SIGNED)), NotationReason.TSA_NOT_TRUSTED);
    }

    @Test
    void refusesATimestampAtWhichACertificateWasNotValid() throws Exception {
        NotationSigner signer = stamping().build();
        assertRefused(
                () -> signer.sign(IMAGE, stampedBy(TimeAuthority.GOOD, CertificateForge.TO.plusSeconds(1))),
                NotationReason.TIMESTAMP_OUT_OF_RANGE);
    }

    /** CVE-2024-56138: the chain of the authority is asked about before its stamp comes into a signature. */
    @Test
    void refusesTheTimestampOfAnAuthorityThatIsRevokedOrMayBe() throws Exception {
        String address = "http://crl.example/time.crl";
        TimeAuthority named = TimeAuthority.with(TimeAuthority.signer("CN=time with list")
                .extension(Extension.cRLDistributionPoints, false, LevelTableTest.crlAt(address)));
        BigInteger serial = new X509CertificateHolder(named.signer().der().toByteArray()).getSerialNumber();
        NotationSigner signer = stamping().build();
        Instant now = CrlForge.FROM.plusSeconds(60);

        Bytes revoking = CrlForge.by("CN=time root")
                .number(1)
                .revoking(serial.longValueExact())
                .signedBy(named.root().key());
        assertRefused(() -> signer.sign(IMAGE, asking(named, now, address, revoking)), NotationReason.TSA_REVOKED);

        Bytes good = CrlForge.by("CN=time root").number(1).signedBy(named.root().key());
        assertThat(signer.sign(IMAGE, asking(named, now, address, good))).isNotNull();

        assertRefused(
                () -> signer.sign(IMAGE, asking(named, now, "http://elsewhere.example/", good)),
                NotationReason.TSA_REVOCATION_UNKNOWN);
        assertThat(stamping()
                        .insecurelyWithoutTimestampRevocation()
                        .build()
                        .sign(IMAGE, asking(named, now, "http://elsewhere.example/", good)))
                .isNotNull();
    }

    private static SigningContext asking(TimeAuthority authority, Instant now, String address, Bytes list) {
        return SigningContext.online(now, Deadline.never(), request -> {
            if (request.method().equals("POST")) {
                return authority.answer(request.body(), now);
            }
            if (request.uri().toString().equals(address)) {
                return list;
            }
            throw new IOException("nobody is there");
        });
    }

    // --- what refusals look like ---

    private static SigningContext at(Instant now) {
        return SigningContext.offline(now, Deadline.never());
    }

    private static ImageSubject image(Descriptor descriptor) {
        return ImageSubject.byDigest(ImageName.parse("registry.example/app"), descriptor);
    }

    private interface Signing {
        Referrer run() throws IOException, InterruptedException;
    }

    private static Signing broken(KeyPair pair, UnaryOperator<Bytes> instead) {
        CertificateForge.Issued leaf = CertificateForge.leaf(pair, "C=US,ST=WA,O=acme,CN=any key")
                .by(TestChain.ROOT)
                .issue();
        NotationSigner signer = NotationSigner.builder(new Wrapped(key(pair), instead), chain(leaf, TestChain.ROOT))
                .build();
        return () -> signer.sign(IMAGE, OFFLINE);
    }

    private static Bytes sign(SigningKey key, Bytes input) {
        try {
            return key.signMessage(SigningAlgorithm.ECDSA_SHA256, input);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Signing signing, ReasonCode reason) {
        SigningException refused = catchThrowableOfType(SigningException.class, signing::run);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.reason().code()).as(refused.toString()).isEqualTo(reason);
    }

    private static void assertNotBuilt(NotationSigner.Builder builder, NotationReason reason) {
        SetUpException refused = catchThrowableOfType(SetUpException.class, builder::build);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.reason().code()).as(refused.toString()).isEqualTo(reason);
    }

    private static String decoded(String base64Url) {
        return new String(Base64.getUrlDecoder().decode(base64Url), StandardCharsets.UTF_8);
    }

    private static class Wrapped implements RemoteSigner {

        private final SigningKey key;
        private final UnaryOperator<Bytes> instead;

        Wrapped(SigningKey key, UnaryOperator<Bytes> instead) {
            this.key = key;
            this.instead = instead;
        }

        @Override
        public Bytes publicKey() {
            return key.publicKey();
        }

        @Override
        public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException {
            return instead.apply(message);
        }

        @Override
        public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) {
            throw new UnsupportedOperationException();
        }
    }
}
