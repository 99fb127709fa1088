/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceMemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Bytes CONTENT = Bytes.copyOf(new byte[744]);

    /** Room for two: each costs a kilobyte. */
    private final EvidenceMemory memory = new EvidenceMemory(2100);

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        put("one", CONTENT);
        put("two", CONTENT);
        assertThat(has("one")).isTrue();
        put("three", CONTENT);
        assertThat(has("two")).isFalse();
        assertThat(has("one")).isTrue();
        assertThat(has("three")).isTrue();
    }

    @Test
    void theSameAgainCountsOnce() {
        put("one", CONTENT);
        put("two", CONTENT);
        put("two", CONTENT);
        assertThat(has("one")).isTrue();
        assertThat(has("two")).isTrue();
    }

    @Test
    void whatHasExpiredMakesRoom() {
        put("one", CONTENT);
        put("two", CONTENT);
        assertThat(memory.find(key("two"), LATER)).isEmpty();
        put("three", CONTENT);
        assertThat(has("one")).isTrue();
    }

    @Test
    void emptyAnswersAreNotFree() {
        for (int i = 0; i < 100; i++) {
            put("empty " + i, Bytes.empty());
        }
        assertThat(has("empty 0")).isFalse();
        assertThat(has("empty 99")).isTrue();
    }

    private void put(String key, Bytes content) {
        memory.put(key(key), content, NOW, LATER);
    }

    private boolean has(String key) {
        return memory.find(key(key), NOW).isPresent();
    }

    private static Digest key(String key) {
        return Digest.sha256(Bytes.utf8(key));
    }
}
