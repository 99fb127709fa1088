/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a source may answer, and what becomes of it. */
class SearchTest {

    private static final Digest CHILD = World.CHILD.digest();
    private static final SignatureCandidate GOOD = Sig.alpha(Act.GOOD, "alice").about(CHILD, World.HERE);

    private static Verdict verify(SignatureSource source) {
        return verify(source, Limits.defaults());
    }

    private static Verdict verify(SignatureSource source, Limits limits) {
        return World.set(TrustPolicy.forAllImages(Rule.alpha()), source)
                .limits(limits)
                .build()
                .verify(World.IMAGE);
    }

    private static SignatureSource answering(List<SignatureCandidate> candidates, Look... looks) {
        return (image, about, places, budget) -> new Found(candidates, List.of(looks));
    }

    private static Look found(int count) {
        return Look.found(World.HERE, CHILD, count);
    }

    @Test
    void aSourceThatThrowsLeavesTheMatterOpen() {
        Verdict verdict = verify((image, about, places, budget) -> {
            throw new UncheckedIOException(new IOException("no route"));
        });

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly(CoreReason.PLACE_FAILED);
        assertThat(verdict.looks()).extracting(Look::answer).containsExactly(Look.Answer.FAILED);
        assertThat(verdict.dependencies().reevaluateAt()).contains(World.NOW.plusSeconds(60));
    }

    @Test
    void aSourceThatAnswersNullLeavesTheMatterOpen() {
        assertThat(verify((image, about, places, budget) -> null).has(CoreReason.PLACE_FAILED))
                .isTrue();
    }

    @Test
    void aPlaceWithoutAnAnswerLeavesTheMatterOpen() {
        Verdict verdict = verify(answering(List.of()));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.PLACE_UNANSWERED));
    }

    @Test
    void aFailedPlaceLeavesTheMatterOpenAndHidesNothing() {
        assertThat(World.with().failingAt(World.HERE).verify(Rule.alpha()).outcome())
                .isEqualTo(Outcome.UNDETERMINED);
        assertThat(World.with(Sig.alpha(Act.BAD, "alice"))
                        .failingAt(World.HERE)
                        .verify(Rule.alpha())
                        .outcome())
                .isEqualTo(Outcome.UNDETERMINED);
        assertThat(World.with(Sig.alpha(Act.GOOD, "alice"))
                        .failingAt(World.HERE)
                        .verify(Rule.alpha())
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aPlaceThatFailsConcernsOnlyTheRequirementsThatLookThere() {
        World world = World.with(Sig.alpha(Act.BAD, "alice")).failingAt(World.THERE);

        assertThat(world.verify(Rule.alpha()).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(world.verify(AnyOf.of(Rule.alpha(), Rule.beta())).outcome()).isEqualTo(Outcome.UNDETERMINED);
    }

    @Test
    void aFailureIsNotUndoneByASecondAnswerForThePlace() {
        Look failed = Look.failed(World.HERE, CHILD, Reason.of(CoreReason.PLACE_FAILED));

        assertThat(verify(answering(List.of(), failed, found(0))).outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verify(answering(List.of(), found(0), failed)).outcome()).isEqualTo(Outcome.UNDETERMINED);
    }

    @Test
    void aCandidateForADigestNobodyAskedAboutIsDropped() {
        Digest other = Digest.sha256(Bytes.utf8("other"));
        Verdict verdict = verify(answering(List.of(Sig.alpha(Act.GOOD, "alice").about(other, World.HERE)), found(1)));

        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.UNSIGNED));
        assertThat(verdict.candidates()).isEmpty();
    }

    @Test
    void aCandidateFromAPlaceNobodyAskedAboutIsDropped() {
        Place elsewhere = new Place.DigestTag(".sig");
        Verdict verdict = verify(answering(List.of(Sig.alpha(Act.GOOD, "alice").about(CHILD, elsewhere)), found(0)));

        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.UNSIGNED));
    }

    @Test
    void anAnswerAboutAPlaceNobodyAskedAboutIsDropped() {
        Verdict verdict = verify(answering(List.of(), found(0), Look.found(World.THERE, CHILD, 0)));

        assertThat(verdict.looks()).extracting(Look::place).containsExactly(World.HERE);
    }

    @Test
    void aCandidateThatIsFoundTwiceIsJudgedOnce() {
        Verdict verdict = verify(answering(List.of(GOOD, GOOD), found(2)), one());

        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.candidates()).hasSize(1);
        assertThat(verdict.looks()).extracting(Look::answer).containsExactly(Look.Answer.FOUND);
    }

    @Test
    void moreCandidatesThanAllowedLeaveTheMatterOpenWhereNoneIsGood() {
        List<SignatureCandidate> two = List.of(
                Sig.alpha(Act.BAD, "alice").about(CHILD, World.HERE),
                Sig.alpha(Act.BAD, "bob").about(CHILD, World.HERE));
        Verdict verdict = verify(answering(two, found(2)), one());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.has(CoreReason.SEARCH_LIMIT)).isTrue();
        assertThat(verdict.candidates()).hasSize(1);
        assertThat(verdict.looks()).extracting(Look::answer).containsExactly(Look.Answer.TRUNCATED);
    }

    @Test
    void moreCandidatesThanAllowedDoNotHideAGoodOneAmongThoseSeen() {
        List<SignatureCandidate> two = List.of(GOOD, Sig.alpha(Act.BAD, "bob").about(CHILD, World.HERE));

        assertThat(verify(answering(two, found(2)), one()).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void whenTimeIsUpTheMatterIsOpen() {
        Verdict verdict = verifyUntil(1, Rule.alpha());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).extracting(Reason::code).contains(CoreReason.TIME_UP);
        assertThat(verdict.notJudged()).isEqualTo(1);
        assertThat(verdict.mayChange()).isTrue();
    }

    @Test
    void whenTimeIsUpNoSignatureIsGoodThatNeedsAllOfThem() {
        assertThat(verifyUntil(1, Rule.everyAlpha()).outcome()).isEqualTo(Outcome.UNDETERMINED);
    }

    @Test
    void whoIsInTimeIsNotConcerned() {
        assertThat(verifyUntil(2, Rule.alpha()).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    /** A bad and a good signature, with time for so many of them. */
    private static Verdict verifyUntil(int candidates, Requirement requirement) {
        AtomicLong asked = new AtomicLong();
        Deadline deadline = Deadline.after(Duration.ofNanos(candidates + 1L), asked::getAndIncrement);
        Sig first = requirement.equals(Rule.everyAlpha()) ? Sig.alpha(Act.GOOD, "bob") : Sig.alpha(Act.BAD, "bob");
        return World.with(first, Sig.alpha(Act.GOOD, "alice"))
                .set(TrustPolicy.forAllImages(requirement))
                .build()
                .verify(World.IMAGE, deadline);
    }

    @Test
    void aThreadThatIsInterruptedWhileItVerifiesStaysSo() {
        Verdict verdict = World.with(Sig.alpha(Act.INTERRUPTS, "alice"), Sig.alpha(Act.GOOD, "bob"))
                .verify(Rule.alpha());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.INTERRUPTED));
        assertThat(verdict.candidates()).hasSize(2);
        assertThat(verdict.notJudged()).isEqualTo(2);
    }

    @Test
    void aThreadThatWasInterruptedBeforeStaysSo() {
        Thread.currentThread().interrupt();
        Verdict verdict = World.with().verify(Rule.alpha());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.INTERRUPTED));
    }

    @Test
    void aThreadThatIsInterruptedWhileItSearchesStaysSo() {
        Verdict verdict = verify((image, about, places, budget) -> {
            throw new InterruptedException();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdict.reasons()).containsExactly(Reason.of(CoreReason.INTERRUPTED));
    }

    @Test
    void whereNoSignatureIsAskedForNothingIsSearched() {
        World world = World.with();

        assertThat(world.verify(new Waive("lab")).outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(world.searches()).isZero();
    }

    @Test
    void theSourceIsAskedOnceForEverything() {
        List<String> asked = new ArrayList<>();
        World.set(TrustPolicy.forAllImages(AnyOf.of(Rule.alpha(), Rule.beta())), (image, about, places, budget) -> {
                    asked.add(about + " " + places.stream().sorted().toList());
                    return new Found(List.of(), List.of());
                })
                .build()
                .verify(World.IMAGE);

        assertThat(asked).containsExactly(List.of(CHILD) + " " + List.of(World.HERE, World.THERE));
    }

    private static Limits one() {
        return Limits.builder().candidates(1).build();
    }
}
