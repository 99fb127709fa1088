/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.ForgedCase;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every provider with the candidates of every other one. */
class ForeignCandidatesTest {

    private static Stream<Format> others(Format format) {
        return Arrays.stream(Format.values()).filter(f -> !f.tool().equals(format.tool()));
    }

    private static TrustVerifierProvider providerOf(Format format) {
        return ServiceLoader.load(TrustVerifierProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.tool().equals(format.tool()))
                .findFirst()
                .orElseThrow();
    }

    private static SignatureCandidate at(Place place, SignatureCandidate candidate) {
        return new SignatureCandidate(candidate.artifact(), candidate.about(), place);
    }

    @ParameterizedTest
    @EnumSource
    void noProviderTakesTheSignaturesOfOthersForItsOwn(Format format) {
        TrustVerifierProvider provider = providerOf(format);

        assertThat(others(format).flatMap(f -> f.table().stream()).map(ForgedCase::candidate))
                .allSatisfy(foreign -> assertThat(provider.recognise(foreign)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void noSignatureOfOthersCountsWhereverItLies(Format format) {
        Fixed everything = Fixed.with();
        for (Place place : providerOf(format).places()) {
            others(format).flatMap(f -> f.table().stream()).forEach(c -> everything.and(at(place, c.candidate())));
        }

        Verdict verdict = everything.verify(format.requirement());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CoreReason.VERIFIER_FAILED)).isFalse();
    }

    /** The octets of others in the wrapping of one's own. */
    @ParameterizedTest
    @EnumSource
    void noContentOfOthersCountsInOnesOwnWrapping(Format format) {
        SignatureCandidate own = format.good();
        Fixed wrapped = Fixed.with();
        Arrays.stream(Format.values())
                .filter(f -> f != format)
                .flatMap(f -> f.table().stream())
                .forEach(c -> wrapped.and(Part.with(own, Part.content(c.candidate()))));

        Verdict verdict = wrapped.verify(format.requirement());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.reports())
                .extracting(SignatureReport::status)
                .doesNotContain(SignatureReport.Status.ACCEPTED);
        assertThat(verdict.has(CoreReason.VERIFIER_FAILED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void noJunkHidesAGoodSignatureBehindIt(Format format) {
        SignatureCandidate good = format.good();
        Fixed junk = Fixed.with(Part.with(good, Bytes.empty()), Part.with(good, Bytes.utf8("\u0000junk")));
        for (Format f : Format.values()) {
            f.table().stream()
                    .map(ForgedCase::candidate)
                    .filter(c -> !f.tool().equals(format.tool())
                            || Fixed.with(c).verify(format.requirement()).outcome() != Outcome.TRUSTED)
                    .forEach(c -> junk.and(at(good.place(), c)));
        }

        assertThat(junk.verify(format.requirement()).outcome()).isNotEqualTo(Outcome.TRUSTED);
        assertThat(junk.and(good).verify(format.requirement()).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @ParameterizedTest
    @EnumSource
    void noPlaceThatFailsHidesAGoodSignature(Format format) {
        SignatureCandidate good = format.good();
        Fixed source = Fixed.with();
        providerOf(format).places().forEach(source::failingAt);

        assertThat(source.verify(format.requirement()).outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(source.and(good).verify(format.requirement()).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void oneImageMayBeSignedInEveryFormat() {
        List<Requirement> all =
                Arrays.stream(Format.values()).map(Format::requirement).collect(Collectors.toList());
        Fixed source = Fixed.with();
        for (Format format : Format.values()) {
            assertThat(source.verify(new AllOf(all)).outcome()).isEqualTo(Outcome.UNTRUSTED);
            source.and(format.good());
        }

        assertThat(source.verify(new AllOf(all)).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    /** What is denied is refused also where the policy only logs that nobody vouches. */
    @Test
    void auditDoesNotExemptWhatIsDenied() {
        ForgedChain stranger = ForgedChain.generate(ForgedKey.Kind.EC_P256).named("C=US,ST=WA,O=Stranger,CN=Stranger");
        Requirement audit =
                Format.notation(NotationRequirement.Level.AUDIT, Format.chain().rootPem());
        Fixed source = Fixed.with(NotationForge.jws(Format.IMAGE, stranger).good());
        Verdict exempt = source.verify(audit);
        DenyTarget key = new DenyTarget.Key(Digest.sha256(stranger.leafKey().spki()));
        DenyTarget certificate =
                new DenyTarget.Certificate(Digest.sha256(stranger.certificates().get(0)));

        assertThat(exempt.outcome()).isEqualTo(Outcome.EXEMPT);
        for (DenyTarget target : Set.of(key, certificate)) {
            DenyList denied = DenyList.of(List.of(new DenyList.Entry(target, "stolen", Instant.EPOCH)));
            Verdict verdict = ImageTrust.builder()
                    .policy(TrustPolicy.forAllImages(audit))
                    .trustStore(TrustSnapshot.empty().denying(denied))
                    .signatures(source)
                    .clock(InstantSource.fixed(ForgedTime.NOW))
                    .build()
                    .verify(Format.IMAGE);
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
            assertThat(verdict.has(CoreReason.SIGNER_DENIED)).isTrue();
        }
    }
}
