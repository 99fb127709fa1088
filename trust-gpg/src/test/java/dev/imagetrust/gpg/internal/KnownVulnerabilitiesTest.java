/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Receipts;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.UnverifiedSimpleSignature;
import dev.imagetrust.gpg.keys.FingerprintCheck;
import dev.imagetrust.gpg.openshift.ImageSignatureVerification;
import dev.imagetrust.gpg.openshift.Keyrings;
import dev.imagetrust.gpg.openshift.StoredImage;
import dev.imagetrust.gpg.openshift.StoredSignature;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * What other tools got wrong. The comment at each test names the production line that is its check: the test goes red when
 * that line is taken back.
 *
 * <p>Those about HTTP are in {@code trust-registry}: CVE-2019-10214 and redirects in {@code TlsTest}, foreign hosts
 * (CVE-2020-15157) in {@code LoginTest} and {@code HttpLookasideTest}, the endless lookaside store in {@code
 * HttpLookasideTest}; ambiguous and long manifests in {@code OciDocumentTest} of {@code trust-oci}.
 */
class KnownVulnerabilitiesTest {

    private static final String IMAGE_DIGEST = "sha256:" + "0".repeat(64);
    private static final Bytes PLAIN = recorded("plain.asc");
    private static final ImageSubject IMAGE = image(Digest.parse(IMAGE_DIGEST));

    // ---- digests and names

    /** Check: {@code Digest.find} in {@link SimpleSigningPayload}. */
    @DisplayName("CVE-2024-3727: a signed digest that could leave its folder")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:../../../etc/passwd",
                "sha256:",
                ":",
                "",
                "sha256:ABCDEF0000000000000000000000000000000000000000000000000000000000",
                "sha256:00000000000000000000000000000000000000000000000000000000000000",
                "sha256:00000000000000000000000000000000000000000000000000000000000000000",
                "sha512:0000000000000000000000000000000000000000000000000000000000000000",
                "md5:00000000000000000000000000000000",
            })
    void aSignedDigestThatIsNoneIsRefused(String digest) {
        Forge.Signed signed = Forge.sign(payload(digest, "registry.example/app:1"));

        assertUntrusted(GpgReason.PAYLOAD_DIGEST_INVALID, signed.certificate(), signed.blob());
    }

    /** Check: {@code SignatureObjects.imageNamedBy}. */
    @DisplayName("CVE-2024-3727: a name of the signature extension that could leave its folder")
    @ParameterizedTest
    @ValueSource(strings = {"sha256:../x@name", "@name", "DIGEST@..", "DIGEST@../x", "DIGEST@a/b", "DIGEST@%2e%2e"})
    void aNameOfTheExtensionThatIsNoneIsRefused(String name) {
        assertThat(SignatureObjects.imageNamedBy(name.replace("DIGEST", IMAGE_DIGEST)))
                .isEmpty();
    }

    /** Check: the scanner of {@code DockerReference}; Java's regular expressions take exponential time. */
    @DisplayName("reference grammar: a hostile reference takes linear time")
    @ParameterizedTest
    @ValueSource(strings = {"a", "a_", "a.a-", "a/", "-", "a:"})
    void aHostileReferenceTakesLinearTime(String part) {
        String hostile = part.repeat(10_000 / part.length()) + "!";

        assertTimeoutPreemptively(
                Duration.ofMillis(500),
                () -> assertThat(DockerReference.find(hostile)).isEmpty());
    }

    /** Check: {@code Printable} in {@code Reason.text} and {@code UnverifiedSimpleSignature.toString}. */
    @Test
    @DisplayName("containers/image cebe6477: untrusted text in messages")
    void textFromASignatureIsEscapedWhereverPeopleReadIt() {
        Forge.Signed signed = Forge.sign(payload(IMAGE_DIGEST, "evil\\u202e\\u001b[2J\\nname"));

        Verdict verdict = judge(signed.certificate(), signed.blob());

        assertThat(verdict.has(GpgReason.REFERENCE_INVALID)).isTrue();
        String shown = verdict.summary() + verdict.reports().get(0).checks() + verdict.reasons();
        assertThat(shown).doesNotContain("\u202e", "\u001b", "\nname").contains("\\u202e");
        assertThat(UnverifiedSimpleSignature.find(signed.blob()).orElseThrow().toString())
                .doesNotContain("\u202e", "\u001b");
    }

    // ---- sizes

    /** Check: the limit in {@link SignatureBlob#unwrap}. */
    @Test
    @DisplayName("CVE-2020-1702: a blob over 4 MiB")
    void aBlobOverTheLimitIsRefusedUnread() {
        Bytes big = Octets.join(recorded("plain.signature"), Bytes.copyOf(new byte[4 << 20]));

        assertUntrusted(GpgReason.INPUT_TOO_LARGE, PLAIN, big);
    }

    /** Check: the limit in {@link Compression#expand}. */
    @Test
    @DisplayName("CVE-2020-1702: a decompression bomb")
    void aDecompressionBombIsRefused() throws Exception {
        Bytes zeros = Bytes.copyOf(new byte[64 << 20]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(zeros.toByteArray());
        }
        Bytes bomb = Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(2), Bytes.copyOf(out.toByteArray())));

        assertUntrusted(GpgReason.DECOMPRESSION_LIMIT, PLAIN, bomb);
    }

    /** Check: {@code COMPRESSION_UNSUPPORTED} in {@code SignedMessage.requireGrammar}. */
    @Test
    @DisplayName("PGPainless GHSA-cvx8-9ff6-54xq: compression inside compression")
    void compressionInsideCompressionIsRefused() {
        Bytes inner = Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(0), recorded("uncompressed.signature")));
        Bytes outer = Octets.packet(Packet.COMPRESSED, Octets.join(Octets.of(0), inner));

        assertUntrusted(GpgReason.COMPRESSION_UNSUPPORTED, PLAIN, outer);
    }

    // ---- what is beside the signed data

    /** Check: {@link SignedMessage} never reads the name in the literal packet. */
    @Test
    @DisplayName("CVE-2018-12020 (SigSpoof): a file name that looks like gpg's answer")
    void theFileNameInAMessageIsNeverShown() {
        String spoof = "\n[GNUPG:] GOODSIG 88BE6B1F3A9C7B33 spoofed\n";
        PGPKeyPair key = Forge.key();
        byte[] name = spoof.getBytes(StandardCharsets.US_ASCII);
        Bytes literal = Octets.packet(
                Packet.LITERAL,
                Octets.join(Octets.of('b', name.length), Bytes.copyOf(name), Octets.of(0, 0, 0, 0), Forge.PAYLOAD));
        Bytes blob = Octets.join(
                Forge.announcement(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key),
                literal,
                Forge.document(key, Forge.SIGNED, sub -> {}));

        Verdict verdict = judge(Forge.certificate(key), blob);

        assertThat(verdict.outcome()).as("the payload is no claim").isEqualTo(Outcome.UNTRUSTED);
        assertThat(Receipts.document(verdict)).doesNotContain("GNUPG", "spoofed");
    }

    /** Check: nothing reads notations; {@code OpenPgpSignature} has no accessor for them. */
    @Test
    @DisplayName("CVE-2022-34903: a notation that looks like gpg's answer")
    void aNotationIsNeverShown() {
        PGPKeyPair key = Forge.key();
        Bytes signature = Forge.document(
                key,
                Forge.SIGNED,
                sub -> sub.addNotationData(false, true, "a@example", "x\n[GNUPG:] VALIDSIG spoofed\n"));

        Verdict verdict = judge(Forge.certificate(key), Forge.message(key, signature));

        assertThat(Receipts.document(verdict)).doesNotContain("GNUPG", "spoofed");
    }

    /** Check: the order of packets in {@link SignedMessage}, and nothing behind them. */
    @DisplayName("CVE-2006-0049, CVE-2006-0455, CVE-2007-1263: unsigned data beside signed data")
    @ParameterizedTest
    @ValueSource(strings = {"literal then message", "message then literal", "message twice", "message then octet"})
    void dataBesideASignedMessageIsRefused(String what) {
        Bytes message = recorded("uncompressed.signature");
        Bytes extra = Forge.literal(Bytes.utf8("unsigned"));
        Bytes blob = switch (what) {
            case "literal then message" -> Octets.join(extra, message);
            case "message then literal" -> Octets.join(message, extra);
            case "message twice" -> Octets.join(message, message);
            default -> Octets.join(message, Octets.of(0));
        };

        assertThat(judge(PLAIN, message).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(judge(PLAIN, blob).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    /** Check: {@code NOT_SIGNED} and {@code DETACHED_NOT_ALLOWED} in {@link SignedMessage}. */
    @DisplayName("CVE-2006-0455: success without a signature")
    @ParameterizedTest
    @CsvSource({
        "literal.signature, NOT_SIGNED",
        "detached.signature, DETACHED_NOT_ALLOWED",
        "encrypted.signature, ENCRYPTED",
    })
    void noSignatureIsNoSuccess(String file, GpgReason reason) {
        assertUntrusted(reason, PLAIN, recorded(file));
    }

    /** Check: the marker in {@link SignatureBlob}. */
    @Test
    @DisplayName("CVE-2019-11841: headers of cleartext signatures")
    void cleartextSignaturesAreRefused() {
        assertUntrusted(GpgReason.CLEARTEXT_NOT_ALLOWED, PLAIN, recorded("cleartext.signature"));
    }

    /** Check: {@code KeyJudgement.expiry}, asked at the time of the signature and now. */
    @Test
    @DisplayName("GO-2026-5932: the expiry of keys is not looked at")
    void aKeyThatHasExpiredSignsNothing() {
        Bytes key = recorded("shortlived.asc");
        Bytes blob = recorded("shortlived.signature");
        Instant after = Instant.parse("2025-01-01T00:00:00Z");

        assertThat(judge(key, blob, IMAGE, LATER).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(judge(key, blob, IMAGE, after).has(GpgReason.KEY_EXPIRED)).isTrue();
    }

    /** Check: {@code SIGNATURE_TYPE} in {@link DocumentSignature#parse}. */
    @DisplayName("PGPainless GHSA-5fmp-48ff-rx9p: a signature of another kind over the payload")
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x10, 0x40})
    void aSignatureOfAnotherKindIsRefused(int type) {
        PGPKeyPair key = Forge.key();
        Bytes signature = Forge.document(type, HashAlgorithmTags.SHA256, key, Forge.SIGNED, sub -> {});
        Bytes blob = Octets.join(
                Forge.announcement(type, HashAlgorithmTags.SHA256, key), Forge.literal(Forge.PAYLOAD), signature);

        assertUntrusted(GpgReason.SIGNATURE_TYPE, Forge.certificate(key), blob);
    }

    // ---- keys

    /** Check: {@code Keyring.withKeyId} takes all, {@code Certificate.claims} picks the owner. */
    @DisplayName("key id collisions: the right one of two keys with one id verifies")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoCertificatesWithOneKeyIdTheOwnersCounts(boolean thiefFirst) {
        PGPKeyPair owner = Forge.key();
        PGPKeyPair thief = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes claim = Forge.binding(
                PGPSignature.SUBKEY_BINDING, thief, thief, subkey, sub -> sub.setKeyFlags(false, KeyFlags.SIGN_DATA));
        Bytes stolen = Forge.certificate(thief, Forge.publicSubkey(subkey), claim);
        Bytes owned = Forge.certificate(owner, Forge.publicSubkey(subkey), Forge.signingBinding(owner, subkey));

        Verdict verdict =
                judge(thiefFirst ? Octets.join(stolen, owned) : Octets.join(owned, stolen), Forge.message(subkey));

        assertThat(verdict.reports().get(0).trustedSigner())
                .hasValueSatisfying(signer -> assertThat(signer.countsAs().value())
                        .isEqualTo(OpenPgpKey.readAll(owned, LATER).get(0).fingerprint()));
    }

    /** Check: the length in {@code DenyTarget.OpenPgpKey} and {@code FingerprintCheck.find}. */
    @DisplayName("key id collisions: short ids are taken nowhere")
    @ParameterizedTest
    @ValueSource(strings = {"23E8DD43", "E932F44B23E8DD43"})
    void shortIdsAreTakenNowhere(String id) {
        assertThatThrownBy(() -> new DenyTarget.OpenPgpKey(id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(FingerprintCheck.find(id)).isEmpty();
    }

    /** Check: {@code Algorithms.hashesSelfSignatures} in {@code CertificateReader.isBelieved}. */
    @Test
    @DisplayName("CVE-2019-14855: statements about keys with SHA-1")
    void aStatementWithSha1AfterTheCutOffBindsNothing() {
        PGPKeyPair key = Forge.key();
        Bytes self = Forge.signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                HashAlgorithmTags.SHA1,
                key,
                Forge.CREATED,
                sub -> {},
                generator -> generator.generateCertification("forged", key.getPublicKey()));

        assertUntrusted(
                GpgReason.KEY_BINDING_INVALID,
                Octets.join(Forge.publicKey(key), Forge.userId(), self),
                Forge.message(key));
    }

    /** Check: {@code selfMade} in {@link CertificateReader}: what others say about a key does not count at all. */
    @Test
    @DisplayName("CVE-2019-14855: certifications by others")
    void whatOthersSayAboutAKeyBindsNothing() {
        PGPKeyPair key = Forge.key();
        PGPKeyPair other = Forge.key();
        Bytes theirs = Forge.signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                HashAlgorithmTags.SHA256,
                other,
                Forge.CREATED,
                sub -> {},
                generator -> generator.generateCertification("forged", key.getPublicKey()));

        assertUntrusted(
                GpgReason.KEY_BINDING_INVALID,
                Octets.join(Forge.publicKey(key), Forge.userId(), theirs),
                Forge.message(key));
    }

    /** Check: {@code MAX_SIGNATURES} in {@link TransferableKey}. */
    @Test
    @DisplayName("CVE-2022-3219, CVE-2019-13050: a key with huge numbers of signatures")
    void aKeyWithTooManySignaturesIsRefused() {
        Bytes[] many = new Bytes[1_001];
        Arrays.fill(many, Octets.of(0xc2, 0));
        Bytes file = Octets.join(Forge.publicKey(Forge.key()), Octets.join(many));

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> judge(file, Bytes.empty())));
    }

    /** Check: the {@code catch} in {@code CertificateReader.subkey}. */
    @Test
    @DisplayName("CVE-2025-30258: a crafted subkey that breaks verification")
    void aBrokenSubkeyDoesNotDisableTheOtherKeys() {
        PGPKeyPair key = Forge.key();
        Bytes broken = Octets.packet(Packet.PUBLIC_SUBKEY, Octets.of(4, 0, 0, 0, 0, 99, 1));

        assertThat(judge(Forge.certificate(key, broken), Forge.message(key))
                        .reports()
                        .get(0)
                        .trustedSigner())
                .isPresent();
        assertThat(judge(Octets.join(unarmored("plain.asc"), broken), recorded("plain.signature"))
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    /** Check: {@code Algorithms.hashesDocuments} and {@code Algorithms.weakness}, ours and not Bouncy Castle's. */
    @DisplayName("CVE-2026-59643: signatures that the policy refuses are reported as correct")
    @ParameterizedTest
    @CsvSource({"rsa.asc, sha1.signature, HASH_NOT_ALLOWED", "weak.asc, weak.signature, KEY_TOO_WEAK"})
    void weakSignaturesAreRefused(String key, String signature, GpgReason reason) {
        assertUntrusted(reason, recorded(key), recorded(signature));
    }

    /** Check: the version in the root POM. */
    @Test
    @DisplayName("CVE-2026-59643: Bouncy Castle is 1.85 or later")
    void bouncyCastleIsNewEnough() throws Exception {
        Path jar = Path.of(PGPSignature.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            String version = file.getManifest().getMainAttributes().getValue("Bundle-Version");
            assertThat(Double.parseDouble(version.replaceAll("^(\\d+\\.\\d+).*", "$1")))
                    .isGreaterThanOrEqualTo(1.85);
        }
    }

    /** Check: {@code KeyFile.keybox} goes on behind an entry that is none. */
    @Test
    @DisplayName("bcpg #2343: a keybox from which a key was deleted")
    void keysBehindADeletedOneAreRead() {
        assertThat(OpenPgpKey.readAll(recorded("deleted.kbx"), LATER))
                .hasSize(OpenPgpKey.readAll(recorded("several.kbx"), LATER).size() - 1);
    }

    /** Check: the bounds in {@code KeyFile.keybox} and {@code KeyFile.keyOf}. */
    @DisplayName("bcpg keybox overflow: lengths beyond the file")
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x7f, 0x80, 0xff})
    void aKeyboxWithAFalseLengthIsRefused(int octet) {
        Bytes first = Octets.with(recorded("several.kbx"), 32, octet);

        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> {
            if (octet == 0x00) {
                judge(Octets.with(Octets.with(first, 34, 0), 35, 1), Bytes.empty());
            } else {
                judge(first, Bytes.empty());
            }
        });
    }

    /** Check: {@code holds} in {@code CertificateReader.statements}. */
    @Test
    @DisplayName("bcpg: an end taken from a statement that was not verified")
    void aForgedStatementDoesNotProlongAKey() {
        PGPKeyPair key = Forge.key();
        Bytes keys = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyExpirationTime(false, 3600)),
                // In force when the key signs, if it were believed; a later one would not be asked.
                Forge.selfSignature(
                        Forge.key(), Forge.CREATED.plusSeconds(60), sub -> sub.setIssuerKeyID(false, key.getKeyID())));

        assertUntrusted(GpgReason.KEY_EXPIRED, keys, Forge.message(key));
    }

    /** Check: the loop in {@code KeyFile.block}, which has no recursion. */
    @Test
    @DisplayName("bcpg armor recursion: endless lines of checksums")
    void armorOfChecksumsDoesNotOverflowTheStack() {
        Bytes file = Bytes.utf8("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + "=AAAA\n".repeat(200_000)
                + "-----END PGP PUBLIC KEY BLOCK-----\n");

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertSetUp(GpgReason.NO_PUBLIC_KEYS, () -> judge(file, Bytes.empty())));
    }

    /** Check: {@code KeyJudgement.revocation} asks for subkey and primary key. */
    @DisplayName("podman #16406, containers/image #2905: subkeys that sign, and those that are revoked")
    @ParameterizedTest
    @CsvSource({"subkey.asc, false", "subkey-revoked.asc, true"})
    void subkeysSignUnlessTheyAreRevoked(String key, boolean revoked) {
        Verdict verdict = judge(recorded(key), recorded("subkey.signature"));

        assertThat(verdict.has(GpgReason.KEY_REVOKED)).isEqualTo(revoked);
        assertThat(verdict.outcome()).isEqualTo(revoked ? Outcome.UNTRUSTED : Outcome.TRUSTED);
    }

    // ---- what is signed

    /** Check: {@code log.test(SUBJECT, …)} in {@link PreparedSimpleSigning}. */
    @Test
    @DisplayName("origin PR 12616: any good signature vouches for any image")
    void aGoodSignatureOfAnotherImageIsRefused() {
        Verdict verdict = judge(PLAIN, recorded("plain.signature"), image(Digest.sha256(Bytes.utf8("b"))), LATER);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(GpgReason.DIGEST_MISMATCH)).isTrue();
    }

    /** Check: {@code whole.object("optional")} in {@link SimpleSigningPayload}; cosign's own type is read by its own module. */
    @Test
    @DisplayName("containers/image c8ba4109: optional is null")
    void optionalNullIsLegalForCosignOnly() {
        String text = new String(payload(IMAGE_DIGEST, "registry.example/app:1").toByteArray(), StandardCharsets.UTF_8);
        Forge.Signed signed = Forge.sign(Bytes.utf8(text.replace("\"optional\":{}", "\"optional\":null")));

        assertThat(judge(signed.certificate(), signed.blob()).outcome()).isEqualTo(Outcome.UNTRUSTED);
        Forge.Signed good = Forge.sign(Bytes.utf8(text));
        assertThat(judge(good.certificate(), good.blob()).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    /** Check: {@code ImageSignatureVerification.refused} keeps content, {@code VerifiedImage.save} keeps every signature. */
    @Test
    @DisplayName("origin #15081, #15082, #16301: verifying with a wrong key destroys signatures")
    void aFailedVerificationThatIsSavedLeavesEveryOctet() {
        Bytes manifest = Bytes.utf8("{}");
        StoredImage image = new StoredImage(
                Digest.sha256(manifest),
                List.of(StoredSignature.imported(
                        SignatureObjects.of(Digest.sha256(manifest), recorded("plain.signature")))));

        StoredImage saved = ImageSignatureVerification.builder()
                .expectedIdentity("registry.example/app:1")
                .keyring(List.of(new Keyrings.File("other", recorded("rsa.asc"))))
                .build()
                .verify(image, manifest, LATER)
                .save()
                .after();

        assertThat(saved.signatures())
                .extracting(StoredSignature::object)
                .isEqualTo(
                        image.signatures().stream().map(StoredSignature::object).toList());
    }

    private static void assertUntrusted(GpgReason reason, Bytes keys, Bytes blob) {
        Verdict verdict = judge(keys, blob);
        assertThat(verdict.outcome()).as(verdict.summary()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(reason)).as(verdict.summary()).isTrue();
    }

    private static void assertSetUp(GpgReason code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.getMessage()).isEqualTo(code);
    }

    private static Verdict judge(Bytes keys, Bytes blob) {
        return judge(keys, blob, IMAGE, LATER);
    }

    private static Verdict judge(Bytes keys, Bytes blob, ImageSubject image, Instant now) {
        return ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
                        .pinnedKeys(keys, "keys")
                        .build()))
                .clock(InstantSource.fixed(now))
                .signatures((subject, about, places, budget) -> new Found(
                        List.of(new SignatureCandidate(
                                new LookasideBlob("signature-1", blob), about.get(0), new Place.Lookaside())),
                        places.stream()
                                .map(place -> Look.found(place, about.get(0), 1))
                                .toList()))
                .build()
                .verify(image);
    }

    private static ImageSubject image(Digest digest) {
        return ImageSubject.of(
                ImageName.parse("registry.example/app"),
                new Asked.ByTag("1"),
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", digest, 418));
    }

    private static Bytes payload(String digest, String reference) {
        return Bytes.utf8("{\"critical\":{\"identity\":{\"docker-reference\":\"" + reference
                + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                + "\"},\"type\":\"atomic container signature\"},\"optional\":{}}");
    }

    private static Bytes unarmored(String file) {
        String text = new String(recorded(file).toByteArray(), StandardCharsets.US_ASCII);
        String body = text.substring(text.indexOf("\n\n") + 2, text.lastIndexOf("\n="));
        return Bytes.copyOf(Base64.getMimeDecoder().decode(body));
    }
}
