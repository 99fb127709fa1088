/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DenyFileTest {

    private static final Digest DIGEST = Digest.sha256(Bytes.utf8("x"));
    private static final String ABOUT = "'why':'stolen','since':'2026-11-24T00:00:00Z'}";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'version':'1.0'}",
                "{'denied':[]}",
                "{'version':'2.0','denied':[]}",
                "{'version':1.0,'denied':[]}",
                "{'version':'1.0','denied':{}}",
                "{'version':'1.0','denied':[],'more':1}",
                "{'version':'1.0','denied':[],'denied':[]}",
                "{'version':'1.0','denied':['x']}"
            })
    void refusesADocumentThatIsNoDenyList(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IOException.class).hasMessageContaining("_denied.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + ABOUT,
                "{'key':'sha256:0'," + ABOUT,
                "{'certificate':'x'," + ABOUT,
                "{'key':'L'," + ABOUT,
                "{'certificate':'L'," + ABOUT,
                "{'image':null," + ABOUT,
                "{'openPgpKey':'DEADBEEF'," + ABOUT,
                "{'issuer':'x'," + ABOUT,
                "{'subject':'x'," + ABOUT,
                "{'issuer':'x','subject':'y','image':'D'," + ABOUT,
                "{'key':'D','certificate':'D'," + ABOUT,
                "{'Key':'D'," + ABOUT,
                "{'key':'D','more':1," + ABOUT,
                "{'key':'D','since':'2026-11-24T00:00:00Z'}",
                "{'key':'D','why':'stolen'}",
                "{'key':'D','why':'stolen','since':'yesterday'}"
            })
    void refusesAnEntryThatIsNoDenial(String entry) {
        assertThatThrownBy(() -> parse("{'version':'1.0','denied':[" + entry + "]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("_denied.json");
    }

    @Test
    void readsEachKindOfTarget() throws IOException {
        DenyList denied = parse("{'version':'1.0','denied':["
                + String.join(
                        ",",
                        "{'key':'D'," + ABOUT,
                        "{'certificate':'D'," + ABOUT,
                        "{'image':'D'," + ABOUT,
                        "{'openPgpKey':'" + "0a".repeat(20) + "'," + ABOUT,
                        "{'issuer':'https://i','subject':'s'," + ABOUT)
                + "]}");
        assertThat(denied.entries())
                .extracting(DenyList.Entry::target)
                .containsExactly(
                        new DenyTarget.Key(DIGEST),
                        new DenyTarget.Certificate(DIGEST),
                        new DenyTarget.Image(DIGEST),
                        new DenyTarget.OpenPgpKey("0A".repeat(20)),
                        new DenyTarget.OidcIdentity("https://i", "s"));
        assertThat(denied.entries()).allSatisfy(entry -> {
            assertThat(entry.why()).isEqualTo("stolen");
            assertThat(entry.since()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        });
    }

    @Test
    void aBrokenListMakesTheStoreUnreadable() throws IOException {
        Files.writeString(root.resolve("_denied.json"), "{}");
        assertThatThrownBy(() -> FileTrustStore.open(root)).isInstanceOf(IOException.class);
    }

    @Test
    void aListThatIsALinkMakesTheStoreUnreadable() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("x"), "{\"version\":\"1.0\",\"denied\":[]}");
        Files.createSymbolicLink(root.resolve("_denied.json"), elsewhere);
        assertThatThrownBy(() -> FileTrustStore.open(root)).isInstanceOf(IOException.class);
    }

    @Test
    void aListThatIsTooLongMakesTheStoreUnreadable() throws IOException {
        Files.writeString(root.resolve("_denied.json"), " ".repeat(Layout.MAX_FILE_BYTES + 1));
        assertThatThrownBy(() -> FileTrustStore.open(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is longer than");
    }

    @Test
    void aNewDenialIsAChange() throws IOException {
        FileTrustStore store = FileTrustStore.open(root);
        Files.writeString(
                root.resolve("_denied.json"), json("{'version':'1.0','denied':[{'image':'D'," + ABOUT + "]}"));
        assertThat(store.refresh().denied()).hasSize(1);
        assertThat(store.snapshot().denied().find(new DenyTarget.Image(DIGEST))).isPresent();
    }

    private static DenyList parse(String json) throws IOException {
        return DenyFile.parse(Bytes.utf8(json(json)));
    }

    private static String json(String json) {
        return json.replace("'D'", "'" + DIGEST + "'")
                .replace("'L'", "'sha512:" + "0".repeat(128) + "'")
                .replace('\'', '"');
    }
}
