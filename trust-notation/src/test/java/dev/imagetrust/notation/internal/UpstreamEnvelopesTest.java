/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Test data of other projects. */
class UpstreamEnvelopesTest {

    private static final Path UPSTREAM =
            Path.of(System.getProperty("imagetrust.shared", "")).resolve("upstream");

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-sig-01", "ecdsa-sig-02", "ecdsa-sig-03", "ecdsa-sig-04"})
    void signsTheOctetsTheCoseExamplesSign(String name) throws IOException, MalformedInputException {
        JsonObject example = json("cose-examples/ecdsa-examples/" + name + ".json");
        byte[] message =
                HexFormat.of().parseHex(example.object("output").text("cbor").toLowerCase(Locale.ROOT));
        UnverifiedEnvelope envelope = CoseEnvelope.parse(withChain(message));
        assertThat(envelope.signingInput().toHex())
                .isEqualToIgnoringCase(example.object("intermediates").text("ToBeSign_hex"));
    }

    @Test
    void readsTheConformanceHeaderOfTheReferenceImplementation() throws IOException, MalformedInputException {
        JsonObject golden = json("notation-core-go/signature/cose/testdata/conformance.json");
        byte[] header = HexFormat.of()
                .parseHex(golden.object("protectedHeaders").text("cborHex").toLowerCase(Locale.ROOT));
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.COSE);
        Bytes message =
                forge.cose(CborForge.encode(header), CborForge.encode(new byte[1]), CborForge.encode(new byte[1]));
        UnverifiedEnvelope envelope = CoseEnvelope.parse(message);
        assertThat(envelope.header().claimedAlgorithm()).contains(SigningAlgorithm.PS384);
        SignedAttributes attributes = SignedAttributes.read(envelope.header());
        assertThat(attributes.signingTime()).isEqualTo(Instant.ofEpochSecond(golden.integer("signingTime")));
        assertThat(attributes.expiry()).isEqualTo(Instant.ofEpochSecond(golden.integer("expiry")));
        assertThat(attributes.unprocessedCritical()).containsExactly(new Label.Named("signedCritKey1"));
    }

    @Test
    void writesTheCoseMessageOfTheReferenceImplementationOctetForOctet() throws IOException, MalformedInputException {
        JsonObject golden = json("notation-core-go/signature/cose/testdata/conformance.json");
        Bytes message =
                Bytes.fromHex(golden.object("expectedOutput").text("cborHex").toLowerCase(Locale.ROOT));
        CborItem read = new CborReader(message, CborReader.Tags.ALLOWED).next();
        assertThat(CborWriter.encode(read)).isEqualTo(message);
    }

    @Test
    void readsTheJwsOfTheReferenceImplementation() throws IOException, MalformedInputException {
        JsonObject golden = json("notation-core-go/signature/jws/testdata/conformance.json");
        Bytes withChain = Bytes.utf8("{\"payload\":\"" + golden.text("payload") + "\",\"protected\":\""
                + golden.text("protected") + "\",\"header\":{\"x5c\":[\"AA==\"]},\"signature\":\""
                + golden.text("signature") + "\"}");
        UnverifiedEnvelope envelope = JwsEnvelope.parse(withChain);
        assertThat(envelope.signingInput())
                .isEqualTo(Bytes.utf8(golden.text("protected") + "." + golden.text("payload")));
        assertThat(envelope.payload()).isEqualTo(Bytes.utf8("{\"key\":\"hello JWS\"}"));
        assertThat(envelope.signature().length()).isEqualTo(64);
        assertThat(envelope.header().claimedAlgorithm()).contains(SigningAlgorithm.ES256);
        SignedAttributes attributes = SignedAttributes.read(envelope.header());
        assertThat(attributes.scheme()).isEqualTo(SigningScheme.X509);
        assertThat(attributes.unprocessedCritical()).containsExactly(new Label.Named("signedCritKey1"));
    }

    @Test
    void readsTheCertificateFilesOfTheReferenceImplementation() throws IOException, MalformedInputException {
        Path files = UPSTREAM.resolve("notation-core-go/x509/testdata");
        assumeTrue(Files.isDirectory(files), "no upstream data at " + UPSTREAM);
        Map<String, Integer> counts = Map.of("der.der", 1, "multi-der.der", 2, "pem.crt", 1, "multi-pem.crt", 2);
        for (Map.Entry<String, Integer> file : counts.entrySet()) {
            assertThat(Certificates.parsePemOrDer(RecordedSignaturesTest.read(files.resolve(file.getKey()))))
                    .as(file.getKey())
                    .hasSize(file.getValue());
        }
        Bytes invalid = RecordedSignaturesTest.read(files.resolve("invalid"));
        assertThatThrownBy(() -> Certificates.parsePemOrDer(invalid)).isInstanceOf(MalformedInputException.class);
        CodeSigningChain.check(List.of(CertificateFacts.of(Certificates.parsePemOrDer(
                        RecordedSignaturesTest.read(files.resolve("openssl-minimum-self-signed.pem")))
                .get(0))));
        List<CertificateFacts> stamping = new ArrayList<>();
        for (String name : List.of("timestamp_leaf.crt", "timestamp_intermediate.crt", "timestamp_root.crt")) {
            stamping.add(
                    CertificateFacts.of(Certificates.parsePemOrDer(RecordedSignaturesTest.read(files.resolve(name)))
                            .get(0)));
        }
        assertThatThrownBy(() -> CodeSigningChain.check(stamping)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void trustsTheLegacyManifestOfTheEndToEndTests() throws IOException, MalformedInputException {
        Verdict verdict = judge("e2e-valid-signature");
        assertThat(verdict.outcome()).as(verdict.summary()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void refusesTheExpiredSignatureOfTheEndToEndTests() throws IOException, MalformedInputException {
        Verdict verdict = judge("e2e-expired-signature");
        assertThat(verdict.outcome()).as(verdict.summary()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(NotationReason.SIGNATURE_EXPIRED)).isTrue();
    }

    private static Verdict judge(String layout) throws IOException, MalformedInputException {
        Path e2e = UPSTREAM.resolve("notation-e2e");
        assumeTrue(Files.isDirectory(e2e), "no upstream data at " + e2e);
        LayoutSource source =
                LayoutSource.open(e2e.resolve("registry/oci_layout").resolve(layout));
        Digest image = Digest.parse("sha256:b8479de3f88fb259a0a9ea82a5b2a052a1ef3c4ebbcfc61482d5ae4c831f8af9");
        Bytes root = RecordedSignaturesTest.read(e2e.resolve("config/localkeys/e2e.crt"));
        NotationRequirement requirement = NotationRequirement.builder(Level.STRICT)
                .caStore("e2e")
                .trustedIdentity("x509.subject: CN=e2e,O=Notary,L=Seattle,ST=WA,C=US")
                .build();
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(requirement))
                .trustStore(TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "e2e", "e2e.crt", root))))
                .signatures(source)
                .clock(() -> Instant.parse("2026-11-24T00:00:00Z"))
                .build()
                .verify(ImageSubject.byDigest(ImageName.parse("localhost:5000/e2e"), source.descriptor(image)));
    }

    /** The examples carry a key id only; a chain is added where no signature covers it. */
    private static Bytes withChain(byte[] message) {
        int map = 3 + (message[2] & 0x1f);
        assertThat(message[map]).isEqualTo((byte) 0xa1);
        byte[] chain = CborForge.encode(Map.of(33, List.of(new byte[1])));
        chain[0] = (byte) 0xa2;
        Bytes whole = Bytes.copyOf(message);
        return Bytes.copyOf(CborForge.concat(
                whole.slice(0, map).toByteArray(),
                chain,
                whole.slice(map + 1, whole.length()).toByteArray()));
    }

    private static JsonObject json(String file) throws IOException, MalformedInputException {
        assumeTrue(Files.exists(UPSTREAM.resolve(file)), "no upstream data at " + UPSTREAM);
        return Json.parseObject(RecordedSignaturesTest.read(UPSTREAM.resolve(file)), JsonLimits.CONFIGURATION);
    }
}
