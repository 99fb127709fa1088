/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.oci.Registry.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepositoriesTest {

    private static final Deadline NEVER = Deadline.never();

    @ParameterizedTest
    @ValueSource(strings = {"", ".x", "-x", "a/b", "a:b", "sha256:x", "a b", "../x"})
    void refusesWhatIsNoTag(String text) {
        assertThatThrownBy(() -> Reference.tag(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATagThatIsTooLong() {
        assertThat(Reference.tag("x".repeat(128)).text()).hasSize(128);
        assertThatThrownBy(() -> Reference.tag("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReferenceIsWhatWasAskedFor() {
        Digest digest = Digest.sha256(Bytes.empty());
        assertThat(Reference.of(new Asked.ByTag("v1")))
                .isEqualTo(Reference.tag("v1"))
                .hasToString("v1");
        assertThat(Reference.of(new Asked.ByDigest(digest)))
                .isEqualTo(Reference.digest(digest))
                .hasToString(digest.toString());
    }

    @Test
    void onlyWhatIsPresentHasAValue() {
        assertThat(Answer.ofNullable("x").value()).contains("x");
        assertThat(Answer.ofNullable(null)).isEqualTo(Answer.absent());
        assertThat(Answer.absent().value()).isEmpty();
        assertThat(Answer.unsupported().value()).isEmpty();
    }

    @Test
    void aRepositoryListsNoReferrersUnlessItSaysSo() throws Exception {
        ImageRepository plain = new MapRegistry(Map.of(), Map.of());
        assertThat(plain.referrers(NAME, Digest.sha256(Bytes.empty()), Cursor.START, NEVER))
                .isEqualTo(Answer.unsupported());
    }

    @Test
    void memoryRefusesAManifestThatNobodyCouldRead() {
        MemoryRepository memory = MemoryRepository.withReferrersApi();
        Manifest junk = new Manifest(MediaTypes.OCI_MANIFEST, Bytes.utf8("junk"));
        assertThatThrownBy(() -> memory.putManifest(NAME, Reference.tag("v1"), junk))
                .isInstanceOf(IOException.class);
        assertThat(memory.manifest(NAME, Reference.tag("v1"), NEVER).value()).isEmpty();
    }

    @Test
    void memoryRefusesAManifestUnderAnotherDigest() {
        MemoryRepository memory = MemoryRepository.withReferrersApi();
        Reference other = Reference.digest(Digest.sha256(Bytes.utf8("other")));
        Manifest index = ManifestWriter.index(List.of());
        assertThatThrownBy(() -> memory.putManifest(NAME, other, index)).isInstanceOf(IOException.class);
    }

    @Test
    void memoryThrowsForABlobThatIsNotThere() {
        MemoryRepository memory = MemoryRepository.withoutReferrersApi();
        Descriptor blob = Descriptor.of("x/y", Bytes.utf8("x"));
        assertThatThrownBy(() -> memory.blob(NAME, blob, NEVER)).isInstanceOf(IOException.class);
    }

    @Test
    void memoryKeepsRepositoriesApart() throws Exception {
        MemoryRepository memory = MemoryRepository.withoutReferrersApi();
        memory.putManifest(ImageName.parse("busybox"), Reference.tag("v1"), ManifestWriter.index(List.of()));
        assertThat(memory.manifest(ImageName.parse("docker.io/library/busybox"), Reference.tag("v1"), NEVER)
                        .value())
                .isPresent();
        assertThat(memory.manifest(ImageName.parse("other"), Reference.tag("v1"), NEVER)
                        .value())
                .isEmpty();
    }

    @Test
    void memoryListsAReferrerOnceAndNotTheSubjectItself() throws Exception {
        Registry registry = Registry.withReferrersApi();
        Descriptor entry = registry.refer("x");
        registry.refer("x");
        assertThat(registry.memory
                        .referrers(NAME, registry.image.digest(), Cursor.START, NEVER)
                        .value())
                .map(page -> page.items().stream().map(Descriptor::digest).toList())
                .contains(List.of(entry.digest()));
    }
}
