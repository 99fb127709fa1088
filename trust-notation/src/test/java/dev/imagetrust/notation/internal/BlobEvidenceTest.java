/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.Receipts;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.BlobSignature;
import dev.imagetrust.notation.BlobVerdict;
import dev.imagetrust.notation.NotationBlobPolicy;
import dev.imagetrust.notation.NotationBlobs;
import dev.imagetrust.notation.NotationBlobs.Expected;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignatureReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a verdict about a file rests on, and that it can be made again from that. */
class BlobEvidenceTest {

    private static final Bytes BLOB = Bytes.utf8("a release, in one file");
    private static final String NOBODY = "http://nobody.example";
    private static final String OCSP = "http://ocsp.example";
    private static final Limits LIMITS =
            Limits.builder().envelopeBytes(64 << 10).build();

    private static final NotationBlobPolicy POLICY = policy("strict");

    /** Two responders, of whom one is not there. */
    private static final Issued LEAF = RevocationTest.askedAt(
                    RevocationTest.leaf().by(TestChain.ROOT), NOBODY, OCSP)
            .issue();

    private final Web web = new Web();

    @Test
    void namesEveryRequestAndWhatCameOfIt() throws Exception {
        Bytes answer = RevocationTest.answer(CertificateStatus.GOOD, LEAF);
        BlobVerdict verdict = verify(blobs().evidence(web.at(OCSP, answer)));

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
        SignatureReport report = verdict.report().orElseThrow();
        assertThat(report.evidence()).containsExactly(Digest.sha256(answer));
        assertThat(report.fetched()).hasSize(2);
        assertThat(report.fetched().get(0))
                .isEqualTo(new Fetched.Failure(
                        web.asked.get(0).id(), web.asked.get(0).uri().toString(), "nobody is there"));
        assertThat(report.fetched().get(1))
                .isEqualTo(new Fetched.Answer(
                        web.asked.get(1).id(), web.asked.get(1).uri().toString(), Digest.sha256(answer)));
    }

    @Test
    void saysWhatItWasDerivedFrom() throws Exception {
        BlobVerdict verdict =
                verify(blobs().evidence(web.at(OCSP, RevocationTest.answer(CertificateStatus.GOOD, LEAF))));

        Dependencies of = verdict.dependencies();
        assertThat(of.policy()).contains(POLICY.id());
        assertThat(of.trust()).contains(Judgement.TRUST.id());
        assertThat(of.limits()).isEqualTo(LIMITS.toString());
        assertThat(of.judgedAt()).isEqualTo(Judgement.NOW);
        assertThat(of.reevaluateAt()).contains(OcspForge.UNTIL).isEqualTo(verdict.changesAt());
        assertThat(of.selectors()).containsExactly(new AnchorSelector.InStore(AnchorKind.NOTATION_CA, "acme"));
        assertThat(of.anchorsUsed()).containsExactly(verdict.signers().get(0).anchor());
        assertThat(policy("permissive").id()).isNotEqualTo(POLICY.id());
    }

    @Test
    void isMadeAgainWithoutANetwork() throws Exception {
        Bytes answer = RevocationTest.answer(CertificateStatus.GOOD, LEAF);
        BlobVerdict first = verify(blobs().evidence(web.at(OCSP, answer)));
        List<Fetched> fetched = first.report().orElseThrow().fetched();

        BlobVerdict again = verify(NotationBlobs.of(
                        POLICY,
                        Judgement.TRUST,
                        InstantSource.fixed(first.dependencies().judgedAt()))
                .limits(LIMITS)
                .evidence(Receipts.evidence(fetched, digest -> Optional.of(answer))));

        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.evidence(fetched, digest -> Optional.empty()))
                .withMessageContaining(Digest.sha256(answer).toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.evidence(fetched, digest -> Optional.of(Bytes.utf8("another"))));
    }

    @Test
    void doesNotKnowWhereNobodyMayBeAskedNobodyAnswersOrTheFetcherBreaks() throws Exception {
        EvidenceFetcher broken = request -> {
            throw new IllegalStateException("broken");
        };
        assertUndetermined(verify(blobs()), NotationReason.REVOCATION_UNKNOWN);
        assertUndetermined(verify(blobs().evidence(web)), NotationReason.REVOCATION_UNKNOWN);
        assertUndetermined(verify(blobs().evidence(broken)), CoreReason.VERIFIER_FAILED);
    }

    @Test
    void sendsNoncesWhereTheCallerMakesThem() throws Exception {
        verify(blobs().evidence(web).ocspNonces(() -> Bytes.utf8("0123456789abcdef")));
        Digest with = web.asked.get(0).id();
        verify(blobs().evidence(web));
        assertThat(web.asked.get(2).id()).isNotEqualTo(with);
        verify(blobs().evidence(web)
                .ocspNonces(() -> Bytes.utf8("0123456789abcdef"))
                .plugins(VerificationPlugins.none()));
        assertThat(web.asked.get(4).id()).isEqualTo(with);
    }

    @Test
    void givesNobodyMoreTimeThanTheLimit() throws Exception {
        Duration most = Duration.ofSeconds(1);
        verify(blobs().evidence(web).limits(Limits.builder().time(most).build()));
        assertThat(web.asked)
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.deadline().remaining()).isBetween(Duration.ZERO, most));
    }

    private static void assertUndetermined(BlobVerdict verdict, ReasonCode reason) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).anySatisfy(each -> assertThat(each.code()).isEqualTo(reason));
    }

    private static NotationBlobs blobs() {
        return NotationBlobs.of(POLICY, Judgement.TRUST, () -> Judgement.NOW).limits(LIMITS);
    }

    private static BlobVerdict verify(NotationBlobs blobs) throws InterruptedException {
        return blobs.verify(SIGNATURE, BLOB.newInputStream(), Expected.anything());
    }

    private static final BlobSignature SIGNATURE = new BlobSignature(
            NotationEnvelope.COSE,
            EnvelopeForge.of(EnvelopeFormat.COSE, LEAF, TestChain.ROOT)
                    .payload("{\"targetArtifact\":{\"mediaType\":\"application/gzip\",\"digest\":\""
                            + Digest.sha256(BLOB) + "\",\"size\":" + BLOB.length() + "}}")
                    .build());

    private static NotationBlobPolicy policy(String level) {
        return NotationBlobPolicy.parse(Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\","
                + "\"globalPolicy\":true,\"signatureVerification\":{\"level\":\"" + level + "\"},"
                + "\"trustStores\":[\"ca:acme\"],\"trustedIdentities\":[\"*\"]}]}"));
    }
}
