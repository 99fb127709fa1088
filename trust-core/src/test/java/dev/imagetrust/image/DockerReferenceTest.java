/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class DockerReferenceTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox",
        "ns/repo, docker.io/ns/repo",
        "localhost/repo, localhost/repo",
        "notlocalhost/repo, docker.io/notlocalhost/repo",
        "localhost:5000/repo, localhost:5000/repo",
        "127.0.0.1:5000/x, 127.0.0.1:5000/x",
        "docker.io/foo, docker.io/library/foo",
        "index.docker.io/a/b, docker.io/a/b",
        "library/foo/bar, docker.io/library/foo/bar",
        "Example.COM/a, Example.COM/a",
        "a.b/c:tag, a.b/c:tag",
        "busybox:latest, docker.io/library/busybox:latest",
        "localhost:5000/a__b/c---d.e_f:T_1.x-y, localhost:5000/a__b/c---d.e_f:T_1.x-y"
    })
    void normalisesAsDockerDoes(String written, String normalised) {
        assertThat(DockerReference.parse(written)).hasToString(normalised);
    }

    @Test
    void keepsTagAndDigestTogether() {
        DockerReference both = DockerReference.parse("a.b/c:1@sha256:" + HEX);
        assertThat(both.tag()).contains("1");
        assertThat(both.digest()).contains(Digest.parse("sha256:" + HEX));
        assertThat(both).hasToString("a.b/c:1@sha256:" + HEX);
    }

    @Test
    void anImageIdIsNoRepositoryButMayBeOneBelowAHost() {
        assertThatThrownBy(() -> DockerReference.parse(HEX)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DockerReference.parse("docker.io/" + HEX)).hasToString("docker.io/library/" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "A",
                "a/B",
                "-docker/x",
                "docker-/x",
                "a//b",
                "a..b/x",
                "_x/_y",
                "a/",
                "/a",
                "http://a.b/c",
                "https://a.b/c",
                "a.b/c:",
                "a.b/c:tag\n",
                "a.b/c\n",
                "a.b/c:-x",
                "a.b/c:.x",
                "a.b/c@",
                "a.b/c@sha256:ab",
                "a.b/c@md5:00",
                "a.b:/c",
                "a.b:x/c",
                "-a.b/c",
                "a-.b/c",
                "a.b./c",
                "[::1]/c",
                "a.b/c___d",
                "a.b/c.-d",
                "a.b/c:t:u",
                "a.b/c@sha256:x@sha256:y",
                "a.b/\u0430",
                "a.b/c:\u0442",
                "a b/c"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> DockerReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DockerReference.find(text)).isEmpty();
    }

    @Test
    void refusesTagsAndNamesThatAreTooLong() {
        assertThat(DockerReference.find("a.b/c:" + "x".repeat(128))).isPresent();
        assertThat(DockerReference.find("a.b/c:" + "x".repeat(129))).isEmpty();
        assertThat(DockerReference.find("a.b/" + "x".repeat(251))).isPresent();
        assertThat(DockerReference.find("a.b/" + "x".repeat(252))).isEmpty();
        assertThat(DockerReference.find("a.b/c:" + "x".repeat(DockerReference.MAX_LENGTH)))
                .isEmpty();
    }

    @Test
    void hostileTextTakesNoTime() {
        // The published expression takes longer than the age of the universe for each of the first three.
        assertTimeout(Duration.ofSeconds(5), () -> {
            DockerReference.find("a".repeat(1000) + "!");
            DockerReference.find("a-".repeat(500) + "!");
            DockerReference.find("a/".repeat(500) + "!");
            DockerReference.find("a__".repeat(500_000));
        });
    }

    /** A thousand times a millisecond would do for what takes microseconds; exponential time would not end at all. */
    @Property(tries = 1000)
    void noTextTakesMoreThanLinearTime(@ForAll("pieces") String piece, @ForAll("pieces") String end) {
        String text = piece.repeat(DockerReference.MAX_LENGTH / piece.length());
        for (String hostile : List.of(text, text.substring(end.length()) + end, "a.b/" + text, "a.b/c:" + text)) {
            assertTimeout(Duration.ofSeconds(1), () -> DockerReference.find(hostile));
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.strings().withChars("aZ0.-_/:@!").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> nearlyReferences() {
        return Arbitraries.strings().withChars("aZ0.-_/:@").ofMaxLength(24).map(s -> s.replace("@", "@sha256:" + HEX));
    }

    /** The published grammar in a form that java.util.regex reads in bounded time, as a second opinion. */
    private static final Pattern GRAMMAR = Pattern.compile("(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
            + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?/)"
            + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*"
            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    @Property
    void agreesWithTheGrammarBelowAHost(@ForAll("nearlyReferences") String rest) {
        String text = "host.example/" + rest;
        assertThat(DockerReference.find(text).isPresent())
                .as(text)
                .isEqualTo(GRAMMAR.matcher(text).matches());
    }

    @Property
    void whatIsNormalisedStaysAsItIs(@ForAll("nearlyReferences") String text) {
        DockerReference.find(text)
                .ifPresent(reference ->
                        assertThat(DockerReference.parse(reference.toString())).isEqualTo(reference));
    }
}
