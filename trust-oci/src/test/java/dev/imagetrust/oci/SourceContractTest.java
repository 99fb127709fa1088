/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.SignatureSourceContract;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What the testkit asks of every source, asked of each of ours. */
class SourceContractTest {

    private static final Place SIGNATURES = new Place.DigestTag(".sig");
    private static final Place ATTESTATIONS = new Place.DigestTag(".att");
    private static final Place LOOKASIDE = new Place.Lookaside();

    @TempDir
    Path folder;

    /** Over a repository, which a sink of ours fills. */
    abstract static class OverARepository extends SignatureSourceContract {

        abstract WritableRepository repository() throws IOException;

        SignatureSource source(ImageRepository repository) {
            return new OciSignatureSource(repository);
        }

        @Override
        protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            return source(filled(subject, stored));
        }

        @Override
        protected Optional<SignatureSource> sourceFailingAt(
                Place broken, ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            if (!(broken instanceof Place.DigestTag tag)) {
                return Optional.empty();
            }
            String text = subject.image().digest().inTag() + tag.suffix();
            return Optional.of(source(new Forwarding(filled(subject, stored)) {
                @Override
                public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                        throws IOException, InterruptedException {
                    if (reference.text().equals(text)) {
                        throw new IOException("broken");
                    }
                    return super.manifest(name, reference, deadline);
                }
            }));
        }

        @Override
        protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
            return List.of(
                    candidate(subject, SIGNATURES, layer(".sig", "one")),
                    candidate(subject, SIGNATURES, layer(".sig", "two")),
                    candidate(subject, ATTESTATIONS, layer(".att", "three")),
                    candidate(subject, new Place.Referrers("a/b"), referrer(subject.image(), "a/b")),
                    candidate(subject, new Place.Referrers("c/d"), referrer(subject.image(), "c/d")));
        }

        @Override
        protected Place unknownPlace() {
            return LOOKASIDE;
        }

        private WritableRepository filled(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            WritableRepository repository = repository();
            SignatureSink sink = new OciSignatureSink(repository);
            for (SignatureCandidate candidate : stored) {
                sink.store(subject, candidate.artifact());
            }
            return repository;
        }
    }

    @Nested
    class InMemoryWithReferrersApi extends OverARepository {
        @Override
        WritableRepository repository() {
            return MemoryRepository.withReferrersApi();
        }
    }

    @Nested
    class InMemoryWithFallbackTag extends OverARepository {
        @Override
        WritableRepository repository() {
            return MemoryRepository.withoutReferrersApi();
        }
    }

    @Nested
    class ReadingBoth extends OverARepository {
        @Override
        WritableRepository repository() {
            return MemoryRepository.withReferrersApi();
        }

        @Override
        SignatureSource source(ImageRepository repository) {
            return new OciSignatureSource(repository).alwaysReadingFallbackTag();
        }
    }

    @Nested
    class InALayout extends OverARepository {
        @Override
        WritableRepository repository() throws IOException {
            return OciLayout.create(Files.createTempDirectory(folder, "layout"));
        }
    }

    @Nested
    class BesideARegistry extends SignatureSourceContract {

        @Override
        protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            return new LookasideSource(filled(subject, stored));
        }

        @Override
        protected Optional<SignatureSource> sourceFailingAt(
                Place broken, ImageSubject subject, List<SignatureCandidate> stored) {
            return Optional.of(new LookasideSource((name, image, number, deadline) -> {
                throw new IOException("broken");
            }));
        }

        @Override
        protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
            return lookasideSignatures(subject);
        }

        @Override
        protected Place unknownPlace() {
            return SIGNATURES;
        }
    }

    @Nested
    class Combined extends OverARepository {

        @Override
        WritableRepository repository() {
            return MemoryRepository.withoutReferrersApi();
        }

        @Override
        protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            List<SignatureCandidate> beside = new ArrayList<>(stored);
            beside.removeIf(candidate -> !candidate.place().equals(LOOKASIDE));
            List<SignatureCandidate> inside = new ArrayList<>(stored);
            inside.removeAll(beside);
            return SignatureSources.combined(
                    super.sourceWith(subject, inside), new LookasideSource(filled(subject, beside)));
        }

        @Override
        protected Optional<SignatureSource> sourceFailingAt(
                Place broken, ImageSubject subject, List<SignatureCandidate> stored) {
            return Optional.empty();
        }

        @Override
        protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
            List<SignatureCandidate> all = new ArrayList<>(super.signaturesOf(subject));
            all.addAll(lookasideSignatures(subject));
            return all;
        }

        @Override
        protected Place unknownPlace() {
            return new Place.SignatureExtension();
        }
    }

    private DirectoryLookaside filled(ImageSubject subject, List<SignatureCandidate> stored) throws IOException {
        DirectoryLookaside lookaside = DirectoryLookaside.open(Files.createTempDirectory(folder, "lookaside"));
        for (SignatureCandidate candidate : stored) {
            lookaside.store(subject, candidate.artifact());
        }
        return lookaside;
    }

    private static List<SignatureCandidate> lookasideSignatures(ImageSubject subject) {
        return List.of(
                candidate(subject, LOOKASIDE, new LookasideBlob("signature-1", Bytes.utf8("one"))),
                candidate(subject, LOOKASIDE, new LookasideBlob("signature-2", Bytes.utf8("two"))));
    }

    private static SignatureCandidate candidate(ImageSubject subject, Place place, SignatureArtifact artifact) {
        Digest about = subject.image().digest();
        return new SignatureCandidate(artifact, about, place);
    }

    private static TagLayer layer(String suffix, String content) {
        Bytes bytes = Bytes.utf8(content);
        return new TagLayer(suffix, Descriptor.of("x/y", bytes), bytes);
    }

    private static Referrer referrer(Descriptor image, String kind) {
        Bytes content = Bytes.utf8("signature of kind " + kind);
        Descriptor layer = Descriptor.of("x/y", content);
        Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, ManifestWriter.emptyConfig());
        Descriptor manifest =
                ManifestWriter.referrer(kind, config, layer, image, Map.of()).descriptor();
        return new Referrer(
                new ReferrerManifest(manifest, kind, MediaTypes.OCI_EMPTY, image, Map.of(), 1), layer, content);
    }
}
