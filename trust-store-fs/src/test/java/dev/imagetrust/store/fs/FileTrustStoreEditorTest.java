/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.store.fs.disk.CrashDisk;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustAnchor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** What the editor does with files; what every editor does is in {@link EditorContractTest}. */
class FileTrustStoreEditorTest {

    private static final Edit EDIT = Edit.by(new Provenance("alice", Instant.EPOCH, "test"));
    private static final Bytes KEY = Bytes.utf8(Samples.PUBLIC_KEY);
    private static final Bytes CERTIFICATE = Bytes.utf8(Samples.CERTIFICATE);
    private static final Digest DIGEST = Digest.sha256(KEY);
    private static final AnchorId ID = new AnchorId(AnchorKind.COSIGN_KEY, "default", DIGEST);

    @TempDir
    Path root;

    private FileTrustStoreEditor editor() throws IOException {
        return FileTrustStoreEditor.open(root);
    }

    private void put() throws Exception {
        editor().put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT);
    }

    @Test
    void filesLieWhereZotHasThemAndAreCalledAsThere() throws Exception {
        put();
        editor().put(AnchorKind.NOTATION_SIGNING_AUTHORITY, "acme", CERTIFICATE, EDIT);
        assertThat(root.resolve("_cosign/" + DIGEST)).hasBinaryContent(KEY.toByteArray());
        assertThat(root.resolve("_notation/truststore/x509/signingAuthority/acme/" + Digest.sha256(CERTIFICATE)))
                .hasBinaryContent(CERTIFICATE.toByteArray());
    }

    /** As zot's or tighter: folders 0700, keys 0644, the policy without the right to execute it. */
    @Test
    void permissionsAreZotsOrTighter() throws Exception {
        put();
        editor().initialise(EDIT);
        assertThat(permissions("_cosign")).isEqualTo("rwx------");
        assertThat(permissions("_cosign/" + DIGEST)).isEqualTo("rw-r--r--");
        assertThat(permissions("_notation/truststore/x509/ca/default")).isEqualTo("rwx------");
        assertThat(permissions("_notation/trustpolicy.json")).isEqualTo("rw-------");
        assertThat(permissions("_journal.jsonl")).isEqualTo("rw-------");
        assertThat(permissions("_lock")).isEqualTo("rw-------");
        assertThat(permissions("_turn")).isEqualTo("rw-------");
    }

    @Test
    void portableNamesAreReadAndChangedAsWell() throws Exception {
        Path portable = write("_cosign/" + DIGEST.toString().replace(':', '-'), KEY);
        assertThat(editor().find(ID).orElseThrow().state()).isEqualTo(MaterialState.IN_FORCE);
        assertThat(editor().put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT).changed())
                .isFalse();
        editor().disable(ID, EDIT);
        assertThat(portable).doesNotExist();
        editor().enable(ID, EDIT);
        assertThat(portable).exists();
    }

    /** What zot or an operator put there is changed like what we put there; nobody knows who added it. */
    @Test
    void filesOfOthersAreListedAndDeleted() throws Exception {
        write("_cosign/team.pub", KEY);
        write("_cosign/" + DIGEST, KEY);
        StoredMaterial found = editor().list(MaterialQuery.all()).items().get(0);
        assertThat(found.id()).isEqualTo(ID);
        assertThat(found.names()).containsExactly(DIGEST.toString(), "team.pub");
        assertThat(found.added()).isNull();
        editor().disable(ID, EDIT);
        assertThat(snapshotSize()).isZero();
        editor().enable(ID, EDIT);
        assertThat(snapshotSize()).isEqualTo(2);
        editor().delete(ID, EDIT);
        assertThat(snapshotSize()).isZero();
    }

    /** Of such a folder the editor remembers what it holds; who takes trust away looks again. */
    @Test
    void inAVeryFullFolderEveryFileOfDeletedMaterialIsFound() throws Exception {
        for (int i = 1; i <= 4100; i++) {
            Bytes key = EditingProgram.key(i);
            write("_cosign/" + Digest.sha256(key), key);
        }
        FileTrustStoreEditor editor = editor();
        editor.put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT);
        assertThat(editor.find(ID).orElseThrow().names()).containsExactly(DIGEST.toString());
        Path folder = root.resolve("_cosign");
        FileTime before = Files.getLastModifiedTime(folder);
        Path unseen = write("_cosign/team.pub", KEY);
        Files.setLastModifiedTime(folder, before);
        editor.disable(ID, EDIT);
        assertThat(unseen).doesNotExist();
        assertThat(editor.find(ID).orElseThrow().names()).containsExactly(DIGEST.toString(), "team.pub");
        editor.enable(ID, EDIT);
        assertThat(editor.find(ID).orElseThrow().names()).containsExactly(DIGEST.toString(), "team.pub");
        before = Files.getLastModifiedTime(folder);
        Path unseenAgain = write("_cosign/again.pub", KEY);
        Files.setLastModifiedTime(folder, before);
        editor.delete(ID, EDIT);
        assertThat(unseen).doesNotExist();
        assertThat(unseenAgain).doesNotExist();
        assertThat(editor.find(ID)).isEmpty();
        write("_cosign/seen.pub", KEY);
        assertThat(editor.find(ID).orElseThrow().names()).containsExactly("seen.pub");
    }

    /** On a disk so many files would take minutes. */
    @Test
    @Tag("every-combination")
    void aFullStoreTakesNoMoreUntilSomethingIsDeleted() throws Exception {
        Path store = CrashDisk.empty().path();
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(store);
        editor.put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT);
        for (int i = 0; i < Layout.MAX_ENTRIES - 3; i++) {
            Files.createFile(store.resolve("_cosign").resolve("sha256:%064x".formatted(i)));
        }
        editor.put(AnchorKind.COSIGN_KEY, "default", EditingProgram.key(1), EDIT);
        Bytes another = EditingProgram.key(2);
        EditRefusedException refused = catchThrowableOfType(
                EditRefusedException.class, () -> editor.put(AnchorKind.COSIGN_KEY, "default", another, EDIT));
        assertThat(refused.refusal()).isEqualTo(EditRefusal.STORE_FULL);
        editor.delete(ID, EDIT);
        assertThat(editor.put(AnchorKind.COSIGN_KEY, "default", another, EDIT).changed())
                .isTrue();
    }

    /** An operator's name may have got another key meanwhile, here and below {@code _disabled}. */
    @Test
    void nothingIsLostWhenANameIsUsedAgain() throws Exception {
        write("_cosign/team.pub", KEY);
        editor().disable(ID, EDIT);
        Bytes second = EditingProgram.key(1);
        AnchorId secondId = new AnchorId(AnchorKind.COSIGN_KEY, "default", Digest.sha256(second));
        write("_cosign/team.pub", second);
        editor().disable(secondId, EDIT);
        Bytes third = EditingProgram.key(2);
        write("_cosign/team.pub", third);
        editor().enable(ID, EDIT);
        editor().enable(secondId, EDIT);
        assertThat(FileTrustStore.open(root).snapshot().anchors())
                .extracting(TrustAnchor::material)
                .containsExactlyInAnyOrder(KEY, second, third);
    }

    @Test
    void aBadEntryIsReportedAndCanBeDeleted() throws Exception {
        Bytes half = KEY.slice(0, 50);
        write("_cosign/" + DIGEST, half);
        write("_cosign/junk", Bytes.utf8("junk"));
        List<StoredMaterial> bad = editor().list(MaterialQuery.all()).items();
        assertThat(bad).hasSize(2).allMatch(item -> item.state() == MaterialState.UNUSABLE);
        assertThat(bad).extracting(StoredMaterial::problem).contains("has other content than its name says");
        for (StoredMaterial each : bad) {
            editor().delete(each.id(), EDIT);
        }
        put();
        assertThat(FileTrustStore.open(root).snapshot().skipped()).isEmpty();
    }

    /** zot writes in place: what it left in part is made whole by the next upload. */
    @Test
    void puttingMendsAFileThatWasWrittenInPart() throws Exception {
        write("_cosign/" + DIGEST, KEY.slice(0, 50));
        assertThat(editor().put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT).changed())
                .isTrue();
        assertThat(root.resolve("_cosign/" + DIGEST)).hasBinaryContent(KEY.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_cosign", "_journal.jsonl", "_lock", "_turn", "_denied.json", "_disabled"})
    void aLinkInTheWayIsNotFollowed(String name) throws Exception {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Path target = name.contains(".") || name.matches("_(lock|turn)")
                ? Files.createFile(elsewhere.resolve("file"))
                : elsewhere;
        if (name.equals("_disabled")) {
            put();
        }
        Files.createSymbolicLink(root.resolve(name), target);
        assertThatThrownBy(() -> {
                    put();
                    editor().disable(ID, EDIT);
                })
                .isInstanceOf(IOException.class);
        assertThat(target.equals(elsewhere) ? elsewhere : target).satisfies(path -> {
            try (Stream<Path> files = Files.walk(elsewhere)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> file.toFile().length() > 0))
                        .isEmpty();
            }
        });
    }

    @Test
    void aFolderOrLinkInPlaceOfAFileIsNotReplaced() throws Exception {
        Files.createDirectories(root.resolve("_cosign/" + DIGEST));
        assertThatThrownBy(this::put).isInstanceOf(IOException.class);
        Files.delete(root.resolve("_cosign/" + DIGEST));
        Path outside = write("outside", KEY);
        Files.createSymbolicLink(root.resolve("_cosign/" + DIGEST), outside);
        assertThatThrownBy(this::put).isInstanceOf(IOException.class);
        assertThat(Files.isSymbolicLink(root.resolve("_cosign/" + DIGEST))).isTrue();
        assertThatThrownBy(() -> editor().putPolicy(PolicyKind.NOTATION, KEY, EDIT))
                .isInstanceOf(EditRefusedException.class);
    }

    @Test
    void namesThatDifferByCaseOnlyAreRefused() throws Exception {
        editor().put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT);
        EditRefusedException refused = catchThrowableOfType(
                EditRefusedException.class, () -> editor().put(AnchorKind.NOTATION_CA, "ACME", CERTIFICATE, EDIT));
        assertThat(refused.refusal()).isEqualTo(EditRefusal.STORE_NAME_INVALID);
        assertThat(root.resolve("_notation/truststore/x509/ca/ACME")).doesNotExist();
    }

    @Test
    void keysHaveOneStoreAndOtherAuthoritiesNone() throws Exception {
        assertThat(refusal(AnchorKind.COSIGN_KEY, "acme", KEY)).isEqualTo(EditRefusal.STORE_NAME_INVALID);
        assertThat(refusal(AnchorKind.COSIGN_CA, "acme", CERTIFICATE)).isEqualTo(EditRefusal.KIND_UNSUPPORTED);
        assertThat(refusal(AnchorKind.OPENPGP_KEY, AtomicFiles.TEMPORARY_PREFIX + "x", KEY))
                .isEqualTo(EditRefusal.STORE_NAME_INVALID);
        assertThat(refusal(AnchorKind.SIGSTORE_ROOT, "public", Bytes.utf8("[]")))
                .isEqualTo(EditRefusal.NOT_A_TRUSTED_ROOT);
        Bytes endless = Bytes.copyOf(new byte[Layout.MAX_FILE_BYTES + 1]);
        assertThat(refusal(AnchorKind.NOTATION_CA, "acme", endless)).isEqualTo(EditRefusal.TOO_LONG);
        assertThat(Files.list(root)).isEmpty();
    }

    @Test
    void aDenialNeedsAReasonThatFits() throws Exception {
        DenyTarget image = new DenyTarget.Image(DIGEST);
        for (DenyTarget target : List.of(image, new DenyTarget.OidcIdentity("https://i", "x".repeat(3000)))) {
            EditRefusedException refused = catchThrowableOfType(
                    EditRefusedException.class,
                    () -> editor().deny(target, target == image ? "x".repeat(300) : "", EDIT));
            assertThat(refused.refusal()).isEqualTo(EditRefusal.TOO_LONG);
        }
        assertThat(root.resolve("_denied.json")).doesNotExist();
    }

    @Test
    void aReadOnlyDirectoryHasItsException() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(root), "permissions do not bind this user");
        assertThatThrownBy(this::put).isInstanceOf(AccessDeniedException.class);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.list(root)).isEmpty();
    }

    @Test
    void aDirectoryThatVanishedHasItsException() throws Exception {
        Path store = Files.createDirectory(root.resolve("store"));
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(store);
        editor.put(AnchorKind.COSIGN_KEY, "default", KEY, EDIT);
        Files.move(store, root.resolve("moved"));
        assertThatThrownBy(() -> editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> editor.list(MaterialQuery.all())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> editor.find(ID)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(editor::revision).isInstanceOf(NoSuchFileException.class);
        assertThat(store).doesNotExist();
        assertThatThrownBy(() -> FileTrustStoreEditor.open(store)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aJournalThatWasChangedIsNotBelieved() throws Exception {
        put();
        editor().disable(ID, EDIT);
        editor().enable(ID, EDIT);
        Path journal = root.resolve("_journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines).hasSize(3);
        Files.write(journal, List.of(lines.get(0).replace("alice", "mallory"), lines.get(1), lines.get(2)));
        assertThatThrownBy(() -> editor().journal(0, 10)).isInstanceOf(IOException.class);
        Files.write(journal, List.of(lines.get(0), lines.get(2)));
        assertThatThrownBy(() -> editor().journal(0, 10)).isInstanceOf(IOException.class);
        Files.write(journal, List.of(lines.get(0), "{}"));
        assertThatThrownBy(() -> editor().delete(ID, EDIT)).isInstanceOf(IOException.class);
        Files.write(journal, List.of("x".repeat(2 * Journal.MAX_LINE + 1)));
        assertThatThrownBy(editor()::revision).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutEndIsCutOff() throws Exception {
        put();
        StoreRevision revision = editor().revision();
        Path journal = root.resolve("_journal.jsonl");
        Files.writeString(journal, "{\"n\":2,\"prev", StandardOpenOption.APPEND);
        assertThat(editor().revision()).isEqualTo(revision);
        editor().disable(ID, EDIT);
        assertThat(Files.readAllLines(journal)).hasSize(2);
        assertThat(editor().journal(0, 10)).hasSize(2);
    }

    @Test
    void aPageOfTheJournalBeginsAnywhere() throws Exception {
        for (int i = 0; i < 300; i++) {
            editor().put(AnchorKind.COSIGN_KEY, "default", EditingProgram.key(i), EDIT);
        }
        FileTrustStoreEditor editor = editor();
        assertThat(editor.journal(298, 10)).extracting(entry -> entry.number()).containsExactly(299L, 300L);
        assertThat(editor.journal(255, 2)).extracting(entry -> entry.number()).containsExactly(256L, 257L);
        assertThatThrownBy(() -> editor.journal(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private EditRefusal refusal(AnchorKind kind, String store, Bytes material) {
        return catchThrowableOfType(EditRefusedException.class, () -> editor().put(kind, store, material, EDIT))
                .refusal();
    }

    private int snapshotSize() throws IOException {
        return FileTrustStore.open(root).snapshot().anchors().size();
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(root.resolve(file), LinkOption.NOFOLLOW_LINKS));
    }

    private Path write(String file, Bytes content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, content.toByteArray());
    }
}
