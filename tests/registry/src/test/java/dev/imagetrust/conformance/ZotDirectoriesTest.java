/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.FileTrustStoreEditor;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.TrustAnchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Directories that a real zot and we write and read, one after the other and at the same time. Run by {@code tests/zot/run.sh}. */
class ZotDirectoriesTest {

    private static final Edit EDIT = Edit.by(new Provenance("alice", Instant.EPOCH, "test"));
    private static final List<String> IMAGES = List.of(
            "cosign/legacy-ecdsa-p256:v1",
            "cosign/bundle-ecdsa-p256:v1",
            "notation/jws-ecdsa-p256:v1",
            "notation/cose-rsa-3072:v1",
            "notation/jws-rsa-2048:v1",
            "cosign/unsigned:v1");
    private static final String JWS = "notation/jws-ecdsa-p256";
    private static final int EDITS = Integer.getInteger("imagetrust.zot.edits", 400);
    private static final int LEAST = 10;

    @TempDir
    Path folder;

    @BeforeEach
    void needsZot() {
        TrustPeer.needsZot();
    }

    /** The one difference: a policy that can be executed is a slip of zot's, and nobody but the owner has to read it. */
    @Test
    void theSameUploadsMakeTheSameDirectories() throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("zot"));
        Path own = Files.createDirectory(folder.resolve("ours"));
        Map<String, String> zots = afterUploads(TrustPeer.zot(theirs, ZotSettings.users()));
        Map<String, String> ours = afterUploads(TrustPeer.ours(own, ZotSettings.users()));
        String policy = "_notation/trustpolicy.json";
        assertThat(zots.remove(policy)).isEqualTo("rwx------ " + Digest.sha256(ZotCompat.V2_1.firstPolicy()));
        assertThat(ours.remove(policy)).isEqualTo("rw------- " + Digest.sha256(ZotCompat.V2_1.firstPolicy()));
        assertThat(ours).isEqualTo(zots).hasSizeGreaterThan(15);
    }

    /** Those that both take; what only zot takes is in tests/zot/differences.tsv. */
    private static Map<String, String> afterUploads(TrustPeer peer) throws Exception {
        try (peer) {
            for (Exchange exchange : ZotExchanges.forDirectories()) {
                assertThat(exchange.sendTo(peer.port()).status())
                        .as(exchange.id())
                        .isEqualTo("200");
            }
        }
        return tree(peer.root());
    }

    @Test
    void zotStartsOverADirectoryOfOursAndJudgesAsOverItsOwn() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        for (String key : ZotAnswers.KEYS) {
            editor.put(AnchorKind.COSIGN_KEY, "default", read(ZotAnswers.key(ZotRun.CORPUS, key)), EDIT);
        }
        for (String name : ZotAnswers.ROOTS) {
            editor.put(AnchorKind.NOTATION_CA, "default", read(ZotAnswers.root(ZotRun.CORPUS, name)), EDIT);
        }
        AnchorId disabled = putRoot(editor, AnchorKind.NOTATION_CA);
        editor.disable(disabled, EDIT);
        editor.deny(new DenyTarget.Image(Digest.sha256(Bytes.utf8("x"))), "why", EDIT);
        Map<String, String> before = tree(root);
        try (ZotRun zot = ZotRun.in(folder)) {
            assertThatItAnswersAsRecorded(zot);
        }
        assertThat(tree(root)).isEqualTo(before);
        FileTrustStore store = FileTrustStore.open(root);
        assertThat(store.snapshot().skipped()).isEmpty();
        assertThat(store.snapshot().anchors()).hasSize(ZotAnswers.KEYS.size() + ZotAnswers.ROOTS.size());
        assertThat(editor.find(disabled).orElseThrow().state()).isEqualTo(MaterialState.DISABLED);
    }

    @Test
    void weOpenADirectoryOfZotsAndChangeIt() throws Exception {
        try (ZotRun zot = ZotRun.in(folder)) {
            zot.giveWhatWasGiven();
            assertThatItAnswersAsRecorded(zot);
            FileTrustStore store = FileTrustStore.open(zot.root());
            assertThat(store.snapshot().skipped()).isEmpty();
            assertThat(store.contents().notationPolicy()).contains(ZotCompat.V2_1.firstPolicy());
            assertThat(materials(store)).isEqualTo(given());
            FileTrustStoreEditor editor = FileTrustStoreEditor.open(zot.root());
            assertThat(editor.initialise(EDIT).notes()).isEmpty();
            assertThat(editor.list(MaterialQuery.all()).items())
                    .hasSize(given().size())
                    .allMatch(item -> item.state() == MaterialState.IN_FORCE);
            AnchorId root = new AnchorId(
                    AnchorKind.NOTATION_CA,
                    "default",
                    Digest.sha256(read(ZotAnswers.root(ZotRun.CORPUS, "n-ecdsa-p256"))));
            editor.disable(root, EDIT);
            evaluate(zot);
            assertThat(isTrusted(zot)).as("after its root was disabled").isFalse();
            editor.enable(root, EDIT);
            evaluate(zot);
            assertThat(isTrusted(zot)).as("after its root was enabled again").isTrue();
        }
    }

    /**
     * An editor adds roots and keys as fast as it can, while zot judges one signature again and again:
     * it has to be trusted each time. With half a file in the store it is not, and zot keeps that for two hours.
     */
    @Test
    void zotMeetsNothingHalfWrittenWhileWeWrite() throws Exception {
        try (ZotRun zot = ZotRun.in(folder)) {
            zot.giveWhatWasGiven();
            zot.push(JWS);
            assertThat(isTrusted(zot)).isTrue();
            FileTrustStoreEditor editor = FileTrustStoreEditor.open(zot.root());
            Writing writing = new Writing(editor);
            Thread thread = new Thread(writing);
            thread.start();
            int judgements = 0;
            int untrusted = 0;
            while (thread.isAlive() || judgements < LEAST) {
                evaluate(zot);
                untrusted += isTrusted(zot) ? 0 : 1;
                judgements++;
            }
            System.out.println(judgements + " judgements beside " + EDITS + " edits, " + untrusted + " of them wrong");
            assertThat(untrusted).isZero();
            assertThat(writing.failure).isEmpty();
        }
    }

    /** Adds roots and keys, as fast as it can; none is taken away again. */
    private static final class Writing implements Runnable {

        private final FileTrustStoreEditor editor;
        private volatile String failure = "not finished";

        Writing(FileTrustStoreEditor editor) {
            this.editor = editor;
        }

        @Override
        public void run() {
            Bytes pem = ForgedChain.generate(ForgedKey.Kind.EC_P256).rootPem();
            Bytes key = ForgedKey.generate(ForgedKey.Kind.EC_P256).publicKeyPem();
            try {
                for (int i = 1; i <= EDITS / 2; i++) {
                    String ends = "\n".repeat(i);
                    editor.put(AnchorKind.NOTATION_CA, "default", joined(pem, ends), EDIT);
                    editor.put(AnchorKind.COSIGN_KEY, "default", joined(key, ends), EDIT);
                }
                failure = "";
            } catch (IOException | EditRefusedException e) {
                failure = e.toString();
            }
        }

        private static Bytes joined(Bytes pem, String ends) {
            return Bytes.utf8(new String(pem.toByteArray(), StandardCharsets.US_ASCII) + ends);
        }
    }

    private static void assertThatItAnswersAsRecorded(ZotRun zot) throws Exception {
        ZotAnswers answers = ZotAnswers.open(ZotRun.HOME);
        for (String image : IMAGES) {
            zot.push(image.substring(0, image.lastIndexOf(':')));
            assertThat(answers.text(zot.answer(image))).as(image).isEqualTo(answers.recorded(image));
        }
    }

    /** zot judges what it has of an image again whenever a signature of it is pushed. */
    private static void evaluate(ZotRun zot) throws Exception {
        zot.pushSignatures(JWS);
    }

    private static boolean isTrusted(ZotRun zot) throws Exception {
        return zot.answer(JWS + ":v1")
                .array("SignatureInfo")
                .objects()
                .get(0)
                .value("IsTrusted")
                .asBoolean();
    }

    private static AnchorId putRoot(FileTrustStoreEditor editor, AnchorKind kind) throws Exception {
        Bytes root = ForgedChain.generate(ForgedKey.Kind.EC_P256).rootPem();
        editor.put(kind, "default", root, EDIT);
        return new AnchorId(kind, "default", Digest.sha256(root));
    }

    private static Set<Digest> materials(FileTrustStore store) {
        Set<Digest> found = new HashSet<>();
        for (TrustAnchor anchor : store.snapshot().anchors()) {
            found.add(anchor.id().material());
        }
        return found;
    }

    private static Set<Digest> given() throws IOException {
        Set<Digest> given = new HashSet<>();
        for (String key : ZotAnswers.KEYS) {
            given.add(Digest.sha256(read(ZotAnswers.key(ZotRun.CORPUS, key))));
        }
        for (String name : ZotAnswers.ROOTS) {
            given.add(Digest.sha256(read(ZotAnswers.root(ZotRun.CORPUS, name))));
        }
        return given;
    }

    private static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }

    /** Names, permissions and content of what zot has for trust. */
    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (String part : List.of("_cosign", "_notation")) {
            List<Path> files = new ArrayList<>();
            try (Stream<Path> walk = Files.walk(root.resolve(part))) {
                walk.forEach(files::add);
            }
            for (Path file : files) {
                String mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
                tree.put(
                        root.relativize(file).toString(),
                        Files.isDirectory(file) ? mode : mode + ' ' + Digest.sha256(read(file)));
            }
        }
        return tree;
    }
}
