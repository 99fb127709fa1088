/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.JournalEntry;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several processes, and class loaders in one, in the same store. A few of them in every build; as many as the issue asks for
 * with {@code -Dimagetrust.store.processes=8 -Dimagetrust.store.uploads=200 -Dimagetrust.store.kills=100}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class StoreProcessesTest {

    private static final int PROCESSES = Integer.getInteger("imagetrust.store.processes", 2);
    private static final int UPLOADS = Integer.getInteger("imagetrust.store.uploads", 20);
    private static final int KILLS = Integer.getInteger("imagetrust.store.kills", 2);
    private static final Edit EDIT = Edit.by(new Provenance("parent", Instant.EPOCH, "test"));

    @TempDir
    Path root;

    @Test
    void processesThatUploadAtOnceLoseNothing() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        editor.initialise(EDIT);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(EditingProcesses.start(root, "upload", i * UPLOADS, UPLOADS));
        }
        FileTrustStore reader = FileTrustStore.open(root);
        while (processes.stream().anyMatch(Process::isAlive)) {
            reader.refresh();
            assertThatNothingIsHalfWritten(reader);
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        reader.refresh();
        assertThatNothingIsHalfWritten(reader);
        assertThatAllIsThere(reader.snapshot(), PROCESSES * UPLOADS);
        assertThat(editor.journal(0, 1)).hasSize(1);
        assertThatTheJournalIsTrue(editor);
    }

    /** Each class loader has a lock of its own, as far as static state goes. */
    @Test
    void classLoadersInOneProcessWaitForEachOther() throws Exception {
        FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08).initialise(EDIT);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int first = i * 20;
            work.add(threads.submit(i % 2 == 0 ? here(first) : elsewhere(first)));
        }
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();
        assertThatAllIsThere(FileTrustStore.open(root).snapshot(), 80);
        assertThatTheJournalIsTrue(FileTrustStoreEditor.open(root));
    }

    @Test
    void aProcessThatIsKilledLeavesAWholeStore() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < KILLS; i++) {
            Process process = EditingProcesses.start(root, "anything", i);
            assertThat(process.getInputStream().read()).isEqualTo('b');
            assertThat(process.waitFor(20 + random.nextInt(200), TimeUnit.MILLISECONDS))
                    .isFalse();
            process.destroyForcibly().waitFor();
            FileTrustStore store = FileTrustStore.open(root);
            assertThat(store.snapshot().skipped()).isEmpty();
            FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
            assertThatTheJournalIsTrue(editor);
            store.refresh();
            assertThat(inForce(editor)).hasSize(store.snapshot().anchors().size());
        }
    }

    private Callable<Void> here(int first) {
        return () -> {
            EditingProgram.upload(root, first, 20);
            return null;
        };
    }

    private Callable<Void> elsewhere(int first) {
        return () -> {
            try (URLClassLoader loader = EditingProcesses.otherClassLoader()) {
                Class<?> program = loader.loadClass(EditingProgram.class.getName());
                assertThat(program).isNotEqualTo(EditingProgram.class);
                program.getMethod("upload", Path.class, int.class, int.class).invoke(null, root, first, 20);
            }
            return null;
        };
    }

    private static void assertThatNothingIsHalfWritten(FileTrustStore store) throws Exception {
        assertThat(store.snapshot().skipped()).isEmpty();
        assertThat(PolicyGrowth.isManaged(store.contents().notationPolicy().orElseThrow()))
                .isTrue();
    }

    private void assertThatAllIsThere(TrustSnapshot snapshot, int count) throws Exception {
        assertThat(snapshot.anchors()).hasSize(count);
        Set<String> stores = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            if (i % 10 == 0) {
                stores.add("ca:store-" + i);
                assertThat(snapshot.anchors(AnchorKind.NOTATION_CA, "store-" + i))
                        .hasSize(1);
            }
        }
        Bytes policy = FileTrustStore.open(root).contents().notationPolicy().orElseThrow();
        assertThat(Json.parseObject(policy, JsonLimits.CONFIGURATION)
                        .array("trustPolicies")
                        .objects()
                        .get(0)
                        .array("trustStores")
                        .texts())
                .containsExactlyInAnyOrderElementsOf(stores);
    }

    /** What the journal tells, entry by entry, is what lies in the store. */
    private static void assertThatTheJournalIsTrue(FileTrustStoreEditor editor) throws IOException {
        Set<String> inForce = new LinkedHashSet<>();
        Set<String> disabled = new LinkedHashSet<>();
        Set<String> denied = new LinkedHashSet<>();
        List<String> policies = new ArrayList<>();
        long after = 0;
        List<JournalEntry> page = editor.journal(after, MaterialQuery.MAX_LIMIT);
        while (!page.isEmpty()) {
            for (JournalEntry entry : page) {
                after = entry.number();
                if (entry.undone()) {
                    continue;
                }
                switch (entry.action()) {
                    case PUT -> assertThat(inForce.add(entry.subject())).isTrue();
                    case DISABLE -> {
                        assertThat(inForce.remove(entry.subject())).isTrue();
                        disabled.add(entry.subject());
                    }
                    case ENABLE -> {
                        assertThat(disabled.remove(entry.subject())).isTrue();
                        inForce.add(entry.subject());
                    }
                    case DELETE ->
                        assertThat(inForce.remove(entry.subject()) | disabled.remove(entry.subject()))
                                .isTrue();
                    case DENY -> assertThat(denied.add(entry.subject())).isTrue();
                    case ALLOW -> assertThat(denied.remove(entry.subject())).isTrue();
                    case POLICY, INITIALISE -> policies.add(entry.subject());
                }
            }
            page = editor.journal(after, MaterialQuery.MAX_LIMIT);
        }
        assertThat(inForce(editor)).isEqualTo(inForce);
        assertThat(editor.denied().entries().stream()
                        .map(entry -> entry.target().toString()))
                .containsExactlyInAnyOrderElementsOf(denied);
        for (PolicyKind kind : PolicyKind.values()) {
            editor.policy(kind)
                    .ifPresent(policy -> assertThat(policies).contains(kind.id() + '@' + Digest.sha256(policy)));
        }
    }

    private static Set<String> inForce(FileTrustStoreEditor editor) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        MaterialQuery query = MaterialQuery.all().limit(MaterialQuery.MAX_LIMIT);
        MaterialPage page = editor.list(query);
        while (true) {
            for (StoredMaterial item : page.items()) {
                if (item.state() == MaterialState.IN_FORCE) {
                    found.add(item.id().toString());
                    assertThat(item.added()).isNotNull();
                }
            }
            if (page.next() == null) {
                return found;
            }
            page = editor.list(query.after(page.next()));
        }
    }
}
