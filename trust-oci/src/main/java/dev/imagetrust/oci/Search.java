/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.oci.OciSignatureSource.Fallback;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.ReferrerManifest;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One search: from digests and places to candidates and looks. Not thread-safe. */
final class Search {

    private static final Place SIGNATURES = new Place.DigestTag(".sig");

    private final Requests requests;
    private final List<SignatureCandidate> candidates = new ArrayList<>();
    private final Set<CandidateRef> known = new HashSet<>();
    private final List<Look> looks = new ArrayList<>();

    Search(Requests requests) {
        this.requests = requests;
    }

    List<SignatureCandidate> candidates() {
        return candidates;
    }

    List<Look> looks() {
        return looks;
    }

    /** What {@link #tag} and {@link #referrers} are going to ask first. */
    void expect(List<Place> places, Digest about) {
        for (Place place : places) {
            if (place instanceof Place.DigestTag tag) {
                DigestTags.find(about, tag.suffix()).ifPresent(requests::expectTag);
            } else if (place instanceof Place.Referrers) {
                requests.expectReferrers(about);
            }
        }
    }

    /** Looks under one tag made from a digest. */
    void tag(Place.DigestTag place, Digest about) throws InterruptedException {
        Optional<String> tag = DigestTags.find(about, place.suffix());
        if (tag.isEmpty()) {
            looks.add(Look.absent(place, about, new Reason(OciReason.TAG_NOT_REPRESENTABLE, about + place.suffix())));
            return;
        }
        PlaceTally tally = new PlaceTally(place, about);
        try {
            requireRoom();
            Optional<OciDocument> document = requests.tagged(tag.get(), problem -> tally.failed(problem.reason()));
            tally.answered();
            if (document.isPresent()) {
                layers(image(document.get()), tally, (layer, content) -> new TagLayer(place.suffix(), layer, content));
            }
        } catch (LookFailure e) {
            tally.failed(e);
        }
        looks.add(tally.look());
    }

    /** Looks at the manifests that refer to a digest: one listing, however many kinds are asked for. */
    void referrers(Collection<Place.Referrers> places, Digest about, Fallback fallback) throws InterruptedException {
        Map<String, PlaceTally> tallies = new LinkedHashMap<>();
        places.forEach(place -> tallies.put(place.artifactType(), new PlaceTally(place, about)));
        try {
            requireRoom();
            ReferrerListing listing = ReferrerListing.of(requests, about, tallies.keySet(), fallback);
            for (PlaceTally tally : tallies.values()) {
                tally.answered(listing.answered());
                listing.failures().forEach(tally::failed);
            }
            List<Descriptor> entries = listing.entries();
            for (int i = 0; i < entries.size(); i++) {
                if (i % requests.atOnce() == 0) {
                    readAhead(entries.subList(i, Math.min(i + requests.atOnce(), entries.size())), about, tallies);
                }
                referrer(entries.get(i), about, tallies);
            }
        } catch (LookFailure e) {
            tallies.values().forEach(tally -> tally.failed(e));
        }
        tallies.values().forEach(tally -> looks.add(tally.look()));
    }

    /** Has the next manifests and their layers fetched together; takes no part in what is found. */
    private void readAhead(List<Descriptor> entries, Digest about, Map<String, PlaceTally> tallies)
            throws InterruptedException {
        if (requests.atOnce() == 1 || room() == 0) {
            return;
        }
        requests.expectListed(entries);
        List<Descriptor> layers = new ArrayList<>();
        for (Descriptor entry : entries) {
            Optional<ImageManifest> image = requests.peek(entry);
            if (image.isEmpty()) {
                break;
            }
            boolean aboutIt =
                    image.get().subject().filter(s -> s.digest().equals(about)).isPresent();
            if (aboutIt
                    && tallies.containsKey(
                            ReferrerListing.listedAs(entry).orElse(image.get().artifactType()))) {
                layers.addAll(image.get().layers());
            }
        }
        expectLayers(layers, requests.limits().attestationBytes());
    }

    /** No more than there is room for, so that nothing is fetched that a search one by one would not fetch. */
    private void expectLayers(List<Descriptor> layers, int maxBytes) {
        requests.expectBlobs(layers.subList(0, Math.min(layers.size(), room())), maxBytes);
    }

    private void referrer(Descriptor entry, Digest about, Map<String, PlaceTally> tallies) throws InterruptedException {
        Optional<String> listedAs = ReferrerListing.listedAs(entry);
        // Until its type is known, trouble with an entry is trouble of every place it may belong to.
        Map<String, PlaceTally> concerned = new LinkedHashMap<>(tallies);
        listedAs.ifPresent(type -> concerned.keySet().retainAll(Set.of(type)));
        if (concerned.isEmpty()) {
            return;
        }
        try {
            requireRoom();
            List<Reason> badLayers = new ArrayList<>();
            OciDocument document = requests.listed(entry, problem -> badLayers.add(problem.reason()));
            PlaceTally tally = concerned.get(listedAs.orElse(document.artifactType()));
            if (tally != null) {
                badLayers.forEach(tally::failed);
                referrerLayers(image(document), about, badLayers.size(), tally);
            }
        } catch (LookFailure e) {
            concerned.values().forEach(tally -> tally.failed(e));
        }
    }

    private void referrerLayers(ImageManifest manifest, Digest about, int badLayers, PlaceTally tally)
            throws LookFailure, InterruptedException {
        Descriptor subject = manifest.subject()
                .filter(s -> s.digest().equals(about))
                .orElseThrow(() -> new LookFailure(new Reason(
                        OciReason.SUBJECT_MISMATCH, manifest.descriptor().digest() + " is listed for " + about)));
        // Layers that cannot be read count: a verifier that wants exactly one must see that there were more.
        int layers = manifest.layers().size() + badLayers;
        if (layers == 0) {
            throw new LookFailure(new Reason(
                    OciReason.NO_LAYERS, manifest.descriptor().digest().toString()));
        }
        ReferrerManifest referrer = new ReferrerManifest(
                manifest.descriptor(),
                manifest.artifactType(),
                manifest.config().mediaType(),
                subject,
                manifest.annotations(),
                layers);
        layers(manifest, tally, (layer, content) -> new Referrer(referrer, layer, content));
    }

    /** How a layer becomes an artifact. */
    @FunctionalInterface
    private interface ToArtifact {
        SignatureArtifact of(Descriptor layer, Bytes content);
    }

    private void layers(ImageManifest manifest, PlaceTally tally, ToArtifact toArtifact) throws InterruptedException {
        expectLayers(manifest.layers(), maxBytes(tally.place()));
        for (Descriptor layer : manifest.layers()) {
            try {
                requireRoom();
                Bytes content = requests.blob(layer, maxBytes(tally.place()));
                add(toArtifact.of(layer, content), tally);
            } catch (LookFailure e) {
                tally.failed(e);
                if (e.endsSearch()) {
                    return;
                }
            }
        }
    }

    /** A referrer may be a bundle around an attestation, so only what cannot be one has the smaller limit. */
    private int maxBytes(Place place) {
        return place.equals(SIGNATURES)
                ? requests.limits().signatureBytes()
                : requests.limits().attestationBytes();
    }

    private void add(SignatureArtifact artifact, PlaceTally tally) {
        SignatureCandidate candidate = new SignatureCandidate(artifact, tally.about(), tally.place());
        if (known.add(candidate.ref())) {
            candidates.add(candidate);
            tally.count();
        }
    }

    private int room() {
        return Math.max(0, requests.limits().candidates() - candidates.size());
    }

    /** A limit on the whole search ends it at once, before more is fetched that nobody will look at. */
    private void requireRoom() throws LookFailure {
        int most = requests.limits().candidates();
        if (candidates.size() >= most) {
            throw new LookFailure(new Reason(CoreReason.SEARCH_LIMIT, "more than " + most + " signatures"));
        }
    }

    private static ImageManifest image(OciDocument document) throws LookFailure {
        if (document instanceof ImageManifest image) {
            return image;
        }
        throw new LookFailure(
                new Reason(OciReason.KIND_UNEXPECTED, document.descriptor().digest() + " is an index"));
    }
}
