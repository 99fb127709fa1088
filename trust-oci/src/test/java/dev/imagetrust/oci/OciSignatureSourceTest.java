/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.oci.Registry.KIND;
import static dev.imagetrust.oci.Registry.NAME;
import static dev.imagetrust.oci.Registry.REFERRERS;
import static dev.imagetrust.oci.Registry.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OciSignatureSourceTest {

    private final Registry registry = registry(false);

    @Test
    void aRepositoryThatCannotBeReadIsNotAnUnsignedImage() throws Exception {
        ImageRepository broken = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException {
                throw new IOException("401");
            }
        };
        assertFailed(registry.search(broken, SIGNATURES), OciReason.READ_FAILED, 0);
        assertFailed(registry.search(broken, REFERRERS), OciReason.READ_FAILED, 0);
    }

    @Test
    void aRepositoryWithoutManifestsIsNotAnUnsignedImage() throws Exception {
        ImageRepository odd = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
                return Answer.unsupported();
            }
        };
        assertFailed(registry.search(odd, SIGNATURES), OciReason.READ_FAILED, 0);
    }

    @Test
    void anUnreadableListingIsNotAnUnsignedImage() throws Exception {
        ImageRepository broken = new Forwarding(registry.memory) {
            @Override
            public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
                    throws IOException {
                throw new IOException("502");
            }
        };
        assertFailed(registry.search(broken, REFERRERS), OciReason.READ_FAILED, 0);
    }

    @Test
    void anUnsignedImageHasCompleteLooks() throws Exception {
        assertThat(registry.look(SIGNATURES).answer()).isEqualTo(Look.Answer.ABSENT);
        assertThat(registry.look(REFERRERS).answer()).isEqualTo(Look.Answer.ABSENT);
    }

    @Test
    void oneBlobThatCannotBeReadHidesNoOtherSignature() throws Exception {
        Descriptor lost = registry.layer("lost");
        registry.sign(registry.layer("first"), lost, registry.layer("last"));
        Found found = registry.search(without(lost), SIGNATURES);
        assertThat(contents(found)).containsExactly("first", "last");
        assertFailed(found, OciReason.READ_FAILED, 2);
    }

    @Test
    void refusesABlobOfAnotherDigest() throws Exception {
        registry.sign(registry.layer("first"));
        ImageRepository lying = serving(Bytes.utf8("other"));
        assertFailed(registry.search(lying, SIGNATURES), OciReason.DIGEST_MISMATCH, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firs", "first and more", ""})
    void refusesABlobOfAnotherSize(String served) throws Exception {
        registry.sign(registry.layer("first"));
        assertFailed(registry.search(serving(Bytes.utf8(served)), SIGNATURES), OciReason.SIZE_MISMATCH, 0);
    }

    @Test
    void readsNoMoreOfABlobThanItsDescriptorSays() throws Exception {
        registry.sign(registry.layer("first"));
        AtomicLong read = new AtomicLong();
        ImageRepository endless = new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) {
                return new InputStream() {
                    @Override
                    public int read() {
                        read.incrementAndGet();
                        return 'x';
                    }
                };
            }
        };
        assertFailed(registry.search(endless, SIGNATURES), OciReason.SIZE_MISMATCH, 0);
        assertThat(read).hasValue(6);
    }

    @Test
    void neverAsksForABlobThatIsTooLong() throws Exception {
        Descriptor longer = registry.layer("longer");
        registry.sign(longer, registry.layer("short"));
        Limits limits = Limits.builder().signatureBytes(5).build();
        Found found = registry.search(without(longer), limits, SIGNATURES);
        assertThat(contents(found)).containsExactly("short");
        assertFailed(found, OciReason.SIGNATURE_TOO_LARGE, 1);
    }

    @Test
    void attestationsHaveALimitOfTheirOwn() throws Exception {
        Place attestations = new Place.DigestTag(".att");
        registry.tag(
                registry.image.digest().inTag() + ".att",
                ManifestWriter.image(registry.config(), List.of(registry.layer("longer"))));
        Limits limits = Limits.builder().signatureBytes(5).attestationBytes(6).build();
        assertThat(contents(registry.search(registry.memory, limits, attestations)))
                .containsExactly("longer");
    }

    @Test
    void refusesAnIndexUnderASignatureTag() throws Exception {
        registry.tag(registry.image.digest().inTag() + ".sig", ManifestWriter.index(List.of()));
        assertFailed(registry.search(SIGNATURES), OciReason.KIND_UNEXPECTED, 0);
    }

    @Test
    void refusesAManifestUnderTheFallbackTag() throws Exception {
        registry.tag(registry.image.digest().inTag(), ManifestWriter.image(registry.config(), List.of()));
        assertFailed(registry.search(REFERRERS), OciReason.KIND_UNEXPECTED, 0);
    }

    @Test
    void aMalformedLayerHidesNoOther() throws Exception {
        registry.layer("good");
        ImageRepository repository = tagged(
                ".sig",
                MediaTypes.OCI_MANIFEST,
                "{'schemaVersion':2,'config':G,'layers':[{'mediaType':'x','digest':'md5:0','size':1},G]}");
        Found found = registry.search(repository, SIGNATURES);
        assertThat(contents(found)).containsExactly("good");
        assertFailed(found, OciReason.DESCRIPTOR_MALFORMED, 1);
    }

    @Test
    void refusesASignatureManifestThatReadersMayTakeForAnIndex() throws Exception {
        ImageRepository repository =
                tagged(".sig", MediaTypes.OCI_MANIFEST, "{'schemaVersion':2,'config':G,'layers':[],'manifests':[]}");
        assertFailed(registry.search(repository, SIGNATURES), OciReason.AMBIGUOUS_MANIFEST, 0);
    }

    @Test
    void aMalformedEntryOfTheFallbackTagHidesNoOther() throws Exception {
        Descriptor good = registry.refer("good");
        String entry =
                "{'mediaType':'" + good.mediaType() + "','digest':'" + good.digest() + "','size':" + good.size() + "}";
        ImageRepository repository =
                tagged("", MediaTypes.OCI_INDEX, "{'schemaVersion':2,'manifests':[{'digest':1}," + entry + "]}");
        Found found = registry.search(repository, REFERRERS);
        assertThat(contents(found)).containsExactly("good");
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FAILED);
    }

    @Test
    void refusesAReferrerOfAnotherImage() throws Exception {
        Descriptor other = registry.push(registry.referrer(KIND, registry.config(), registry.layer("other")));
        registry.list(registry.refer("good"), other.withArtifactType(KIND));
        Found found = registry.search(REFERRERS);
        assertThat(contents(found)).containsExactly("good");
        assertFailed(found, OciReason.SUBJECT_MISMATCH, 1);
    }

    @Test
    void refusesAListedManifestWithoutSubject() throws Exception {
        Descriptor bare = registry.push(ManifestWriter.image(registry.config(), List.of(registry.layer("bare"))));
        registry.list(bare.withArtifactType(KIND));
        assertFailed(registry.search(REFERRERS), OciReason.SUBJECT_MISMATCH, 0);
    }

    @Test
    void refusesAnEntryThatIsListedButNotThere() throws Exception {
        Descriptor gone =
                Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8("gone")).withArtifactType(KIND);
        registry.list(gone, registry.refer("good"));
        Found found = registry.search(REFERRERS);
        assertThat(contents(found)).containsExactly("good");
        assertFailed(found, OciReason.LISTED_BUT_ABSENT, 1);
    }

    @Test
    void troubleWithAnEntryOfUnknownKindIsTroubleOfEveryKind() throws Exception {
        Place other = new Place.Referrers("other/kind");
        registry.list(Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8("gone")));
        assertThat(registry.search(REFERRERS, other).looks())
                .hasSize(2)
                .allMatch(look -> look.answer() == Look.Answer.FAILED);
    }

    @Test
    void troubleWithAnEntryOfOneKindIsNoTroubleOfAnother() throws Exception {
        registry.list(Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8("gone")).withArtifactType("other/kind"));
        assertThat(registry.look(REFERRERS).answer()).isEqualTo(Look.Answer.ABSENT);
    }

    @Test
    void refusesAnEntryServedUnderAnotherMediaType() throws Exception {
        Descriptor entry = registry.refer("good");
        registry.list(Descriptor.of(MediaTypes.DOCKER_MANIFEST, entry.digest(), entry.size())
                .withArtifactType(KIND));
        assertFailed(registry.search(REFERRERS), OciReason.MEDIA_TYPE_MISMATCH, 0);
    }

    @Test
    void refusesAnEntryOfAnotherSize() throws Exception {
        Descriptor entry = registry.refer("good");
        registry.list(Descriptor.of(entry.mediaType(), entry.digest(), entry.size() + 1)
                .withArtifactType(KIND));
        assertFailed(registry.search(REFERRERS), OciReason.SIZE_MISMATCH, 0);
    }

    @Test
    void refusesAnEntryWithOtherBytesThanItsDigest() throws Exception {
        registry.list(registry.refer("good"));
        ImageRepository lying = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                Answer<Manifest> real = super.manifest(name, reference, deadline);
                return reference instanceof Reference.Tag
                        ? real
                        : real.value()
                                .map(m -> Answer.present(new Manifest(
                                        m.mediaType(),
                                        Bytes.utf8(new String(m.content().toByteArray(), StandardCharsets.UTF_8)
                                                .replace("unsigned", "designed")))))
                                .orElse(real);
            }
        };
        assertFailed(registry.search(lying, REFERRERS), OciReason.DIGEST_MISMATCH, 0);
    }

    @Test
    void neverAsksForAManifestThatIsTooLong() throws Exception {
        Descriptor huge = Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.sha256(Bytes.utf8("huge")), Long.MAX_VALUE)
                .withArtifactType(KIND);
        registry.list(huge);
        assertFailed(registry.search(REFERRERS), OciReason.MANIFEST_TOO_LARGE, 0);
    }

    @Test
    void refusesAReferrerWithoutLayers() throws Exception {
        Manifest empty = new Manifest(
                MediaTypes.OCI_MANIFEST,
                Bytes.utf8(new String(
                                registry.referrer(KIND, registry.image, registry.layer("x"))
                                        .content()
                                        .toByteArray(),
                                StandardCharsets.UTF_8)
                        .replaceFirst("\"layers\":\\[.*?\\]", "\"layers\":[]")));
        registry.list(registry.push(empty).withArtifactType(KIND));
        assertFailed(registry.search(REFERRERS), OciReason.NO_LAYERS, 0);
    }

    @Test
    void refusesAReferrerThatIsAnIndex() throws Exception {
        Descriptor index = registry.push(ManifestWriter.index(List.of()));
        registry.list(index.withArtifactType(KIND));
        assertFailed(registry.search(REFERRERS), OciReason.KIND_UNEXPECTED, 0);
    }

    @Test
    void layersThatCannotBeReadCountAsLayers() throws Exception {
        String good = json(registry.layer("good"));
        Manifest manifest = new Manifest(
                MediaTypes.OCI_MANIFEST,
                Bytes.utf8(("{'schemaVersion':2,'artifactType':'" + KIND + "','config':G,'layers':[{},G],'subject':"
                                + json(registry.image) + "}")
                        .replace("G", good)
                        .replace('\'', '"')));
        Descriptor entry = manifest.descriptor();
        ImageRepository repository = new Forwarding(registry.listing(entry)) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
                return Answer.present(manifest);
            }
        };
        Found found = registry.search(repository, REFERRERS);
        assertThat(((Referrer) found.candidates().get(0).artifact()).manifest().layers())
                .isEqualTo(2);
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FAILED);
    }

    @Test
    void aPageThatComesAgainEndsTheListing() throws Exception {
        Descriptor entry = registry.refer("good");
        Registry.Listing loop = registry
        .new Listing(List.of(new Page<>(List.of(entry), new Cursor("1")), new Page<>(List.of(), new Cursor("1"))));
        Found found = registry.search(loop, REFERRERS);
        assertThat(contents(found)).containsExactly("good");
        assertFailed(found, OciReason.LISTING_BROKEN, 1);
        assertThat(loop.asked).hasSize(2);
    }

    @Test
    void aPageThatIsMissingBreaksTheListing() throws Exception {
        Descriptor entry = registry.refer("good");
        Registry.Listing listing = registry.new Listing(List.of(new Page<>(List.of(entry), new Cursor("1"))));
        assertFailed(registry.search(listing, REFERRERS), OciReason.LISTING_BROKEN, 1);
    }

    @Test
    void readsNoMorePagesThanTheLimit() throws Exception {
        Registry.Listing listing = registry.new Listing(List.of(
                new Page<>(List.of(registry.refer("0")), new Cursor("1")),
                new Page<>(List.of(registry.refer("1")), new Cursor("2")),
                new Page<>(List.of(registry.refer("2")), null)));
        Found found = registry.search(listing, Limits.builder().pages(2).build(), REFERRERS);
        assertThat(contents(found)).containsExactly("0", "1");
        assertTruncated(found.looks().get(0), 2);
        assertThat(registry.search(listing, Limits.builder().pages(3).build(), REFERRERS)
                        .looks()
                        .get(0)
                        .found())
                .isEqualTo(3);
    }

    /** A listing is written by the registry, and nobody else bounds what is kept of it. */
    @Test
    void readsNoFurtherPageOnceMoreIsListedThanWouldBeOpened() throws Exception {
        Registry.Listing listing = registry.new Listing(List.of(
                new Page<>(List.of(registry.refer("0")), new Cursor("1")),
                new Page<>(List.of(registry.refer("1")), new Cursor("2")),
                new Page<>(List.of(registry.refer("2")), new Cursor("3")),
                new Page<>(List.of(registry.refer("3")), null)));
        Found found = registry.search(listing, Limits.builder().candidates(1).build(), REFERRERS);
        assertThat(listing.asked).hasSize(2);
        assertTruncated(found.looks().get(0), 1);
    }

    @Test
    void referrersOfOtherTypesTakeNoRoom() throws Exception {
        Descriptor other = registry.refer("0").withArtifactType("application/other");
        Registry.Listing listing = registry.new Listing(List.of(
                new Page<>(List.of(other, registry.refer("1").withArtifactType("application/other")), new Cursor("1")),
                new Page<>(List.of(registry.refer("2")), null)));
        Found found = registry.search(listing, Limits.builder().candidates(1).build(), REFERRERS);
        assertThat(contents(found)).containsExactly("2");
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FOUND);
    }

    @Test
    void looksAtNoMoreSignaturesThanTheLimit() throws Exception {
        registry.sign(registry.layer("0"), registry.layer("1"), registry.layer("2"));
        Found found =
                registry.search(registry.memory, Limits.builder().candidates(2).build(), SIGNATURES);
        assertThat(found.candidates()).hasSize(2);
        assertTruncated(found.looks().get(0), 2);
    }

    @Test
    void aLimitThatIsJustReachedTruncatesNothing() throws Exception {
        registry.sign(registry.layer("0"), registry.layer("1"));
        Found found =
                registry.search(registry.memory, Limits.builder().candidates(2).build(), SIGNATURES);
        assertThat(found.looks().get(0).answer()).isEqualTo(Look.Answer.FOUND);
    }

    @Test
    void aLimitReachedAtOnePlaceLeavesTheNextUnasked() throws Exception {
        registry.list(registry.refer("referrer"));
        registry.sign(registry.layer("0"));
        Found found =
                registry.search(registry.memory, Limits.builder().candidates(1).build(), SIGNATURES, REFERRERS);
        assertThat(found.candidates()).hasSize(1);
        assertThat(look(found, REFERRERS).answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(code(look(found, REFERRERS))).isEqualTo(CoreReason.SEARCH_LIMIT);
    }

    @Test
    void nothingMoreIsAskedOnceALimitIsReached() throws Exception {
        Place attestations = new Place.DigestTag(".att");
        registry.tag(
                registry.image.digest().inTag() + ".att",
                ManifestWriter.image(registry.config(), List.of(registry.layer("0"))));
        registry.sign(registry.layer("1"));
        List<String> asked = new ArrayList<>();
        ImageRepository recording = new Forwarding(registry.listing(registry.refer("2"))) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                asked.add(reference.text());
                return super.manifest(name, reference, deadline);
            }
        };
        Limits one = Limits.builder().candidates(1).build();
        Found found = registry.search(recording, one, attestations, SIGNATURES);
        assertThat(look(found, SIGNATURES).answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(asked).containsExactly(registry.image.digest().inTag() + ".att");
    }

    @Test
    void opensNoFurtherReferrerOnceTheLimitIsReached() throws Exception {
        Descriptor first = registry.refer("first");
        Descriptor second = registry.refer("second");
        List<String> asked = new ArrayList<>();
        ImageRepository recording = new Forwarding(registry.listing(first, second)) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                asked.add(reference.text());
                return super.manifest(name, reference, deadline);
            }
        };
        Found found = registry.search(recording, Limits.builder().candidates(1).build(), REFERRERS);
        assertTruncated(found.looks().get(0), 1);
        assertThat(asked).containsExactly(first.digest().toString());
    }

    @Test
    void aListingThatIsAbsentIsEmpty() throws Exception {
        ImageRepository none = new Forwarding(registry.memory) {
            @Override
            public Answer<Page<Descriptor>> referrers(
                    ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
                return Answer.absent();
            }
        };
        assertThat(registry.search(none, REFERRERS).looks().get(0).answer()).isEqualTo(Look.Answer.ABSENT);
    }

    @Test
    void opensAnEntryWhoseKindIsEmpty() throws Exception {
        Descriptor good = registry.refer("good");
        String entry = json(good).replace("}", ",'artifactType':''}");
        ImageRepository repository =
                tagged("", MediaTypes.OCI_INDEX, "{'schemaVersion':2,'manifests':[" + entry + "]}");
        assertThat(contents(registry.search(repository, REFERRERS))).containsExactly("good");
    }

    @Test
    void aTagOfFullLengthCanBeAsked() {
        Digest digest = registry.image.digest();
        assertThat(DigestTags.find(digest, "x".repeat(128 - digest.inTag().length())))
                .isPresent();
        assertThat(DigestTags.find(digest, "x".repeat(129 - digest.inTag().length())))
                .isEmpty();
    }

    @Test
    void opensNoMoreManifestsThanTheLimitEvenIfTheyAreOfOtherKinds() throws Exception {
        List<Descriptor> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(registry.push(registry.referrer("other/kind", registry.image, registry.layer("" + i))));
        }
        registry.list(entries.toArray(Descriptor[]::new));
        Found found =
                registry.search(registry.memory, Limits.builder().candidates(2).build(), REFERRERS);
        assertTruncated(found.looks().get(0), 0);
    }

    @Test
    void keepsNoMoreBytesThanTheLimit() throws Exception {
        registry.sign(registry.layer("12345"), registry.layer("67890"), registry.layer("abcde"));
        Found found = registry.search(
                registry.memory, Limits.builder().searchBytes(10).build(), SIGNATURES);
        assertThat(contents(found)).containsExactly("12345", "67890");
        assertTruncated(found.looks().get(0), 2);
    }

    @Test
    void aPayloadSharedByManySignaturesIsFetchedOnceAndCountsOnce() throws Exception {
        Descriptor payload = registry.layer("12345");
        registry.sign(payload.withAnnotations(Map.of("s", "1")), payload.withAnnotations(Map.of("s", "2")));
        AtomicLong fetched = new AtomicLong();
        ImageRepository counting = new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                    throws IOException, InterruptedException {
                fetched.incrementAndGet();
                return super.blob(name, blob, deadline);
            }
        };
        Found found = registry.search(counting, Limits.builder().searchBytes(5).build(), SIGNATURES);
        assertThat(found.candidates()).hasSize(2);
        assertThat(fetched).hasValue(1);
    }

    @Test
    void theSameLayerTwiceIsOneSignature() throws Exception {
        Descriptor layer = registry.layer("once");
        registry.sign(layer, layer);
        assertThat(registry.look(SIGNATURES).found()).isEqualTo(1);
    }

    @Test
    void asksNothingWhenTheTimeIsUp() throws Exception {
        registry.sign(registry.layer("x"));
        SearchBudget late = new SearchBudget(Limits.defaults(), Deadline.after(Duration.ZERO, () -> 0L));
        Found found = registry.search(registry.memory, late, SIGNATURES, REFERRERS);
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks()).hasSize(2).allSatisfy(look -> {
            assertThat(look.answer()).isEqualTo(Look.Answer.NOT_ASKED);
            assertThat(code(look)).isEqualTo(CoreReason.TIME_UP);
        });
    }

    @Test
    void keepsWhatItFoundBeforeTheTimeWasUp() throws Exception {
        registry.sign(registry.layer("first"), registry.layer("second"));
        AtomicLong clock = new AtomicLong();
        ImageRepository slow = new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                    throws IOException, InterruptedException {
                clock.addAndGet(10);
                return super.blob(name, blob, deadline);
            }
        };
        SearchBudget budget = new SearchBudget(Limits.defaults(), Deadline.after(Duration.ofNanos(10), clock::get));
        Found found = registry.search(slow, budget, SIGNATURES);
        assertThat(contents(found)).containsExactly("first");
        Look look = found.looks().get(0);
        assertThat(look.answer()).isEqualTo(Look.Answer.TRUNCATED);
        assertThat(code(look)).isEqualTo(CoreReason.TIME_UP);
    }

    @Test
    void aFailureAfterTheTimeIsUpIsTheTimeThatIsUp() throws Exception {
        AtomicLong clock = new AtomicLong();
        ImageRepository timingOut = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException {
                clock.addAndGet(10);
                throw new IOException("timeout");
            }
        };
        SearchBudget budget = new SearchBudget(Limits.defaults(), Deadline.after(Duration.ofNanos(10), clock::get));
        assertThat(code(registry.search(timingOut, budget, SIGNATURES).looks().get(0)))
                .isEqualTo(CoreReason.TIME_UP);
    }

    @Test
    void anInterruptedThreadStopsSearching() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> registry.search(SIGNATURES)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aChannelClosedByAnInterruptIsAnInterrupt() {
        ImageRepository closing = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
        };
        assertThatThrownBy(() -> registry.search(closing, SIGNATURES)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void noTagCanNameASha512Digest() throws Exception {
        Digest digest = Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("x"));
        Look look = look(searchFor(digest), SIGNATURES);
        assertThat(look.answer()).isEqualTo(Look.Answer.ABSENT);
        assertThat(code(look)).isEqualTo(OciReason.TAG_NOT_REPRESENTABLE);
    }

    @Test
    void theFallbackTagOfASha512DigestIsCut() {
        Digest digest = Digest.of(DigestAlgorithm.SHA512, Bytes.utf8("x"));
        assertThat(DigestTags.ofReferrers(digest))
                .isEqualTo("sha512-" + digest.hex().substring(0, 64));
    }

    @Test
    void aPlaceItDoesNotKnowIsNotAsked() throws Exception {
        for (Place place : List.of(new Place.Lookaside(), new Place.SignatureExtension())) {
            Look look = registry.look(place);
            assertThat(look.answer()).isEqualTo(Look.Answer.NOT_ASKED);
            assertThat(code(look)).isEqualTo(CoreReason.PLACE_UNKNOWN);
        }
    }

    @Test
    void anImageWithoutNameHasNowhereToLook() throws Exception {
        Found found = new OciSignatureSource(registry.memory)
                .search(unnamed(), List.of(registry.image.digest()), Set.of(SIGNATURES, REFERRERS), budget());
        assertThat(found.looks()).hasSize(2).allMatch(look -> code(look) == OciReason.NO_NAME);
    }

    @Test
    void anImageWithoutNameIsLookedForWhereTheCallerSays() throws Exception {
        registry.sign(registry.layer("found"));
        Found found = OciSignatureSource.in(registry.memory, NAME)
                .search(unnamed(), List.of(registry.image.digest()), Set.of(SIGNATURES), budget());
        assertThat(contents(found)).containsExactly("found");
    }

    @Test
    void everyDigestAndPlaceHasExactlyOneLook() throws Exception {
        List<Digest> about =
                List.of(registry.image.digest(), Digest.sha256(Bytes.utf8("index")), registry.image.digest());
        Set<Place> places = Set.of(
                SIGNATURES,
                new Place.DigestTag(".att"),
                REFERRERS,
                new Place.Referrers("other"),
                new Place.Lookaside());
        Found found = new OciSignatureSource(registry.memory).search(registry.subject(), about, places, budget());
        assertThat(found.looks().stream()
                        .map(look -> look.about() + look.place().id()))
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    @Test
    void listsReferrersOnceHoweverManyKindsAreAsked() throws Exception {
        Registry.Listing listing = registry.listing(registry.refer("good"));
        Found found = registry.search(listing, REFERRERS, new Place.Referrers("a"), new Place.Referrers("b"));
        assertThat(listing.asked).containsExactly(Cursor.START);
        assertThat(found.candidates()).extracting(SignatureCandidate::place).containsExactly(REFERRERS);
    }

    @Test
    void readsTheFallbackTagBesideTheApiOnlyWhenAsked() throws Exception {
        Descriptor listed = registry.refer("listed");
        registry.list(registry.refer("left behind"), listed);
        OciSignatureSource source = new OciSignatureSource(registry.listing(listed));
        assertThat(contents(search(source))).containsExactly("listed");
        assertThat(contents(search(source.alwaysReadingFallbackTag()))).containsExactly("listed", "left behind");
    }

    @Test
    void troubleWithTheFallbackTagBesideTheApiIsTrouble() throws Exception {
        registry.tag(registry.image.digest().inTag(), ManifestWriter.image(registry.config(), List.of()));
        OciSignatureSource source = new OciSignatureSource(registry.listing(registry.refer("listed")));
        assertFailed(search(source.alwaysReadingFallbackTag()), OciReason.KIND_UNEXPECTED, 1);
    }

    private Found search(OciSignatureSource source) throws InterruptedException {
        return source.search(registry.subject(), List.of(registry.image.digest()), Set.of(REFERRERS), budget());
    }

    @Test
    void opensAnEntryWhoseKindIsNotListed() throws Exception {
        Descriptor good = registry.refer("good");
        registry.list(Descriptor.of(good.mediaType(), good.digest(), good.size()));
        assertThat(contents(registry.search(REFERRERS))).containsExactly("good");
    }

    @Test
    void opensAnEntryThatIsListedAsItsEmptyConfig() throws Exception {
        registry.list(registry.refer("good").withArtifactType(MediaTypes.OCI_EMPTY));
        assertThat(contents(registry.search(REFERRERS))).containsExactly("good");
    }

    @Test
    void decidesByTheConfigWhereAManifestHasNoKindOfItsOwn() throws Exception {
        Descriptor config = registry.blob(KIND, "{}");
        Bytes manifest = Bytes.utf8(("{'schemaVersion':2,'config':" + json(config) + ",'layers':["
                        + json(registry.layer("old")) + "],'subject':" + json(registry.image) + "}")
                .replace('\'', '"'));
        registry.list(registry.push(new Manifest(MediaTypes.OCI_MANIFEST, manifest)));
        Found found = registry.search(REFERRERS);
        assertThat(contents(found)).containsExactly("old");
        assertThat(((Referrer) found.candidates().get(0).artifact()).manifest().configMediaType())
                .isEqualTo(KIND);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsReferrersWithAndWithoutTheApi(boolean api) throws Exception {
        Registry other = registry(api);
        Descriptor entry = other.refer("good");
        if (!api) {
            other.list(entry, entry);
        }
        Found found = other.search(REFERRERS);
        assertThat(found.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.about()).isEqualTo(other.image.digest());
            Referrer referrer = (Referrer) candidate.artifact();
            assertThat(referrer.manifest().subject().digest()).isEqualTo(other.image.digest());
            assertThat(referrer.manifest().annotation("note")).contains("unsigned");
            assertThat(referrer.manifest().layers()).isEqualTo(1);
            assertThat(referrer.manifest().descriptor().digest()).isEqualTo(entry.digest());
        });
    }

    @Test
    void aTagLayerKeepsTheAnnotationsThatCarryTheSignature() throws Exception {
        registry.sign(registry.layer("x").withAnnotations(Map.of("signature", "MEUC")));
        TagLayer layer =
                (TagLayer) registry.search(SIGNATURES).candidates().get(0).artifact();
        assertThat(layer.suffix()).isEqualTo(".sig");
        assertThat(layer.layer().annotation("signature")).contains("MEUC");
    }

    private static Registry registry(boolean api) {
        try {
            return api ? Registry.withReferrersApi() : Registry.withoutReferrersApi();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Found searchFor(Digest digest) throws InterruptedException {
        return new OciSignatureSource(registry.memory)
                .search(registry.subject(), List.of(digest), Set.of(SIGNATURES), budget());
    }

    private ImageSubject unnamed() {
        return ImageSubject.unnamed(registry.image, new PolicyLocation("dir", "/x", List.of()));
    }

    private ImageRepository without(Descriptor lost) {
        return new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                    throws IOException, InterruptedException {
                if (blob.digest().equals(lost.digest())) {
                    throw new IOException("lost");
                }
                return super.blob(name, blob, deadline);
            }
        };
    }

    private ImageRepository serving(Bytes content) {
        return new Forwarding(registry.memory) {
            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) {
                return content.newInputStream();
            }
        };
    }

    /** One tag of the image has other content; G stands for a layer that says "good". */
    private ImageRepository tagged(String suffix, String mediaType, String json) {
        String tag = registry.image.digest().inTag() + suffix;
        Manifest manifest = new Manifest(
                mediaType,
                Bytes.utf8(json.replace("G", json(registry.layer("good"))).replace('\'', '"')));
        return new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException, InterruptedException {
                return reference.text().equals(tag)
                        ? Answer.present(manifest)
                        : super.manifest(name, reference, deadline);
            }
        };
    }

    private static String json(Descriptor descriptor) {
        return "{'mediaType':'" + descriptor.mediaType() + "','digest':'" + descriptor.digest() + "','size':"
                + descriptor.size() + "}";
    }

    private static SearchBudget budget() {
        return new SearchBudget(Limits.defaults(), Deadline.never());
    }

    private static Look look(Found found, Place place) {
        return found.looks().stream()
                .filter(look -> look.place().equals(place))
                .findFirst()
                .orElseThrow();
    }

    private static ReasonCode code(Look look) {
        return look.reason().map(Reason::code).orElseThrow();
    }

    private static void assertFailed(Found found, ReasonCode code, int count) {
        assertThat(found.looks()).singleElement().satisfies(look -> {
            assertThat(look.answer()).as(look.toString()).isEqualTo(Look.Answer.FAILED);
            assertThat(code(look)).as(look.toString()).isEqualTo(code);
            assertThat(look.found()).isEqualTo(count);
        });
        assertThat(found.candidates()).hasSize(count);
    }

    private static void assertTruncated(Look look, int count) {
        assertThat(look.answer()).as(look.toString()).isEqualTo(Look.Answer.TRUNCATED);
        assertThat(code(look)).isEqualTo(CoreReason.SEARCH_LIMIT);
        assertThat(look.found()).isEqualTo(count);
    }

    private static List<String> contents(Found found) {
        return found.candidates().stream()
                .map(candidate -> candidate.artifact() instanceof Referrer referrer
                        ? referrer.content()
                        : ((TagLayer) candidate.artifact()).content())
                .map(content -> new String(content.toByteArray(), StandardCharsets.UTF_8))
                .toList();
    }
}
