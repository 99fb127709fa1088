/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A document leads back to its verdict, and to nothing else. */
class ReceiptsTest {

    private static final Shapes TRUSTED =
            Shapes.of("trusted", World.with(Sig.alpha(Act.BAD, "bob"), Sig.alpha(Act.EXPIRES, "alice")), Rule.alpha());
    private static final String DOCUMENT = Receipts.document(TRUSTED.verdict());

    private static String replay(String document, Shapes shape) {
        // Whoever is asked again would show it.
        ImageTrust.Builder set = shape.set().evidence(request -> {
            throw new AssertionError("asked again: " + request.uri());
        });
        return Receipts.replay(
                document, shape.image(), set, shape.world()::artifact, digest -> Optional.of(World.ANSWER));
    }

    private static void refuses(String document) {
        assertThatIllegalArgumentException().isThrownBy(() -> replay(document, TRUSTED));
    }

    static Stream<Shapes> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theSameInputsMakeTheSameDocument(Shapes shape) {
        String document = Receipts.document(shape.verdict());

        assertThat(replay(document, shape)).isEqualTo(document);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aDocumentIsAsciiAndEndsInALineFeed(Shapes shape) {
        assertThat(Receipts.document(shape.verdict())).matches("\\{[\\n\\x20-\\x7e]*}\\n");
    }

    @Test
    void anotherPolicyMakesAnotherDocument() {
        assertThat(replay(DOCUMENT, TRUSTED.under(TrustPolicy.forAllImages(Rule.everyAlpha()))))
                .isNotEqualTo(DOCUMENT)
                .contains("UNTRUSTED");
    }

    @Test
    void otherTrustMakesAnotherDocument() {
        assertThat(replay(DOCUMENT, TRUSTED.trusting(TrustSnapshot.of(List.of(World.anchor("main", "bob"))))))
                .isNotEqualTo(DOCUMENT)
                .contains("\"outcome\": \"UNTRUSTED\"");
    }

    @Test
    void anotherImageMakesAnotherDocument() {
        assertThat(replay(DOCUMENT, TRUSTED.about(World.MEMBER))).isNotEqualTo(DOCUMENT);
    }

    @Test
    void otherLimitsMakeAnotherDocument() {
        String replayed = Receipts.replay(
                DOCUMENT,
                TRUSTED.image(),
                TRUSTED.set().limits(Limits.builder().candidates(1).build()),
                TRUSTED.world()::artifact);

        assertThat(replayed).isNotEqualTo(DOCUMENT).contains("\"outcome\": \"UNDETERMINED\"");
    }

    @Test
    void anotherTimeMakesAnotherDocument() {
        String later = DOCUMENT.replace("\"judgedAt\": \"" + World.NOW, "\"judgedAt\": \"" + World.LATER);

        assertThat(later).isNotEqualTo(DOCUMENT);
        assertThat(replay(later, TRUSTED)).isNotEqualTo(later).contains("\"outcome\": \"UNTRUSTED\"");
    }

    @Test
    void anOutcomeThatWasEditedIsMadeRight() {
        String edited = DOCUMENT.replace("\"outcome\": \"TRUSTED\"", "\"outcome\": \"UNTRUSTED\"");

        assertThat(replay(edited, TRUSTED)).isEqualTo(DOCUMENT);
    }

    @Test
    void aDocumentNamesWhatWasFetchedAndWhatWasNot() {
        Shapes shape = Shapes.of("evidence", World.with(Sig.alpha(Act.FETCHES, "alice")), Rule.alpha());
        Verdict verdict = shape.verdict();
        Digest answer = Digest.sha256(World.ANSWER);

        assertThat(verdict.reports()).singleElement().satisfies(report -> {
            assertThat(report.evidence()).containsExactly(answer);
            assertThat(report.fetched())
                    .containsExactly(
                            new Fetched.Answer(id(World.ANSWERING), World.ANSWERING.toString(), answer),
                            new Fetched.Failure(id(World.SILENT), World.SILENT.toString(), "status 503"));
        });
        assertThat(Receipts.document(verdict)).contains("\"answer\": \"" + answer, "\"failure\": \"status 503\"");
    }

    private static Digest id(URI uri) {
        return EvidenceFetcher.Request.get(uri, "", 1, Deadline.never()).id();
    }

    @Test
    void refusesWhereEvidenceIsMissingOrAnother() {
        Shapes shape = Shapes.of("evidence", World.with(Sig.alpha(Act.FETCHES, "alice")), Rule.alpha());
        String document = Receipts.document(shape.verdict());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.replay(document, shape.image(), shape.set(), shape.world()::artifact))
                .withMessageContaining("is not at hand");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.replay(
                        document,
                        shape.image(),
                        shape.set(),
                        shape.world()::artifact,
                        digest -> Optional.of(Bytes.utf8("revoked"))));
    }

    @Test
    void aRequestThatNobodyMadeHasNoAnswer() {
        Shapes shape = Shapes.of("evidence", World.with(Sig.alpha(Act.FETCHES, "alice")), Rule.alpha());
        String document = Receipts.document(shape.verdict());
        String edited = document.replace(
                id(World.SILENT).toString(), Digest.sha256(Bytes.empty()).toString());

        assertThat(replay(edited, shape)).contains("nobody asked this before");
    }

    @Test
    void aRequestThatWasMadeTwiceIsAnsweredAsItWasEachTime() throws Exception {
        EvidenceFetcher.Request request = EvidenceFetcher.Request.get(World.ANSWERING, "", 1, Deadline.never());
        String uri = World.ANSWERING.toString();
        EvidenceFetcher again = Receipts.evidence(
                List.of(
                        new Fetched.Failure(request.id(), uri, "status 503"),
                        new Fetched.Answer(request.id(), uri, Digest.sha256(World.ANSWER))),
                digest -> Optional.of(World.ANSWER));

        assertThatIOException().isThrownBy(() -> again.fetch(request)).withMessage("status 503");
        assertThat(again.fetch(request)).isEqualTo(World.ANSWER);
        assertThatIOException().isThrownBy(() -> again.fetch(request)).withMessage("nobody asked this before");
    }

    @Test
    void anAnswerThatCameTwiceIsNamedOnce() {
        Digest answer = Digest.sha256(World.ANSWER);
        CheckRecorder log = new CheckRecorder(List.of());
        log.evidence(answer);
        log.evidence(answer);

        assertThat(log.complete(SignatureReport.builder(
                                TRUSTED.verdict().reports().get(0).candidate(), "tool", "rule"))
                        .evidence())
                .containsExactly(answer);
    }

    /** Documents of the first days have no list of requests. */
    @Test
    void aDocumentWithoutRequestsIsReadAsOneThatMadeNone() {
        String old = DOCUMENT.replaceAll(",\\s*\"fetched\": \\[]", "");

        assertThat(old).isNotEqualTo(DOCUMENT);
        assertThat(replay(old, TRUSTED)).isEqualTo(DOCUMENT);
    }

    @Test
    void refusesWhereASignatureIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.replay(DOCUMENT, TRUSTED.image(), TRUSTED.set(), id -> Optional.empty()));
    }

    @Test
    void refusesASignatureThatIsNotTheOneNamed() {
        Function<Digest, Optional<SignatureArtifact>> tampered =
                id -> Optional.of(new LookasideBlob("signature-1", Bytes.utf8("alpha\nGOOD\nalice")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipts.replay(DOCUMENT, TRUSTED.image(), TRUSTED.set(), tampered));
    }

    @Test
    void refusesADocumentThatWasCutOffAnywhere() {
        for (int length = 0; length < DOCUMENT.length() - 1; length += 17) {
            refuses(DOCUMENT.substring(0, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"schema\": \"dev.imagetrust.verdict/1\"}", "{}}", "\u0000"})
    void refusesWhatIsNoDocument(String text) {
        refuses(text);
    }

    static Stream<String> damaged() {
        return Stream.of(
                DOCUMENT.replace("dev.imagetrust.verdict/1", "dev.imagetrust.verdict/2"),
                DOCUMENT.replace("\"schema\"", "\"Schema\""),
                DOCUMENT + "{}",
                DOCUMENT.replaceFirst("\"outcome\"", "\"schema\": \"x\", \"outcome\""),
                DOCUMENT.replaceFirst("\"schema\": \"", "\"schema\": \"\\\\x"),
                DOCUMENT.replaceFirst("\"schema\": \"", "\"schema\": \"\\\\u+123"),
                DOCUMENT.replaceFirst("\"schema\": \"", "\"schema\": \"\\\\u12"),
                DOCUMENT.replaceFirst("\"schema\": \"", "\"schema\": \"\n"),
                DOCUMENT.replaceFirst("\"schema\": \"[^\"]*\"", "\"schema\": 1"),
                DOCUMENT.replace("\"looks\": [", "\"looks\": [1, "),
                DOCUMENT.replace("\"looks\": [", "\"looks\": [,"),
                DOCUMENT.replace("\"looks\"", "\"lucks\""),
                DOCUMENT.replaceFirst("\"answer\": \"FOUND\"", "\"answer\": \"LOST\""),
                DOCUMENT.replaceFirst("\"answer\": \"FOUND\"", "\"answer\": \"FAILED\""),
                DOCUMENT.replaceFirst("\"found\": 2", "\"found\": 99999999999"),
                DOCUMENT.replaceFirst("\"found\": 2", "\"found\": 9999999999999999999"),
                DOCUMENT.replaceFirst("\"found\": 2", "\"found\": -1"),
                DOCUMENT.replaceFirst("\"found\": 2", "\"found\": null"),
                DOCUMENT.replaceFirst("\"place\": \"lookaside\"", "\"place\": \"attic\""),
                DOCUMENT.replaceFirst("\"about\": \"sha256:", "\"about\": \"sha256:z"),
                DOCUMENT.replaceFirst("\"judgedAt\": \"", "\"judgedAt\": \"x"),
                "{\"a\": ".repeat(50_000),
                "[".repeat(50_000));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void refusesADocumentThatIsDamaged(String document) {
        assertThat(document).isNotEqualTo(DOCUMENT);
        refuses(document);
    }

    // What no answer can be recorded of.

    private static void cannotBeRepeated(Verdict verdict) {
        String document = Receipts.document(verdict);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> replay(document, TRUSTED))
                .withMessageContaining("cannot be repeated");
    }

    @Test
    void refusesAVerdictThatEndedBecauseTimeWasUp() {
        cannotBeRepeated(TRUSTED.set().build().verify(World.IMAGE, Deadline.after(Duration.ZERO)));
    }

    @Test
    void refusesAVerdictThatWasInterrupted() {
        SignatureSource interrupted = (image, about, places, budget) -> {
            throw new InterruptedException();
        };
        Verdict verdict = TRUSTED.set().signatures(interrupted).build().verify(World.IMAGE);
        Thread.interrupted();

        cannotBeRepeated(verdict);
    }

    @Test
    void refusesAVerdictWithoutAPolicy() {
        cannotBeRepeated(TRUSTED.set()
                .build()
                .under(() -> {
                    throw new IOException("gone");
                })
                .verify(World.IMAGE));
    }

    @Test
    void refusesAVerdictWithoutTrust() {
        AtomicInteger reads = new AtomicInteger();
        TrustStore once = () -> {
            if (reads.getAndIncrement() > 0) {
                throw new IOException("gone");
            }
            return World.trust();
        };

        cannotBeRepeated(TRUSTED.set().trustStore(once).build().verify(World.IMAGE));
    }

    @Test
    void aPlaceThatWasNeverSetUpIsRecordedToo() {
        SignatureSource nobody = (image, about, places, budget) -> new Found(
                List.of(),
                List.of(Look.notAsked(World.HERE, World.CHILD.digest(), Reason.of(CoreReason.PLACE_UNKNOWN))));
        String document =
                Receipts.document(TRUSTED.set().signatures(nobody).build().verify(World.IMAGE));

        assertThat(replay(document, TRUSTED)).isEqualTo(document);
    }
}
