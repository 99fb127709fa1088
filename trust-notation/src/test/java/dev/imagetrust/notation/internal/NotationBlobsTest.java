/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.BlobSignature;
import dev.imagetrust.notation.BlobVerdict;
import dev.imagetrust.notation.NotationBlobPolicy;
import dev.imagetrust.notation.NotationBlobs;
import dev.imagetrust.notation.NotationBlobs.Expected;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.NotationSigner;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotationBlobsTest {

    private static final Bytes BLOB = Bytes.utf8("a release, in one file");
    private static final String TYPE = "application/octet-stream";
    private static final Instant NOW = Judgement.NOW;
    private static final SigningContext SIGNING = SigningContext.offline(EnvelopeForge.SIGNED_AT, Deadline.never());

    private static final NotationBlobPolicy POLICY = NotationBlobPolicy.parse(Bytes.utf8("""
            {"version": "1.0", "trustPolicies": [
              {"name": "strict", "signatureVerification": {"level": "strict"},
               "trustStores": ["ca:acme"], "trustedIdentities": ["*"], "globalPolicy": true},
              {"name": "permissive", "signatureVerification": {"level": "permissive"},
               "trustStores": ["ca:acme"], "trustedIdentities": ["*"]},
              {"name": "audit", "signatureVerification": {"level": "audit"},
               "trustStores": ["ca:other"], "trustedIdentities": ["*"]},
              {"name": "strangers", "signatureVerification": {"level": "strict"},
               "trustStores": ["ca:other"], "trustedIdentities": ["*"]},
              {"name": "skip", "signatureVerification": {"level": "skip"}}]}
            """));

    private static NotationSigner.Builder signer() {
        return signer(TestChain.LEAF);
    }

    private static NotationSigner.Builder signer(CertificateForge.Issued leaf) {
        try {
            return NotationSigner.builder(
                    SigningKey.fromPkcs8(Bytes.copyOf(leaf.key().getPrivate().getEncoded())),
                    Bytes.copyOf(CborForge.concat(
                            leaf.der().toByteArray(), TestChain.ROOT.der().toByteArray())));
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BlobSignature sign(NotationSigner.Builder signer) throws IOException, InterruptedException {
        return signer.build().signBlob(BLOB.newInputStream(), TYPE, SIGNING);
    }

    private static NotationBlobs blobs() {
        return blobs(NOW);
    }

    private static NotationBlobs blobs(Instant now) {
        return NotationBlobs.of(POLICY, Judgement.TRUST, () -> now);
    }

    private static BlobVerdict verify(BlobSignature signature) throws InterruptedException {
        return blobs().verify(signature, BLOB.newInputStream(), Expected.anything());
    }

    private static void assertRefused(BlobVerdict verdict, ReasonCode reason) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(codes(verdict)).contains(reason);
        assertThat(verdict.signers()).isEmpty();
    }

    private static List<ReasonCode> codes(BlobVerdict verdict) {
        return Stream.concat(
                        verdict.reasons().stream().map(r -> r.code()),
                        verdict.report().stream()
                                .flatMap(report -> report.checks().stream())
                                .flatMap(check -> check.reason().stream())
                                .map(r -> r.code()))
                .toList();
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(RsaKeys.of(2048), DigestAlgorithm.SHA256),
                Arguments.of(RsaKeys.of(3072), DigestAlgorithm.SHA384),
                Arguments.of(RsaKeys.of(4096), DigestAlgorithm.SHA512),
                Arguments.of(CertificateForge.ec("secp256r1"), DigestAlgorithm.SHA256),
                Arguments.of(CertificateForge.ec("secp384r1"), DigestAlgorithm.SHA384),
                Arguments.of(CertificateForge.ec("secp521r1"), DigestAlgorithm.SHA512));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void trustsWhatIsSignedWithTheHashOfItsKey(KeyPair pair, DigestAlgorithm hash) throws Exception {
        CertificateForge.Issued leaf = CertificateForge.leaf(pair, "C=US,ST=WA,O=acme,CN=any key")
                .by(TestChain.ROOT)
                .issue();
        for (NotationEnvelope envelope : NotationEnvelope.values()) {
            BlobVerdict verdict = verify(sign(signer(leaf).envelope(envelope).userMetadata("build", "42")));
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
            assertThat(verdict.admits()).isTrue();
            assertThat(verdict.reasons()).isEmpty();
            assertThat(verdict.statement()).contains("strict");
            assertThat(verdict.signers())
                    .singleElement()
                    .satisfies(signer -> assertThat(signer.display()).contains("any key"));
            assertThat(verdict.blob())
                    .contains(Descriptor.of(TYPE, Digest.of(hash, BLOB), BLOB.length())
                            .withAnnotations(Map.of("build", "42")));
            assertThat(verdict.report().orElseThrow().candidate().place()).isEqualTo(new Place.HandedIn());
        }
    }

    @Test
    void trustsAnEmptyFile() throws Exception {
        BlobSignature signature = signer().build().signBlob(InputStream.nullInputStream(), TYPE, SIGNING);
        BlobVerdict verdict = blobs().verify(signature, InputStream.nullInputStream(), Expected.anything());
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
        assertRefused(verify(signature), NotationReason.ARTIFACT_MISMATCH);
    }

    @Test
    void readsLongFilesPieceByPiece() throws Exception {
        byte[] large = new byte[300_000];
        large[299_999] = 1;
        BlobSignature signature = signer().build().signBlob(new Dripping(large), TYPE, SIGNING);
        assertThat(blobs().verify(signature, new Dripping(large), Expected.anything())
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
        large[0] = 1;
        assertRefused(
                blobs().verify(signature, new Dripping(large), Expected.anything()), NotationReason.ARTIFACT_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a release, in one fil", "a release, in one file!", "a release, in one fine"})
    void refusesAnotherFile(String other) throws Exception {
        BlobVerdict verdict = blobs().verify(sign(signer()), Bytes.utf8(other).newInputStream(), Expected.anything());
        assertRefused(verdict, NotationReason.ARTIFACT_MISMATCH);
        assertThat(verdict.blob()).isEmpty();
    }

    @Test
    void doesNotReadAnEndlessFileToItsEnd() throws Exception {
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'a';
            }
        };
        assertRefused(blobs().verify(sign(signer()), endless, Expected.anything()), NotationReason.ARTIFACT_MISMATCH);
        assertThat(read[0]).isLessThan(200_000);
    }

    @Test
    void refusesADigestByAnotherHashThanTheKeys() throws Exception {
        for (DigestAlgorithm hash : List.of(DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
            Bytes envelope = EnvelopeTest.forge(EnvelopeFormat.JWS)
                    .payload("{\"targetArtifact\":{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + Digest.of(hash, BLOB)
                            + "\",\"size\":" + BLOB.length() + "}}")
                    .build();
            assertRefused(verify(new BlobSignature(NotationEnvelope.JWS, envelope)), NotationReason.ARTIFACT_MISMATCH);
        }
    }

    @Test
    void comparesTheMediaTypeWhereOneIsExpected() throws Exception {
        BlobSignature signature = sign(signer());
        Expected right = new Expected(null, TYPE, Map.of());
        Expected wrong = new Expected(null, "text/plain", Map.of());
        assertThat(blobs().verify(signature, BLOB.newInputStream(), right).outcome())
                .isEqualTo(Outcome.TRUSTED);
        assertRefused(blobs().verify(signature, BLOB.newInputStream(), wrong), NotationReason.ARTIFACT_MISMATCH);
    }

    @Test
    void comparesTheMetadataThatIsExpected() throws Exception {
        BlobSignature signature = sign(signer().userMetadata("build", "42").userMetadata("more", "x"));
        Expected right = new Expected(null, null, Map.of("build", "42"));
        Expected wrong = new Expected(null, null, Map.of("build", "43"));
        assertThat(blobs().verify(signature, BLOB.newInputStream(), right).outcome())
                .isEqualTo(Outcome.TRUSTED);
        assertRefused(blobs().verify(signature, BLOB.newInputStream(), wrong), NotationReason.METADATA_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(NotationEnvelope.class)
    void refusesASignatureWithOneBitFlipped(NotationEnvelope format) throws Exception {
        BlobSignature good = sign(signer().envelope(format));
        byte[] bent = good.envelope().toByteArray();
        bent[bent.length - 8] ^= 1;
        BlobVerdict verdict = verify(new BlobSignature(format, Bytes.copyOf(bent)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(codes(verdict)).containsAnyOf(NotationReason.SIGNATURE_INVALID, NotationReason.ENVELOPE_MALFORMED);
        assertThat(verdict.blob()).isEmpty();
    }

    @Test
    void refusesAnEnvelopeOfTheOtherFormat() throws Exception {
        Bytes jws = sign(signer()).envelope();
        assertRefused(verify(new BlobSignature(NotationEnvelope.COSE, jws)), NotationReason.ENVELOPE_MALFORMED);
    }

    @Test
    void refusesAnEnvelopeBeyondTheLimit() throws Exception {
        BlobSignature signature = sign(signer());
        int length = signature.envelope().length();
        NotationBlobs exact =
                blobs().limits(Limits.builder().envelopeBytes(length).build());
        NotationBlobs narrow =
                blobs().limits(Limits.builder().envelopeBytes(length - 1).build());
        assertThat(exact.verify(signature, BLOB.newInputStream(), Expected.anything())
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
        assertRefused(
                narrow.verify(signature, BLOB.newInputStream(), Expected.anything()),
                NotationReason.ENVELOPE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Strict", "none"})
    void refusesWhereNoStatementHasThatName(String name) throws Exception {
        BlobVerdict verdict = blobs().verify(sign(signer()), BLOB.newInputStream(), Expected.by(name));
        assertRefused(verdict, NotationReason.POLICY_NOT_APPLICABLE);
        assertThat(verdict.statement()).isEmpty();
    }

    @Test
    void refusesWhereNoStatementIsGlobal() throws Exception {
        NotationBlobPolicy without = NotationBlobPolicy.parse(Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":["
                + "{\"name\":\"skip\",\"signatureVerification\":{\"level\":\"skip\"}}]}"));
        BlobVerdict verdict = NotationBlobs.of(without, Judgement.TRUST, () -> NOW)
                .verify(sign(signer()), BLOB.newInputStream(), Expected.anything());
        assertRefused(verdict, NotationReason.POLICY_NOT_APPLICABLE);
    }

    @Test
    void looksAtNothingWhereTheStatementSkips() throws Exception {
        BlobSignature garbage = new BlobSignature(NotationEnvelope.JWS, Bytes.utf8("garbage"));
        BlobVerdict verdict = NotationBlobs.of(POLICY, unreadableStore(), () -> NOW)
                .verify(garbage, unreadable(), Expected.by("skip"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(verdict.report()).isEmpty();
        assertThat(verdict.blob()).isEmpty();
        assertThat(codes(verdict)).contains(CoreReason.WAIVED);
    }

    @Test
    void exemptsUnderAuditWhatAStrangerSigned() throws Exception {
        TrustStore withOther = () -> TrustSnapshot.of(List.of(new TrustAnchor(
                AnchorKind.NOTATION_CA,
                "other",
                "root.crt",
                TimeAuthority.GOOD.root().der())));
        NotationBlobs blobs = NotationBlobs.of(POLICY, withOther, () -> NOW);
        BlobVerdict audited = blobs.verify(sign(signer()), BLOB.newInputStream(), Expected.by("audit"));
        assertThat(audited.outcome()).as(audited.toString()).isEqualTo(Outcome.EXEMPT);
        assertThat(codes(audited)).contains(NotationReason.NO_TRUSTED_CERTIFICATE);
        assertThat(audited.blob()).isPresent();
        assertRefused(
                blobs.verify(sign(signer()), BLOB.newInputStream(), Expected.by("strangers")),
                NotationReason.NO_TRUSTED_CERTIFICATE);
    }

    @Test
    void trustsUnderPermissiveWhatHasExpiredAndSaysSo() throws Exception {
        BlobSignature signature = sign(signer().expiresAfter(Duration.ofDays(1)));
        assertRefused(
                blobs().verify(signature, BLOB.newInputStream(), Expected.anything()),
                NotationReason.SIGNATURE_EXPIRED);
        BlobVerdict permissive = blobs().verify(signature, BLOB.newInputStream(), Expected.by("permissive"));
        assertThat(permissive.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(Judgement.result(permissive.report().orElseThrow(), NotationCheck.EXPIRY))
                .isEqualTo(Result.FAILED);
    }

    @Test
    void doesNotKnowWhereTheFileCannotBeRead() throws Exception {
        BlobVerdict verdict = blobs().verify(sign(signer()), unreadable(), Expected.anything());
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(codes(verdict)).contains(CoreReason.INPUT_UNREADABLE);
        assertThat(verdict.changesAt()).contains(NOW.plus(Duration.ofMinutes(1)));
    }

    @Test
    void doesNotKnowWhereTheStoreCannotBeUsed() throws Exception {
        BlobVerdict unread = NotationBlobs.of(POLICY, unreadableStore(), () -> NOW)
                .verify(sign(signer()), BLOB.newInputStream(), Expected.anything());
        assertThat(unread.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(codes(unread)).contains(CoreReason.TRUST_UNREADABLE);
        BlobVerdict invalid = NotationBlobs.of(
                        POLICY, Judgement.trust(AnchorKind.NOTATION_CA, Bytes.utf8("garbage")), () -> NOW)
                .verify(sign(signer()), BLOB.newInputStream(), Expected.anything());
        assertThat(invalid.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(codes(invalid)).contains(NotationReason.TRUST_STORE_INVALID);
    }

    @Test
    void refusesWhoeverAndWhateverIsDenied() throws Exception {
        BlobSignature signature = sign(signer());
        for (DenyTarget target : List.of(
                new DenyTarget.Certificate(Digest.sha256(TestChain.ROOT.der())),
                new DenyTarget.Image(Digest.sha256(BLOB)))) {
            DenyList denied = DenyList.of(List.of(new DenyList.Entry(target, "stolen", NOW)));
            BlobVerdict verdict = NotationBlobs.of(POLICY, Judgement.TRUST.denying(denied), () -> NOW)
                    .verify(signature, BLOB.newInputStream(), Expected.anything());
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
            assertThat(codes(verdict)).containsAnyOf(CoreReason.SIGNER_DENIED, CoreReason.IMAGE_DENIED);
        }
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        BlobSignature signature = sign(signer());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> blobs().verify(signature, BLOB.newInputStream(), Expected.anything()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/", "/plain", "text/plain; charset=utf-8", "text/pl ain", "a/b/c", "ü/x"})
    void signsNoFileWithoutAMediaType(String mediaType) {
        assertThatThrownBy(() -> signer().build().signBlob(BLOB.newInputStream(), mediaType, SIGNING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Section 17, row 22: in the reference the last failure is told, and it is not that of the file. */
    @Test
    void tellsThatItIsAnotherFileAlsoWhereMetadataIsMissing() throws Exception {
        BlobVerdict verdict = blobs().verify(
                        sign(signer()),
                        Bytes.utf8("another file, as long.").newInputStream(),
                        new Expected(null, null, Map.of("build", "42")));
        assertThat(codes(verdict)).doesNotContain(NotationReason.METADATA_MISMATCH);
        assertRefused(verdict, NotationReason.ARTIFACT_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"app.tgz.jws.sig, JWS", "app.JWS.SIG, JWS", "app.cose.sig, COSE", "app.Cose.Sig, COSE"})
    void knowsTheFormatByTheNameOfTheFile(String name, NotationEnvelope format) {
        assertThat(BlobSignature.ofFile(name, BLOB)).contains(new BlobSignature(format, BLOB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.sig", "app.jws", "app.cose", "jwssig", "app.jws.sig.txt"})
    void knowsNoOtherNames(String name) {
        assertThat(BlobSignature.ofFile(name, BLOB)).isEmpty();
    }

    @Test
    void namesTheFileOfASignature() {
        assertThat(new BlobSignature(NotationEnvelope.JWS, BLOB).fileName("app.tgz"))
                .isEqualTo("app.tgz.jws.sig");
        assertThat(new BlobSignature(NotationEnvelope.COSE, BLOB).fileName("app.tgz"))
                .isEqualTo("app.tgz.cose.sig");
    }

    private static TrustStore unreadableStore() {
        return () -> {
            throw new IOException("the disk is gone");
        };
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
    }

    /** Gives less than it is asked for. */
    private static final class Dripping extends ByteArrayInputStream {
        Dripping(byte[] content) {
            super(content);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 7_001));
        }
    }
}
