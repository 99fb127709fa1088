/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.cosign.Judging.check;
import static dev.imagetrust.cosign.Judging.why;
import static org.assertj.core.api.Assertions.assertThat;

class LegacySignatureTest {

    private static final Judging BY_FORGE = Judging.by(Forge.key());

    @Test
    void rejectsASignatureByAnotherKey() {
        SignatureReport report = Judging.by(Recorded.key("other")).report(Recorded.signature("legacy-ecdsa-p256"));
        assertThat(why(report)).isEqualTo("cosign.signature-invalid");
        assertThat(report.signer()).isEmpty();
        assertThat(report.facts()).isEmpty();
    }

    @Test
    void rejectsASignatureThatWasMovedFromAnotherImage() {
        SignatureReport report = Judging.by(Recorded.key("ecdsa-p256"))
                .report(Recorded.legacy("legacy-moved").about(Forge.IMAGE));
        assertThat(why(report)).isEqualTo("cosign.digest-mismatch");
        assertThat(check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.PASSED);
        assertThat(check(report, CosignCheck.SUBJECT).reason().orElseThrow().detail())
                .isEqualTo(Recorded.image("legacy-moved").toString());
    }

    @Test
    void judgesByTheDigestItIsGivenAndNotByTheOneTheCandidateWasFoundFor() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate, Forge.OTHER_IMAGE))).isEqualTo("cosign.digest-mismatch");
    }

    @Test
    void rejectsAChangedPayload() {
        String changed = Recorded.text("legacy-ecdsa-p256.payload").replace("null", "{}");
        SignatureCandidate candidate = Recorded.legacy("legacy-ecdsa-p256")
                .content(Bytes.utf8(changed))
                .about(Recorded.image("legacy-ecdsa-p256"));
        assertThat(why(Judging.by(Recorded.key("ecdsa-p256")).report(candidate)))
                .isEqualTo("cosign.signature-invalid");
    }

    @Test
    void readsNothingThatIsNotSigned() {
        SignatureCandidate candidate = Forge.legacy("no JSON at all")
                .content(Bytes.utf8("neither is this"))
                .about(Forge.IMAGE);
        SignatureReport report = BY_FORGE.report(candidate);
        assertThat(why(report)).isEqualTo("cosign.signature-invalid");
        assertThat(check(report, CosignCheck.CONTENT).result()).isEqualTo(Result.NOT_RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEUC", "AAAA", "MAYCAQACAQA="})
    void rejectsWhatNoKeyOfTheRuleCouldHaveMade(String base64) {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.SIGNATURE, base64)
                .about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.signature-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "=", "ä"})
    void rejectsASecondSpellingOfTheBase64(String added) {
        Candidates.Legacy good = Forge.legacy(Forge.payload(Forge.IMAGE));
        String base64 = good.annotations().get(Candidates.SIGNATURE);
        SignatureCandidate candidate =
                good.with(Candidates.SIGNATURE, base64 + added).about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("primitives.base64-not-canonical");
    }

    @Test
    void rejectsALayerWithoutSignature() {
        Candidates.Legacy good = Forge.legacy(Forge.payload(Forge.IMAGE));
        assertThat(why(BY_FORGE.report(good.without(Candidates.SIGNATURE).about(Forge.IMAGE))))
                .isEqualTo("cosign.signature-absent");
        assertThat(why(BY_FORGE.report(good.with(Candidates.SIGNATURE, "").about(Forge.IMAGE))))
                .isEqualTo("cosign.signature-absent");
    }

    @Test
    void rejectsALayerOfAnotherMediaType() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .mediaType("application/vnd.oci.image.layer.v1.tar")
                .about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.media-type");
    }

    @Test
    void rejectsAPayloadOverTheLimit() {
        SignatureCandidate candidate =
                Forge.legacy(Forge.payload(Forge.IMAGE) + " ".repeat(1 << 20)).about(Forge.IMAGE);
        SignatureReport report = BY_FORGE.report(candidate);
        assertThat(why(report)).isEqualTo("cosign.too-large");
        assertThat(check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.NOT_RUN);
    }

    @Test
    void rejectsAPayloadOverTheLimitOfTheCaller() {
        VerificationContext narrow = VerificationContext.builder(Instant.EPOCH)
                .limits(Limits.builder().signatureBytes(100).build())
                .build();
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate, Forge.IMAGE, narrow))).isEqualTo("cosign.too-large");
    }

    @Test
    void acceptsAPayloadAsLongAsTheLimit() {
        String payload = Forge.payload(Forge.IMAGE);
        VerificationContext exact = VerificationContext.builder(Instant.EPOCH)
                .limits(Limits.builder().signatureBytes(payload.length()).build())
                .build();
        SignatureCandidate candidate = Forge.legacy(payload).about(Forge.IMAGE);
        assertThat(BY_FORGE.report(candidate, Forge.IMAGE, exact).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void rejectsWhatIsNoCosignArtifactAtAll() {
        SignatureCandidate lookaside = new SignatureCandidate(
                new LookasideBlob("signature-1", Bytes.utf8("x")), Forge.IMAGE, new Place.Lookaside());
        assertThat(why(BY_FORGE.report(lookaside))).isEqualTo("cosign.kind-mismatch");
    }

    @Test
    void rejectsASignedPayloadOfSimpleSigning() {
        String payload =
                Forge.payload(Forge.IMAGE).replace("cosign container image signature", "atomic container signature");
        assertThat(refusal(payload)).isEqualTo("cosign.claim-type");
    }

    @Test
    void rejectsASignedPayloadWithADigestInUpperCase() {
        String payload = Forge.payload(Forge.IMAGE).replace(Forge.IMAGE.hex(), "AB".repeat(32));
        assertThat(refusal(payload)).isEqualTo("cosign.digest-mismatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a name twice| \"optional\" | \"critical\":{},\"optional\" | primitives.json-duplicate-member",
                "a digest twice| \"docker-manifest-digest\" | \"docker-manifest-digest\":\"x\",\"docker-manifest-digest\" "
                        + "| primitives.json-duplicate-member",
                "another case| docker-manifest-digest | Docker-manifest-digest | primitives.json-member-unknown",
                "an unknown critical member| \"type\" | \"until\":\"2020\",\"type\" | primitives.json-member-unknown",
                "an unknown member beside critical| \"optional\" | \"x\":1,\"optional\" | primitives.json-member-unknown",
                "no type| ,\"type\":\"cosign container image signature\" | '' | primitives.json-member-missing",
                "a number for a type| \"cosign container image signature\" | 1 | primitives.json-wrong-type",
                "an array for annotations| null | [] | primitives.json-wrong-type"
            })
    void rejectsASignedPayloadThatCouldBeReadInTwoWays(String what, String from, String to, String reason) {
        String payload = Forge.payload(Forge.IMAGE);
        assertThat(payload).contains(from);
        assertThat(refusal(payload.replace(from, to))).as(what).isEqualTo(reason);
    }

    @Test
    void rejectsASignedPayloadWithSomethingAfterIt() {
        assertThat(refusal(Forge.payload(Forge.IMAGE) + "{}")).isEqualTo("primitives.json-syntax");
    }

    @Test
    void rejectsABareKeyInPlaceOfACertificate() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.CERTIFICATE, new String(Forge.publicKey().toByteArray(), StandardCharsets.UTF_8))
                .about(Forge.IMAGE);
        SignatureReport report = Judging.by(Recorded.key("other")).report(candidate);
        assertThat(why(report)).isEqualTo("cosign.not-a-certificate");
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.not-a-certificate");
    }

    @Test
    void rejectsASignatureUnderTheKeyOfItsOwnCertificate() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.CERTIFICATE, Forge.ownCertificate())
                .about(Forge.IMAGE);
        assertThat(why(Judging.by(Recorded.key("other")).report(candidate))).isEqualTo("cosign.material-mismatch");
    }

    @Test
    void rejectsAGoodSignatureWithACertificateForAnotherKey() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.CERTIFICATE, Forge.certificate(Forge.keys()))
                .about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.material-mismatch");
    }

    @Test
    void rejectsSomethingUnreadableInPlaceOfACertificate() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.CERTIFICATE, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .about(Forge.IMAGE);
        assertThat(BY_FORGE.report(candidate).status()).isEqualTo(Status.REFUSED);
        assertThat(check(BY_FORGE.report(candidate), CosignCheck.MATERIAL).result())
                .isEqualTo(Result.FAILED);
    }

    @Test
    void acceptsACertificateForTheKeyOfTheRule() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with(Candidates.CERTIFICATE, Forge.ownCertificate())
                .about(Forge.IMAGE);
        assertThat(BY_FORGE.report(candidate).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void rejectsWhereOnlyBundlesCount() {
        SignatureReport report = Judging.by(Recorded.key("ecdsa-p256").onlyFormat(Format.BUNDLE))
                .report(Recorded.signature("legacy-ecdsa-p256"));
        assertThat(why(report)).isEqualTo("cosign.kind-mismatch");
    }

    @ParameterizedTest
    @CsvSource({"env, dev", "env, ''", "Env, prod", "number, 1", "missing, ''"})
    void rejectsAnAnnotationThatIsNotSignedWithThatText(String key, String value) {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE, "{\"env\":\"prod\",\"number\":1}"))
                .about(Forge.IMAGE);
        assertThat(why(Judging.by(Forge.key().annotation(key, value)).report(candidate)))
                .isEqualTo("cosign.annotation-mismatch");
    }

    @Test
    void acceptsAnnotationsAmongOthers() {
        SignatureReport report = Judging.by(Recorded.key("ecdsa-p256").annotation("env", "prod"))
                .report(Recorded.signature("legacy-annotated"));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(check(report, CosignCheck.ANNOTATIONS).result()).isEqualTo(Result.PASSED);
    }

    @Test
    void rejectsANameThatTheRuleDoesNotAskFor() {
        CosignRequirement requirement =
                Forge.key().signedIdentity(new SignedIdentity.MatchRepository()).build();
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);
        Judging judging = Judging.by(requirement);
        assertThat(why(judging.report(
                        candidate, Judging.image("registry.example/another/image", Forge.IMAGE), Judging.CONTEXT)))
                .isEqualTo("cosign.reference-mismatch");
        assertThat(judging.report(candidate, Judging.image("registry.example/some/image", Forge.IMAGE), Judging.CONTEXT)
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "ed25519", "rsa-2048"})
    void acceptsWhatCosignSignsWithEachTypeOfKey(String key) {
        SignatureReport report = Judging.by(Recorded.key(key)).report(Recorded.signature("legacy-" + key));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("format", "legacy-signature").containsKey("docker-reference");
    }

    @Test
    void acceptsALegacySignatureAmongReferrers() {
        SignatureCandidate candidate =
                Recorded.legacy("legacy-ecdsa-p256").referrerOf(Recorded.image("legacy-ecdsa-p256"));
        assertThat(Judging.by(Recorded.key("ecdsa-p256")).report(candidate).status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void namesTheSignerByItsKey() {
        CosignRequirement requirement = Recorded.key("ecdsa-p256").build();
        TrustedSigner signer = Judging.by(requirement)
                .report(Recorded.signature("legacy-ecdsa-p256"))
                .trustedSigner()
                .orElseThrow();
        SignerIdentity counted = signer.countsAs();
        assertThat(counted.kind()).isEqualTo(SignerIdentity.Kind.KEY);
        assertThat(counted.value())
                .isEqualTo("sha256:f2169868de514f0ce3a1bb2d0e473bf6fb4bf2e3c765e48c8db94c796e122782");
        assertThat(signer.material()).isEqualTo(Set.of(new DenyTarget.Key(Digest.parse(counted.value()))));
        assertThat(signer.anchor().origin()).isEqualTo("ecdsa-p256.pub");
    }

    @Test
    void tellsThatALogEntryWasThereAndNotVerified() {
        SignatureCandidate candidate = Forge.legacy(Forge.payload(Forge.IMAGE))
                .with("dev.sigstore.cosign/bundle", "anything")
                .with("dev.sigstore.cosign/rfc3161timestamp", "anything")
                .about(Forge.IMAGE);
        SignatureReport report = BY_FORGE.report(candidate);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts())
                .containsEntry("unverified-log-entries", "1")
                .containsEntry("unverified-timestamps", "1");
        for (CosignCheck skipped : Set.of(CosignCheck.LOG_ENTRY, CosignCheck.TIMESTAMP)) {
            assertThat(check(report, skipped).action()).isEqualTo(Action.SKIPPED);
            assertThat(check(report, skipped).result()).isEqualTo(Result.NOT_RUN);
        }
    }

    private static String refusal(String signedPayload) {
        SignatureReport report = BY_FORGE.report(Forge.legacy(signedPayload).about(Forge.IMAGE));
        assertThat(check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.PASSED);
        return why(report);
    }
}
