/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

import static java.util.Objects.requireNonNull;

/**
 * Copies simple signatures of an image from the store that is configured for it, as OpenShift does for images it imports.
 * Copies are unverified; those whose content is there already are not copied.
 *
 * <p>Bounded: a number of imports at a time, {@link Limits} for each, and an image is not looked for again before some time
 * has passed, so that callers cannot make the registry ask others without end. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SignatureImport {

    /** Images that are remembered; the one not asked about for the longest time is forgotten first. */
    private static final int REMEMBERED = 10_000;

    private static final Set<Place> PLACES = Set.of(new Place.Lookaside());
    private static final String IMPORTER = "signature import";

    /** Reasons for not asking by which there is nothing to ask; the second is that of {@code trust-gpg} for registries.d. */
    private static final Set<String> NOT_CONFIGURED =
            Set.of(CoreReason.PLACE_UNKNOWN.id(), "gpg.lookaside-not-configured");

    private final SignatureSource elsewhere;
    private final SignatureObjectStore objects;
    private final InstantSource clock;
    private final Limits limits;
    private final Duration again;
    private final Semaphore atOnce;
    private final Map<Digest, Instant> imported = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    private SignatureImport(
            SignatureSource elsewhere, SignatureObjectStore objects, InstantSource clock, Bounds bounds) {
        this.elsewhere = requireNonNull(elsewhere, "elsewhere");
        this.objects = requireNonNull(objects, "objects");
        this.clock = requireNonNull(clock, "clock");
        this.limits = bounds.limits();
        this.again = bounds.again();
        this.atOnce = new Semaphore(bounds.atOnce());
    }

    /**
     * How much an import may cost.
     *
     * @param limits for one search: signatures, octets and time
     * @param again how long an image is not looked for again once its store has answered
     * @param atOnce searches at the same time; an image that finds no room counts as one that could not be looked for
     * @since 0.1
     */
    public record Bounds(Limits limits, Duration again, int atOnce) {
        /** Checks for nulls. */
        public Bounds {
            requireNonNull(limits, "limits");
            requireNonNull(again, "again");
            if (atOnce < 1) {
                throw new IllegalArgumentException("no import could ever happen");
            }
        }

        /** 100 signatures and five seconds for an image, every ten minutes, four at once. */
        public static Bounds defaults() {
            return new Bounds(
                    Limits.builder().candidates(100).time(Duration.ofSeconds(5)).build(), Duration.ofMinutes(10), 4);
        }
    }

    /**
     * An import.
     *
     * @param elsewhere knows the lookaside store of each image, such as one made from registries.d
     * @param objects where copies go
     * @param clock the time that is kept with copies
     */
    public static SignatureImport from(
            SignatureSource elsewhere, SignatureObjectStore objects, InstantSource clock, Bounds bounds) {
        return new SignatureImport(elsewhere, objects, clock, bounds);
    }

    /**
     * Copies what is new.
     *
     * @return whether the store of the image was seen as a whole, now or a short while ago; true as well where none is
     *     configured
     * @throws IOException if copies cannot be stored
     */
    public boolean importSignatures(ImageSubject image) throws IOException {
        Digest digest = image.image().digest();
        if (isRecent(digest)) {
            return true;
        }
        if (!atOnce.tryAcquire()) {
            return false;
        }
        try {
            Found found = elsewhere.search(
                    image, List.of(digest), PLACES, new SearchBudget(limits, Deadline.after(limits.time())));
            boolean roomForAll = copy(digest, found.candidates());
            boolean complete = roomForAll && found.looks().stream().allMatch(SignatureImport::isAnswered);
            if (complete) {
                remember(digest);
            }
            return complete;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            atOnce.release();
        }
    }

    /** Where nothing is configured there is nothing to be missed. */
    private static boolean isAnswered(Look look) {
        return look.answer().isComplete()
                || look.reason()
                        .filter(r -> NOT_CONFIGURED.contains(r.code().id()))
                        .isPresent();
    }

    private boolean copy(Digest image, List<SignatureCandidate> candidates) throws IOException {
        boolean room = true;
        for (SignatureCandidate candidate : candidates) {
            if (candidate.artifact() instanceof SignatureArtifact.LookasideBlob blob
                    && candidate.about().equals(image)) {
                room &= add(image, blob.content(), blob.name()) != SignatureObjectStore.Added.FULL;
            }
        }
        return room;
    }

    private SignatureObjectStore.Added add(Digest image, Bytes content, String name) throws IOException {
        String from = name.substring(0, Math.min(name.length(), Provenance.MAX_LENGTH));
        return objects.add(StoredSignature.unverified(
                SignatureObjects.of(image, content),
                SignatureOrigin.IMPORTED,
                new Provenance(IMPORTER, clock.instant(), from)));
    }

    private synchronized boolean isRecent(Digest image) {
        Instant last = imported.get(image);
        Instant now = clock.instant();
        return last != null && !now.isBefore(last) && now.isBefore(last.plus(again));
    }

    private synchronized void remember(Digest image) {
        imported.put(image, clock.instant());
    }
}
