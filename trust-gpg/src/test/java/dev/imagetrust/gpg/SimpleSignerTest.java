/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Certificates;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.SecretKeys.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SimpleSignerTest {

    private static final ImageSubject IMAGE = Judging.tagged("registry.example/app", "1");

    @Test
    void aTokenThatReturnsTheSignatureOfSomethingElseIsFoundOut() {
        SigningKey secret = SigningKey.generate(KeyType.EC_P256, new SecureRandom());
        assertThat(notMade(remote(secret, new Bent(secret, signature -> {
                    byte[] changed = signature.toByteArray();
                    changed[changed.length - 1] ^= 1;
                    return Bytes.copyOf(changed);
                }))))
                .isEqualTo(GpgReason.SIGNATURE_NOT_MADE);
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class)
    void aTokenThatReturnsNoSignatureIsFoundOut(KeyType type) {
        SigningKey secret = SigningKey.generate(type, new SecureRandom());
        for (Bytes nonsense : List.of(Bytes.empty(), Bytes.utf8("no"), Bytes.copyOf(new byte[64]))) {
            assertThat(notMade(remote(secret, new Bent(secret, signature -> nonsense))))
                    .isEqualTo(GpgReason.SIGNATURE_NOT_MADE);
        }
    }

    @Test
    void aKeyThatHasEndedSignsNoMore() {
        SigningKey secret = SigningKey.generate(KeyType.ED25519, new SecureRandom());
        Bytes certificate = Certificates.of(secret, Duration.ofDays(10));
        OpenPgpSigningKey key =
                OpenPgpSigningKey.remote(certificate, Certificates.fingerprint(certificate), secret, Certificates.BORN);
        SimpleSigner signer = SimpleSigner.of(key);
        Instant later = Certificates.BORN.plus(Duration.ofDays(11));
        assertThat(catchThrowableOfType(SigningException.class, () -> signer.sign(IMAGE, at(later)))
                        .reason()
                        .code())
                .isEqualTo(GpgReason.KEY_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example/app", "UPPER/case:1", "", "a b:1"})
    void signsNoNameThatNoPolicyWouldTake(String reference) {
        SimpleSigner.Builder signer = SimpleSigner.builder(unlocked("ed25519", "ed25519.asc"));
        assertThatThrownBy(() -> signer.reference(reference)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImageWithoutANameNeedsAReference() throws Exception {
        ImageSubject unnamed =
                ImageSubject.unnamed(Judging.descriptor(), new PolicyLocation("dir", "/srv/app", List.of("/srv")));
        SimpleSigner.Builder signer = SimpleSigner.builder(unlocked("ed25519", "ed25519.asc"));
        assertThatThrownBy(() -> signer.build().sign(unnamed, at(NOW))).isInstanceOf(IllegalArgumentException.class);
        assertThat(blob(signer.reference("registry.example/app:1").build().sign(unnamed, at(NOW))))
                .isEqualTo(
                        blob(SimpleSigner.of(unlocked("ed25519", "ed25519.asc")).sign(IMAGE, at(NOW))));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa2048, rsa2048.gpg",
        "nistp256, nistp256.asc",
        "nistp384, nistp384.asc",
        "nistp521, nistp521.asc",
        "ed25519, ed25519.asc",
        "withsub, withsub.asc"
    })
    void signsWithEveryKindOfKeyThatGnuPgExports(String name, String file) throws Exception {
        Bytes blob = blob(SimpleSigner.of(unlocked(name, file)).sign(IMAGE, at(NOW)));
        assertThat(Judging.why(judge(name, file, blob, IMAGE))).isEqualTo("ACCEPTED");
        ImageSubject another = Judging.image(Digest.sha256(Bytes.utf8("another")));
        assertThat(Judging.why(judge(name, file, blob, another))).isEqualTo(GpgReason.DIGEST_MISMATCH.id());
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class)
    void signsThroughAToken(KeyType type) throws Exception {
        SigningKey secret = SigningKey.generate(type, new SecureRandom());
        Bytes blob = blob(SimpleSigner.of(remote(secret, secret)).sign(IMAGE, at(NOW)));
        Judging judging = Judging.by(Certificates.of(secret, Duration.ZERO));
        assertThat(Judging.why(judging.report(blob))).isEqualTo("ACCEPTED");
    }

    /** RFC 9580's own kind of Ed25519 key, for which the 64 octets stand in the packet as they are. */
    @Test
    void signsWithTheNewerKindOfEd25519Key() throws Exception {
        SigningKey secret = SigningKey.generate(KeyType.ED25519, new SecureRandom());
        Bytes certificate = Certificates.newer(secret);
        OpenPgpSigningKey key =
                OpenPgpSigningKey.remote(certificate, Certificates.fingerprint(certificate), secret, NOW);
        Bytes blob = blob(SimpleSigner.of(key).sign(IMAGE, at(NOW)));
        assertThat(Judging.why(Judging.by(certificate).report(blob))).isEqualTo("ACCEPTED");
    }

    @Test
    void writesTheOctetsThatContainersImageWrites() throws Exception {
        Bytes blob = blob(SimpleSigner.of(unlocked("ed25519", "ed25519.asc")).sign(IMAGE, at(NOW)));
        // One-pass signature, literal data, signature; the first octet is one that containers/image takes for OpenPGP.
        assertThat(blob.toHex()).startsWith("900d03000816");
        assertThat(StandardCharsets.ISO_8859_1.decode(blob.asReadOnlyBuffer()).toString())
                .contains("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/app:1\"},\"image\":"
                        + "{\"docker-manifest-digest\":\"" + IMAGE.image().digest() + "\"},\"type\":"
                        + "\"atomic container signature\"},\"optional\":{\"creator\":\"image-trust trust-gpg\","
                        + "\"timestamp\":1717200000}}");
        UnverifiedSimpleSignature read = UnverifiedSimpleSignature.find(blob).orElseThrow();
        assertThat(read.claimedCreator()).contains(SimpleSigner.CREATOR);
        assertThat(read.claimedTimestamp()).contains(NOW.getEpochSecond());
        assertThat(read.claimedKeyId()).isEqualTo(fingerprint("ed25519").substring(24));
    }

    @Test
    void signsAnyReferenceAndAnyDigest() throws Exception {
        ImageSubject image = Judging.image(Digest.parse("sha512:" + "ab".repeat(64)));
        SimpleSigner signer = SimpleSigner.builder(unlocked("ed25519", "ed25519.asc"))
                .reference("busybox:1.36")
                .creator("a \"builder\"\n")
                .build();
        UnverifiedSimpleSignature read = UnverifiedSimpleSignature.find(blob(signer.sign(image, at(NOW))))
                .orElseThrow();
        assertThat(read.claimedReference()).isEqualTo("docker.io/library/busybox:1.36");
        assertThat(read.claimedDigest()).isEqualTo(image.image().digest());
        assertThat(read.claimedCreator()).contains("a \"builder\"\n");
    }

    @Test
    void namesObjectsOfTheExtensionByWhatTheyHold() throws Exception {
        SimpleSigner signer = SimpleSigner.builder(unlocked("ed25519", "ed25519.asc"))
                .forExtension()
                .build();
        assertThat(signer.yields()).containsExactly(ExtensionObject.class);
        ExtensionObject first = (ExtensionObject) signer.sign(IMAGE, at(NOW));
        assertThat(first.name()).matches("\\Q" + IMAGE.image().digest() + "\\E@[0-9a-f]{32}");
        assertThat(first.type()).isEqualTo("atomic");
        assertThat(signer.sign(IMAGE, at(NOW))).isEqualTo(first);
        assertThat(signer.sign(IMAGE, at(NOW.plusSeconds(1)))).isNotEqualTo(first);
    }

    private static SignatureReport judge(String name, String file, Bytes blob, ImageSubject image) {
        Bytes certificate = Certificates.publicHalves(file(file));
        assertThat(OpenPgpKey.readAll(certificate, NOW).get(0).fingerprint()).isEqualTo(fingerprint(name));
        return Judging.by(SimpleSigningRequirement.builder()
                        .pinnedKeys(certificate, file)
                        .signedIdentity(new SignedIdentity.MatchExact()))
                .report(blob, image);
    }

    private static OpenPgpSigningKey remote(SigningKey key, RemoteSigner signer) {
        Bytes certificate = Certificates.of(key, Duration.ZERO);
        return OpenPgpSigningKey.remote(certificate, Certificates.fingerprint(certificate), signer, NOW);
    }

    private static Object notMade(OpenPgpSigningKey key) {
        return catchThrowableOfType(
                        SigningException.class, () -> SimpleSigner.of(key).sign(IMAGE, at(NOW)))
                .reason()
                .code();
    }

    private static SigningContext at(Instant now) {
        return SigningContext.offline(now, Deadline.never());
    }

    private static Bytes blob(SignatureArtifact artifact) {
        return ((LookasideBlob) artifact).content();
    }

    /** A token that changes what it made. */
    private record Bent(SigningKey key, UnaryOperator<Bytes> change) implements RemoteSigner {

        @Override
        public Bytes publicKey() {
            return key.publicKey();
        }

        @Override
        public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException {
            return change.apply(key.signMessage(algorithm, message));
        }

        @Override
        public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws IOException {
            return change.apply(key.signDigest(algorithm, digest));
        }
    }
}
