/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.TrustAnchor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A store that is written while it is read. */
class StoreReaderTest {

    private static final String OTHER = Samples.PUBLIC_KEY + "\n";

    @TempDir
    Path root;

    private Path key;

    @BeforeEach
    void writeAKey() throws IOException {
        key = Files.createDirectories(root.resolve("_cosign")).resolve("key");
        Files.writeString(key, Samples.PUBLIC_KEY);
    }

    /** Does something after each listing, until it has been done often enough. */
    private StoreReader.Scan disturbing(int times, Disturbance disturbance) {
        AtomicInteger done = new AtomicInteger();
        return (folder, known, limit) -> {
            Inventory inventory = StoreScan.of(folder);
            if (done.getAndIncrement() < times) {
                disturbance.happen(done.get());
            }
            return inventory;
        };
    }

    private StoreContents read(StoreReader.Scan scan) throws IOException {
        return new StoreReader(root, BadEntries.SPOIL_THEIR_STORE, Readers.ONE, scan)
                .read()
                .contents();
    }

    private interface Disturbance {
        void happen(int time) throws IOException;
    }

    @Test
    void givesUpWhileFilesKeepChanging() {
        StoreReader.Scan scan = disturbing(Integer.MAX_VALUE, time -> Files.writeString(key, "x".repeat(time)));
        assertThatThrownBy(() -> read(scan)).isInstanceOf(IOException.class).hasMessageContaining("keeps changing");
    }

    @Test
    void givesUpWhileFilesKeepVanishing() {
        StoreReader.Scan scan = (folder, known, limit) -> {
            Files.writeString(key, "x");
            Inventory inventory = StoreScan.of(folder);
            Files.delete(key);
            return inventory;
        };
        assertThatThrownBy(() -> read(scan)).isInstanceOf(IOException.class).hasMessageContaining("keeps changing");
    }

    /** It is there between two listings only, so that nobody sees a change. */
    @Test
    void doesNotFollowALinkThatAppearsAfterTheListing() throws IOException {
        Path outside = Files.writeString(root.resolve("outside"), OTHER);
        Path aside = root.resolve("aside");
        StoreReader.Scan scan = (folder, known, limit) -> {
            if (Files.exists(aside)) {
                Files.move(aside, key, StandardCopyOption.REPLACE_EXISTING);
                return StoreScan.of(folder);
            }
            Inventory inventory = StoreScan.of(folder);
            Files.move(key, aside);
            Files.createSymbolicLink(key, outside);
            return inventory;
        };
        assertThatThrownBy(() -> read(scan)).isInstanceOf(IOException.class);
    }

    @Test
    void countsWhatItNeedNotReadAgainAsWell() throws IOException {
        Path large = Files.createDirectories(root.resolve("_gpg/team")).resolve("0");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(Layout.MAX_FILE_BYTES);
        }
        for (int i = 1; i < Layout.MAX_BYTES / Layout.MAX_FILE_BYTES - 1; i++) {
            Files.createLink(large.resolveSibling("" + i), large);
        }
        StoreReader reader = new StoreReader(root, BadEntries.SPOIL_THEIR_STORE, Readers.ONE);
        Reading last = reader.read();
        Files.createLink(large.resolveSibling("another"), large);
        assertThatThrownBy(() -> reader.read(last))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void readsAgainWhenAFileWasRewritten() throws IOException {
        StoreContents contents = read(disturbing(1, time -> Files.writeString(key, OTHER)));
        assertThat(contents.snapshot().anchors())
                .extracting(TrustAnchor::material)
                .containsExactly(Bytes.utf8(OTHER));
    }

    @Test
    void readsAgainWhenAFileWasAdded() throws IOException {
        Path second = key.resolveSibling("second");
        StoreContents contents = read(disturbing(1, time -> Files.writeString(second, OTHER)));
        assertThat(contents.snapshot().anchors()).hasSize(2);
    }

    @Test
    void readsAgainWhenAFileWasDeleted() throws IOException {
        StoreContents contents = read(disturbing(1, time -> Files.delete(key)));
        assertThat(contents.snapshot().anchors()).isEmpty();
    }

    @Test
    void readsAgainWhenThePolicyWasRewritten() throws IOException {
        Path policy = Files.createDirectories(root.resolve("_notation")).resolve("trustpolicy.json");
        Files.writeString(policy, "1");
        StoreContents contents = read(disturbing(1, time -> Files.writeString(policy, "12")));
        assertThat(contents.notationPolicy()).contains(Bytes.utf8("12"));
    }

    @Test
    void tellsARewrittenFileOfTheSameLengthByItsTime() throws IOException {
        Inventory before = StoreScan.of(root);
        Files.setLastModifiedTime(key, FileTime.from(Instant.EPOCH));
        assertThat(StoreScan.of(root)).isNotEqualTo(before);
    }

    @Test
    void tellsAReplacedFileOfTheSameLengthAndTimeByItsKey() throws IOException {
        Inventory before = StoreScan.of(root);
        Path next = root.resolve("next");
        Files.writeString(next, Samples.PUBLIC_KEY);
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(key));
        Files.delete(key);
        Files.move(next, key);
        assertThat(StoreScan.of(root)).isNotEqualTo(before);
    }
}
