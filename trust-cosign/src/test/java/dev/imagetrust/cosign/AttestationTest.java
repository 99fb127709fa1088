/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.spi.StatementPolicy.Answer;
import dev.imagetrust.spi.StatementPolicy.VerifiedStatement;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.cosign.Judging.check;
import static dev.imagetrust.cosign.Judging.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttestationTest {

    private static final String STATEMENT = Forge.statement(Forge.IMAGE, Forge.PROVENANCE);
    private static final Judging BY_FORGE = Judging.by(Forge.key().attestation(Forge.PROVENANCE));

    @Test
    void rejectsAnAttestationOfAnotherType() {
        Judging judging = Judging.by(Forge.key().attestation("https://spdx.dev/Document"));
        assertThat(why(judging.report(Forge.attestation(STATEMENT)))).isEqualTo("cosign.predicate-mismatch");
        assertThat(why(judging.report(Forge.bundle(STATEMENT)))).isEqualTo("cosign.predicate-mismatch");
    }

    @Test
    void rejectsASignatureOfferedAsAnAttestation() {
        assertThat(why(BY_FORGE.report(Forge.bundle(Forge.statement(Forge.IMAGE, Forge.SIGN)))))
                .isEqualTo("cosign.predicate-mismatch");
        assertThat(why(BY_FORGE.report(Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE))))
                .isEqualTo("cosign.kind-mismatch");
    }

    @Test
    void rejectsALegacyAttestationOfferedAsASignature() {
        String signStatement = Forge.statement(Forge.IMAGE, Forge.SIGN);
        assertThat(why(Judging.by(Forge.key()).report(Forge.attestation(signStatement))))
                .isEqualTo("cosign.kind-mismatch");
    }

    @Test
    void rejectsAnAttestationByAnotherKey() {
        Judging judging = Judging.by(Recorded.key("other").attestation(Forge.PROVENANCE));
        assertThat(why(judging.report(Recorded.signature("attestation-legacy"))))
                .isEqualTo("cosign.signature-invalid");
        assertThat(why(judging.report(Recorded.signature("attestation-bundle"))))
                .isEqualTo("cosign.signature-invalid");
    }

    @Test
    void rejectsAnAttestationAboutAnotherImage() {
        assertThat(why(BY_FORGE.report(Forge.attestation(Forge.statement(Forge.OTHER_IMAGE, Forge.PROVENANCE)))))
                .isEqualTo("cosign.digest-mismatch");
    }

    @Test
    void rejectsSignedGarbage() {
        assertThat(why(BY_FORGE.report(Forge.attestation("garbage")))).isEqualTo("primitives.json-syntax");
        assertThat(why(BY_FORGE.report(Forge.attestation("")))).isEqualTo("primitives.json-syntax");
        assertThat(why(BY_FORGE.report(Forge.bundle("[]")))).isEqualTo("primitives.json-wrong-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an unknown member | \"payload\" | \"x\":1,\"payload\" | primitives.json-member-unknown",
                "the spelling of protobuf | \"payloadType\" | \"payload_type\" | primitives.json-member-unknown",
                "a member twice | \"payload\" | \"payload\":\"\",\"payload\" | primitives.json-duplicate-member",
                "no payload type | \"payloadType\":\"application/vnd.in-toto+json\", | '' | primitives.json-member-missing",
                "another payload type | application/vnd.in-toto+json | text/plain | cosign.payload-type",
                "null for signatures | \"signatures\":[{ | \"signatures\":null,\"x\":[{ | primitives.json-member-unknown",
                "bad base64 | \"payload\":\" | \"payload\":\"! | primitives.base64-not-canonical"
            })
    void rejectsAnEnvelopeThatDoesNotFollowTheFormat(String what, String from, String to, String reason) {
        String envelope = Forge.envelope(STATEMENT);
        assertThat(envelope).contains(from);
        SignatureCandidate candidate =
                Candidates.attestation(Bytes.utf8(envelope.replace(from, to))).about(Forge.IMAGE);
        assertThat(why(BY_FORGE.report(candidate))).as(what).isEqualTo(reason);
    }

    @Test
    void rejectsAnAttestationOverTheLimit() {
        VerificationContext narrow = VerificationContext.builder(Instant.EPOCH)
                .limits(Limits.builder().attestationBytes(100).build())
                .build();
        assertThat(why(BY_FORGE.report(Forge.attestation(STATEMENT), Forge.IMAGE, narrow)))
                .isEqualTo("cosign.too-large");
        assertThat(why(BY_FORGE.report(Forge.bundle(STATEMENT), Forge.IMAGE, narrow)))
                .isEqualTo("cosign.too-large");
    }

    @Test
    void acceptsAnyOfSeveralTypes() {
        Judging judging =
                Judging.by(Forge.key().attestation("https://spdx.dev/Document").attestation(Forge.PROVENANCE));
        assertThat(judging.report(Forge.attestation(STATEMENT)).status()).isEqualTo(Status.ACCEPTED);
        assertThat(judging.report(Forge.bundle(STATEMENT)).status()).isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attestation-legacy", "attestation-bundle"})
    void acceptsWhatCosignAttests(String recorded) {
        SignatureReport report = Judging.by(Recorded.key("ecdsa-p256").attestation(Forge.PROVENANCE))
                .report(Recorded.signature(recorded));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("predicate-type", Forge.PROVENANCE);
    }

    @Test
    void signsOverOctetsAndNotOverCharacters() {
        String statement = STATEMENT.replace("\"predicate\":{}", "\"predicate\":{\"ключ\":\"値 \uD83D\uDD11\"}");
        assertThat(BY_FORGE.report(Forge.attestation(statement)).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void asksTheCallersRuleWithTheOctetsThatWereSigned() {
        List<VerifiedStatement> asked = new ArrayList<>();
        SignatureReport report = asking(Forge.attestation(STATEMENT), statement -> {
            asked.add(statement);
            return Answer.accept();
        });
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(check(report, CosignCheck.STATEMENT_POLICY).result()).isEqualTo(Result.PASSED);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).payload()).isEqualTo(Bytes.utf8(STATEMENT));
        assertThat(asked.get(0).predicateType()).isEqualTo(Forge.PROVENANCE);
        assertThat(asked.get(0).subject()).isEqualTo(Forge.IMAGE);
        assertThat(asked.get(0).signer()).isEqualTo(report.trustedSigner().orElseThrow());
    }

    @Test
    void doesNotAskTheCallersRuleAboutWhatIsRefusedAnyway() {
        StatementPolicy unaskable = statement -> {
            throw new AssertionError("asked about " + statement);
        };
        assertThat(why(asking(Forge.attestation(Forge.statement(Forge.OTHER_IMAGE, Forge.PROVENANCE)), unaskable)))
                .isEqualTo("cosign.digest-mismatch");
        assertThat(why(asking(Forge.attestation(Forge.statement(Forge.IMAGE, Forge.SIGN)), unaskable)))
                .isEqualTo("cosign.predicate-mismatch");
        assertThat(why(asking(asking().annotation("env", "prod"), Forge.bundle(STATEMENT), unaskable)))
                .isEqualTo("cosign.annotation-mismatch");
        SignedIdentity name = new SignedIdentity.MatchRepository();
        assertThat(why(asking(asking().signedIdentity(name), Forge.bundle(STATEMENT), unaskable)))
                .isEqualTo("cosign.reference-absent");
    }

    @Test
    void rejectsWhatTheCallersRuleRefuses() {
        SignatureReport report = asking(Forge.bundle(STATEMENT), statement -> Answer.refuse("no thanks"));
        assertThat(why(report)).isEqualTo("cosign.statement-refused");
        assertThat(check(report, CosignCheck.STATEMENT_POLICY)
                        .reason()
                        .orElseThrow()
                        .detail())
                .isEqualTo("no thanks");
    }

    @Test
    void leavesTheMatterOpenWhereTheCallersRuleIsNotRegistered() {
        SignatureReport report = Judging.by(asking()).report(Forge.bundle(STATEMENT));
        assertThat(report.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(why(report)).isEqualTo("cosign.statement-policy-unknown");
    }

    @Test
    void letsThroughWhatTheCallersRuleThrowsForTheEngineToReport() {
        assertThatThrownBy(() -> asking(Forge.bundle(STATEMENT), statement -> {
                    throw new IllegalStateException("rule is broken");
                }))
                .hasMessage("rule is broken");
    }

    private static SignatureReport asking(SignatureCandidate candidate, StatementPolicy rule) {
        return asking(asking(), candidate, rule);
    }

    private static SignatureReport asking(
            CosignRequirement.Builder requirement, SignatureCandidate candidate, StatementPolicy rule) {
        VerificationContext context = VerificationContext.builder(Instant.EPOCH)
                .statementPolicies(Map.of("ours", rule))
                .build();
        return Judging.by(requirement).report(candidate, Forge.IMAGE, context);
    }

    private static CosignRequirement.Builder asking() {
        return Forge.key().attestation(Forge.PROVENANCE).statementPolicy("ours");
    }
}
