/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.store.fs.BadEntries;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.trust.StoreChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
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

    /** Whether all keys are different, or one lies in all files. */
    @Param({"distinct", "one"})
    private String keys;

    private Path root;

    /** Writes the keys. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        root = Files.createTempDirectory("large-store");
        if (keys.equals("distinct")) {
            ManyKeys.writeDistinct(root, KEYS);
        } else {
            ManyKeys.writeOne(root, KEYS);
        }
    }

    /** Deletes them. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        ManyKeys.delete(root);
    }

    /** Every file is opened, hashed and checked. */
    @Benchmark
    public FileTrustStore open() throws IOException {
        return FileTrustStore.open(root);
    }

    /** Threads of a host that help. */
    @State(Scope.Benchmark)
    public static class Threads {

        private final ExecutorService executor = Executors.newCachedThreadPool();

        /** Ends them. */
        @TearDown(Level.Trial)
        public void end() {
            executor.shutdown();
        }
    }

    /** The same on as many threads as there are processors. */
    @Benchmark
    public FileTrustStore openTogether(Threads threads) throws IOException {
        return FileTrustStore.open(
                root,
                BadEntries.SPOIL_THEIR_STORE,
                threads.executor,
                Runtime.getRuntime().availableProcessors());
    }

    /** The same once more in a process that has opened it before, as one that opens stores one after another. */
    @Benchmark
    @Warmup(iterations = 5)
    public FileTrustStore openAgain() throws IOException {
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
