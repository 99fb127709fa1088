/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.trust.StoreChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A store of 100,000 keys: what its first reading costs in a process that has just begun, and one that finds no change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LargeStore {

    private static final int KEYS = 100_000;
    private static final int BITS = 17;

    private Path root;

    /** Writes the keys. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        root = Files.createTempDirectory("large-store");
        Path folder = Files.createDirectory(root.resolve("_cosign"));
        String key = new String(
                ForgedKey.generate(ForgedKey.Kind.EC_P256).publicKeyPem().toByteArray(), StandardCharsets.US_ASCII);
        for (int i = 0; i < KEYS; i++) {
            Bytes file = Bytes.utf8(key + blankLines(i));
            Files.write(folder.resolve(Digest.sha256(file).toString()), file.toByteArray());
        }
    }

    /** One key is as good as another; these tell the files apart. */
    private static String blankLines(int number) {
        StringBuilder lines = new StringBuilder();
        for (int bit = 0; bit < BITS; bit++) {
            lines.append((number >> bit & 1) == 0 ? "\n" : "\r\n");
        }
        return lines.toString();
    }

    /** Deletes them. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }

    /** Every file is opened, hashed and checked. */
    @Benchmark
    public FileTrustStore open() throws IOException {
        return FileTrustStore.open(root);
    }

    /** A store that is open already, for a look whether anything changed. */
    @State(Scope.Benchmark)
    public static class Opened {

        private FileTrustStore store;

        /** Reads it. */
        @Setup(Level.Trial)
        public void open(LargeStore files) throws IOException {
            store = FileTrustStore.open(files.root);
        }
    }

    /** Nothing changed. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(1)
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public StoreChanges unchangedRefresh(Opened opened) throws IOException {
        return opened.store.refresh();
    }
}
