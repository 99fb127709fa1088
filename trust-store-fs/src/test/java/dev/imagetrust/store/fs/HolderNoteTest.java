/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody but us should write the note, and whoever does keeps nobody from working. */
class HolderNoteTest {

    private static final Provenance ALICE = new Provenance("alice", Instant.EPOCH, "her desk");
    private static final String NOTE = "{\"who\":\"alice\",\"when\":\"1970-01-01T00:00:00Z\",\"from\":\"her desk\"}";

    @TempDir
    Path folder;

    private Path file;
    private HolderNote note;

    @BeforeEach
    void lies() throws IOException {
        file = Files.createFile(folder.resolve("_turn"));
        note = new HolderNote(file);
    }

    @Test
    void namesWhoWorksWhileTheyDo() throws Exception {
        Files.writeString(file, "{\"who\":\"somebody whose process was killed, with a longer name\"}");
        note.<Object, RuntimeException>during(ALICE, () -> {
            assertThat(file).hasContent(NOTE);
            return assertThat(note.read()).contains(ALICE);
        });
        assertThat(file).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "[]",
                "{\"who\":\"alice\",\"when\":\"1970-01-01T00:00:00Z\"}",
                "{\"who\":1,\"when\":\"1970-01-01T00:00:00Z\",\"from\":\"\"}",
                "{\"who\":\"alice\",\"when\":\"just now\",\"from\":\"\"}",
                "{\"who\":\" \",\"when\":\"1970-01-01T00:00:00Z\",\"from\":\"\"}"
            })
    void whatIsNoNoteIsNobodyKnown(String written) throws IOException {
        Files.writeString(file, written);
        assertThat(note.read()).isEmpty();
    }

    @Test
    void readsNoFurtherThanANoteOfOursReaches() throws IOException {
        String blanks = " ".repeat((16 << 10) - NOTE.length());
        Files.writeString(file, blanks + NOTE);
        assertThat(note.read()).contains(ALICE);
        Files.writeString(file, ' ' + blanks + NOTE);
        assertThat(note.read()).isEmpty();
    }

    @Test
    void aLinkInItsPlaceIsNeitherReadNorWritten() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), NOTE);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(note.read()).isEmpty();
        assertThat(note.<Integer, RuntimeException>during(null, () -> 1)).isEqualTo(1);
        assertThat(elsewhere).hasContent(NOTE);
    }

    @Test
    void whereItCannotLieTheWorkIsDoneAllTheSame() throws Exception {
        Files.delete(file);
        assertThat(note.<Integer, RuntimeException>during(ALICE, () -> 1)).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(note.read()).isEmpty();
    }
}
