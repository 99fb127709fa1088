/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.Answer.Kind;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpectedMissesTest {

    @TempDir
    private Path folder;

    private ExpectedMisses list(String content) throws IOException {
        return lists(content, "");
    }

    private ExpectedMisses lists(String waiting, String disputed) throws IOException {
        return ExpectedMisses.read(
                Files.writeString(folder.resolve("waiting.txt"), waiting),
                Files.writeString(folder.resolve("disputed.txt"), disputed));
    }

    private static Result result(String id, Expectation expected, Kind answer) throws MalformedInputException {
        return result(id, expected, answer, "");
    }

    private static Result result(String id, Expectation expected, Kind answer, String reason)
            throws MalformedInputException {
        Digest image = Digest.sha256(Bytes.empty());
        Case recorded = new Case(
                id, "r", image, "cosign", Json.parseObject(Bytes.utf8("{}"), JsonLimits.CONFIGURATION), expected);
        return new Result(recorded, new Answer(answer, reason));
    }

    @ParameterizedTest
    @CsvSource({"ADMITTED,ADMITTED", "REFUSED,REFUSED", "REFUSED,UNDECIDED", "EITHER,REFUSED"})
    void aListedCaseThatAgreesIsAMistake(Expectation expected, Kind answer) throws Exception {
        assertThat(list("late\ta feature\n").complaint(result("late", expected, answer)))
                .hasValueSatisfying(text -> assertThat(text).contains("a feature", "delete its line"));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,ADMITTED", "ADMITTED,REFUSED", "ADMITTED,FAILED"})
    void aListedCaseMayNotAnswerWrongly(Expectation expected, Kind answer) throws Exception {
        assertThat(list("late\ta feature\n").complaint(result("late", expected, answer)))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED,ADMITTED",
        "ADMITTED,REFUSED",
        "ADMITTED,UNSUPPORTED",
        "REFUSED,UNSUPPORTED",
        "REFUSED,UNDECIDED",
        "EITHER,FAILED"
    })
    void aCaseThatIsNotListedHasToAgree(Expectation expected, Kind answer) throws Exception {
        assertThat(list("late\ta feature\n").complaint(result("other", expected, answer)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"late", "late\t", "\ta feature", "late a feature", "late\ta\tfeature", "\n"})
    void aLineOfAnotherFormIsAMistake(String line) {
        assertThatThrownBy(() -> list(line)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCaseIsListedOnce() {
        assertThatThrownBy(() -> list("late\ta feature\nlate\tanother\n")).hasMessageContaining("late");
    }

    @ParameterizedTest
    @CsvSource({
        "ADMITTED,ADMITTED,a.reason",
        "REFUSED,REFUSED,a.reason",
        "ADMITTED,UNDECIDED,a.reason",
        "ADMITTED,UNSUPPORTED,a.reason",
        "ADMITTED,REFUSED,another.reason"
    })
    void aDisputedCaseHasToBeRefusedForItsReason(Expectation expected, Kind answer, String reason) throws Exception {
        assertThat(lists("", "odd\ta.reason\n").complaint(result("odd", expected, answer, reason)))
                .isPresent();
    }

    @Test
    void aDisputedCaseThatIsRefusedForItsReasonIsAsItShouldBe() throws Exception {
        assertThat(lists("", "odd\ta.reason\n")
                        .complaint(result("odd", Expectation.ADMITTED, Kind.REFUSED, "a.reason")))
                .isEmpty();
    }

    @Test
    void whatAgreesOrIsListedIsAsItShouldBe() throws Exception {
        ExpectedMisses list = list("# why\nlate\ta feature\n");
        assertThat(list.complaint(result("late", Expectation.ADMITTED, Kind.UNSUPPORTED)))
                .isEmpty();
        assertThat(list.complaint(result("other", Expectation.REFUSED, Kind.REFUSED)))
                .isEmpty();
    }
}
