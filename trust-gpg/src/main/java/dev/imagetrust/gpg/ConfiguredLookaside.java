/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import static java.util.Objects.requireNonNull;

/**
 * The lookaside stores of a registries.d: each image is looked for, and its signatures are stored, where the
 * configuration says.
 *
 * <p>Knows {@link Place.Lookaside} only. A store that cannot be opened makes the look {@code FAILED}, and is tried again
 * the next time; an image for which no store is configured is {@code NOT_ASKED}. Both leave a verdict
 * {@code UNDETERMINED}, not refused: nobody has looked. Safe for use by several threads if the stores are.
 *
 * @since 0.1
 */
public final class ConfiguredLookaside implements SignatureSource, SignatureSink {

    private final RegistriesConfiguration configuration;
    private final LookasideStores stores;
    private final Map<URI, SignatureSource> sources = new ConcurrentHashMap<>();
    private final Map<URI, SignatureSink> sinks = new ConcurrentHashMap<>();

    /** Nothing is opened yet. */
    public ConfiguredLookaside(RegistriesConfiguration configuration, LookasideStores stores) {
        this.configuration = requireNonNull(configuration, "configuration");
        this.stores = requireNonNull(stores, "stores");
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        Optional<URI> base = configuration.lookaside(image);
        if (base.isEmpty()) {
            Reason none = new Reason(GpgReason.LOOKASIDE_NOT_CONFIGURED, image.toString());
            return nothing(about, places, digest -> Look.notAsked(new Place.Lookaside(), digest, none));
        }
        SignatureSource source;
        try {
            source = source(base.get());
        } catch (IOException e) {
            Reason unusable = new Reason(GpgReason.LOOKASIDE_UNUSABLE, base.get() + ": " + e.getMessage());
            return nothing(about, places, digest -> Look.failed(new Place.Lookaside(), digest, unusable));
        }
        return source.search(image, about, places, budget);
    }

    @Override
    public boolean accepts(SignatureArtifact artifact) {
        return artifact instanceof LookasideBlob;
    }

    /**
     * Stores a signature where the configuration says.
     *
     * @throws UnavailableException with {@link GpgReason#LOOKASIDE_NOT_CONFIGURED} if it says nothing
     * @throws IOException if there is no such store, or it does not take the signature
     */
    @Override
    public StoredAt store(ImageSubject image, SignatureArtifact artifact) throws IOException, InterruptedException {
        if (!accepts(artifact)) {
            throw new IllegalArgumentException("no signature of a lookaside store");
        }
        URI base = configuration
                .lookasideStaging(image)
                .orElseThrow(() ->
                        new UnavailableException(new Reason(GpgReason.LOOKASIDE_NOT_CONFIGURED, image.toString())));
        return sink(base).store(image, artifact);
    }

    private SignatureSource source(URI base) throws IOException {
        return kept(sources, base, stores::source);
    }

    private SignatureSink sink(URI base) throws IOException {
        return kept(sinks, base, stores::sink);
    }

    /** Not while the map is locked: opening may take its time. Of two that are opened at once, one is kept. */
    private static <T> T kept(Map<URI, T> stores, URI base, Opening<T> opening) throws IOException {
        T known = stores.get(base);
        if (known != null) {
            return known;
        }
        T opened = opening.open(base);
        T other = stores.putIfAbsent(base, opened);
        return other == null ? opened : other;
    }

    /** Opens the store at an address. */
    private interface Opening<T> {
        T open(URI base) throws IOException;
    }

    private static Found nothing(List<Digest> about, Set<Place> places, Function<Digest, Look> answer) {
        List<Look> looks = new ArrayList<>();
        for (Digest digest : new LinkedHashSet<>(about)) {
            for (Place place : places.stream().sorted().toList()) {
                looks.add(
                        place instanceof Place.Lookaside
                                ? answer.apply(digest)
                                : Look.notAsked(place, digest, new Reason(CoreReason.PLACE_UNKNOWN, place.id())));
            }
        }
        return new Found(List.of(), looks);
    }
}
