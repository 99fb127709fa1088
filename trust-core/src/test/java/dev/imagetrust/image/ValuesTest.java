/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "sha256:", "sha256:../x", "sha256:AB", "md5:00", "SHA256:", "sha512:"})
    void refusesWhatIsNoDigest(String prefix) {
        assertThat(Digest.find(prefix)).isEmpty();
        assertThatThrownBy(() -> Digest.parse(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDigestHasExactlyItsLengthInLowerCase() {
        assertThat(Digest.find("sha256:" + HEX)).isPresent();
        assertThat(Digest.find("sha256:" + HEX + "0")).isEmpty();
        assertThat(Digest.find("sha256:" + HEX.substring(1))).isEmpty();
        assertThat(Digest.find("sha256:" + HEX.replace('a', 'A'))).isEmpty();
        assertThat(Digest.find("sha512:" + HEX)).isEmpty();
        assertThat(Digest.find("sha512:" + HEX + HEX)).isPresent();
        assertThat(Digest.find("sha256:" + HEX + "\n")).isEmpty();
    }

    @Property
    void changingAnArrayAfterwardsChangesNothing(@ForAll byte[] octets) {
        byte[] mine = octets.clone();
        Bytes bytes = Bytes.copyOf(mine);
        byte[] out = bytes.toByteArray();
        for (int i = 0; i < mine.length; i++) {
            mine[i]++;
            out[i]++;
        }
        assertThat(bytes.toByteArray()).isEqualTo(octets);
        assertThat(Bytes.fromHex(bytes.toHex())).isEqualTo(bytes);
    }

    @Property
    void escapedTextIsHarmless(@ForAll String text) {
        String shown = Printable.of(text);
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void bidirectionalAndInvisibleCharactersAreShown() {
        assertThat(Printable.of("a\u202eb\u200b\n\\")).isEqualTo("a\\u202eb\\u200b\\u000a\\\\");
        assertThat(Printable.of("x".repeat(301))).endsWith("... (301 characters)");
    }

    @Property
    void canonicalTextsOfDifferentValuesDiffer(@ForAll List<String> one, @ForAll List<String> other) {
        String first = CanonicalText.of("t", out -> out.put("a", one).put("b", "x"));
        String second = CanonicalText.of("t", out -> out.put("a", other).put("b", "x"));
        assertThat(first.equals(second)).isEqualTo(one.equals(other));
    }

    @Property
    void theDigestOfACanonicalTextIsThatOfItsOctets(@ForAll List<String> values) {
        Consumer<CanonicalText> fields =
                out -> out.put("a", values).put("b", "\u00e9\"".repeat(9000)).put("c", 1);
        Digest expected = Digest.sha256(Bytes.utf8(CanonicalText.of("t", fields)));
        assertThat(CanonicalText.sha256("t", fields)).isEqualTo(expected);
    }

    @Property
    void severalValuesAreWrittenAsEachAlone(@ForAll List<String> values, @ForAll String after) {
        List<String> alone = values.stream()
                .map(value -> CanonicalText.of("e", out -> out.put("v", value).put("w", value)))
                .toList();
        assertThat(CanonicalText.of(
                        "t",
                        out -> out.putEach(
                                        "a",
                                        "e",
                                        values,
                                        (each, value) -> each.put("v", value).put("w", value))
                                .put("b", after)))
                .isEqualTo(CanonicalText.of(
                        "t", out -> out.putCanonical("a", alone).put("b", after)));
        assertThat(CanonicalText.of(
                        "t",
                        out -> out.putEach("a", "e", values, (each, value) -> {})
                                .put("b", after)))
                .isEqualTo("t(a=[" + String.join(",", Collections.nCopies(values.size(), "e()")) + "], "
                        + CanonicalText.of("", out -> out.put("b", after)).substring(1));
    }

    @Test
    void aDigestIsWrittenAsItsText() {
        Digest digest = Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("x"));
        assertThat(CanonicalText.of("t", out -> out.put("a", digest)))
                .isEqualTo(CanonicalText.of("t", out -> out.put("a", digest.toString())));
    }

    @Property
    void aTextIsADigestWhereOneIsFound(@ForAll @Chars({'s', 'h', 'a', '2', '5', '6', ':', 'f', 'g', 'F'}) String text) {
        String whole = "sha256:" + (text + "0".repeat(64)).substring(0, 64);
        for (String each : List.of(text, whole, whole + '0', whole.substring(1), whole.replace(':', '-'))) {
            assertThat(Digest.isDigest(each)).isEqualTo(Digest.find(each).isPresent());
        }
        assertThat(Digest.isDigest(whole)).isEqualTo(whole.matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void aCanonicalTextEscapesWhatCouldEndAValue() {
        assertThat(CanonicalText.of(
                        "t", out -> out.put("a", "x\"y\\\n\u00e9\u007fz").put("b", "")))
                .isEqualTo("t(a=\"x\\\"y\\\\\\u000a\\u00e9\\u007fz\", b=\"\")");
    }

    @Test
    void aDeadlineFollowsItsTickerOnly() {
        long[] nanos = {Long.MAX_VALUE - 10};
        Deadline deadline = Deadline.after(Duration.ofNanos(100), () -> nanos[0]);
        nanos[0] += 60;
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(40));
        nanos[0] += 41;
        assertThat(deadline.isPast()).isTrue();
        assertThat(Deadline.never().isPast()).isFalse();
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> Limits.builder().candidates(0).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.builder().time(Duration.ofSeconds(-1)).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Limits.builder().candidates(1).build().toString())
                .isNotEqualTo(Limits.defaults().toString());
    }

    @Test
    void anEnvelopeMayHave32MebibytesAndNoMore() {
        assertThat(Limits.defaults().envelopeBytes()).isEqualTo(1 << 20);
        assertThat(Limits.builder().envelopeBytes(32 << 20).build().envelopeBytes())
                .isEqualTo(32 << 20);
        assertThatThrownBy(() -> Limits.builder().envelopeBytes((32 << 20) + 1).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.builder().envelopeBytes(0).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Limits.builder().envelopeBytes(1).build().toString())
                .isNotEqualTo(Limits.defaults().toString());
    }
}
