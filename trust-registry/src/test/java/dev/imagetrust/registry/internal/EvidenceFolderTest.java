/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theOldestMakesRoomAndNothingOfOthersDoes() throws IOException {
        Path others = Files.writeString(folder.resolve("README"), "not ours");
        EvidenceFolder cache = new EvidenceFolder(folder, 2);
        cache.put(key(1), Bytes.utf8("one"), NOW);
        cache.put(key(2), Bytes.utf8("two"), NOW.minusSeconds(1));
        cache.put(key(3), Bytes.utf8("three"), NOW);
        assertThat(cache.find(key(2))).isEmpty();
        assertThat(cache.find(key(1))).isPresent();
        assertThat(cache.find(key(3))).isPresent();
        assertThat(others).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aFileThatIsTooLongIsNotRead() throws IOException {
        EvidenceFolder cache = new EvidenceFolder(folder, 2);
        cache.put(key(1), Bytes.utf8("one"), NOW);
        try (Stream<Path> files = Files.list(folder);
                RandomAccessFile file =
                        new RandomAccessFile(files.findAny().orElseThrow().toFile(), "rw")) {
            file.setLength(1L << 32);
        }
        assertThat(cache.find(key(1))).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotWritten() throws IOException {
        new EvidenceFolder(folder, 2, 100).put(key(1), Bytes.copyOf(new byte[101]), NOW);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatIsTooLongIsNotRead() {
        new EvidenceFolder(folder, 2, 101).put(key(1), Bytes.copyOf(new byte[101]), NOW);
        assertThat(new EvidenceFolder(folder, 2, 101).find(key(1))).isPresent();
        assertThat(new EvidenceFolder(folder, 2, 100).find(key(1))).isEmpty();
    }

    @Test
    void saysWhenItWasWritten() {
        EvidenceFolder cache = new EvidenceFolder(folder, 2);
        cache.put(key(1), Bytes.utf8("one"), NOW);
        assertThat(cache.find(key(1)).orElseThrow().written()).isEqualTo(NOW);
    }

    private static Digest key(int number) {
        return Digest.sha256(Bytes.utf8("key " + number));
    }
}
