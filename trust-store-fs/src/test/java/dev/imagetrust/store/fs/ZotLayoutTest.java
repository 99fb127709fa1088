/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.ImportReport.Origin;
import dev.imagetrust.store.fs.ImportReport.Outcome;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What zot writes, then and now, what we write in its place, and how its directories are taken over. */
class ZotLayoutTest {

    private static final Edit EDIT = Edit.by(new Provenance("alice", Instant.EPOCH, "test"));
    private static final Bytes CERTIFICATE = Bytes.utf8(Samples.CERTIFICATE);
    private static final Bytes OPERATORS = Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[]}");

    @TempDir
    Path folder;

    private Path root;
    private Path policy;

    @BeforeEach
    void makeAStore() throws IOException {
        root = Files.createDirectory(folder.resolve("store"));
        policy = root.resolve("_notation/trustpolicy.json");
    }

    /** Z3. */
    @Test
    void aNewStoreHasTheFoldersAndThePolicyOfZot() throws Exception {
        assertThat(FileTrustStoreEditor.open(root).initialise(EDIT).changed()).isTrue();
        assertThat(policy).hasBinaryContent(ZotCompat.V2_1.firstPolicy().toByteArray());
        for (String type : new String[] {"ca", "signingAuthority", "tsa"}) {
            assertThat(root.resolve("_notation/truststore/x509/" + type + "/default"))
                    .isDirectory();
        }
        assertThat(root.resolve("_cosign")).isDirectory();
        assertThat(FileTrustStoreEditor.open(root).initialise(EDIT)).satisfies(again -> {
            assertThat(again.changed()).isFalse();
            assertThat(again.notes()).isEmpty();
        });
        assertThat(FileTrustStore.open(root).snapshot().skipped()).isEmpty();
    }

    @Test
    void uploadsDoNotTouchTheCurrentPolicy() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT);
        assertThat(policy).hasBinaryContent(ZotCompat.V2_1.firstPolicy().toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2_1", "SEED_2023_08"})
    void aPolicyOfAnOperatorStays(String profile) throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.valueOf(profile));
        editor.putPolicy(PolicyKind.NOTATION, OPERATORS, EDIT);
        editor.initialise(EDIT);
        Edited edited = editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT);
        assertThat(edited.changed()).isTrue();
        assertThat(policy).hasBinaryContent(OPERATORS.toByteArray());
        assertThat(edited.notes()).hasSize(profile.startsWith("SEED") ? 1 : 0);
    }

    @Test
    void olderPoliciesOfZotStayAsWellAndAreNamed() throws Exception {
        Files.createDirectories(policy.getParent());
        Files.write(policy, ZotPolicies.V2_0.toByteArray());
        assertThat(FileTrustStoreEditor.open(root).initialise(EDIT).notes()).hasSize(1);
        assertThat(policy).hasBinaryContent(ZotPolicies.V2_0.toByteArray());
    }

    @Test
    void theNewerFileOfNotationKeepsUsFromWritingTheOlder() throws Exception {
        Files.createDirectories(policy.getParent());
        Files.writeString(policy.resolveSibling("trustpolicy.oci.json"), "{}");
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        assertThat(editor.initialise(EDIT).changed()).isFalse();
        assertThatThrownBy(() -> editor.putPolicy(PolicyKind.NOTATION, OPERATORS, EDIT))
                .isInstanceOf(IOException.class);
        assertThat(policy).doesNotExist();
    }

    @Test
    void thePolicyOf2023GrowsWithUploads() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        editor.initialise(EDIT);
        assertThat(policy).hasBinaryContent(ZotCompat.SEED_2023_08.firstPolicy().toByteArray());
        assertThat(root.resolve("_notation/truststore")).doesNotExist();
        editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT);
        editor.put(AnchorKind.NOTATION_SIGNING_AUTHORITY, "a.b", CERTIFICATE, EDIT);
        editor.put(AnchorKind.NOTATION_CA, "acme", Bytes.utf8(Samples.CERTIFICATE + "\n"), EDIT);
        assertThat(policy)
                .hasContent("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"default-config\","
                        + "\"registryScopes\":[\"*\"],\"signatureVerification\":{\"level\":\"strict\"},"
                        + "\"trustStores\":[\"ca:acme\",\"signingAuthority:a.b\"],\"trustedIdentities\":[\"*\"]}]}");
    }

    /** What was stored before the policy could be written counts after the next upload of it. */
    @Test
    void anUploadThatIsRepeatedMendsThePolicy() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        assertThat(editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT).notes())
                .hasSize(1);
        editor.initialise(EDIT);
        assertThat(editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT).changed())
                .isTrue();
        assertThat(Files.readString(policy)).contains("ca:acme");
    }

    /** Anchors and policy that belong together are read together. */
    @Test
    void policyAndAnchorsComeOutOfOneReading() throws Exception {
        FileTrustStore store = FileTrustStore.open(root);
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        editor.initialise(EDIT);
        editor.put(AnchorKind.NOTATION_CA, "acme", CERTIFICATE, EDIT);
        assertThat(store.contents().notationPolicy()).isEmpty();
        assertThat(store.refresh()).satisfies(changes -> {
            assertThat(changes.added()).hasSize(1);
            assertThat(changes.policies()).containsExactly(PolicyKind.NOTATION);
        });
        assertThat(store.contents().notationPolicy()).isPresent();
        assertThat(store.contents().snapshot().anchors()).hasSize(1);
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(Origin.ZOT_2023_08, ZotPolicies.SEED, "acme"),
                Arguments.of(Origin.ZOT_2023_09, ZotPolicies.V2_0, "default"),
                Arguments.of(Origin.ZOT_2026_06, ZotPolicies.V2_1, "default"),
                Arguments.of(Origin.OTHER, OPERATORS, "default"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void layoutsOfAllTimesAreTakenOver(Origin origin, Bytes policyOfThen, String store) throws Exception {
        Path other = other(policyOfThen, store);
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        ImportReport report = editor.importFrom(other, EDIT);
        assertThat(report.origin()).isEqualTo(origin);
        assertThat(report.entries())
                .extracting(ImportReport.Entry::outcome)
                .containsExactly(Outcome.IMPORTED, Outcome.REFUSED, Outcome.IMPORTED);
        assertThat(report.entries().get(2).id().origin()).isEqualTo(store);
        assertThat(policy).hasBinaryContent(policyOfThen.toByteArray());
        assertThat(report.notes()).hasSize(origin == Origin.ZOT_2023_08 || origin == Origin.OTHER ? 1 : 0);
        assertThat(editor.importFrom(other, EDIT).entries())
                .extracting(ImportReport.Entry::outcome)
                .containsExactly(Outcome.THERE_ALREADY, Outcome.REFUSED, Outcome.THERE_ALREADY);
        assertThat(FileTrustStore.open(root).snapshot().skipped()).isEmpty();
    }

    /** The trap of the upgrade: certificates of named stores under a policy that knows only the default one. */
    @Test
    void anImportUnderAnotherPolicyNamesTheStoresThatDoNotCount() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        editor.initialise(EDIT);
        ImportReport report = editor.importFrom(other(ZotPolicies.SEED, "acme"), EDIT);
        assertThat(report.notes()).hasSize(2);
        assertThat(report.notes().get(1)).contains("ca:acme");
        assertThat(policy).hasBinaryContent(ZotCompat.V2_1.firstPolicy().toByteArray());
    }

    @Test
    void aStoreIsNotImportedIntoItself() throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
        assertThatThrownBy(() -> editor.importFrom(root, EDIT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badEntriesSpoilTheirStoreOrArePassedOver() throws Exception {
        write(root, "_cosign/good", Samples.PUBLIC_KEY);
        write(root, "_cosign/junk", "junk");
        write(root, "_notation/truststore/x509/ca/default/good", Samples.CERTIFICATE);
        write(root, "_notation/truststore/x509/ca/default/junk", "junk");
        assertThat(FileTrustStore.open(root).snapshot().skipped()).hasSize(2);
        StoreContents passed =
                FileTrustStore.open(root, BadEntries.ARE_PASSED_OVER).contents();
        assertThat(passed.snapshot().skipped()).isEmpty();
        assertThat(passed.snapshot().anchors()).hasSize(2);
        assertThat(passed.passedOver()).hasSize(2);
        StoreContents zot = FileTrustStore.open(root, BadEntries.LIKE_ZOT).contents();
        assertThat(zot.snapshot().skipped()).extracting(entry -> entry.kind()).containsExactly(AnchorKind.NOTATION_CA);
        assertThat(zot.passedOver()).extracting(entry -> entry.kind()).containsExactly(AnchorKind.COSIGN_KEY);
    }

    /** One bad entry is reported under its name, and is nobody's matter who does not rely on its store. */
    @ParameterizedTest
    @EnumSource(BadEntries.class)
    void aBadEntryIsReportedAndConcernsItsOwnStoreOnly(BadEntries choice) throws Exception {
        write(root, "_notation/truststore/x509/ca/bad/junk", "junk");
        write(root, "_notation/truststore/x509/ca/bad/good", Samples.CERTIFICATE);
        write(root, "_notation/truststore/x509/ca/good/good", Samples.CERTIFICATE);
        write(root, "_notation/truststore/x509/tsa/bad/good", Samples.CERTIFICATE);
        StoreContents contents = FileTrustStore.open(root, choice).contents();
        TrustSnapshot snapshot = contents.snapshot();
        assertThat(snapshot.skipped(AnchorKind.NOTATION_CA, "good")).isEmpty();
        assertThat(snapshot.skipped(AnchorKind.NOTATION_TSA, "bad")).isEmpty();
        assertThat(snapshot.anchors(AnchorKind.NOTATION_CA, "good")).hasSize(1);
        boolean spoils = choice != BadEntries.ARE_PASSED_OVER; // LIKE_ZOT passes over keys only
        assertThat(snapshot.skipped(AnchorKind.NOTATION_CA, "bad")).hasSize(spoils ? 1 : 0);
        List<SkippedEntry> reported = spoils ? snapshot.skipped() : contents.passedOver();
        assertThat(reported).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(AnchorKind.NOTATION_CA);
            assertThat(entry.store()).isEqualTo("bad");
            assertThat(entry.name()).isEqualTo("junk");
            assertThat(entry.why()).isNotEmpty();
        });
    }

    private Path other(Bytes policyOfThen, String store) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        write(other, "_notation/trustpolicy.json", policyOfThen);
        write(other, "_cosign/" + Digest.sha256(Bytes.utf8(Samples.PUBLIC_KEY)), Samples.PUBLIC_KEY);
        write(other, "_cosign/zzz", "junk");
        write(other, "_notation/truststore/x509/ca/" + store + "/" + Digest.sha256(CERTIFICATE), Samples.CERTIFICATE);
        return other;
    }

    private static void write(Path root, String file, String content) throws IOException {
        write(root, file, Bytes.utf8(content));
    }

    private static void write(Path root, String file, Bytes content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content.toByteArray());
    }
}
