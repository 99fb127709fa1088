/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Forge;
import dev.imagetrust.gpg.internal.Octets;
import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SimpleSigningChecksTest {

    private static final Bytes PLAIN = recorded("plain.signature");
    private static final Judging BY_PLAIN = Judging.by(recorded("plain.asc"));

    @ParameterizedTest
    @CsvSource({
        "plain, rsa, ISSUER_UNKNOWN, ISSUER",
        "plain, armored, ARMORED_NOT_ALLOWED, MESSAGE",
        "plain, detached, DETACHED_NOT_ALLOWED, MESSAGE",
        "rsa, sha1, HASH_NOT_ALLOWED, MESSAGE",
        "weak, weak, KEY_TOO_WEAK, KEY",
        "plain-retired, plain, KEY_REVOKED, KEY_REVOCATION",
        "subkey-revoked, subkey, KEY_REVOKED, KEY_REVOCATION",
    })
    void refusesAtTheCheckThatKnows(String keys, String signature, GpgReason reason, GpgCheck check) {
        SignatureReport report = Judging.by(recorded(keys + ".asc")).report(recorded(signature + ".signature"));
        assertRefused(report, reason, check);
    }

    @Test
    void refusesASignatureMadeForAnotherImage() {
        Bytes other = payload(Digest.sha256(Bytes.utf8("other")).toString(), "registry.example/app:1");
        Forge.Signed signed = Forge.sign(other);
        SignatureReport report = Judging.by(signed.certificate()).report(signed.blob());
        assertRefused(report, GpgReason.DIGEST_MISMATCH, GpgCheck.SUBJECT);
    }

    @Test
    void refusesASignatureOverTheImageByAnotherAlgorithm() {
        Forge.Signed signed = Forge.sign(payload("sha512:" + "0".repeat(128), "registry.example/app:1"));
        SignatureReport report = Judging.by(signed.certificate()).report(signed.blob());
        assertRefused(report, GpgReason.DIGEST_MISMATCH, GpgCheck.SUBJECT);
    }

    @Test
    void refusesASignatureForAnotherTag() {
        SignatureReport report = BY_PLAIN.report(PLAIN, Judging.tagged("registry.example/app", "2"));
        assertRefused(report, GpgReason.IDENTITY_MISMATCH, GpgCheck.SIGNED_IDENTITY);
    }

    @Test
    void refusesASignatureForAnotherRepository() {
        SignatureReport report = BY_PLAIN.report(PLAIN, Judging.tagged("registry.example/other", "1"));
        assertRefused(report, GpgReason.IDENTITY_MISMATCH, GpgCheck.SIGNED_IDENTITY);
    }

    @Test
    void refusesAReferenceThatIsNone() {
        Forge.Signed signed = Forge.sign(payload(imageDigest(), "UPPER case"));
        SignatureReport report = Judging.by(signed.certificate()).report(signed.blob());
        assertRefused(report, GpgReason.REFERENCE_INVALID, GpgCheck.SIGNED_IDENTITY);
    }

    @Test
    void refusesASignedPayloadThatIsNoJson() {
        Forge.Signed signed = Forge.sign(Bytes.utf8("This is not JSON"));
        SignatureReport report = Judging.by(signed.certificate()).report(signed.blob());
        assertThat(Judging.why(report)).isEqualTo("primitives.json-syntax");
        assertThat(failed(report)).containsExactly(GpgCheck.PAYLOAD);
    }

    @Test
    void readsNoPayloadUnderAKeyThatMayNotBeBelieved() {
        Forge.Signed signed = Forge.sign(Bytes.utf8("This is not JSON"));
        SignatureReport report = Judging.by(signed.certificate())
                .report(signed.blob(), Judging.IMAGE, at(Instant.parse("2023-01-01T00:00:00Z")));
        assertRefused(report, GpgReason.SIGNATURE_FROM_FUTURE, GpgCheck.SIGNING_TIME);
        assertThat(report.signer()).containsInstanceOf(PresentedSigner.class);
        assertThat(report.facts()).isEmpty();
    }

    @Test
    void refusesABlobOverTheCallersLimit() {
        VerificationContext narrow = VerificationContext.builder(Recorded.LATER)
                .limits(Limits.builder().signatureBytes(PLAIN.length() - 1).build())
                .build();
        assertRefused(BY_PLAIN.report(PLAIN, Judging.IMAGE, narrow), GpgReason.INPUT_TOO_LARGE, GpgCheck.MESSAGE);
    }

    @Test
    void refusesASignatureThatHasExpiredAndAKeyThatHas() {
        assertRefused(
                BY_PLAIN.report(
                        recorded("expiring.signature"), Judging.IMAGE, at(Instant.parse("2024-08-01T00:00:00Z"))),
                GpgReason.SIGNATURE_EXPIRED,
                GpgCheck.SIGNATURE_EXPIRY);
        assertRefused(
                Judging.by(recorded("shortlived.asc"))
                        .report(
                                recorded("shortlived.signature"),
                                Judging.IMAGE,
                                at(Instant.parse("2025-01-01T00:00:00Z"))),
                GpgReason.KEY_EXPIRED,
                GpgCheck.KEY_VALIDITY);
    }

    @Test
    void acceptsAGoodSignatureAndNamesItsSigner() {
        SignatureReport report = BY_PLAIN.report(PLAIN);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.checks()).extracting(Check::result).containsOnly(Result.PASSED);
        Pinned pinned = new Pinned(AnchorKind.OPENPGP_KEY, recorded("plain.asc"), "keys");
        assertThat(report.signer()).containsInstanceOf(TrustedSigner.class);
        assertThat(((TrustedSigner) report.signer().orElseThrow()).anchor()).isEqualTo(pinned.id());
        assertThat(report.facts())
                .containsEntry("docker-reference", "registry.example/app:1")
                .containsEntry("creator", "record.sh");
        assertThat(report.changesAt()).isEmpty();
    }

    @Test
    void acceptsAFramedBlobAndASubkey() {
        Bytes framed = Octets.join(Octets.of(0), Bytes.utf8("simple-signing\n"), PLAIN);
        assertThat(BY_PLAIN.report(framed).status()).isEqualTo(Status.ACCEPTED);
        assertThat(Judging.by(recorded("subkey.asc"))
                        .report(recorded("subkey.signature"))
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void acceptsAnObjectOfTheSignatureExtension() {
        SignatureArtifact object = new SignatureArtifact.ExtensionObject("x@y", "atomic", PLAIN);
        Digest about = Judging.IMAGE.image().digest();
        SignatureReport report = BY_PLAIN.report(
                new SignatureCandidate(object, about, new Place.SignatureExtension()), Judging.IMAGE, Judging.CONTEXT);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void refusesWhatItDidNotRecognise() {
        Digest about = Judging.IMAGE.image().digest();
        SignatureArtifact layer = new SignatureArtifact.TagLayer(".sig", Judging.descriptor(), PLAIN);
        SignatureReport report = BY_PLAIN.report(
                new SignatureCandidate(layer, about, new Place.Lookaside()), Judging.IMAGE, Judging.CONTEXT);
        assertRefused(report, GpgReason.INPUT_EMPTY, GpgCheck.MESSAGE);
    }

    @Test
    void acceptsAnyTagUnderMatchRepository() {
        Judging judging = Judging.by(SimpleSigningRequirement.builder()
                .pinnedKeys(recorded("plain.asc"), "keys")
                .signedIdentity(new SignedIdentity.MatchRepository()));
        assertThat(judging.report(PLAIN, Judging.tagged("registry.example/app", "2"))
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void onePreparedRequirementServesSeveralThreads() {
        List<Bytes> blobs = List.of(PLAIN, recorded("zlib.signature"), recorded("uncompressed.signature"));
        assertThat(IntStream.range(0, 120)
                        .parallel()
                        .mapToObj(i -> BY_PLAIN.report(blobs.get(i % 3)).status()))
                .containsOnly(Status.ACCEPTED);
    }

    @Test
    void saysWhenAnAcceptedSignatureEnds() {
        Instant before = Instant.parse("2024-06-15T00:00:00Z");
        assertThat(BY_PLAIN.report(recorded("expiring.signature"), Judging.IMAGE, at(before))
                        .changesAt())
                .contains(Instant.parse("2024-06-01T00:00:00Z").plus(Duration.ofDays(30)));
    }

    @Test
    void everyCheckIsPlannedInItsOrderAndEnforced() {
        assertThat(BY_PLAIN.prepared().plan()).extracting(p -> p.id()).isEqualTo(List.of(GpgCheck.values()));
        assertThat(Arrays.stream(GpgCheck.values()).map(GpgCheck::family))
                .contains(CheckFamily.INTEGRITY, CheckFamily.SUBJECT, CheckFamily.AUTHENTICITY, CheckFamily.IDENTITY);
    }

    // ---- set-up

    @Test
    void refusesToPrepareWithKeysThatCannotBeUsed() {
        assertSetUp(GpgReason.NO_PUBLIC_KEYS, () -> Judging.by(Bytes.utf8("nothing")));
        assertSetUp(GpgReason.KEYRING_HAS_SECRETS, () -> Judging.by(recorded("secret.asc")));
        assertSetUp(
                GpgReason.KEYRING_UNREADABLE,
                () -> Judging.by(SimpleSigningRequirement.builder()
                        .pinnedKeys(recorded("plain.asc"), "good")
                        .pinnedKeys(recorded("uncompressed.signature"), "bad")));
    }

    @Test
    void refusesToPrepareWithAnEmptyStore() {
        assertSetUp(GpgReason.NO_PUBLIC_KEYS, () -> Judging.by(inStore(), TrustSnapshot.empty()));
    }

    @Test
    void refusesToPrepareWithAStoreOfWhichAFileWasSkipped() {
        SkippedEntry skipped = new SkippedEntry(AnchorKind.OPENPGP_KEY, "vendor", "b.asc", "permission denied");
        TrustSnapshot trust = TrustSnapshot.of(List.of(anchor()), List.of(skipped), DenyList.empty());
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Judging.by(inStore(), trust));
    }

    @Test
    void readsKeysFromAStore() {
        SignatureReport report =
                Judging.by(inStore(), TrustSnapshot.of(List.of(anchor()))).report(PLAIN);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        AnchorId vouching = ((TrustedSigner) report.signer().orElseThrow()).anchor();
        assertThat(vouching).isEqualTo(anchor().id());
    }

    private static SimpleSigningRequirement.Builder inStore() {
        return SimpleSigningRequirement.builder().keysInStore("vendor");
    }

    private static TrustAnchor anchor() {
        return new TrustAnchor(AnchorKind.OPENPGP_KEY, "vendor", "a.asc", recorded("plain.asc"));
    }

    private static VerificationContext at(Instant now) {
        return VerificationContext.builder(now).build();
    }

    private static String imageDigest() {
        return Judging.IMAGE.image().digest().toString();
    }

    private static Bytes payload(String digest, String reference) {
        return Bytes.utf8(("{'critical':{'identity':{'docker-reference':'" + reference + "'},"
                        + "'image':{'docker-manifest-digest':'" + digest + "'},"
                        + "'type':'atomic container signature'},'optional':{}}")
                .replace('\'', '"'));
    }

    private static void assertRefused(SignatureReport report, ReasonCode reason, GpgCheck check) {
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(Judging.why(report)).isEqualTo(reason.id());
        assertThat(failed(report)).containsExactly(check);
    }

    private static List<CheckId> failed(SignatureReport report) {
        return report.checks().stream()
                .filter(c -> c.result() == Result.FAILED)
                .map(Check::id)
                .toList();
    }

    private static void assertSetUp(ReasonCode code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason().code()).isEqualTo(code);
    }
}
