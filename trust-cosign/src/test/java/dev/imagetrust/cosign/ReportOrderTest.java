/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.cosign.CosignCheck.ANNOTATIONS;
import static dev.imagetrust.cosign.CosignCheck.CERTIFICATE;
import static dev.imagetrust.cosign.CosignCheck.CERTIFICATE_IDENTITY;
import static dev.imagetrust.cosign.CosignCheck.CERTIFICATE_TIMESTAMP;
import static dev.imagetrust.cosign.CosignCheck.CONTENT;
import static dev.imagetrust.cosign.CosignCheck.DECODING;
import static dev.imagetrust.cosign.CosignCheck.LOG_ENTRY;
import static dev.imagetrust.cosign.CosignCheck.MATERIAL;
import static dev.imagetrust.cosign.CosignCheck.PREDICATE_TYPE;
import static dev.imagetrust.cosign.CosignCheck.SHAPE;
import static dev.imagetrust.cosign.CosignCheck.SIGNATURE;
import static dev.imagetrust.cosign.CosignCheck.SIGNED_IDENTITY;
import static dev.imagetrust.cosign.CosignCheck.STATEMENT_POLICY;
import static dev.imagetrust.cosign.CosignCheck.SUBJECT;
import static dev.imagetrust.cosign.CosignCheck.TIMESTAMP;
import static dev.imagetrust.cosign.CosignCheck.TRUSTED_KEY;
import static org.assertj.core.api.Assertions.assertThat;

/** Every check of the specification's section 10 stands in every report, in its order, with how it ended. */
class ReportOrderTest {

    /** Steps 5, 6, 7, 10 to 15, 16, 17, 18, 18, 19, 20, 21, 21, 22, 22, 23 for certificates. */
    private static final List<CosignCheck> UNDER_CERTIFICATES = List.of(
            SHAPE,
            DECODING,
            MATERIAL,
            LOG_ENTRY,
            TIMESTAMP,
            CERTIFICATE,
            CERTIFICATE_TIMESTAMP,
            CERTIFICATE_IDENTITY,
            SIGNATURE,
            CONTENT,
            SUBJECT,
            PREDICATE_TYPE,
            ANNOTATIONS,
            SIGNED_IDENTITY,
            STATEMENT_POLICY);

    /** The same without 17 and 18, with the key that counts after the signature. */
    private static final List<CosignCheck> UNDER_KEYS = List.of(
            SHAPE,
            DECODING,
            MATERIAL,
            LOG_ENTRY,
            TIMESTAMP,
            SIGNATURE,
            TRUSTED_KEY,
            CONTENT,
            SUBJECT,
            PREDICATE_TYPE,
            ANNOTATIONS,
            SIGNED_IDENTITY,
            STATEMENT_POLICY);

    private static final Candidates.Legacy SIGNED = Forge.legacy(Forge.payload(Forge.IMAGE));
    private static final Candidates.Legacy KEYLESS = SigstoreForge.keyless(Leaf.good());

    /** Where a signature goes wrong, and what is reached by then: the signature is tried before log and timestamp. */
    @Test
    void underKeysEverythingAfterTheFailureIsNotRun() {
        Map<CosignCheck, SignatureCandidate> failing = Map.of(
                SHAPE, SIGNED.mediaType("text/plain").about(Forge.IMAGE),
                DECODING, SIGNED.with(Candidates.SIGNATURE, "?").about(Forge.IMAGE),
                MATERIAL,
                        SIGNED.with(Candidates.CERTIFICATE, Forge.certificate(Forge.keys()))
                                .about(Forge.IMAGE),
                SIGNATURE,
                        SIGNED.content(Bytes.utf8(Forge.payload(Forge.OTHER_IMAGE)))
                                .about(Forge.IMAGE),
                CONTENT, Forge.legacy("{}").about(Forge.IMAGE),
                SUBJECT, Forge.legacy(Forge.payload(Forge.OTHER_IMAGE)).about(Forge.IMAGE),
                PREDICATE_TYPE, Forge.bundle(Forge.statement(Forge.IMAGE, Forge.PROVENANCE)));
        Set<CosignCheck> skipped = Set.of(LOG_ENTRY, TIMESTAMP);
        failing.forEach((check, candidate) ->
                assertEnds(Judging.by(Forge.key()).report(candidate), UNDER_KEYS, check, skipped));
        assertEnds(
                Judging.by(Forge.key().annotation("a", "b")).report(SIGNED.about(Forge.IMAGE)),
                UNDER_KEYS,
                ANNOTATIONS,
                skipped);
    }

    @Test
    void underCertificatesEverythingAfterTheFailureIsNotRun() {
        assertEnds(keyless(KEYLESS.without(Candidates.CERTIFICATE)), UNDER_CERTIFICATES, MATERIAL, Set.of());
        // The signature holds and is not said to before the certificate is somebody's.
        assertEnds(keyless(KEYLESS.without(Candidates.LOG)), UNDER_CERTIFICATES, LOG_ENTRY, Set.of());
        assertEnds(
                keyless(SigstoreForge.keyless(Leaf.good().timestamps(list -> null))),
                UNDER_CERTIFICATES,
                CERTIFICATE_TIMESTAMP,
                Set.of());
        assertEnds(
                keyless(SigstoreForge.keyless(Leaf.good().issuers("https://other.example", null))),
                UNDER_CERTIFICATES,
                CERTIFICATE_IDENTITY,
                Set.of());
    }

    @Test
    void aGoodSignatureHasEveryCheckPassedOrNotApplicable() {
        SignatureReport report = keyless(KEYLESS);
        assertThat(ids(report)).isEqualTo(UNDER_CERTIFICATES);
        assertThat(results(report)).containsOnly(Result.PASSED, Result.NOT_APPLICABLE);
        assertThat(report.checks().stream()
                        .filter(check -> check.result() == Result.NOT_APPLICABLE)
                        .map(Check::id)
                        .toList())
                .isEqualTo(List.of(TIMESTAMP, PREDICATE_TYPE, ANNOTATIONS, SIGNED_IDENTITY, STATEMENT_POLICY));
    }

    @Test
    void bundlesAboutFilesHaveTheSameChecks() {
        Bytes file = Bytes.utf8("a file");
        SignatureReport report = SigstoreBundles.of(Forge.key().build())
                .verify(Bytes.utf8(FileForge.keyed(file)), BundleSubject.of(file), Judging.CONTEXT);
        List<String> plan =
                new ArrayList<>(UNDER_KEYS.stream().map(CosignCheck::id).toList());
        plan.add("not-denied");
        assertThat(report.checks().stream().map(check -> check.id().id()).toList())
                .isEqualTo(plan);
    }

    @Test
    void theTwoPlansTogetherAreAllChecks() {
        assertThat(Stream.concat(UNDER_CERTIFICATES.stream(), UNDER_KEYS.stream()))
                .containsAll(List.of(CosignCheck.values()));
    }

    private static void assertEnds(
            SignatureReport report, List<CosignCheck> plan, CosignCheck failing, Set<CosignCheck> skipped) {
        assertThat(ids(report)).isEqualTo(plan);
        boolean failed = false;
        for (Check check : report.checks()) {
            if (check.id() == failing) {
                assertThat(check.result()).as(check.toString()).isEqualTo(Result.FAILED);
                failed = true;
            } else if (failed) {
                assertThat(check.result()).as(check.toString()).isEqualTo(Result.NOT_RUN);
            } else if (skipped.contains(check.id())) {
                assertThat(check.result()).as(check.toString()).isEqualTo(Result.NOT_RUN);
            } else {
                assertThat(check.result()).as(failing + ": " + check).isIn(Result.PASSED, Result.NOT_APPLICABLE);
            }
        }
        assertThat(failed).isTrue();
    }

    private static SignatureReport keyless(Candidates.Legacy layer) {
        return Judging.by(CosignRequirement.keyless(
                        SigstoreForge.root(SigstoreForge.rootText()),
                        new Exact(SigstoreForge.ISSUER),
                        new Exact(SigstoreForge.SUBJECT)))
                .report(layer.about(Forge.IMAGE));
    }

    private static List<Object> ids(SignatureReport report) {
        return report.checks().stream().<Object>map(Check::id).toList();
    }

    private static List<Result> results(SignatureReport report) {
        return report.checks().stream().map(Check::result).toList();
    }
}
