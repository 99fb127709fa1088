/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtomicFilesTest {

    private static final Bytes OLD = Bytes.utf8("old");
    private static final Bytes NEW = Bytes.utf8("new content");

    @TempDir
    Path folder;

    private static void replace(Path target) throws IOException {
        AtomicFiles.replace(target, NEW, AtomicFiles.Access.OWNER);
    }

    private static Bytes content(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }

    private Path oldFile(String name) throws IOException {
        return Files.write(folder.resolve(name), OLD.toByteArray());
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void refusesASymbolicLinkAndLeavesItsTargetAlone() throws IOException {
        Path elsewhere = oldFile("elsewhere");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertThatThrownBy(() -> replace(link)).isInstanceOf(FileSystemException.class);
        assertThat(content(elsewhere)).isEqualTo(OLD);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void refusesASymbolicLinkToNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertThatThrownBy(() -> replace(link)).isInstanceOf(FileSystemException.class);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void refusesAFolderAsTarget() throws IOException {
        Path target = Files.createDirectory(folder.resolve("folder"));

        assertThatThrownBy(() -> replace(target)).isInstanceOf(FileSystemException.class);
        assertThat(target).isDirectory();
    }

    @Test
    void refusesARootFolderAsTarget() {
        Path root = folder.getRoot();

        assertThatThrownBy(() -> replace(root)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void failsWithoutTheFolderAndMakesNone() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> replace(missing.resolve("file"))).isInstanceOf(NoSuchFileException.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhenTheLastStepFails() throws IOException {
        Path nameTooLong = folder.resolve("x".repeat(300));

        assertThatThrownBy(() -> replace(nameTooLong)).isInstanceOf(IOException.class);
        assertThat(files()).isZero();
    }

    @Test
    void doesNotTouchTheFolderBeforeTheContentIsThere() throws IOException {
        Path target = oldFile("file");
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> AtomicFiles.replace(target, NEW, AtomicFiles.Access.OWNER, missing))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(content(target)).isEqualTo(OLD);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void leavesNothingInTheFolderForTemporaryFiles() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        Path nameTooLong = store.resolve("x".repeat(300));

        AtomicFiles.replace(store.resolve("file"), NEW, AtomicFiles.Access.OWNER, folder);
        assertThatThrownBy(() -> AtomicFiles.replace(nameTooLong, NEW, AtomicFiles.Access.OWNER, folder))
                .isInstanceOf(IOException.class);

        assertThat(content(store.resolve("file"))).isEqualTo(NEW);
        assertThat(files()).isEqualTo(1);
        try (Stream<Path> inStore = Files.list(store)) {
            assertThat(inStore).hasSize(1);
        }
    }

    @Test
    void writesANewFile() throws IOException {
        Path target = folder.resolve("file");

        replace(target);

        assertThat(content(target)).isEqualTo(NEW);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void replacesAnExistingFile() throws IOException {
        Path target = oldFile("file");

        replace(target);

        assertThat(content(target)).isEqualTo(NEW);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void leavesTheOldFileToThoseWhoHaveItOpen() throws IOException {
        Path target = oldFile("file");

        try (var reader = Files.newInputStream(target)) {
            replace(target);
            assertThat(Bytes.copyOf(reader.readAllBytes())).isEqualTo(OLD);
        }
    }

    @Test
    void writesAnEmptyFile() throws IOException {
        Path target = oldFile("file");

        AtomicFiles.replace(target, Bytes.empty(), AtomicFiles.Access.OWNER);

        assertThat(target).isEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({"OWNER, rw-------", "EVERYBODY, rw-r--r--"})
    @DisabledOnOs(OS.WINDOWS)
    void setsPermissionsWhateverTheOldFileHad(AtomicFiles.Access access, String permissions) throws IOException {
        Path target = oldFile("file");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));

        AtomicFiles.replace(target, NEW, access);

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString(permissions));
    }
}
