/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LookasideSourceTest {

    private static final ImageName NAME = ImageName.parse("registry.example:5000/team/app");
    private static final Place LOOKASIDE = new Place.Lookaside();
    private static final Descriptor IMAGE = Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8("image"));

    @TempDir
    Path root;

    @Test
    void refusesToOpenADirectoryThatIsNotThere() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> DirectoryLookaside.open(root.resolve("absent")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> DirectoryLookaside.open(file)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void aStoreThatHasGoneIsNotAnUnsignedImage() throws Exception {
        Path store = Files.createDirectory(root.resolve("store"));
        DirectoryLookaside lookaside = DirectoryLookaside.open(store);
        Files.delete(store);
        assertFailed(search(lookaside), OciReason.READ_FAILED, 0);
    }

    @Test
    void aStoreThatAnswersNothingIsNotAnUnsignedImage() throws Exception {
        assertFailed(search((name, digest, number, deadline) -> Answer.unsupported()), OciReason.READ_FAILED, 0);
    }

    @Test
    void refusesALinkOutOfTheStore() throws Exception {
        Path outside = Files.writeString(root.resolve("outside"), "secret");
        Path store = Files.createDirectory(root.resolve("store"));
        Files.createSymbolicLink(file(store, 1), outside);
        assertFailed(search(DirectoryLookaside.open(store)), OciReason.READ_FAILED, 0);
    }

    @Test
    void refusesAFolderLinkedOutOfTheStore() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("signature-1"), "secret");
        Path store = Files.createDirectory(root.resolve("store"));
        Path folder = file(store, 1).getParent();
        Files.delete(folder);
        Files.createSymbolicLink(folder, elsewhere);
        assertFailed(search(DirectoryLookaside.open(store)), OciReason.READ_FAILED, 0);
    }

    @Test
    void aDanglingLinkIsNotAnAbsentSignature() throws Exception {
        Files.createSymbolicLink(file(root, 1), root.resolve("nothing"));
        assertFailed(search(DirectoryLookaside.open(root)), OciReason.READ_FAILED, 0);
    }

    @Test
    void refusesAFolderInPlaceOfASignature() throws Exception {
        Files.createDirectory(file(root, 1));
        assertFailed(search(DirectoryLookaside.open(root)), OciReason.READ_FAILED, 0);
    }

    @Test
    void aSignatureThatIsTooLongHidesNoOther() throws Exception {
        Files.writeString(file(root, 1), "longer");
        Files.writeString(file(root, 2), "short");
        Limits limits = Limits.builder().signatureBytes(5).build();
        Found found = search(DirectoryLookaside.open(root), new SearchBudget(limits, Deadline.never()));
        assertThat(names(found)).containsExactly("signature-2");
        assertFailed(found, OciReason.SIGNATURE_TOO_LARGE, 1);
    }

    @Test
    void aSignatureThatCannotBeReadHidesNoOther() throws Exception {
        Found found = search((name, digest, number, deadline) -> switch (number) {
            case 1 -> throw new IOException("bad sector");
            case 2 -> Answer.present(Bytes.utf8("good").newInputStream());
            default -> Answer.absent();
        });
        assertThat(names(found)).containsExactly("signature-2");
        assertFailed(found, OciReason.READ_FAILED, 1);
    }

    @Test
    void aStreamThatBreaksOffIsNoSignature() throws Exception {
        Found found = search((name, digest, number, deadline) -> Answer.present(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        }));
        assertFailed(found, OciReason.READ_FAILED, 0);
    }

    @Test
    void givesUpAfterTwoFailuresInARow() throws Exception {
        List<Integer> asked = new ArrayList<>();
        search((name, digest, number, deadline) -> {
            asked.add(number);
            throw new IOException("down");
        });
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void givesUpAfterTwoFailuresInARowWhateverTheStoreCallsThem() throws Exception {
        List<Integer> asked = new ArrayList<>();
        search((name, digest, number, deadline) -> {
            asked.add(number);
            throw new UnavailableException(Reason.of(CoreReason.INPUT_UNREADABLE));
        });
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void readsNoMoreSignaturesThanTheReferenceImplementation() throws Exception {
        List<Integer> asked = new ArrayList<>();
        Found found = search((name, digest, number, deadline) -> {
            asked.add(number);
            return Answer.present(Bytes.utf8("signature " + number).newInputStream());
        });
        assertThat(found.candidates()).hasSize(Lookaside.MAX_SIGNATURES);
        assertThat(asked).hasSize(Lookaside.MAX_SIGNATURES);
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.TRUNCATED);
        assertThat(code(found)).isEqualTo(CoreReason.SEARCH_LIMIT);
    }

    @Test
    void looksAtNoMoreSignaturesThanTheLimit() throws Exception {
        Limits limits = Limits.builder().candidates(2).build();
        Found found = search(
                (name, digest, number, deadline) ->
                        Answer.present(Bytes.utf8("signature " + number).newInputStream()),
                new SearchBudget(limits, Deadline.never()));
        assertThat(found.candidates()).hasSize(2);
        assertThat(code(found)).isEqualTo(CoreReason.SEARCH_LIMIT);
    }

    @Test
    void aZeroOctetTooMuchIsTooMuch() throws Exception {
        Files.writeString(file(root, 1), "12345\0");
        Files.writeString(file(root, 2), "12345");
        Limits limits = Limits.builder().signatureBytes(5).searchBytes(5).build();
        Found found = search(DirectoryLookaside.open(root), new SearchBudget(limits, Deadline.never()));
        assertThat(names(found)).containsExactly("signature-2");
        assertFailed(found, OciReason.SIGNATURE_TOO_LARGE, 1);
    }

    @Test
    void keepsNoMoreBytesThanTheLimit() throws Exception {
        Limits limits = Limits.builder().searchBytes(25).build();
        Found found = search(
                (name, digest, number, deadline) ->
                        Answer.present(Bytes.utf8("ten bytes " + number).newInputStream()),
                new SearchBudget(limits, Deadline.never()));
        assertThat(found.candidates()).hasSize(2);
        assertThat(code(found)).isEqualTo(CoreReason.SEARCH_LIMIT);
    }

    @Test
    void asksNothingWhenTheTimeIsUp() throws Exception {
        Found found = search(
                (name, digest, number, deadline) -> Answer.absent(),
                new SearchBudget(Limits.defaults(), Deadline.after(Duration.ZERO, () -> 0L)));
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(code(found)).isEqualTo(CoreReason.TIME_UP);
    }

    @Test
    void anImageWithoutNameHasNoSignaturesBeside() throws Exception {
        ImageSubject unnamed = ImageSubject.unnamed(IMAGE, new PolicyLocation("dir", "/x", List.of()));
        Found found = new LookasideSource((name, digest, number, deadline) -> Answer.absent())
                .search(unnamed, List.of(IMAGE.digest()), Set.of(LOOKASIDE), budget());
        assertThat(code(found)).isEqualTo(OciReason.NO_NAME);
    }

    @Test
    void knowsNoOtherPlace() throws Exception {
        Found found = new LookasideSource((name, digest, number, deadline) -> Answer.absent())
                .search(subject(), List.of(IMAGE.digest()), Set.of(new Place.DigestTag(".sig")), budget());
        assertThat(code(found)).isEqualTo(CoreReason.PLACE_UNKNOWN);
    }

    @Test
    void aGapHidesWhatLiesBehindIt() throws Exception {
        Files.writeString(file(root, 1), "one");
        Files.writeString(file(root, 3), "three");
        Found found = search(DirectoryLookaside.open(root));
        assertThat(names(found)).containsExactly("signature-1");
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FOUND);
    }

    @Test
    void theSameSignatureTwiceIsOne() throws Exception {
        Files.writeString(file(root, 1), "one");
        Files.writeString(file(root, 2), "one");
        assertThat(search(DirectoryLookaside.open(root)).candidates()).hasSize(1);
    }

    @Test
    void followsALinkInsideTheStore() throws Exception {
        Path shared = Files.writeString(root.resolve("shared"), "one");
        Files.createSymbolicLink(file(root, 1), shared);
        assertThat(search(DirectoryLookaside.open(root)).candidates()).hasSize(1);
    }

    @Test
    void thePathHasNoHostAndAnEqualsSignForTheColon() {
        Digest digest = IMAGE.digest();
        assertThat(Lookaside.path(NAME, digest, 2)).isEqualTo("team/app@sha256=" + digest.hex() + "/signature-2");
        assertThat(Lookaside.path(ImageName.parse("busybox"), digest, 1)).startsWith("library/busybox@sha256=");
    }

    @Test
    void signaturesAreCountedFromOne() {
        assertThatThrownBy(() -> Lookaside.path(NAME, IMAGE.digest(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Path file(Path store, int number) throws IOException {
        Path file = store.resolve(Lookaside.path(NAME, IMAGE.digest(), number));
        Files.createDirectories(file.getParent());
        return file;
    }

    private static Found search(Lookaside lookaside) throws InterruptedException {
        return search(lookaside, budget());
    }

    private static Found search(Lookaside lookaside, SearchBudget budget) throws InterruptedException {
        return new LookasideSource(lookaside).search(subject(), List.of(IMAGE.digest()), Set.of(LOOKASIDE), budget);
    }

    private static ImageSubject subject() {
        return ImageSubject.byDigest(NAME, IMAGE);
    }

    private static SearchBudget budget() {
        return new SearchBudget(Limits.defaults(), Deadline.never());
    }

    private static ReasonCode code(Found found) {
        return found.looks().get(0).reason().map(Reason::code).orElseThrow();
    }

    private static void assertFailed(Found found, ReasonCode code, int count) {
        Look look = found.looks().get(0);
        assertThat(look.answer()).as(look.toString()).isEqualTo(Look.Answer.FAILED);
        assertThat(code(found)).isEqualTo(code);
        assertThat(look.found()).isEqualTo(count);
    }

    private static List<String> names(Found found) {
        return found.candidates().stream()
                .map(candidate -> ((LookasideBlob) candidate.artifact()).name())
                .toList();
    }
}
