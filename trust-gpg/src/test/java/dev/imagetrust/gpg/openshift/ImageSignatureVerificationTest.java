/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.gpg.GpgCheck;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.internal.Forge;
import dev.imagetrust.gpg.openshift.SignatureCondition.Status;
import dev.imagetrust.gpg.openshift.StoredSignature.State;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ImageSignatureVerificationTest {

    private static final Bytes MANIFEST = Bytes.utf8("{\"schemaVersion\":2}");
    private static final Digest IMAGE = Digest.sha256(MANIFEST);
    private static final Forge.Signed GOOD = Forge.sign(payload(IMAGE.toString(), "registry.example/app:1"));
    private static final Bytes OTHER_KEY = Forge.sign(Bytes.utf8("{}")).certificate();
    private static final Bytes OTHER_IMAGE =
            Bytes.utf8("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}");

    // ---- a signature that does not hold, and what becomes of it

    /** oc overwrote it with an empty object and stored that: OpenShift origin #15081, #15082, #16301. */
    @Test
    void savingAfterTheWrongKeyChangesNoContent() {
        StoredImage image = image(GOOD.blob());
        VerifiedImage result = by(OTHER_KEY).verify(image, MANIFEST, LATER);

        assertThat(result.isVerified()).isFalse();
        assertThat(result.outcomes().get(0).refusal()).map(Reason::code).contains(GpgReason.ISSUER_UNKNOWN);
        ImageUpdate update = result.save();
        assertThat(update.removed()).isEmpty();
        assertThat(update.destroys()).isFalse();
        assertThat(update.after().signatures()).singleElement().satisfies(after -> {
            assertThat(after.content()).isEqualTo(GOOD.blob());
            assertThat(after.name()).isEqualTo(image.signatures().get(0).name());
            assertThat(after.state()).isEqualTo(State.REFUSED);
            assertThat(after.findings()).isNull();
            assertThat(after.conditions()).extracting(SignatureCondition::type).containsExactly("Trusted", "ForImage");
            assertThat(after.conditions()).allSatisfy(condition -> {
                assertThat(condition.status()).isEqualTo(Status.FALSE);
                assertThat(condition.reason()).isEqualTo("gpg.issuer-unknown");
                assertThat(condition.message()).contains("alice");
                assertThat(condition.at()).isEqualTo(LATER);
            });
        });
    }

    @Test
    void whatOcWouldDestroyIsShownAndOnlyDoneByName() {
        Forge.Signed other = Forge.sign(payload(IMAGE.toString(), "registry.example/app:2"));
        StoredImage image = image(GOOD.blob(), other.blob());
        VerifiedImage result = by(GOOD.certificate()).verify(image, MANIFEST, LATER);

        ImageUpdate likeOc = result.saveDroppingRefusedLikeOc();

        assertThat(likeOc.destroys()).isTrue();
        assertThat(likeOc.removed()).containsExactly(image.signatures().get(1).name());
        assertThat(likeOc.after().signatures())
                .extracting(StoredSignature::state)
                .containsExactly(State.VERIFIED);
        assertThat(result.save().after().signatures())
                .extracting(StoredSignature::state)
                .containsExactly(State.VERIFIED, State.REFUSED);
    }

    /** A first version of oc looked at the OpenPGP layer alone: any good signature vouched for any image. */
    @Test
    void aGoodSignatureOfAnotherImageDoesNotHold() {
        StoredImage other = new StoredImage(
                Digest.sha256(OTHER_IMAGE),
                List.of(StoredSignature.imported(SignatureObjects.of(Digest.sha256(OTHER_IMAGE), GOOD.blob()))));

        assertThat(why(by(GOOD.certificate()).verify(other, OTHER_IMAGE, LATER)))
                .contains(GpgReason.DIGEST_MISMATCH);
    }

    @Test
    void aGoodSignatureForAnotherNameDoesNotHold() {
        VerifiedImage result =
                verification("registry.example/app:2", GOOD.certificate()).verify(image(GOOD.blob()), MANIFEST, LATER);

        assertThat(why(result)).contains(GpgReason.IDENTITY_MISMATCH);
    }

    @Test
    void aDeniedKeyDoesNotHold() {
        String fingerprint =
                OpenPgpKey.readAll(GOOD.certificate(), LATER).get(0).fingerprint();
        DenyList denied =
                DenyList.of(List.of(new DenyList.Entry(new DenyTarget.OpenPgpKey(fingerprint), "stolen", LATER)));
        ImageSignatureVerification verification = ImageSignatureVerification.builder()
                .expectedIdentity("registry.example/app:1")
                .keyring(keyring(GOOD.certificate()))
                .denyListOf(TrustSnapshot.empty().denying(denied))
                .build();

        VerifiedImage result = verification.verify(image(GOOD.blob()), MANIFEST, LATER);

        assertThat(why(result)).contains(CoreReason.SIGNER_DENIED);
        assertThat(result.save().after().signatures().get(0).state()).isEqualTo(State.REFUSED);
    }

    /** What was verified once and is refused now loses its mark, so that nobody is shown "Verified". */
    @Test
    void whatWasVerifiedOnceIsVerifiedAgain() {
        StoredImage verified = by(GOOD.certificate())
                .verify(image(GOOD.blob()), MANIFEST, LATER)
                .save()
                .after();
        assertThat(verified.signatures().get(0).state()).isEqualTo(State.VERIFIED);

        StoredImage after =
                by(OTHER_KEY).verify(verified, MANIFEST, LATER).save().after();

        assertThat(after.signatures().get(0).state()).isEqualTo(State.REFUSED);
        assertThat(after.signatures().get(0).findings()).isNull();
    }

    @Test
    void aSignatureOfAnotherFormatIsNotLookedAt() {
        StoredSignature other = new StoredSignature(IMAGE + "@x", "AtomicImageV1", GOOD.blob(), List.of(), null);
        VerifiedImage result = by(GOOD.certificate()).verify(new StoredImage(IMAGE, List.of(other)), MANIFEST, LATER);

        assertThat(why(result)).contains(GpgReason.FORMAT_OTHER);
        assertThat(result.outcomes().get(0).report()).isEmpty();
    }

    @Test
    void anImageWithoutSignaturesIsNotVerified() {
        VerifiedImage result = by(GOOD.certificate()).verify(new StoredImage(IMAGE, List.of()), MANIFEST, LATER);

        assertThat(result.isVerified()).isFalse();
        assertThat(result.isVerifiedThroughout()).isFalse();
    }

    // ---- what the caller says

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry.example/App:1",
                "registry.example/app",
                "app",
                "registry.example/app:1@sha256:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void anExpectedIdentityHasATagOrADigest(String text) {
        assertSetUp(GpgReason.EXPECTED_IDENTITY, () -> verification(text, GOOD.certificate()));
    }

    /** oc never compares the digest, so that any signature of the repository satisfies it. */
    @Test
    void anExpectedDigestIsTheOneOfTheImage() {
        ImageSignatureVerification other =
                verification("registry.example/app@sha256:" + "0".repeat(64), GOOD.certificate());

        assertSetUp(GpgReason.EXPECTED_IDENTITY, () -> other.verify(image(GOOD.blob()), MANIFEST, LATER));
        assertThat(verification("registry.example/app@" + IMAGE, GOOD.certificate())
                        .verify(image(GOOD.blob()), MANIFEST, LATER)
                        .isVerified())
                .isTrue();
    }

    @Test
    void theManifestIsTheOneOfTheImage() {
        assertSetUp(
                GpgReason.MANIFEST_OTHER_IMAGE,
                () -> by(GOOD.certificate()).verify(image(GOOD.blob()), OTHER_IMAGE, LATER));
    }

    @Test
    void aKeyringThatCannotBeUsedIsNoFailedVerification() {
        assertSetUp(
                GpgReason.NO_PUBLIC_KEYS, () -> by(Bytes.utf8("nothing")).verify(image(GOOD.blob()), MANIFEST, LATER));
    }

    @Test
    void identityAndKeyringHaveToBeGiven() {
        assertThatThrownBy(() -> ImageSignatureVerification.builder()
                        .keyring(keyring(GOOD.certificate()))
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ImageSignatureVerification.builder()
                        .expectedIdentity("registry.example/app:1")
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- a signature that holds

    @Test
    void aSignatureThatHoldsIsMarkedWithWhatItSays() {
        VerifiedImage result = by(GOOD.certificate()).verify(image(GOOD.blob()), MANIFEST, LATER);
        String fingerprint =
                OpenPgpKey.readAll(GOOD.certificate(), LATER).get(0).fingerprint();

        assertThat(result.isVerified()).isTrue();
        assertThat(result.isVerifiedThroughout()).isTrue();
        StoredSignature after = result.save().after().signatures().get(0);
        assertThat(after.content()).isEqualTo(GOOD.blob());
        assertThat(after.conditions()).allSatisfy(condition -> {
            assertThat(condition.status()).isEqualTo(Status.TRUE);
            assertThat(condition.message()).contains("alice");
        });
        assertThat(after.findings()).satisfies(findings -> {
            assertThat(findings.imageIdentity()).isEqualTo("registry.example/app:1");
            assertThat(findings.fingerprint()).isEqualTo(fingerprint);
            assertThat(findings.signer()).isEqualTo("forged");
            assertThat(findings.created()).isEqualTo("2024-06-01T00:00:00Z");
            assertThat(findings.signedClaims())
                    .containsEntry("critical.image.docker-manifest-digest", IMAGE.toString())
                    .containsEntry("critical.type", "atomic container signature")
                    .containsEntry("critical.identity.docker-reference", "registry.example/app:1");
        });
        assertThat(result.toString()).contains(fingerprint, "registry.example/app:1");
        assertThat(result.outcomes().get(0).report())
                .hasValueSatisfying(
                        report -> assertThat(report.checks()).hasSizeGreaterThanOrEqualTo(GpgCheck.values().length));
    }

    @Test
    void oneOfSeveralIsEnoughUnlessAllAreAskedFor() {
        VerifiedImage result =
                by(GOOD.certificate()).verify(image(GOOD.blob(), recorded("plain.signature")), MANIFEST, LATER);

        assertThat(result.isVerified()).isTrue();
        assertThat(result.isVerifiedThroughout()).isFalse();
    }

    @Test
    void oneSignatureCanBeVerifiedByName() {
        StoredImage image = image(recorded("plain.signature"), GOOD.blob());
        VerifiedImage result =
                by(GOOD.certificate()).verifyOnly(image.signatures().get(1).name(), image, MANIFEST, LATER);

        assertThat(result.outcomes()).hasSize(1);
        assertThat(result.save().after().signatures())
                .extracting(StoredSignature::state)
                .containsExactly(State.UNVERIFIED, State.VERIFIED);
        assertThatThrownBy(() -> by(GOOD.certificate()).verifyOnly("nobody", image, MANIFEST, LATER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---- imported, marks and removal

    @Test
    void anImportedSignatureIsUnverified() {
        StoredSignature imported = StoredSignature.imported(SignatureObjects.of(IMAGE, GOOD.blob()));

        assertThat(imported.state()).isEqualTo(State.UNVERIFIED);
        assertThat(imported.conditions()).isEmpty();
        assertThat(imported.findings()).isNull();
    }

    @Test
    void anImportAddsEachContentOnceAndUnverified() {
        StoredImage verified = by(GOOD.certificate())
                .verify(image(GOOD.blob()), MANIFEST, LATER)
                .save()
                .after();
        Bytes found = recorded("plain.signature");

        ImageUpdate update = ImageUpdate.importing(verified, List.of(found, GOOD.blob(), found));

        assertThat(update.destroys()).isFalse();
        assertThat(update.after().signatures())
                .extracting(StoredSignature::state)
                .containsExactly(State.VERIFIED, State.UNVERIFIED);
        assertThat(update.after().signatures().get(1).content()).isEqualTo(found);
        assertThat(update.after().signatures().get(1).name()).matches(IMAGE + "@[0-9a-f]{32}");
    }

    @Test
    void removingTheVerificationKeepsTheSignatures() {
        StoredImage verified = by(GOOD.certificate())
                .verify(image(GOOD.blob()), MANIFEST, LATER)
                .save()
                .after();

        ImageUpdate update = ImageUpdate.removingVerification(verified);

        assertThat(update.destroys()).isFalse();
        assertThat(update.after().signatures()).singleElement().satisfies(after -> {
            assertThat(after.state()).isEqualTo(State.UNVERIFIED);
            assertThat(after.content()).isEqualTo(GOOD.blob());
        });
        assertThat(ImageUpdate.removingVerification(update.after()).isEmpty()).isTrue();
    }

    @Test
    void removingAllLikeOcShowsWhatWouldBeLost() {
        StoredImage image = image(GOOD.blob(), recorded("plain.signature"));

        ImageUpdate update = ImageUpdate.removingAllSignaturesLikeOc(image);

        assertThat(update.removed())
                .containsExactly(
                        image.signatures().get(0).name(),
                        image.signatures().get(1).name());
        assertThat(update.after().signatures()).isEmpty();
        assertThat(update.before()).isEqualTo(image);
    }

    @Test
    void oneConditionAloneVerifiesNothing() {
        for (String type : List.of(SignatureCondition.TRUSTED, SignatureCondition.FOR_IMAGE, "Other")) {
            StoredSignature half = new StoredSignature(
                    IMAGE + "@x",
                    "atomic",
                    GOOD.blob(),
                    List.of(new SignatureCondition(type, Status.TRUE, LATER, "", "")),
                    null);
            assertThat(half.state()).isEqualTo(State.UNVERIFIED);
        }
    }

    /** The API shows whatever has an issuer as verified. */
    @Test
    void findingsWithoutTheConditionsAreRefused() {
        SignatureFindings findings = new SignatureFindings("a", Map.of(), LATER, "F", "s");

        assertThatThrownBy(() -> new StoredSignature(IMAGE + "@x", "atomic", GOOD.blob(), List.of(), findings))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoSignaturesOfOneNameAreRefused() {
        StoredSignature one = StoredSignature.imported(SignatureObjects.of(IMAGE, GOOD.blob()));

        assertThatThrownBy(() -> new StoredImage(IMAGE, List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<ReasonCode> why(VerifiedImage result) {
        assertThat(result.isVerified()).isFalse();
        return result.outcomes().get(0).refusal().map(Reason::code);
    }

    private static ImageSignatureVerification by(Bytes keys) {
        return verification("registry.example/app:1", keys);
    }

    private static ImageSignatureVerification verification(String identity, Bytes keys) {
        return ImageSignatureVerification.builder()
                .expectedIdentity(identity)
                .keyring(keyring(keys))
                .user("alice")
                .build();
    }

    private static List<Keyrings.File> keyring(Bytes keys) {
        return List.of(new Keyrings.File("keys", keys));
    }

    private static StoredImage image(Bytes... blobs) {
        return new StoredImage(
                IMAGE,
                Arrays.stream(blobs)
                        .map(blob -> StoredSignature.imported(SignatureObjects.of(IMAGE, blob)))
                        .toList());
    }

    private static Bytes payload(String digest, String reference) {
        return Bytes.utf8("{\"critical\":{\"identity\":{\"docker-reference\":\"" + reference
                + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                + "\"},\"type\":\"atomic container signature\"},\"optional\":{}}");
    }

    private static void assertSetUp(GpgReason code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.getMessage()).isEqualTo(code);
    }
}
