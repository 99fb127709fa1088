/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What notation-go makes of our directories; run by {@code tests/store/run.sh}, which builds the program. */
class NotationReadsItTest {

    private static final String PROGRAM = System.getProperty("imagetrust.store.check", "");
    private static final Edit EDIT = Edit.by(new Provenance("alice", Instant.EPOCH, "test"));
    private static final Bytes ROOT = Bytes.utf8(Samples.CERTIFICATE);

    @TempDir
    Path root;

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(!PROGRAM.isEmpty(), "tests/store/run.sh was not used, which builds a reader with notation-go");
    }

    @Test
    void aNewStoreIsAConfigurationOfNotation() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        for (AnchorKind kind : ZotCompat.V2_1.storeKinds()) {
            editor.put(kind, "default", ROOT, EDIT);
        }
        assertThat(read("ca:default", "signingAuthority:default", "tsa:default"))
                .isEqualTo("0\nca:default 1\nsigningAuthority:default 1\ntsa:default 1\n");
    }

    @Test
    void aStoreAsIn2023IsAConfigurationOfNotation() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        editor.initialise(EDIT);
        editor.put(AnchorKind.NOTATION_CA, "acme", ROOT, EDIT);
        assertThat(read("ca:acme")).isEqualTo("0\nca:acme 1\n");
    }

    /** Also after every other edit: what is out of force is out of sight, and nothing of ours is in the way. */
    @Test
    void whatIsDisabledIsOutOfSight() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        editor.put(AnchorKind.NOTATION_CA, "default", ROOT, EDIT);
        AnchorId other = put(editor, Bytes.utf8(Samples.CERTIFICATE + "\n"));
        assertThat(read("ca:default")).isEqualTo("0\nca:default 2\n");
        editor.disable(other, EDIT);
        assertThat(read("ca:default")).isEqualTo("0\nca:default 1\n");
        editor.enable(other, EDIT);
        assertThat(read("ca:default")).isEqualTo("0\nca:default 2\n");
    }

    /** notation agrees on what spoils a store: a leaf is refused by us, and by it. */
    @Test
    void aLeafSpoilsTheStoreForNotationUntilItIsDeletedHere() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        editor.put(AnchorKind.NOTATION_CA, "default", ROOT, EDIT);
        Bytes leaf = ForgedChain.of(ForgedKey.generate(ForgedKey.Kind.EC_P256))
                .certificates()
                .get(0);
        Files.write(root.resolve("_notation/truststore/x509/ca/default/leaf.crt"), leaf.toByteArray());
        assertThat(read("ca:default")).startsWith("1\n");
        assertThat(FileTrustStore.open(root).snapshot().skipped()).hasSize(1);
        editor.delete(new AnchorId(AnchorKind.NOTATION_CA, "default", Digest.sha256(leaf)), EDIT);
        assertThat(read("ca:default")).isEqualTo("0\nca:default 1\n");
    }

    private static AnchorId put(FileTrustStoreEditor editor, Bytes certificate) throws Exception {
        editor.put(AnchorKind.NOTATION_CA, "default", certificate, EDIT);
        return new AnchorId(AnchorKind.NOTATION_CA, "default", Digest.sha256(certificate));
    }

    /** The status and what was printed. */
    private String read(String... stores) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM, root.resolve("_notation").toString()));
        command.addAll(List.of(stores));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + output;
    }
}
