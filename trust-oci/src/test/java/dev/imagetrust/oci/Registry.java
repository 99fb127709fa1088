/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A repository with one image, and things that were pushed beside it by anybody. */
final class Registry {

    static final ImageName NAME = ImageName.parse("registry.example/team/app");
    static final String KIND = "application/vnd.example.signature";
    static final Place SIGNATURES = new Place.DigestTag(".sig");
    static final Place REFERRERS = new Place.Referrers(KIND);

    final MemoryRepository memory;
    final Descriptor image;

    private Registry(MemoryRepository memory) throws IOException {
        this.memory = memory;
        this.image = push(ManifestWriter.image(blob(MediaTypes.OCI_CONFIG, "the image"), List.of()));
    }

    static Registry withReferrersApi() throws IOException {
        return new Registry(MemoryRepository.withReferrersApi());
    }

    static Registry withoutReferrersApi() throws IOException {
        return new Registry(MemoryRepository.withoutReferrersApi());
    }

    ImageSubject subject() {
        return ImageSubject.byDigest(NAME, image);
    }

    Descriptor blob(String mediaType, String content) {
        Bytes bytes = Bytes.utf8(content);
        memory.putBlob(NAME, bytes);
        return Descriptor.of(mediaType, bytes);
    }

    Descriptor layer(String content) {
        return blob("application/vnd.example.payload", content);
    }

    Descriptor config() {
        return blob(MediaTypes.OCI_EMPTY, "{}");
    }

    Descriptor push(Manifest manifest) throws IOException {
        memory.putManifest(NAME, Reference.digest(manifest.descriptor().digest()), manifest);
        return manifest.descriptor();
    }

    void tag(String tag, Manifest manifest) throws IOException {
        memory.putManifest(NAME, Reference.tag(tag), manifest);
    }

    /** Under cosign's tag. */
    void sign(Descriptor... layers) throws IOException {
        tag(image.digest().inTag() + ".sig", ManifestWriter.image(config(), List.of(layers)));
    }

    Manifest referrer(String kind, Descriptor subject, Descriptor layer) {
        return ManifestWriter.referrer(kind, config(), layer, subject, Map.of("note", "unsigned"));
    }

    Descriptor refer(String content) throws IOException {
        return push(referrer(KIND, image, layer(content))).withArtifactType(KIND);
    }

    /** Writes the tag that stands in for the referrers API. */
    void list(Descriptor... entries) throws IOException {
        tag(image.digest().inTag(), ManifestWriter.index(List.of(entries)));
    }

    Found search(Place... places) throws InterruptedException {
        return search(memory, Limits.defaults(), places);
    }

    Found search(ImageRepository repository, Place... places) throws InterruptedException {
        return search(repository, Limits.defaults(), places);
    }

    Found search(ImageRepository repository, Limits limits, Place... places) throws InterruptedException {
        return search(repository, new SearchBudget(limits, Deadline.never()), places);
    }

    Found search(ImageRepository repository, SearchBudget budget, Place... places) throws InterruptedException {
        return new OciSignatureSource(repository).search(subject(), List.of(image.digest()), Set.of(places), budget);
    }

    Look look(Place place) throws InterruptedException {
        return search(place).looks().get(0);
    }

    /** A listing of its own making. */
    final class Listing extends Forwarding {

        final List<Cursor> asked = new ArrayList<>();
        private final List<Page<Descriptor>> pages;

        Listing(List<Page<Descriptor>> pages) {
            super(memory);
            this.pages = pages;
        }

        @Override
        public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
            asked.add(cursor);
            int number = cursor.equals(Cursor.START) ? 0 : Integer.parseInt(cursor.token());
            return number < pages.size() ? Answer.present(pages.get(number)) : Answer.unsupported();
        }
    }

    Listing listing(Descriptor... entries) {
        return new Listing(List.of(Page.last(List.of(entries))));
    }
}
