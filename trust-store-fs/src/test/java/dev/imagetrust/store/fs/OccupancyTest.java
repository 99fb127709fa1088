/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is remembered of a full folder is no longer believed when somebody else may have changed it. */
class OccupancyTest {

    private static final String FULL = "_cosign";
    private static final String FEW = "_gpg/team";
    private static final String OURS = "ours.pub";
    private static final String THEIRS = "theirs.pub";
    private static final FileTime FINE = FileTime.from(Instant.parse("2026-01-01T00:00:00.123456Z"));
    private static final FileTime COARSE = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    static Path root;

    private static StoreFiles files;

    private Occupancy occupancy;

    @BeforeAll
    static void fillTheFolder() throws IOException {
        files = new StoreFiles(root.toRealPath());
        Files.createDirectories(files.at(FULL));
        Files.createDirectories(files.at(FEW));
        for (int i = 0; i < Inventory.Folder.MANY; i++) {
            add(FULL, name(i));
        }
    }

    @BeforeEach
    void knowNothing() {
        occupancy = new Occupancy(files);
    }

    @AfterEach
    void takeTheirsAway() throws IOException {
        for (String folder : List.of(FULL, FEW)) {
            StoreFiles.delete(files.at(folder), List.of(THEIRS, OURS, name(-1)));
        }
    }

    @Test
    void noticesWhatOthersAdd() throws IOException {
        assertThat(occupancy.others(FULL)).isEmpty();
        add(FULL, THEIRS);
        assertThat(occupancy.others(FULL)).containsExactly(THEIRS);
    }

    /** Our own change gives the folder a new time as well, behind which theirs must not vanish. */
    @Test
    void noticesWhatOthersAddedBeforeAChangeOfOurs() throws IOException {
        assertThat(occupancy.others(FULL)).isEmpty();
        add(FULL, THEIRS);
        occupancy.adding(FULL, () -> List.of(add(FULL, name(-1))));
        assertThat(occupancy.others(FULL)).containsExactly(THEIRS);
    }

    @Test
    void noticesWhatItAddsAndTakesAwayItself() throws IOException {
        assertThat(occupancy.others(FULL)).isEmpty();
        occupancy.adding(FULL, () -> List.of(add(FULL, OURS)));
        assertThat(occupancy.others(FULL)).containsExactly(OURS);
        occupancy.removing(FULL, () -> {
            Files.delete(files.at(FULL).resolve(OURS));
            return List.of(OURS);
        });
        assertThat(occupancy.others(FULL)).isEmpty();
    }

    @Test
    void remembersNothingWhereTimesHaveNoFractions() throws IOException {
        assertThat(othersAfterAHiddenChange(FULL, COARSE)).containsExactly(THEIRS);
    }

    @Test
    void remembersNothingOfAFolderWithFewFiles() throws IOException {
        assertThat(othersAfterAHiddenChange(FEW, FINE)).containsExactly(THEIRS);
    }

    /** Without this the two before would say nothing. */
    @Test
    void remembersAFullFolderWhileItsTimeIsTheSame() throws IOException {
        assertThat(othersAfterAHiddenChange(FULL, FINE)).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereHasRoom() throws IOException {
        assertThat(occupancy.hasRoom("_gpg/other")).isTrue();
        assertThat(occupancy.others("_gpg/other")).isEmpty();
    }

    @Test
    void aFolderThatVanishedIsNotRemembered() throws IOException {
        add(FULL, THEIRS);
        assertThat(occupancy.others(FULL)).containsExactly(THEIRS);
        Path aside = files.root().resolve("aside");
        Files.move(files.at(FULL), aside);
        assertThat(occupancy.others(FULL)).isEmpty();
        Files.move(aside, files.at(FULL));
    }

    @Test
    void aLinkInPlaceOfAFolderIsNotTheFolder() throws IOException {
        assertThat(occupancy.others(FULL)).isEmpty();
        Path aside = files.root().resolve("aside");
        Files.move(files.at(FULL), aside);
        Files.createSymbolicLink(files.at(FULL), aside);
        try {
            assertThatThrownBy(() -> occupancy.others(FULL)).isInstanceOf(IOException.class);
        } finally {
            Files.delete(files.at(FULL));
            Files.move(aside, files.at(FULL));
        }
    }

    /** Somebody adds a file between two looks, and the folder has the same time at both. */
    private List<String> othersAfterAHiddenChange(String folder, FileTime time) throws IOException {
        Files.setLastModifiedTime(files.at(folder), time);
        assertThat(occupancy.others(folder)).isEmpty();
        add(folder, THEIRS);
        Files.setLastModifiedTime(files.at(folder), time);
        return occupancy.others(folder);
    }

    private static String name(int number) {
        return Digest.sha256(Bytes.utf8("key " + number)).toString();
    }

    private static String add(String folder, String name) throws IOException {
        Files.createFile(files.at(folder).resolve(name));
        return name;
    }
}
