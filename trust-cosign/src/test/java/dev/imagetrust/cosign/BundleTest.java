/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.cosign.Judging.check;
import static dev.imagetrust.cosign.Judging.why;
import static org.assertj.core.api.Assertions.assertThat;

class BundleTest {

    private static final Judging BY_FORGE = Judging.by(Forge.key());
    private static final String GOOD = Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN));

    @Test
    void rejectsASignatureByAnotherKeyAndKeepsTheHintAsAClaim() {
        SignatureReport report = Judging.by(Recorded.key("other")).report(Recorded.signature("bundle-ecdsa-p256"));
        assertThat(why(report)).isEqualTo("cosign.signature-invalid");
        assertThat(report.signer())
                .contains(new ClaimedSigner("key with hint 8haYaN5RTwzjobstDkc79vtL8uPHZeSMjblMeW4SJ4I="));
    }

    @Test
    void rejectsAnAttestationOfferedAsASignature() {
        SignatureReport report =
                Judging.by(Recorded.key("ecdsa-p256")).report(Recorded.signature("attestation-bundle"));
        assertThat(why(report)).isEqualTo("cosign.predicate-mismatch");
        assertThat(check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.PASSED);
    }

    @Test
    void rejectsASignatureForAnotherImage() {
        SignatureCandidate candidate = Candidates.bundle(Recorded.bytes("bundle-ecdsa-p256.json"), Forge.IMAGE);
        assertThat(why(Judging.by(Recorded.key("ecdsa-p256")).report(candidate)))
                .isEqualTo("cosign.digest-mismatch");
    }

    @Test
    void rejectsAChangedStatement() {
        String other =
                Forge.base64(Forge.statement(Forge.OTHER_IMAGE, Forge.SIGN).getBytes(StandardCharsets.UTF_8));
        String changed = GOOD.replaceFirst("\"payload\":\"[^\"]*\"", "\"payload\":\"" + other + "\"");
        assertThat(why(BY_FORGE.report(Forge.bundleOf(changed), Forge.OTHER_IMAGE)))
                .isEqualTo("cosign.signature-invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.dev.sigstore.bundle.v0.4+json",
                "application/vnd.dev.sigstore.bundle+json;version=0.2",
                "application/vnd.dev.sigstore.bundle+json;version=0.1",
                "application/vnd.dev.sigstore.bundle.v0.3+json;x=1",
                "''"
            })
    void rejectsAnotherVersion(String mediaType) {
        assertThat(refusal(GOOD.replace(Candidates.BUNDLE, mediaType))).isEqualTo("cosign.bundle-version");
    }

    @Test
    void tellsTheVersionBeforeItTripsOverFieldsOfThatVersion() {
        String later = GOOD.replace("v0.3", "v0.4").replace("\"verificationMaterial\"", "\"newMaterial\"");
        assertThat(refusal(later)).isEqualTo("cosign.bundle-version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an unknown field | \"mediaType\" | \"x\":1,\"mediaType\" | primitives.json-member-unknown",
                "an unknown field in the material | \"publicKey\" | \"x\":1,\"publicKey\" | primitives.json-member-unknown",
                "an unknown field in the key | \"hint\" | \"rawBytes\":\"\",\"hint\" | primitives.json-member-unknown",
                "an unknown field in the envelope | \"payload\" | \"x\":1,\"payload\" | primitives.json-member-unknown",
                "an unknown field in the signature | \"keyid\" | \"x\":1,\"keyid\" | primitives.json-member-unknown",
                "an unknown field in a log entry | \"publicKey\" | \"tlogEntries\":[{\"x\":1}],\"publicKey\" "
                        + "| primitives.json-member-unknown",
                "an unknown field in a proof | \"publicKey\" "
                        + "| \"tlogEntries\":[{\"inclusionProof\":{\"checkpoint\":{\"x\":1}}}],\"publicKey\" "
                        + "| primitives.json-member-unknown",
                "an unknown field in the timestamps | \"publicKey\" "
                        + "| \"timestampVerificationData\":{\"x\":1},\"publicKey\" | primitives.json-member-unknown",
                "a field in another case | \"mediaType\" | \"MediaType\":\"x\",\"mediaType\" "
                        + "| primitives.json-member-unknown",
                "a field twice | \"dsseEnvelope\" | \"dsseEnvelope\":{},\"dsseEnvelope\" "
                        + "| primitives.json-duplicate-member",
                "a field in two spellings | \"dsseEnvelope\" | \"dsse_envelope\":null,\"dsseEnvelope\" "
                        + "| cosign.bundle-malformed",
                "two materials | \"publicKey\" | \"certificate\":{\"rawBytes\":\"\"},\"publicKey\" | cosign.bundle-malformed",
                "no material | {\"publicKey\":{\"hint\":\"some hint\"}} | {} | cosign.bundle-malformed",
                "two contents | \"dsseEnvelope\" | \"messageSignature\":{},\"dsseEnvelope\" | cosign.bundle-malformed",
                "a null envelope | \"dsseEnvelope\":{ | \"dsseEnvelope\":null,\"messageSignature\":{\"signature\":\"AAAA\"},"
                        + "\"dsse_envelope\":{ | cosign.bundle-malformed",
                "another payload type | application/vnd.in-toto+json | application/json | cosign.payload-type",
                "no signature | \"signatures\":[ | \"signatures\":[],\"x\":[ | primitives.json-member-unknown",
                "a list for a text | \"payloadType\":\"application/vnd.in-toto+json\" | \"payloadType\":[] "
                        + "| primitives.json-wrong-type"
            })
    void rejectsWhatDoesNotFollowTheFormat(String what, String from, String to, String reason) {
        assertThat(GOOD).contains(from);
        assertThat(refusal(GOOD.replace(from, to))).as(what).isEqualTo(reason);
    }

    @Test
    void rejectsAnEnvelopeWithoutSignatureOrWithTwo() {
        String one = GOOD.replaceFirst(".*\"signatures\":\\[(.*)]}}$", "$1");
        assertThat(refusal(GOOD.replace(one, ""))).isEqualTo("cosign.signature-count");
        assertThat(refusal(GOOD.replace(one, one + "," + one))).isEqualTo("cosign.signature-count");
        assertThat(refusal(GOOD.replace(one, "{}"))).isEqualTo("cosign.signature-absent");
    }

    @Test
    void rejectsABundleWithACertificate() {
        for (String certificate : List.of("\"certificate\":{}", "\"x509CertificateChain\":{\"certificates\":[]}")) {
            String keyless = GOOD.replace("\"publicKey\":{\"hint\":\"some hint\"}", certificate);
            assertThat(refusal(keyless)).isEqualTo("cosign.material-mismatch");
        }
        assertThat(why(Judging.by(Recorded.key("ecdsa-p256")).report(Recorded.signature("bundle-keyless"))))
                .isEqualTo("cosign.material-mismatch");
    }

    @Test
    void rejectsMoreLogEntriesAndTimestampsThanTheLimits() {
        String entries = material("\"tlogEntries\":[" + repeated("{}", 33) + "]");
        assertThat(refusal(entries)).isEqualTo("cosign.too-many");
        String stamps = material("\"timestampVerificationData\":{\"rfc3161Timestamps\":[" + repeated("{}", 33) + "]}");
        assertThat(refusal(stamps)).isEqualTo("cosign.too-many");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void rejectsAManifestWithAnotherNumberOfLayers(int layers) {
        SignatureCandidate candidate = Candidates.bundle(Bytes.utf8(GOOD), Candidates.BUNDLE, Forge.IMAGE, layers);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.layer-count");
    }

    @Test
    void rejectsAManifestThatRefersToAnotherImage() {
        SignatureCandidate honest = Candidates.bundle(Bytes.utf8(GOOD), Forge.OTHER_IMAGE);
        SignatureCandidate moved = new SignatureCandidate(honest.artifact(), Forge.IMAGE, honest.place());
        assertThat(why(BY_FORGE.report(moved))).isEqualTo("cosign.referrer-subject");
    }

    @Test
    void rejectsAnotherLayerUnderTheArtifactTypeOfBundles() {
        SignatureCandidate candidate =
                Candidates.bundle(Bytes.utf8(GOOD), "application/vnd.oci.image.layer.v1.tar", Forge.IMAGE, 1);
        assertThat(why(BY_FORGE.report(candidate))).isEqualTo("cosign.media-type");
    }

    @Test
    void rejectsWhereOnlyLegacySignaturesCount() {
        assertThat(why(Judging.by(Recorded.key("ecdsa-p256").onlyFormat(Format.LEGACY))
                        .report(Recorded.signature("bundle-ecdsa-p256"))))
                .isEqualTo("cosign.kind-mismatch");
    }

    @Test
    void rejectsWhereTheRuleAsksForAName() {
        Judging judging = Judging.by(Forge.key().signedIdentity(new SignedIdentity.MatchRepository()));
        assertThat(why(judging.report(Forge.bundleOf(GOOD)))).isEqualTo("cosign.reference-absent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "another statement type | https://in-toto.io/Statement/v1 | https://in-toto.io/Statement/v2 "
                        + "| cosign.statement-type",
                "no subject | [{\"digest\":{\"sha256\":\"HEX\"},\"annotations\":{}}] | [] | cosign.no-subjects",
                "a null subject | {\"digest\":{\"sha256\":\"HEX\"},\"annotations\":{}} | null | primitives.json-wrong-type",
                "a subject without digest | \"digest\":{\"sha256\":\"HEX\"} | \"name\":\"x\" "
                        + "| primitives.json-member-missing",
                "a digest of another algorithm | \"sha256\" | \"sha512\" | cosign.digest-mismatch",
                "a digest that is a list | \"sha256\":\"HEX\" | \"sha256\":[\"HEX\"] | cosign.digest-mismatch",
                "a digest twice | \"sha256\" | \"sha256\":\"x\",\"sha256\" | primitives.json-duplicate-member",
                "no predicate type | ,\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\" | '' "
                        + "| primitives.json-member-missing",
                "a predicate type in another case | cosign/sign/v1 | cosign/Sign/v1 | cosign.predicate-mismatch"
            })
    void rejectsASignedStatementThatIsNoSignatureOfTheImage(String what, String from, String to, String reason) {
        String statement = Forge.statement(Forge.IMAGE, Forge.SIGN);
        String hex = Forge.IMAGE.hex();
        assertThat(statement).contains(from.replace("HEX", hex));
        String bent = statement.replace(from.replace("HEX", hex), to.replace("HEX", hex));
        assertThat(why(BY_FORGE.report(Forge.bundle(bent)))).as(what).isEqualTo(reason);
    }

    @Test
    void rejectsMoreSubjectsAndDigestsThanTheLimits() {
        String subject = "{\"digest\":{\"sha256\":\"%s\"}}".formatted(Forge.IMAGE.hex());
        assertThat(why(BY_FORGE.report(Forge.bundle(subjects(repeated(subject, 1025))))))
                .isEqualTo("cosign.too-many");
        String digests =
                IntStream.range(0, 33).mapToObj(i -> "\"a" + i + "\":\"\"").collect(Collectors.joining(","));
        assertThat(why(BY_FORGE.report(Forge.bundle(subjects("{\"digest\":{" + digests + "}}")))))
                .isEqualTo("cosign.too-many");
    }

    @Test
    void acceptsAsMuchAsTheLimitsAllow() {
        String digests =
                IntStream.range(0, 31).mapToObj(i -> "\"a" + i + "\":\"\",").collect(Collectors.joining());
        String subject = "{\"digest\":{%s\"sha256\":\"%s\"}}".formatted(digests, Forge.IMAGE.hex());
        String statement = subjects(repeated("{\"digest\":{}}", 1023) + "," + subject);
        String entries = "\"tlogEntries\":[" + repeated("{}", 32) + "],";
        String stamps = "\"timestampVerificationData\":{\"rfc3161Timestamps\":[" + repeated("{}", 32) + "]},";
        String bundle = Forge.bundleText(statement).replace("\"publicKey\"", entries + stamps + "\"publicKey\"");
        SignatureReport report = BY_FORGE.report(Forge.bundleOf(bundle));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts())
                .containsEntry("unverified-log-entries", "32")
                .containsEntry("unverified-timestamps", "32");
    }

    @Test
    void namesTheDigestsThatWereSignedInstead() {
        SignatureReport report = BY_FORGE.report(Forge.bundle(Forge.statement(Forge.OTHER_IMAGE, Forge.SIGN)));
        assertThat(check(report, CosignCheck.SUBJECT).reason().orElseThrow().detail())
                .isEqualTo(Forge.OTHER_IMAGE.hex());
    }

    @Test
    void acceptsTheImageAmongSeveralSubjects() {
        String subjects = "{\"digest\":{\"sha256\":\"%s\"}},{\"name\":\"x\",\"digest\":{\"sha256\":\"%s\"}}"
                .formatted(Forge.OTHER_IMAGE.hex(), Forge.IMAGE.hex());
        assertThat(BY_FORGE.report(Forge.bundle(subjects(subjects))).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void takesAnnotationsFromTheSubjectThatIsTheImage() {
        String subjects = """
                {"digest":{"sha256":"%s"},"annotations":{"env":"prod"}},{"digest":{"sha256":"%s"},"annotations":null}""".formatted(Forge.OTHER_IMAGE.hex(), Forge.IMAGE.hex());
        Judging judging = Judging.by(Forge.key().annotation("env", "prod"));
        SignatureCandidate candidate = Forge.bundle(subjects(subjects));
        assertThat(why(judging.report(candidate))).isEqualTo("cosign.annotation-mismatch");
        SignatureCandidate other =
                Candidates.bundle(Bytes.utf8(Forge.bundleText(subjects(subjects))), Forge.OTHER_IMAGE);
        assertThat(judging.report(other).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void acceptsRecordedAnnotations() {
        SignatureCandidate candidate = Recorded.signature("bundle-annotated");
        assertThat(Judging.by(Recorded.key("ecdsa-p256").annotation("env", "prod"))
                        .report(candidate)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertThat(why(Judging.by(Recorded.key("ecdsa-p256").annotation("env", "dev"))
                        .report(candidate)))
                .isEqualTo("cosign.annotation-mismatch");
    }

    @Test
    void acceptsAStatementWithoutPredicateAsCosign300Wrote() {
        String statement = Forge.statement(Forge.IMAGE, Forge.SIGN).replace(",\"predicate\":{}", "");
        assertThat(BY_FORGE.report(Forge.bundle(statement)).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void acceptsTheSpellingOfTheSchemaAndNullForAbsent() {
        String snake = GOOD.replace("verificationMaterial", "verification_material")
                .replace("publicKey", "public_key")
                .replace("mediaType", "media_type")
                .replace("payloadType", "payload_type")
                .replace("dsseEnvelope", "dsse_envelope")
                .replace("\"public_key\"", "\"certificate\":null,\"public_key\"");
        assertThat(BY_FORGE.report(Forge.bundleOf(snake)).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void acceptsTheOtherSpellingOfTheVersion() {
        String other = GOOD.replace(Candidates.BUNDLE, "application/vnd.dev.sigstore.bundle+json;version=0.3");
        assertThat(BY_FORGE.report(Forge.bundleOf(other)).status()).isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "ed25519", "rsa-2048"})
    void acceptsWhatCosignSignsWithEachTypeOfKey(String key) {
        SignatureReport report = Judging.by(Recorded.key(key)).report(Recorded.signature("bundle-" + key));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("format", "bundle").containsEntry("predicate-type", Forge.SIGN);
    }

    @Test
    void tellsHowManyLogEntriesItDidNotVerify() {
        SignatureReport report =
                Judging.by(Recorded.key("ecdsa-p256")).report(Recorded.signature("bundle-keyed-with-log"));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("unverified-log-entries", "1");
        assertThat(check(report, CosignCheck.LOG_ENTRY).result()).isEqualTo(Result.NOT_RUN);
    }

    private static String refusal(String bundle) {
        SignatureReport report = BY_FORGE.report(Forge.bundleOf(bundle));
        assertThat(check(report, CosignCheck.SIGNATURE).result()).isEqualTo(Result.NOT_RUN);
        return why(report);
    }

    private static String material(String fields) {
        return GOOD.replace("\"publicKey\"", fields + ",\"publicKey\"");
    }

    private static String subjects(String subjects) {
        String statement = Forge.statement(Forge.IMAGE, Forge.SIGN);
        return statement.replaceFirst("\"subject\":\\[.*?],", "\"subject\":[" + subjects + "],");
    }

    private static String repeated(String text, int times) {
        return IntStream.range(0, times).mapToObj(i -> text).collect(Collectors.joining(","));
    }
}
