/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.DescriptorReader.OnBadEntry;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a repository on behalf of one search, never beyond its budget, and turns every way of not getting an answer into
 * a {@link LookFailure} with its reason. What it returns has the digest and size it has to have. Not thread-safe.
 */
final class Requests {

    private final ReadAhead repository;
    private final ImageName name;
    private final SearchBudget budget;
    private final Map<Digest, Bytes> blobs = new HashMap<>();
    private long bytesLeft;
    private int manifestsLeft;

    Requests(ReadAhead repository, ImageName name, SearchBudget budget) {
        this.repository = repository;
        this.name = name;
        this.budget = budget;
        this.bytesLeft = budget.limits().searchBytes();
        this.manifestsLeft = budget.limits().candidates();
    }

    Limits limits() {
        return budget.limits();
    }

    /** What stands under a tag, of whatever digest. */
    Optional<OciDocument> tagged(String tag, OnBadEntry onBadEntry) throws LookFailure, InterruptedException {
        Optional<Manifest> manifest = manifest(Reference.tag(tag)).value();
        return manifest.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(
                        DocumentReader::read,
                        manifest.get().descriptor(),
                        manifest.get().content(),
                        onBadEntry));
    }

    /** What a listing announced. */
    OciDocument listed(Descriptor entry, OnBadEntry onBadEntry) throws LookFailure, InterruptedException {
        if (manifestsLeft == 0) {
            throw new LookFailure(new Reason(
                    CoreReason.SEARCH_LIMIT, "more than " + limits().candidates() + " manifests of referrers"));
        }
        manifestsLeft--;
        try {
            DocumentReader.requireSize(entry, limits());
        } catch (MalformedInputException e) {
            throw new LookFailure(e);
        }
        Manifest manifest = manifest(Reference.digest(entry.digest()))
                .value()
                .orElseThrow(() -> new LookFailure(
                        new Reason(OciReason.LISTED_BUT_ABSENT, entry.digest().toString())));
        if (!manifest.mediaType().equals(entry.mediaType())) {
            throw new LookFailure(new Reason(
                    OciReason.MEDIA_TYPE_MISMATCH, entry + " is listed, " + manifest.mediaType() + " was served"));
        }
        return parse(
                DocumentReader::readListed,
                Descriptor.of(entry.mediaType(), entry.digest(), entry.size()),
                manifest.content(),
                onBadEntry);
    }

    /** How many requests may be under way. */
    int atOnce() {
        return repository.atOnce();
    }

    void expectTag(String tag) {
        repository.expect(Reference.tag(tag));
    }

    void expectReferrers(Digest subject) {
        repository.expectReferrers(subject);
    }

    /** Entries of a listing that are going to be opened in this order, as far as the budget allows that for sure. */
    void expectListed(List<Descriptor> entries) {
        entries.stream()
                .limit(manifestsLeft)
                .filter(entry -> entry.size() <= limits().manifestBytes())
                .forEach(entry -> repository.expect(Reference.digest(entry.digest())));
    }

    /** An expected image manifest; empty where there will be any trouble with it. */
    Optional<ImageManifest> peek(Descriptor entry) throws InterruptedException {
        Optional<Manifest> manifest = repository
                .peek(Reference.digest(entry.digest()))
                .filter(m -> m.mediaType().equals(entry.mediaType()));
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        try {
            return parse(
                                    DocumentReader::readListed,
                                    Descriptor.of(entry.mediaType(), entry.digest(), entry.size()),
                                    manifest.get().content(),
                                    problem -> {})
                            instanceof ImageManifest image
                    ? Optional.of(image)
                    : Optional.empty();
        } catch (LookFailure e) {
            return Optional.empty();
        }
    }

    /** Layers that are going to be read in this order, up to the first that the budget may not allow. */
    void expectBlobs(List<Descriptor> layers, int maxBytes) {
        long left = bytesLeft;
        for (Descriptor layer : layers) {
            left -= layer.size();
            if (layer.size() > maxBytes || left < 0) {
                return;
            }
            if (!blobs.containsKey(layer.digest())) {
                repository.expectBlob(layer);
            }
        }
    }

    Answer<Page<Descriptor>> referrers(Digest subject, Cursor cursor) throws LookFailure, InterruptedException {
        LookFailure.ifTimeIsUp(budget.deadline());
        try {
            return repository.referrers(name, subject, cursor, budget.deadline());
        } catch (IOException e) {
            throw LookFailure.reading("the referrers of " + subject, e, budget.deadline());
        }
    }

    /** The content of a layer; each is fetched once, since signatures of one image often share their payload. */
    Bytes blob(Descriptor blob, int maxBytes) throws LookFailure, InterruptedException {
        if (blob.size() > maxBytes) {
            throw new LookFailure(new Reason(
                    OciReason.SIGNATURE_TOO_LARGE, blob.digest() + ", " + blob.size() + " bytes, limit " + maxBytes));
        }
        Bytes known = blobs.get(blob.digest());
        if (known != null && known.length() == blob.size()) {
            return known;
        }
        if (blob.size() > bytesLeft) {
            throw new LookFailure(new Reason(
                    CoreReason.SEARCH_LIMIT, "signatures of more than " + limits().searchBytes() + " bytes"));
        }
        Bytes content = fetch(blob);
        bytesLeft -= content.length();
        blobs.put(blob.digest(), content);
        return content;
    }

    private Bytes fetch(Descriptor blob) throws LookFailure, InterruptedException {
        LookFailure.ifTimeIsUp(budget.deadline());
        Bytes content;
        try (InputStream in = repository.blob(name, blob, budget.deadline())) {
            // One more than announced, to tell a longer one; the size was compared with its limit before.
            content = Bytes.copyOf(in.readNBytes(Math.toIntExact(blob.size() + 1)));
        } catch (IOException e) {
            throw LookFailure.reading("the blob " + blob.digest(), e, budget.deadline());
        }
        if (content.length() != blob.size()) {
            throw new LookFailure(new Reason(OciReason.SIZE_MISMATCH, "blob " + blob.digest()));
        }
        if (!blob.digest().matches(content)) {
            throw new LookFailure(new Reason(OciReason.DIGEST_MISMATCH, "blob " + blob.digest()));
        }
        return content;
    }

    private Answer<Manifest> manifest(Reference reference) throws LookFailure, InterruptedException {
        LookFailure.ifTimeIsUp(budget.deadline());
        try {
            Answer<Manifest> answer = repository.manifest(name, reference, budget.deadline());
            if (answer instanceof Answer.Unsupported) {
                throw new LookFailure(new Reason(OciReason.READ_FAILED, "manifests are not supported"));
            }
            return answer;
        } catch (IOException e) {
            throw LookFailure.reading("the manifest " + reference, e, budget.deadline());
        }
    }

    @FunctionalInterface
    private interface Reading {
        OciDocument read(Descriptor descriptor, Bytes content, Limits limits, OnBadEntry onBadEntry)
                throws MalformedInputException;
    }

    private OciDocument parse(Reading reading, Descriptor descriptor, Bytes content, OnBadEntry onBadEntry)
            throws LookFailure {
        try {
            return reading.read(descriptor, content, limits(), onBadEntry);
        } catch (MalformedInputException e) {
            throw new LookFailure(e);
        }
    }
}
