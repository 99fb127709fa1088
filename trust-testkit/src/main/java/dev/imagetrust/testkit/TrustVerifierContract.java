/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What every {@link TrustVerifierProvider} has to do, as tests. Extend it with a provider and samples of what it
 * accepts.
 *
 * <p>It does not show that a verifier follows its specification; for that run the tables of the forges.
 *
 * @since 0.1
 */
public abstract class TrustVerifierContract {

    /** For subclasses. */
    protected TrustVerifierContract() {}

    /** The provider under test. */
    protected abstract TrustVerifierProvider provider();

    /** At least one requirement of each type it has a verifier for, each with a signature that meets it. */
    protected abstract List<VerifierSample> samples();

    /** Whether the provider is to be found by {@link ServiceLoader}; override where it is registered by hand. */
    protected boolean isFoundByServiceLoader() {
        return true;
    }

    /** A provider that nobody finds verifies nothing. */
    @Test
    protected void isFoundByTheServiceLoaderExactlyOnce() {
        if (isFoundByServiceLoader()) {
            assertThat(ServiceLoader.load(
                                    TrustVerifierProvider.class,
                                    provider().getClass().getClassLoader())
                            .stream()
                            .filter(found -> found.type().equals(provider().getClass())))
                    .hasSize(1);
        }
    }

    /** Two verifiers for one type of requirement would make it a matter of luck which one judges. */
    @Test
    protected void hasOneVerifierForEachTypeOfRequirement() {
        assertThat(provider().verifiers())
                .isNotEmpty()
                .extracting(TrustVerifier::requirementType)
                .doesNotHaveDuplicates();
        assertThat(provider().verifiers())
                .as("verifiers without a sample")
                .allMatch(verifier -> samples().stream()
                        .anyMatch(sample -> verifier.requirementType().isInstance(sample.requirement())));
    }

    /** The good signature of each sample is recognised, wanted and accepted. */
    @Test
    protected void acceptsTheGoodSignature() {
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            assertThat(judge.recognise(sample.good()).map(Claim::tool))
                    .contains(provider().tool());
            assertThat(judge.wants(sample.good())).as("wanted").isTrue();
            TrustAssertions.assertThat(judge.judge(sample.good(), sample.image()))
                    .isAccepted();
            assertThat(provider().places()).contains(sample.good().place());
        }
    }

    /** Nothing is accepted without a proof of each family, so a plan without one accepts nothing, or lies. */
    @Test
    protected void plansAProofOfEveryFamily() {
        for (VerifierSample sample : samples()) {
            List<PlannedCheck> plan = sample.judge(provider()).plan();
            assertThat(plan.stream().map(check -> check.id().family()))
                    .contains(Arrays.stream(CheckFamily.values())
                            .filter(CheckFamily::isProof)
                            .toArray(CheckFamily[]::new));
            assertThat(plan).extracting(check -> check.id().id()).doesNotHaveDuplicates();
        }
    }

    /** The engine fills the list of checks from the plan before the verifier starts. */
    @Test
    protected void hasTheSamePlanEachTime() {
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            List<PlannedCheck> plan = judge.plan();
            judge.judge(sample.good(), sample.image());
            assertThat(judge.plan()).isEqualTo(plan);
            assertThat(sample.judge(provider()).plan()).isEqualTo(plan);
        }
    }

    /** A verifier keeps nothing between candidates. */
    @Test
    protected void judgesTheSameAgainAfterAnotherCandidate() {
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            SignatureReport first = judge.judge(sample.good(), sample.image());
            judge.judge(AllCandidates.withContent(sample.good(), Bytes.empty()), sample.image());
            SignatureReport second = judge.judge(sample.good(), sample.image());
            assertThat(second.checks().toString()).isEqualTo(first.checks().toString());
        }
    }

    /** The engine says which digest has to be covered; a good signature of another one is worth nothing. */
    @Test
    protected void refusesAGoodSignatureForAnotherDigest() {
        ForgedImage other = ImageForge.image("another");
        for (VerifierSample sample : samples()) {
            ImageSubject otherImage = sample.image()
                    .name()
                    .map(name -> other.at(name.asWritten()))
                    .orElseGet(() -> ImageSubject.unnamed(
                            other.descriptor(), sample.image().location()));
            SignatureReport report = sample.judge(provider()).judge(sample.good(), other.digest(), otherImage);
            TrustAssertions.assertThat(report).isRefused().hasNoInternalFailure();
        }
    }

    /** Also where it lies beside the right image: the digest is compared, not the subject it was found for. */
    @Test
    protected void refusesWhatDoesNotCoverTheDigestAskedForEvenWithTheRightSubject() {
        Digest other = ImageForge.image("another").digest();
        for (VerifierSample sample : samples()) {
            TrustAssertions.assertThat(sample.judge(provider()).judge(sample.good(), other, sample.image()))
                    .isRefused();
        }
    }

    /**
     * Damage anywhere is refused or makes no difference: what no signature covers may be damaged without harm, as long
     * as nothing that is reported comes from there.
     */
    @Test
    protected void damageIsRefusedOrMakesNoDifference() {
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            SignatureReport whole = judge.judge(sample.good(), sample.image());
            damaged(sample.good())
                    .forEach(damaged -> assertThatCode(() -> {
                                judge.wants(damaged.candidate());
                                assertNoDifference(judge.judge(damaged.candidate(), sample.image()), whole);
                            })
                            .as(damaged.name())
                            .doesNotThrowAnyException());
        }
    }

    private static void assertNoDifference(SignatureReport report, SignatureReport whole) {
        if (report.status() == Status.ACCEPTED || report.status() == Status.TOLERATED) {
            assertThat(report.trustedSigner()).isEqualTo(whole.trustedSigner());
            assertThat(report.facts()).isEqualTo(whole.facts());
        }
    }

    /** Good signatures by strangers, in all formats. */
    @Test
    protected void acceptsNoSignatureByAStranger() {
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            Stream.of(AllCandidates.ofEveryKind(sample.image()), AllCandidates.exchanged(sample.image()))
                    .flatMap(List::stream)
                    .forEach(candidate -> doesNotAccept(judge, candidate, sample.image()));
        }
    }

    /** Content that is no signature, wherever one may lie. */
    @Test
    protected void acceptsNoHostileContentAndThrowsForNone() {
        Map<Digest, List<NamedCandidate>> hostile = new HashMap<>();
        for (VerifierSample sample : samples()) {
            SignatureJudge judge = sample.judge(provider());
            hostile.computeIfAbsent(sample.image().image().digest(), image -> AllCandidates.hostile(sample.image()))
                    .forEach(candidate -> doesNotAccept(judge, candidate, sample.image()));
        }
    }

    private static void doesNotAccept(SignatureJudge judge, NamedCandidate named, ImageSubject image) {
        assertThatCode(() -> {
                    Optional<Claim> claim = judge.recognise(named.candidate());
                    SignatureReport report = judge.judge(named.candidate(), image);
                    assertThat(report.status())
                            .as("%s, recognised as %s", named.name(), claim.map(Claim::kind))
                            .isNotIn(Status.ACCEPTED, Status.TOLERATED);
                })
                .as(named.name())
                .doesNotThrowAnyException();
    }

    private static Stream<NamedCandidate> damaged(SignatureCandidate good) {
        Bytes content = AllCandidates.content(good);
        int step = Math.max(1, content.length() / 150);
        return Stream.iterate(0, at -> at < content.length(), at -> at + step)
                .flatMap(at -> Stream.of(
                        new NamedCandidate(
                                "cut after " + at, AllCandidates.withContent(good, Octets.truncate(content, at))),
                        new NamedCandidate(
                                "bit turned over in octet " + at,
                                AllCandidates.withContent(good, Octets.flipBit(content, 8 * at + at % 8)))));
    }
}
