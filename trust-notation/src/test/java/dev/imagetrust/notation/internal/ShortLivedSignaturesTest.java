/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signatures by the reference library under a certificate of little more than a minute, judged long after it. They lie in
 * {@code resources/short-lived} as {@link ShortLivedReferenceTest} left them, with what the library said of each then.
 */
class ShortLivedSignaturesTest {

    /** All certificates but those of the time authority have ended by then. */
    private static final Instant YEARS_AFTER = Instant.parse("2040-01-01T00:00:00Z");

    /** A signature, and the words of the reference library about it; none if it accepted. */
    record Recorded(ShortLivedSignature signature, String words) {

        @Override
        public String toString() {
            return signature.file();
        }
    }

    static Stream<Recorded> recorded() throws IOException {
        return new String(read("answers.tsv").toByteArray(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> {
                    String[] columns = line.split("\t", -1);
                    EnvelopeFormat format = columns[0].endsWith(".jws") ? EnvelopeFormat.JWS : EnvelopeFormat.COSE;
                    NotationReason reason = columns[2].equals("accepted") ? null : NotationReason.valueOf(columns[2]);
                    return new Recorded(
                            new ShortLivedSignature(columns[0], format, columns[1].equals("yes"), reason), columns[3]);
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void isJudgedYearsAfterAsTheReferenceLibraryDid(Recorded recorded) throws IOException {
        ShortLivedSignature.Roots roots = new ShortLivedSignature.Roots(read("root.der"), read("time-root.der"));
        ShortLivedSignature signature = recorded.signature();
        assertThat(signature.expected() == null)
                .as(recorded.words())
                .isEqualTo(recorded.words().isEmpty());
        signature.assertJudgedAsExpected(read(signature.file()), roots, YEARS_AFTER);
    }

    @Test
    void bothEnvelopesWithAndWithoutTimestampAreThere() throws IOException {
        List<Recorded> all = recorded().toList();
        assertThat(all).hasSize(18);
        assertThat(all.stream().filter(each -> each.words().isEmpty())).hasSize(6);
    }

    private static Bytes read(String name) throws IOException {
        try (InputStream in = ShortLivedSignaturesTest.class.getResourceAsStream("/short-lived/" + name)) {
            return Bytes.copyOf(in.readAllBytes());
        }
    }
}
