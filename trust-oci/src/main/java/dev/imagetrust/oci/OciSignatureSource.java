/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ReadAhead.Parallel;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Finds signatures in an image repository: under cosign's tags, and among the manifests that refer to the image.
 *
 * <p>Knows {@link Place.DigestTag} and {@link Place.Referrers}; every other place is {@code NOT_ASKED}. Referrers are
 * listed once for each digest, however many artifact types are asked for, through the API or, where the repository has
 * none, from the fallback tag. Each layer of a signature manifest is one candidate, read as it is stored, with its
 * digest and size recomputed.
 *
 * <p>One entry that is malformed, too long or unreadable makes the look {@code FAILED} and hides none of the others. The
 * budget's candidates, bytes, pages and deadline end the search: {@code TRUNCATED}, or {@code NOT_ASKED} for a place
 * that had not been reached. Safe for use by several threads if the repository is; keeps nothing between searches.
 *
 * <p>Specifications: OCI distribution-spec 1.1, "Listing Referrers"; cosign's signature storage by tag.
 *
 * @since 0.1
 */
public final class OciSignatureSource implements SignatureSource {

    private final ImageRepository repository;
    private final @Nullable ImageName elsewhere;
    private final Fallback fallback;
    private final Parallel parallel;

    /** Signatures lie in the image's own repository. */
    public OciSignatureSource(ImageRepository repository) {
        this(requireNonNull(repository, "repository"), null, Fallback.WHERE_UNSUPPORTED, Parallel.NOT);
    }

    private OciSignatureSource(
            ImageRepository repository, @Nullable ImageName elsewhere, Fallback fallback, Parallel parallel) {
        this.repository = repository;
        this.elsewhere = elsewhere;
        this.fallback = fallback;
        this.parallel = parallel;
    }

    /** When the tag is read that stands in for the referrers API. */
    enum Fallback {
        WHERE_UNSUPPORTED,
        ALWAYS
    }

    /** Signatures of all images lie in one repository, such as {@code COSIGN_REPOSITORY} names, or a layout. */
    public static OciSignatureSource in(ImageRepository repository, ImageName name) {
        return new OciSignatureSource(
                requireNonNull(repository, "repository"),
                requireNonNull(name, "name"),
                Fallback.WHERE_UNSUPPORTED,
                Parallel.NOT);
    }

    /**
     * The same source, which reads the fallback tag of referrers also where the repository has the API: for registries
     * that got the API later and did not take over what was in the tags. One more request for each digest.
     */
    public OciSignatureSource alwaysReadingFallbackTag() {
        return new OciSignatureSource(repository, elsewhere, Fallback.ALWAYS, parallel);
    }

    /**
     * The same source, which has up to {@code atOnce} requests of one search under way together: one on the searching
     * thread, the others on an executor of the caller. It finds the same, in the same order, and spends the same budget
     * on manifests of a listing, layers and pages; where a limit or the deadline ends the search, a few requests for
     * tags, listings and manifests may have been made in vain.
     *
     * <p>The searching thread never waits for the executor to begin, so one that is busy, that refuses tasks, or that
     * runs the search itself costs time only. It keeps nothing of the executor and never shuts it down. When a search
     * ends, by its deadline and by an interrupt too, tasks that were not begun do nothing any more, and threads that are in
     * a request are interrupted: at most {@code atOnce - 1} requests go on until the repository heeds that, and their
     * answers are dropped. What the repository throws on a thread of the executor is thrown by the search.
     *
     * @param executor where requests are made; its threads are interrupted as described
     * @param atOnce at least 1, by which nothing is handed to the executor
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     */
    public OciSignatureSource parallel(Executor executor, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one request at once, not " + atOnce);
        }
        return new OciSignatureSource(
                repository, elsewhere, fallback, new Parallel(requireNonNull(executor, "executor"), atOnce));
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        Optional<ImageName> name = Optional.ofNullable(elsewhere).or(image::name);
        List<Place> ordered = places.stream().sorted().toList();
        if (name.isEmpty()) {
            return SignatureSources.notAsked(about, ordered, Reason.of(OciReason.NO_NAME));
        }
        try (ReadAhead readAhead = new ReadAhead(repository, name.get(), budget.deadline(), parallel)) {
            return search(new Search(new Requests(readAhead, name.get(), budget)), about, ordered);
        }
    }

    private Found search(Search search, List<Digest> about, List<Place> ordered) throws InterruptedException {
        Set<Digest> digests = new LinkedHashSet<>(about);
        digests.forEach(digest -> search.expect(ordered, digest));
        List<Look> unknown = new ArrayList<>();
        for (Digest digest : digests) {
            List<Place.Referrers> referrers = new ArrayList<>();
            for (Place place : ordered) {
                if (place instanceof Place.DigestTag tag) {
                    search.tag(tag, digest);
                } else if (place instanceof Place.Referrers kind) {
                    referrers.add(kind);
                } else {
                    unknown.add(Look.notAsked(place, digest, new Reason(CoreReason.PLACE_UNKNOWN, place.id())));
                }
            }
            if (!referrers.isEmpty()) {
                search.referrers(referrers, digest, fallback);
            }
        }
        List<Look> looks = new ArrayList<>(search.looks());
        looks.addAll(unknown);
        return new Found(search.candidates(), looks);
    }
}
