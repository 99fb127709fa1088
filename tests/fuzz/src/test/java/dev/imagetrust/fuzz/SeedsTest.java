/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The seeds of every target, and what a little damage makes of them: the same in every build. */
class SeedsTest {

    private static final int MUTATIONS = 25;

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesForTheSeeds(Target target) {
        Map<String, Bytes> seeds = Seeds.of(target);

        assertThat(seeds).isNotEmpty();
        seeds.values().forEach(target::feed);
        target.feed(Bytes.empty());
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesForDamagedSeeds(Target target) {
        Random random = new Random(target.name().hashCode());
        List<Bytes> seeds = List.copyOf(Seeds.of(target).values());
        for (int i = 0; i < MUTATIONS; i++) {
            Bytes seed = seeds.get(i % seeds.size());
            Bytes other = seeds.get(random.nextInt(seeds.size()));
            Bytes damaged = damaged(seed, other, random);
            try {
                target.feed(damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(damaged.toHex(), e);
            }
        }
    }

    /** Who starts from junk never gets past the first check. */
    @ParameterizedTest
    @EnumSource
    void startsFromAGoodSignature(Layout layout) {
        assertThat(layout.isGood(Seeds.read("seeds/" + layout.name() + "/good")))
                .isTrue();
    }

    private static Bytes damaged(Bytes seed, Bytes other, Random random) {
        byte[] octets = seed.toByteArray();
        if (octets.length == 0) {
            return seed;
        }
        int a = random.nextInt(octets.length);
        int b = a + random.nextInt(octets.length - a) + 1;
        return switch (random.nextInt(6)) {
            case 0 -> seed.slice(0, a);
            case 1 -> Resigned.joined(seed.slice(0, b), seed.slice(a, octets.length));
            case 2 -> Resigned.joined(seed.slice(0, a), seed.slice(b, octets.length));
            case 3 -> Resigned.joined(seed.slice(0, a), other);
            case 4 -> {
                Arrays.fill(octets, a, Math.min(b, a + 8), (byte) random.nextInt(256));
                yield Bytes.copyOf(octets);
            }
            default -> {
                octets[a] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.copyOf(octets);
            }
        };
    }
}
