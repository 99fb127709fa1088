/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.disk.CrashDisk;
import dev.imagetrust.store.fs.disk.CrashDisk.Luck;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.JournalEntry;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.TrustAnchor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Power failures and full disks in every step of every edit. Afterwards the store is as before or as after the edit, the
 * journal says which, and everything works again.
 */
@Tag("every-combination")
class CrashTest {

    private static final Edit EDIT = Edit.by(new Provenance("alice", Instant.EPOCH, "test"));
    private static final Bytes KEY = Bytes.utf8(Samples.PUBLIC_KEY);
    private static final Bytes OTHER_KEY = Bytes.utf8(Samples.PUBLIC_KEY + "\n");
    private static final Bytes CERTIFICATE = Bytes.utf8(Samples.CERTIFICATE);
    private static final AnchorId KEY_ID = new AnchorId(AnchorKind.COSIGN_KEY, "default", Digest.sha256(KEY));
    private static final DenyTarget IMAGE = new DenyTarget.Image(Digest.sha256(KEY));
    private static final DenyTarget OTHER_IMAGE = new DenyTarget.Image(Digest.sha256(OTHER_KEY));

    /** More steps than any edit has. */
    private static final int MANY = 200;

    private interface Work {
        void run(FileTrustStoreEditor editor) throws IOException, EditRefusedException;
    }

    /** What is there before, and what is edited. */
    enum Case {
        FIRST_PUT(editor -> {}, CrashTest::putKey),
        SECOND_PUT(editor -> editor.put(AnchorKind.COSIGN_KEY, "default", OTHER_KEY, EDIT), CrashTest::putKey),
        PUT_INTO_A_NEW_STORE(
                CrashTest::putKey, editor -> editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT)),
        DELETE(CrashTest::putKey, editor -> editor.delete(KEY_ID, EDIT)),
        DELETE_DISABLED(CrashTest::putDisabled, editor -> editor.delete(KEY_ID, EDIT)),
        DISABLE(CrashTest::putKey, editor -> editor.disable(KEY_ID, EDIT)),
        ENABLE(CrashTest::putDisabled, editor -> editor.enable(KEY_ID, EDIT)),
        FIRST_DENIAL(CrashTest::putKey, editor -> editor.deny(IMAGE, "why", EDIT)),
        SECOND_DENIAL(editor -> editor.deny(OTHER_IMAGE, "why", EDIT), editor -> editor.deny(IMAGE, "why", EDIT)),
        ALLOW(editor -> editor.deny(IMAGE, "why", EDIT), editor -> editor.allow(IMAGE, EDIT)),
        FIRST_POLICY(CrashTest::putKey, editor -> editor.putPolicy(PolicyKind.NOTATION, Bytes.utf8("{}"), EDIT)),
        POLICY_UPDATE(
                editor -> editor.putPolicy(PolicyKind.CONTAINERS, Bytes.utf8("{}"), EDIT),
                editor -> editor.putPolicy(PolicyKind.CONTAINERS, Bytes.utf8("{\"new\":1}"), EDIT)),
        INITIALISE(editor -> {}, editor -> editor.initialise(EDIT));

        private final Work before;
        private final Work edit;

        Case(Work before, Work edit) {
            this.before = before;
            this.edit = edit;
        }
    }

    private static void putKey(FileTrustStoreEditor editor) throws IOException, EditRefusedException {
        editor.put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT);
    }

    private static void putDisabled(FileTrustStoreEditor editor) throws IOException, EditRefusedException {
        putKey(editor);
        editor.disable(KEY_ID, EDIT);
    }

    /** Everything that can be told of a store but its journal. */
    private record State(Digest trust, List<String> policies, List<String> material) {

        static State of(CrashDisk disk) throws IOException {
            StoreContents contents = FileTrustStore.open(disk.path()).contents();
            List<String> policies = new ArrayList<>();
            for (PolicyKind kind : PolicyKind.values()) {
                policies.add(contents.policy(kind).toString());
            }
            List<String> material = FileTrustStoreEditor.open(disk.path()).list(MaterialQuery.all()).items().stream()
                    .map(item -> item.id() + " " + item.state())
                    .toList();
            assertThat(contents.snapshot().skipped()).isEmpty();
            return new State(contents.snapshot().id(), policies, material);
        }
    }

    private static CrashDisk prepared(Case example) throws IOException, EditRefusedException {
        CrashDisk disk = CrashDisk.empty();
        example.before.run(FileTrustStoreEditor.open(disk.path()));
        return disk;
    }

    static Stream<Case> cases() {
        return Stream.of(Case.values());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPowerFailureLeavesTheOldStateOrTheNew(Case example) throws Exception {
        State before = State.of(prepared(example));
        CrashDisk finished = prepared(example);
        example.edit.run(FileTrustStoreEditor.open(finished.path()));
        State after = State.of(finished);
        assertThat(after).isNotEqualTo(before);
        int steps = 0;
        boolean sawOld = false;
        boolean sawNew = false;
        for (boolean cut = true; cut; steps++) {
            assertThat(steps).isLessThan(MANY);
            CrashDisk disk = prepared(example);
            disk.cutAfter(steps);
            cut = fails(example, disk);
            for (int seed = 0; seed < 8; seed++) {
                Luck luck = seed == 0 ? Luck.UNFORCED_LOST : seed == 1 ? Luck.EVERYTHING_KEPT : Luck.ANYTHING;
                CrashDisk left = disk.restarted(luck, seed);
                State found = State.of(left);
                assertThat(found)
                        .as("%s, cut after %s, %s", example, steps, luck)
                        .isIn(before, after);
                assertThat(cut || found.equals(after))
                        .as("what was returned from is kept")
                        .isTrue();
                sawOld |= found.equals(before);
                sawNew |= found.equals(after);
                assertThatOthersSeeWholeFiles(left);
                assertThatTheJournalIsTrue(example, left, found.equals(after));
                assertThat(State.of(left)).isEqualTo(found);
                assertThatEditsWork(left);
            }
        }
        assertThat(steps).isGreaterThan(3);
        assertThat(sawOld && sawNew).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DELETE", "DELETE_DISABLED"})
    void aFullDiskLeavesTheStoreAsItWas(Case example) throws Exception {
        State before = State.of(prepared(example));
        int failures = 0;
        for (boolean full = true; full; failures++) {
            assertThat(failures).isLessThan(MANY);
            CrashDisk disk = prepared(example);
            disk.fullAfter(failures);
            full = fails(example, disk);
            assertThat(State.of(disk).equals(before))
                    .as("%s, full after %s", example, failures)
                    .isEqualTo(full);
            disk.makeRoom();
            assertThatTheJournalIsTrue(example, disk, !full);
            assertThatEditsWork(disk);
        }
        assertThat(failures).isGreaterThan(2);
    }

    /** zot and notation read whatever lies in a store; so nothing does that is not called after its content. */
    private static void assertThatOthersSeeWholeFiles(CrashDisk disk) throws IOException {
        List<Path> stores = new ArrayList<>(List.of(disk.path().resolve("_cosign")));
        for (String type : Layout.notationTypes().keySet()) {
            stores.addAll(
                    children(disk.path().resolve("_notation/truststore/x509").resolve(type)));
        }
        for (Path store : stores) {
            for (Path file : children(store)) {
                assertThat(Layout.name(file))
                        .isEqualTo(Digest.sha256(Bytes.copyOf(Files.readAllBytes(file)))
                                .toString());
            }
        }
    }

    /** What lies in a folder; nothing where it is none. */
    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
                found.forEach(children::add);
            }
        }
        return children;
    }

    private static boolean fails(Case example, CrashDisk disk) throws EditRefusedException {
        try {
            example.edit.run(FileTrustStoreEditor.open(disk.path()));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The last entry is the edit if it came to pass; if not, there is none, or it says that it did not. */
    private static void assertThatTheJournalIsTrue(Case example, CrashDisk disk, boolean cameToPass)
            throws IOException, EditRefusedException {
        int entriesBefore = FileTrustStoreEditor.open(prepared(example).path())
                .journal(0, 100)
                .size();
        List<JournalEntry> journal = FileTrustStoreEditor.open(disk.path()).journal(0, 100);
        assertThat(journal.subList(0, entriesBefore)).noneMatch(JournalEntry::undone);
        List<JournalEntry> news = journal.subList(entriesBefore, journal.size());
        if (cameToPass) {
            assertThat(news).singleElement().matches(entry -> !entry.undone());
        } else {
            assertThat(news).hasSizeLessThan(2).allMatch(JournalEntry::undone);
        }
    }

    private static void assertThatEditsWork(CrashDisk disk) throws IOException, EditRefusedException {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(disk.path());
        Bytes third = Bytes.utf8(Samples.PUBLIC_KEY + "\n\n");
        assertThat(editor.put(AnchorKind.COSIGN_KEY, "default", third, EDIT).changed())
                .isTrue();
        assertThat(FileTrustStore.open(disk.path()).snapshot().anchors())
                .extracting(TrustAnchor::material)
                .contains(third);
        List<JournalEntry> journal = editor.journal(0, 100);
        assertThat(journal.get(journal.size() - 1).subject())
                .contains(Digest.sha256(third).toString());
    }
}
