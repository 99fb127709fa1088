/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.Provenance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Waiting for others that edit has an end: in this thread's process, in another class loader's, and in another process. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoreLockTest {

    private static final Provenance HOLDER = new Provenance("holder", Instant.EPOCH, "another thread");
    private static final Edit EDIT = Edit.by(new Provenance("waiter", Instant.EPOCH, "test"));
    private static final Duration VERY_LONG = Duration.ofMinutes(4);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path root;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private interface Body {
        void run() throws Exception;
    }

    /** Another thread of this process holds the lock meanwhile. */
    private void whileAThreadHolds(Body body) throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> holder =
                threads.submit(() -> StoreLock.of(root).<Boolean, InterruptedException>holding(HOLDER, held -> {
                    holds.countDown();
                    return enough.await(4, TimeUnit.MINUTES);
                }));
        holds.await();
        try {
            body.run();
        } finally {
            enough.countDown();
            holder.get();
        }
    }

    /** Another process does. */
    private void whileAProcessHolds(Body body) throws Exception {
        Process process = EditingProcesses.start(root, "hold");
        try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(output.readLine()).isEqualTo("holds");
            body.run();
            process.getOutputStream().close();
            assertThat(output.readLine()).isEqualTo("done");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private FileTrustStoreEditor editor(Duration patience) throws IOException {
        return FileTrustStoreEditor.open(root).waitingAtMost(patience);
    }

    private void put(Duration patience) throws Exception {
        editor(patience).put(AnchorKind.COSIGN_KEY, "default", EditingProgram.key(0), EDIT);
    }

    private String tryInAnotherProcess() throws Exception {
        Process process = EditingProcesses.start(root, "try");
        try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
            String answer = output.readLine();
            assertThat(process.waitFor()).isZero();
            return answer;
        }
    }

    private void assertThatNothingChanged() {
        assertThat(root.resolve("_cosign")).doesNotExist();
        assertThat(root.resolve("_journal.jsonl")).doesNotExist();
    }

    @Test
    void doesNotWaitForAnotherThreadLongerThanItIsReadyTo() throws Exception {
        whileAThreadHolds(() -> {
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> put(SHORT))
                    .satisfies(busy -> assertThat(busy.holder()).contains(HOLDER))
                    .withMessageContaining("waited PT0.05S");
            assertThatThrownBy(() -> editor(SHORT).journal(0, 1)).isInstanceOf(StoreBusyException.class);
            assertThatNothingChanged();
        });
        put(Duration.ZERO);
    }

    @Test
    void doesNotWaitForAnotherProcessLongerThanItIsReadyTo() throws Exception {
        whileAProcessHolds(() -> {
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> put(SHORT))
                    .satisfies(busy ->
                            assertThat(busy.holder().orElseThrow().from()).isEqualTo("another process"))
                    .withMessageContaining("holder");
            assertThatNothingChanged();
        });
        put(Duration.ZERO);
    }

    @Test
    void doesNotWaitForAnotherClassLoaderLongerThanItIsReadyTo() throws Exception {
        whileAThreadHolds(() -> {
            try (URLClassLoader loader = EditingProcesses.otherClassLoader()) {
                Class<?> program = loader.loadClass(EditingProgram.class.getName());
                assertThat(program).isNotEqualTo(EditingProgram.class);
                assertThat(program.getMethod("tryAtOnce", Path.class).invoke(null, root))
                        .isEqualTo("busy");
            }
        });
        assertThat(EditingProgram.tryAtOnce(root)).isEqualTo("changed");
    }

    /** POSIX drops a process's locks on a file with any of its channels to the file. */
    @Test
    void whoGaveUpWaitingHasNotLetOtherProcessesIn() throws Exception {
        whileAThreadHolds(() -> {
            assertThatThrownBy(() -> put(SHORT)).isInstanceOf(StoreBusyException.class);
            assertThatAnInterruptionEndsTheWait();
            assertThat(tryInAnotherProcess()).isEqualTo("busy");
            assertThat(EditingProgram.tryAtOnce(root)).isEqualTo("busy");
            assertThatNothingChanged();
        });
        assertThat(tryInAnotherProcess()).isEqualTo("changed");
    }

    @Test
    void aReaderThatGaveUpWaitingHasNotLetOtherProcessesIn() throws Exception {
        put(Duration.ZERO);
        whileAThreadHolds(() -> {
            StoreLock hasty = StoreLock.of(root).waitingAtMost(Duration.ZERO);
            assertThatThrownBy(() -> hasty.keepingEditorsOut(() -> Optional.of(true)))
                    .isInstanceOf(StoreBusyException.class);
            assertThat(tryInAnotherProcess()).isEqualTo("busy");
        });
    }

    /** The system drops {@code _turn} with who gave up; {@code _lock} is what keeps other processes out then. */
    @Test
    void aReaderKeepsOtherProcessesOutAlsoWhenSomebodyGaveUpWaitingForIt() throws Exception {
        put(Duration.ZERO);
        assertThat(StoreLock.of(root).keepingEditorsOut(() -> {
                    assertThatThrownBy(() -> put(Duration.ZERO)).isInstanceOf(StoreBusyException.class);
                    try {
                        return Optional.of(tryInAnotherProcess());
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                }))
                .contains("busy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_turn", "_lock"})
    void aReaderFollowsNoLinkToALock(String name) throws Exception {
        put(Duration.ZERO);
        Path lock = root.resolve(name);
        Files.move(lock, root.resolve("elsewhere"));
        Files.createSymbolicLink(lock, root.resolve("elsewhere"));
        assertThatThrownBy(() -> StoreLock.of(root).keepingEditorsOut(() -> Optional.of(true)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_turn", "_lock"})
    void aReaderThatMayNotOpenALockKeepsNobodyOut(String name) throws Exception {
        put(Duration.ZERO);
        Path lock = root.resolve(name);
        Files.setPosixFilePermissions(lock, Set.of());
        assumeFalse(Files.isReadable(lock), "permissions do not bind this user");
        assertThat(StoreLock.of(root).keepingEditorsOut(() -> Optional.of(true)))
                .isEmpty();
    }

    @Test
    void aReaderKeepsNobodyOutWhereNobodyEverLocked() throws Exception {
        assertThat(StoreLock.of(root).keepingEditorsOut(() -> Optional.of(true)))
                .isEmpty();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void anInterruptionEndsTheWaitForAnotherProcess() throws Exception {
        whileAProcessHolds(() -> {
            assertThatAnInterruptionEndsTheWait();
            assertThatNothingChanged();
            assertThat(tryInAnotherProcess()).isEqualTo("busy");
        });
        put(Duration.ZERO);
    }

    private void assertThatAnInterruptionEndsTheWait() throws Exception {
        CountDownLatch begins = new CountDownLatch(1);
        Thread[] waiter = new Thread[1];
        Future<Boolean> stillInterrupted = threads.submit(() -> {
            waiter[0] = Thread.currentThread();
            begins.countDown();
            assertThatThrownBy(() -> put(VERY_LONG)).isInstanceOf(InterruptedIOException.class);
            return Thread.interrupted();
        });
        begins.await();
        while (waiter[0].getState() == Thread.State.RUNNABLE && !stillInterrupted.isDone()) {
            Thread.onSpinWait(); // until it waits, or is in the middle of trying
        }
        waiter[0].interrupt();
        assertThat(stillInterrupted.get()).isTrue();
    }

    @Test
    void aThreadThatIsInterruptedAlreadyDoesNotBegin() throws Exception {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> put(VERY_LONG)).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThatNothingChanged();
        put(Duration.ZERO);
    }

    /** It waits for the one that works, and then goes on. */
    @Test
    void goesOnWhenTheOtherIsDone() throws Exception {
        Future<?>[] waiter = new Future<?>[1];
        whileAProcessHolds(() -> {
            waiter[0] = threads.submit(() -> {
                put(VERY_LONG);
                return null;
            });
            assertThatThrownBy(() -> put(SHORT)).isInstanceOf(StoreBusyException.class);
        });
        waiter[0].get();
        assertThat(FileTrustStore.open(root).snapshot().anchors()).hasSize(1);
    }

    @Test
    void whoEditsIsNamedMeanwhile() throws Exception {
        StoreFiles files = new StoreFiles(root.toRealPath());
        EditSequence edits = new EditSequence(StoreLock.of(files.root()), new Journal(files), new Effects(files));
        Edited nothing = edits.run(EDIT, () -> {
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> put(Duration.ZERO))
                    .satisfies(busy -> assertThat(busy.holder()).contains(EDIT.by()));
            return EditPlan.nothing();
        });
        assertThat(nothing.changed()).isFalse();
    }

    /** Nobody is named who is done, and nothing that is no name. */
    @Test
    void aReaderThatKeepsEditorsOutHasNoName() throws Exception {
        put(Duration.ZERO);
        Files.writeString(root.resolve("_turn"), "{\"who\":\"\",\"when\":\"never\",\"from\":\"\"}");
        StoreLock.of(root).keepingEditorsOut(() -> {
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> put(Duration.ZERO))
                    .satisfies(busy -> assertThat(busy.holder()).isEmpty());
            return Optional.of(true);
        });
        put(Duration.ZERO);
        assertThat(root.resolve("_turn")).isEmptyFile();
    }

    @Test
    void nobodyWaitsForLessThanNothing() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        assertThatThrownBy(() -> editor.waitingAtMost(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
