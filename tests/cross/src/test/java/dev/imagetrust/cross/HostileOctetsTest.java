/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Damaged signatures of every format, through the whole engine. */
class HostileOctetsTest {

    private static final Map<Format, SignatureCandidate> GOOD = Arrays.stream(Format.values())
            .collect(Collectors.toMap(f -> f, Format::good, (a, b) -> a, () -> new EnumMap<>(Format.class)));

    private static Verdict verify(Format format, SignatureCandidate candidate) {
        return Fixed.with(candidate).verify(format.requirement());
    }

    @Test
    void whatIsDamagedHereIsGoodToBeginWith() {
        GOOD.forEach((format, good) -> {
            assertThat(verify(format, good).outcome()).as("%s", format).isEqualTo(Outcome.TRUSTED);
            for (Part part : Part.of(format, good)) {
                assertThat(verify(format, part.rebuild().apply(part.value())).outcome())
                        .as("%s %s", format, part.name())
                        .isEqualTo(Outcome.TRUSTED);
            }
        });
    }

    @Property(tries = 600)
    void noBitOfAPayloadOrASignatureCanBeTurned(
            @ForAll Format format, @ForAll @IntRange(max = 2) int which, @ForAll @IntRange(max = 1 << 20) int where) {
        List<Part> parts = Part.of(format, GOOD.get(format));
        Part part = parts.get(which % parts.size());
        int bit = where % (part.value().length() * 8);

        assertThat(verify(format, part.flipped(bit)).outcome())
                .as("%s %s bit %d", format, part.name(), bit)
                .isNotEqualTo(Outcome.TRUSTED);
    }

    /** Whatever a candidate is, its verifier has an answer of its own, and the engine need not catch anything. */
    @Property(tries = 600)
    void nothingMakesAVerifierThrow(@ForAll Format format, @ForAll Damage damage, @ForAll long seed) {
        SignatureCandidate good = GOOD.get(format);
        Bytes damaged = damage.done(Part.content(good), new Random(seed));
        Verdict verdict = verify(format, Part.with(good, damaged));

        assertThat(verdict.has(CoreReason.VERIFIER_FAILED)).as("%s", verdict).isFalse();
        assertThat(verdict.candidates()).hasSize(1);
    }

    @Test
    void aFragmentIsNeverTrusted() {
        GOOD.forEach((format, good) -> {
            Bytes content = Part.content(good);
            Stream.iterate(0, n -> n < content.length(), n -> n + 7).forEach(length -> {
                Verdict verdict = verify(format, Part.with(good, content.slice(0, length)));
                assertThat(verdict.outcome()).as("%s cut at %d", format, length).isNotEqualTo(Outcome.TRUSTED);
                assertThat(verdict.has(CoreReason.VERIFIER_FAILED)).isFalse();
            });
        });
    }

    /** What may happen to octets on their way. */
    enum Damage {
        FLIP,
        CUT,
        CUT_FRONT,
        DOUBLE,
        DOUBLE_A_PIECE,
        REMOVE_A_PIECE,
        ZERO_A_PIECE,
        APPEND,
        REPLACE_BY_NOISE;

        Bytes done(Bytes content, Random random) {
            byte[] octets = content.toByteArray();
            int a = random.nextInt(octets.length);
            int b = a + random.nextInt(octets.length - a) + 1;
            return switch (this) {
                case FLIP -> {
                    octets[a] ^= (byte) (1 << random.nextInt(8));
                    yield Bytes.copyOf(octets);
                }
                case CUT -> content.slice(0, a);
                case CUT_FRONT -> content.slice(a, octets.length);
                case DOUBLE -> joined(content, content);
                case DOUBLE_A_PIECE -> joined(content.slice(0, b), content.slice(a, octets.length));
                case REMOVE_A_PIECE -> joined(content.slice(0, a), content.slice(b, octets.length));
                case ZERO_A_PIECE -> {
                    Arrays.fill(octets, a, b, (byte) 0);
                    yield Bytes.copyOf(octets);
                }
                case APPEND -> joined(content, noise(random, 1 + random.nextInt(40)));
                case REPLACE_BY_NOISE -> noise(random, random.nextInt(600));
            };
        }

        private static Bytes noise(Random random, int length) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            return Bytes.copyOf(octets);
        }

        private static Bytes joined(Bytes first, Bytes second) {
            byte[] octets = Arrays.copyOf(first.toByteArray(), first.length() + second.length());
            System.arraycopy(second.toByteArray(), 0, octets, first.length(), second.length());
            return Bytes.copyOf(octets);
        }
    }
}
