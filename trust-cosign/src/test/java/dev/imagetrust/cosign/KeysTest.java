/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.cosign.Judging.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Keys are read, and refused, while the requirement is prepared. */
class KeysTest {

    private static final SignatureCandidate SIGNED =
            Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);

    @Test
    void refusesACertificateInPlaceOfAKey() {
        SetUpException refusal = refusal(CosignRequirement.key(Bytes.utf8(Forge.ownCertificate()), "cert.pem"));
        assertThat(refusal.reason().code()).isEqualTo(CosignReason.KEY_IS_CERTIFICATE);
        assertThat(refusal.reason().code().reasonClass()).isEqualTo(ReasonClass.SET_UP);
        assertThat(refusal).hasMessageContaining("cert.pem");
    }

    @Test
    void refusesTwoBlocks() {
        String two = text(Forge.publicKey()) + text(Forge.publicKey());
        assertThat(refusal(CosignRequirement.key(Bytes.utf8(two), "two.pub"))
                        .reason()
                        .code())
                .isEqualTo(CosignReason.KEY_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no PEM",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n"
            })
    void refusesWhatIsNoKeyAndNamesIt(String pem) {
        SetUpException refusal = refusal(CosignRequirement.key(Bytes.utf8(pem), "odd.pub"));
        assertThat(refusal.reason().code()).isEqualTo(CosignReason.KEY_UNREADABLE);
        assertThat(refusal).hasMessageContaining("odd.pub");
    }

    @Test
    void refusesAnAnchorOfAnotherKind() {
        Pinned pinned = new Pinned(AnchorKind.COSIGN_CA, Forge.publicKey(), "forge.pub");
        assertThat(refusal(CosignRequirement.keys(List.of(pinned))).reason().code())
                .isEqualTo(CosignReason.ANCHOR_KIND);
        InStore inStore = new InStore(AnchorKind.NOTATION_CA, "default");
        assertThat(refusal(CosignRequirement.keys(List.of(inStore))).reason().code())
                .isEqualTo(CosignReason.ANCHOR_KIND);
    }

    @Test
    void refusesAStoreWithoutKeysOfThatName() {
        TrustSnapshot elsewhere = TrustSnapshot.of(List.of(anchor("elsewhere")));
        assertThat(refusal(CosignRequirement.keysInStore("default"), elsewhere)
                        .reason()
                        .code())
                .isEqualTo(CosignReason.STORE_EMPTY);
    }

    @Test
    void refusesAStoreOfWhichAnEntryCouldNotBeUsed() {
        SkippedEntry skipped = new SkippedEntry(AnchorKind.COSIGN_KEY, "default", "broken.pub", "is broken");
        TrustSnapshot trust = TrustSnapshot.of(List.of(anchor("default")), List.of(skipped), DenyList.empty());
        SetUpException refusal = refusal(CosignRequirement.keysInStore("default"), trust);
        assertThat(refusal.reason().code()).isEqualTo(CosignReason.STORE_INCOMPLETE);
        assertThat(refusal).hasMessageContaining("broken.pub");
    }

    @Test
    void refusesMoreKeysThanTheLimit() {
        assertThat(refusal(CosignRequirement.keys(pinned(1001))).reason().code())
                .isEqualTo(CosignReason.TOO_MANY_KEYS);
    }

    @Test
    void takesAsManyKeysAsTheLimitAllowsAndCountsEachOnce() {
        List<Pinned> keys = pinned(999);
        keys.addAll(keys);
        keys.add(new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(), "forge.pub"));
        keys.add(new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(), "the same.pub"));
        SignatureReport report = Judging.by(CosignRequirement.keys(keys)).report(SIGNED);
        assertThat(report.trustedSigner().orElseThrow().anchor().origin()).isEqualTo("forge.pub");
    }

    @Test
    void acceptsAnyKeyOfAStore() {
        TrustAnchor other = new TrustAnchor(AnchorKind.COSIGN_KEY, "default", "other.pub", Recorded.bytes("other.pub"));
        TrustSnapshot trust = TrustSnapshot.of(List.of(other, anchor("default")));
        SignatureReport report = Judging.by(
                        CosignRequirement.keysInStore("default").build(), trust)
                .report(SIGNED);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.trustedSigner().orElseThrow().anchor())
                .isEqualTo(anchor("default").id());
    }

    @Test
    void usesOnlyTheStoreOfThatName() {
        TrustAnchor other = new TrustAnchor(AnchorKind.COSIGN_KEY, "default", "other.pub", Recorded.bytes("other.pub"));
        TrustSnapshot trust = TrustSnapshot.of(List.of(other, anchor("elsewhere")));
        assertThat(why(Judging.by(CosignRequirement.keysInStore("default").build(), trust)
                        .report(SIGNED)))
                .isEqualTo("cosign.signature-invalid");
    }

    @Test
    void acceptsAKeyInPkcs1() throws Exception {
        byte[] spki = der(Recorded.text("rsa-2048.pub"));
        byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(spki).getPublicKeyData().getOctets();
        Bytes pem = Forge.pem("RSA PUBLIC KEY", pkcs1);
        SignatureReport report =
                Judging.by(CosignRequirement.key(pem, "pkcs1.pub")).report(Recorded.signature("legacy-rsa-2048"));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.trustedSigner().orElseThrow().countsAs().value())
                .isEqualTo(Digest.sha256(Bytes.copyOf(spki)).toString());
    }

    @Test
    void triesEveryKeyWhereTheHintIsOfNone() {
        List<Pinned> keys = pinned(20);
        keys.add(new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(), "forge.pub"));
        assertThat(Judging.by(CosignRequirement.keys(keys))
                        .report(Forge.bundle(Forge.statement(Forge.IMAGE, Forge.SIGN)))
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void leavesTheMatterOpenWhereTimeEndsBeforeTheKeys() {
        AtomicLong ticker = new AtomicLong();
        VerificationContext hurried = VerificationContext.builder(Instant.EPOCH)
                .deadline(Deadline.after(Duration.ofNanos(3), ticker::getAndIncrement))
                .build();
        List<Pinned> keys = pinned(20);
        keys.add(new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(), "forge.pub"));
        SignatureReport report = Judging.by(CosignRequirement.keys(keys)).report(SIGNED, Forge.IMAGE, hurried);
        assertThat(report.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(why(report)).isEqualTo("core.time-up");
    }

    @Test
    void triesTheKeyOfTheHintFirst() {
        VerificationContext hurried = VerificationContext.builder(Instant.EPOCH)
                .deadline(Deadline.after(Duration.ofNanos(2), new AtomicLong()::getAndIncrement))
                .build();
        List<Pinned> keys = pinned(20);
        keys.add(new Pinned(AnchorKind.COSIGN_KEY, Recorded.bytes("ecdsa-p256.pub"), "ecdsa-p256.pub"));
        SignatureCandidate hinted = Recorded.signature("bundle-ecdsa-p256");
        assertThat(Judging.by(CosignRequirement.keys(keys))
                        .report(hinted, hinted.about(), hurried)
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    /** Keys that signed nothing, at most 1001. */
    static List<Pinned> pinned(int count) {
        return new ArrayList<>(ManyKeys.ALL.subList(0, count));
    }

    /** Made once, and only where they are needed. */
    private static final class ManyKeys {

        static final List<Pinned> ALL = IntStream.range(0, 1001)
                .mapToObj(i -> new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(Forge.keys("Ed25519")), "key " + i))
                .toList();
    }

    private static TrustAnchor anchor(String store) {
        return new TrustAnchor(AnchorKind.COSIGN_KEY, store, "forge.pub", Forge.publicKey());
    }

    private static SetUpException refusal(CosignRequirement.Builder requirement) {
        return refusal(requirement, TrustSnapshot.empty());
    }

    private static SetUpException refusal(CosignRequirement.Builder requirement, TrustSnapshot trust) {
        return catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement.build(), trust));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
