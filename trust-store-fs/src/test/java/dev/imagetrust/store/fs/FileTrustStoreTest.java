/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class FileTrustStoreTest {

    private static final String CA = "_notation/truststore/x509/ca/";

    @TempDir
    Path root;

    @Test
    void refusesARootThatIsNotThere() {
        assertThatThrownBy(() -> FileTrustStore.open(root.resolve("absent"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesARootThatIsAFile() throws IOException {
        write("file", "x");
        assertThatThrownBy(() -> FileTrustStore.open(root.resolve("file"))).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EC PRIVATE KEY                 | is a private key",
                "PRIVATE KEY                    | is a private key",
                "ENCRYPTED SIGSTORE PRIVATE KEY | is a private key",
                "PGP PRIVATE KEY BLOCK          | is a private key",
                "CERTIFICATE                    | is a certificate, not a public key",
                "OPENSSH KEY                    | is a PEM block OPENSSH KEY",
            })
    void skipsWhatIsNoPublicKey(String label, String why) throws IOException {
        write("_cosign/key", "-----BEGIN " + label + "-----\nc2VjcmV0\n-----END " + label + "-----\n");
        assertThat(skipped()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(AnchorKind.COSIGN_KEY);
            assertThat(entry.store()).isEqualTo("default");
            assertThat(entry.why()).startsWith(why).doesNotContain("c2VjcmV0");
        });
        assertThat(read().anchors()).isEmpty();
    }

    @Test
    void skipsAPrivateKeyBesideACertificateAndKeepsItOutOfTheSnapshot() throws IOException {
        write(CA + "acme/both.pem", Samples.CERTIFICATE + Samples.PRIVATE_KEY);
        assertThat(skipped())
                .singleElement()
                .extracting(SkippedEntry::why)
                .asString()
                .contains("private key");
        assertThat(read().anchors()).isEmpty();
    }

    @Test
    void skipsACosignKeyOfAnAlgorithmThatNobodyVerifiesWith() throws IOException {
        write(
                "_cosign/x25519",
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAk=\n"
                        + "-----END PUBLIC KEY-----\n");
        assertThat(skipped()).extracting(SkippedEntry::name).containsExactly("x25519");
    }

    @Test
    void skipsAPublicKeyAmongCertificates() throws IOException {
        write(CA + "acme/key.pem", Samples.PUBLIC_KEY);
        assertThat(skipped()).singleElement().extracting(SkippedEntry::store).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_gpg/team/junk", "_sigstore/public/junk", "_cosign/junk", CA + "acme/junk"})
    void skipsJunk(String file) throws IOException {
        write(file, "nothing of use");
        assertThat(skipped()).extracting(SkippedEntry::name).containsExactly("junk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_gpg/team/empty", "_sigstore/public/empty", "_cosign/empty", CA + "acme/empty"})
    void skipsAnEmptyFile(String file) throws IOException {
        write(file, "");
        assertThat(skipped()).extracting(SkippedEntry::name).containsExactly("empty");
    }

    /** RFC 9580, section 4.2: packets of type 5, in both formats of header. */
    @ParameterizedTest
    @ValueSource(strings = {"9501fe0400", "94fe0400", "c5fe0400"})
    void skipsABinaryOpenPgpSecretKey(String packet) throws IOException {
        writeBytes("_gpg/team/secret.gpg", Bytes.fromHex(packet));
        assertThat(skipped())
                .singleElement()
                .extracting(SkippedEntry::why)
                .asString()
                .startsWith("is a secret key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:", "sha256-"})
    void skipsAFileThatWasWrittenInPart(String prefix) throws IOException {
        String hex = Digest.sha256(Bytes.utf8(Samples.PUBLIC_KEY + "rest")).hex();
        write("_cosign/" + prefix + hex, Samples.PUBLIC_KEY);
        assertThat(skipped())
                .singleElement()
                .extracting(SkippedEntry::why)
                .isEqualTo("has other content than its name says");
    }

    /** As long as a digest, or nearly one: it promises nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
                "sha256_ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "the256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "sha256:team.pub"
            })
    void readsAFileWhoseNameIsNoDigest(String name) throws IOException {
        write("_cosign/" + name, Samples.PUBLIC_KEY);
        assertThat(skipped()).isEmpty();
        assertThat(read().anchors()).hasSize(1);
    }

    @Test
    void skipsAFileThatIsTooLong() throws IOException {
        write("_cosign/long", "x".repeat(Layout.MAX_FILE_BYTES + 1));
        assertThat(skipped())
                .singleElement()
                .extracting(SkippedEntry::why)
                .asString()
                .startsWith("is longer than");
    }

    @Test
    void refusesMoreBytesThanAnyStoreHas() throws IOException {
        Path first = write("_gpg/team/0", "");
        try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
            file.setLength(Layout.MAX_FILE_BYTES);
        }
        for (int i = 1; i <= Layout.MAX_BYTES / Layout.MAX_FILE_BYTES; i++) {
            Files.createLink(first.resolveSibling("" + i), first);
        }
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("bytes");
    }

    @Test
    void refusesMoreEntriesThanAnyStoreHas() throws IOException {
        Path first = write("_cosign/0", "");
        for (int i = 1; i <= 100; i++) {
            Files.createLink(first.resolveSibling("" + i), first);
        }
        assertThat(StoreScan.of(root, Map.of(), 101, Readers.ONE).items()).hasSize(101);
        assertThatThrownBy(() -> StoreScan.of(root, Map.of(), 100, Readers.ONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_cosign/link", CA + "acme/link", "_gpg/team/link"})
    void skipsALinkToAGoodFile(String link) throws IOException {
        write("outside.pub", Samples.PUBLIC_KEY);
        link(link, "outside.pub");
        assertThat(skipped()).singleElement().extracting(SkippedEntry::why).isEqualTo("is a symbolic link");
        assertThat(read().anchors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "_cosign, COSIGN_KEY, default",
        "_notation/truststore/x509/ca, NOTATION_CA, ''",
        "_notation/truststore/x509/tsa/acme, NOTATION_TSA, acme",
        "_gpg, OPENPGP_KEY, ''",
        "_gpg/team, OPENPGP_KEY, team",
        "_sigstore, SIGSTORE_ROOT, ''"
    })
    void skipsAStoreThatIsALink(String link, AnchorKind kind, String store) throws IOException {
        write("elsewhere/acme/key", Samples.PUBLIC_KEY);
        link(link, "elsewhere");
        assertThat(skipped()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(kind);
            assertThat(entry.store()).isEqualTo(store);
            assertThat(entry.why()).isEqualTo("is a symbolic link");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"_notation", "_notation/truststore", "_notation/truststore/x509"})
    void aLinkAboveTheStoresSpoilsAllKindsOfNotationAndNothingElse(String link) throws IOException {
        write("_cosign/key", Samples.PUBLIC_KEY);
        Files.createDirectories(root.resolve("elsewhere"));
        link(link, "elsewhere");
        assertThat(skipped())
                .extracting(SkippedEntry::kind)
                .containsExactlyInAnyOrder(
                        AnchorKind.NOTATION_CA, AnchorKind.NOTATION_SIGNING_AUTHORITY, AnchorKind.NOTATION_TSA);
        assertThat(read().anchors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CA", "cas", "signingauthority"})
    void aMisspeltTypeIsNotPassedOverInSilence(String type) throws IOException {
        write("_notation/truststore/x509/" + type + "/acme/root.pem", Samples.CERTIFICATE);
        assertThat(skipped()).isNotEmpty().allMatch(entry -> entry.why().equals("is no type of store"));
    }

    @Test
    void skipsAFolderInsideAStore() throws IOException {
        write(CA + "acme/sub/root.pem", Samples.CERTIFICATE);
        assertThat(skipped()).singleElement().extracting(SkippedEntry::why).isEqualTo("is a directory");
    }

    @Test
    void skipsAFileOutsideOfNamedStores() throws IOException {
        write(CA + "root.pem", Samples.CERTIFICATE);
        assertThat(skipped()).singleElement().satisfies(entry -> {
            assertThat(entry.store()).isEmpty();
            assertThat(entry.why()).isEqualTo("lies outside of a named store");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "ü"})
    void skipsAStoreWithAnIllegalName(String store) throws IOException {
        write(CA + store + "/root.pem", Samples.CERTIFICATE);
        assertThat(skipped()).singleElement().extracting(SkippedEntry::why).isEqualTo("is not the name of a store");
    }

    @Test
    void skipsAFileThatMayNotBeRead() throws IOException {
        Path file = write("_cosign/key", Samples.PUBLIC_KEY);
        withPermissions(
                file,
                "-w-------",
                () -> assertThat(skipped())
                        .singleElement()
                        .extracting(SkippedEntry::why)
                        .isEqualTo("may not be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wx------", "r--------", "---------"})
    void skipsAStoreThatMayNotBeRead(String permissions) throws IOException {
        write(CA + "acme/root.pem", Samples.CERTIFICATE);
        write(CA + "other/root.pem", Samples.CERTIFICATE);
        withPermissions(root.resolve(CA + "acme"), permissions, () -> {
            assertThat(skipped())
                    .singleElement()
                    .extracting(SkippedEntry::store)
                    .isEqualTo("acme");
            assertThat(read().anchors(AnchorKind.NOTATION_CA, "other")).hasSize(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"_notation/trustpolicy.oci.json", "_notation/trustpolicy.json/x"})
    void refusesAPolicyThatNotationWouldNotReadTheSameWay(String file) throws IOException {
        write(file, "{}");
        write("_cosign/key", Samples.PUBLIC_KEY);
        StoreContents contents = FileTrustStore.open(root).contents();
        assertThatThrownBy(contents::notationPolicy)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trustpolicy");
        assertThat(contents.snapshot().anchors()).hasSize(1);
    }

    @Test
    void refusesAPolicyThatIsALink() throws IOException {
        write("policy", "{}");
        link("_notation/trustpolicy.json", "policy");
        StoreContents contents = FileTrustStore.open(root).contents();
        assertThatThrownBy(contents::notationPolicy).hasMessageContaining("is a symbolic link");
    }

    @Test
    void refusesAPolicyBehindALink() throws IOException {
        write("elsewhere/trustpolicy.json", "{}");
        link("_notation", "elsewhere");
        StoreContents contents = FileTrustStore.open(root).contents();
        assertThatThrownBy(contents::notationPolicy).hasMessageContaining("is a symbolic link");
    }

    @Test
    void refusesAPolicyThatIsTooLong() throws IOException {
        write("_notation/trustpolicy.json", "x".repeat(Layout.MAX_FILE_BYTES + 1));
        StoreContents contents = FileTrustStore.open(root).contents();
        assertThatThrownBy(contents::notationPolicy).hasMessageContaining("is longer than");
    }

    @Test
    void refusesAPolicyThatMayNotBeRead() throws IOException {
        Path file = write("_notation/trustpolicy.json", "{}");
        withPermissions(file, "-w-------", () -> {
            StoreContents contents = FileTrustStore.open(root).contents();
            assertThatThrownBy(contents::notationPolicy).hasMessageContaining("may not be read");
        });
    }

    @Test
    void readsAPolicyOfExactlyTheLimit() throws IOException {
        write("_notation/trustpolicy.json", "x".repeat(Layout.MAX_FILE_BYTES));
        assertThat(FileTrustStore.open(root).contents().notationPolicy())
                .map(Bytes::length)
                .contains(Layout.MAX_FILE_BYTES);
    }

    @Test
    void listsAnchorsByTheirNames() throws IOException {
        for (String name : List.of("c", "a", "d", "b")) {
            write("_cosign/" + name, Samples.PUBLIC_KEY);
        }
        assertThat(read().anchors()).extracting(TrustAnchor::name).containsExactly("a", "b", "c", "d");
    }

    @Test
    void namesWhatIsSkippedByItsPlaceWhereNoStoreDoes() throws IOException {
        write(CA + "root.pem", Samples.CERTIFICATE);
        write(CA + "acme/sub/root.pem", Samples.CERTIFICATE);
        assertThat(skipped())
                .extracting(SkippedEntry::name)
                .containsExactlyInAnyOrder("_notation/truststore/x509/ca/root.pem", "sub");
    }

    @Test
    void readsEachKindIntoItsStore() throws IOException {
        write("_cosign/sha256:" + Digest.sha256(Bytes.utf8(Samples.PUBLIC_KEY)).hex(), Samples.PUBLIC_KEY);
        write("_cosign/operator.pub", Samples.PUBLIC_KEY);
        write(CA + "default/root.pem", "described as people like\n" + Samples.CERTIFICATE);
        write("_notation/truststore/x509/signingAuthority/acme/root.pem", Samples.CERTIFICATE);
        write("_notation/truststore/x509/tsa/acme-2/root.pem", Samples.CERTIFICATE + Samples.CERTIFICATE);
        write("_gpg/team/key.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        writeBytes("_gpg/team/key.gpg", Bytes.fromHex("98330400"));
        writeBytes("_gpg/team/new-format.gpg", Bytes.fromHex("c6330400"));
        write("_gpg/team/pubring.kbx", "\0\0\0\1\1\1\0\2KBXf");
        write("_sigstore/public/trusted_root.json", "{}");
        TrustSnapshot snapshot = read();
        assertThat(snapshot.skipped()).isEmpty();
        assertThat(snapshot.anchors())
                .extracting(anchor -> anchor.kind().id() + ":" + anchor.store())
                .containsExactlyInAnyOrder(
                        "cosign-key:default",
                        "cosign-key:default",
                        "notation-ca:default",
                        "notation-signing-authority:acme",
                        "notation-tsa:acme-2",
                        "openpgp-key:team",
                        "openpgp-key:team",
                        "openpgp-key:team",
                        "openpgp-key:team",
                        "sigstore-root:public");
        assertThat(snapshot.anchors(AnchorKind.COSIGN_KEY, "default"))
                .extracting(TrustAnchor::material)
                .containsOnly(Bytes.utf8(Samples.PUBLIC_KEY));
    }

    @Test
    void anEmptyDirectoryIsAnEmptyStore() throws IOException {
        StoreContents contents = FileTrustStore.open(root).contents();
        assertThat(contents.snapshot().id()).isEqualTo(TrustSnapshot.empty().id());
        assertThat(contents.notationPolicy()).isEmpty();
    }

    @Test
    void createsAndWritesNothing() throws IOException {
        FileTrustStore.open(root).refresh();
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void passesOverOurOwnTemporaryFiles() throws IOException {
        write("_cosign/" + AtomicFiles.TEMPORARY_PREFIX + "1.tmp", "half a k");
        assertThat(read().skipped()).isEmpty();
    }

    @Test
    void passesOverTheRepositoriesBesideTheStore() throws IOException {
        write("team/app/index.json", "{}");
        write("_notation/plugins/x/notation-x", "x");
        assertThat(read().skipped()).isEmpty();
    }

    @Test
    void theRootItselfMayBeALink() throws IOException {
        write("real/_cosign/key", Samples.PUBLIC_KEY);
        link("alias", "real");
        assertThat(FileTrustStore.open(root.resolve("alias")).snapshot().anchors())
                .hasSize(1);
    }

    @Test
    void changesNothingUntilItIsToldToReadAgain() throws IOException {
        FileTrustStore store = FileTrustStore.open(root);
        write("_cosign/key", Samples.PUBLIC_KEY);
        assertThat(store.snapshot().anchors()).isEmpty();
        assertThat(store.refresh().isEmpty()).isFalse();
        assertThat(store.snapshot().anchors()).hasSize(1);
        assertThat(store.refresh().isEmpty()).isTrue();
    }

    @Test
    void aChangedPolicyIsAChange() throws IOException {
        FileTrustStore store = FileTrustStore.open(root);
        write("_notation/trustpolicy.json", "{ }");
        assertThat(store.refresh().isEmpty()).isFalse();
        assertThat(store.contents().notationPolicy()).contains(Bytes.utf8("{ }"));
    }

    @Test
    void aFailedRefreshKeepsTheLastReading() throws IOException {
        Path folder = Files.createDirectories(root.resolve("store"));
        write("store/_cosign/key", Samples.PUBLIC_KEY);
        FileTrustStore store = FileTrustStore.open(folder);
        Files.move(folder, root.resolve("moved"));
        assertThatThrownBy(store::refresh).isInstanceOf(IOException.class);
        assertThat(store.snapshot().anchors()).hasSize(1);
    }

    @Test
    void aRewrittenKeyIsAnotherKey() throws IOException {
        String other = Samples.PUBLIC_KEY + "\n";
        write("_cosign/key", Samples.PUBLIC_KEY);
        FileTrustStore store = FileTrustStore.open(root);
        write("_cosign/key", other);
        assertThat(store.refresh().isEmpty()).isFalse();
        assertThat(store.snapshot().anchors()).extracting(TrustAnchor::material).containsExactly(Bytes.utf8(other));
    }

    /** What is remembered of such a folder spares looking at the names that are digests, and only at those. */
    @Test
    void inAVeryFullFolderAFileOfAnotherNameIsStillReadAgain() throws IOException {
        for (int i = 1; i <= Inventory.Folder.MANY; i++) {
            String key = Samples.PUBLIC_KEY + "\n".repeat(i);
            write("_cosign/" + Digest.sha256(Bytes.utf8(key)), key);
        }
        write("_cosign/team.pub", Samples.PUBLIC_KEY);
        FileTrustStore store = FileTrustStore.open(root);
        assertThat(store.refresh().isEmpty()).isTrue();
        assertThat(store.snapshot().anchors()).hasSize(Inventory.Folder.MANY + 1);
        write("_cosign/team.pub", "no key any more");
        assertThat(store.refresh().isEmpty()).isFalse();
        assertThat(store.snapshot().anchors()).hasSize(Inventory.Folder.MANY);
        assertThat(store.snapshot().skipped()).hasSize(1);
    }

    @Test
    void aRemovedKeyIsGone() throws IOException {
        Path key = write("_cosign/key", Samples.PUBLIC_KEY);
        FileTrustStore store = FileTrustStore.open(root);
        Files.delete(key);
        assertThat(store.refresh().isEmpty()).isFalse();
        assertThat(store.snapshot().anchors()).isEmpty();
    }

    @Test
    void readsTheSameWithTheHelpOfOthers() throws IOException {
        for (int i = 0; i < 1200; i++) {
            String content = i % 7 == 0 ? "no key " + i : Samples.PUBLIC_KEY + "\n".repeat(i);
            Digest digest = Digest.sha256(Bytes.utf8(i % 11 == 0 ? "another" + i : content));
            write("_cosign/" + (i % 5 == 0 ? "key" + i : digest.toString()), content);
        }
        link("_cosign/link", "_cosign/key5");
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            FileTrustStore alone = FileTrustStore.open(root);
            FileTrustStore together = FileTrustStore.open(root, BadEntries.SPOIL_THEIR_STORE, executor, 4);
            assertThat(together.snapshot().id()).isEqualTo(alone.snapshot().id());
            assertThat(together.snapshot().anchors())
                    .isEqualTo(alone.snapshot().anchors())
                    .hasSizeGreaterThan(900);
            assertThat(together.snapshot().skipped())
                    .isEqualTo(alone.snapshot().skipped())
                    .hasSizeGreaterThan(200);

            write("_cosign/key5", Samples.PUBLIC_KEY);
            write("_cosign/more", Samples.PUBLIC_KEY);
            assertThat(together.refresh()).isEqualTo(alone.refresh());
            assertThat(together.snapshot().id()).isEqualTo(alone.snapshot().id());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whoHelpsShareTheLimitOnAllFiles() throws IOException {
        Path first = write("_gpg/team/0", "");
        try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
            file.setLength(Layout.MAX_BYTES / 600);
        }
        for (int i = 1; i <= 600; i++) {
            Files.createLink(first.resolveSibling("" + i), first);
        }
        assertThatThrownBy(() -> FileTrustStore.open(root, BadEntries.SPOIL_THEIR_STORE, Runnable::run, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void isReadByOneThreadAtLeast() {
        assertThatThrownBy(() -> FileTrustStore.open(root, BadEntries.SPOIL_THEIR_STORE, Runnable::run, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }

    private TrustSnapshot read() throws IOException {
        return FileTrustStore.open(root).snapshot();
    }

    private List<SkippedEntry> skipped() throws IOException {
        return read().skipped();
    }

    private Path write(String file, String content) throws IOException {
        return writeBytes(file, Bytes.utf8(content));
    }

    private Path writeBytes(String file, Bytes content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, content.toByteArray());
    }

    private void link(String link, String target) throws IOException {
        Path path = root.resolve(link);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, root.resolve(target));
    }

    private interface Action {
        void run() throws IOException;
    }

    private void withPermissions(Path path, String permissions, Action action) throws IOException {
        Path probe = Files.createFile(root.resolve("probe"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeFalse(Files.isReadable(probe), "permissions do not bind this user");
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        try {
            action.run();
        } finally {
            Files.setPosixFilePermissions(path, before);
        }
    }
}
