/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One image, the signatures that lie about, and a set-up to judge them. Alice and Bob are trusted. */
final class World implements SignatureSource {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Instant LATER = NOW.plusSeconds(3600);
    static final Place HERE = new Place.Lookaside();
    static final Place THERE = new Place.SignatureExtension();

    static final Bytes CHILD_MANIFEST = Bytes.utf8("{}");
    static final Descriptor CHILD = Descriptor.of("application/vnd.oci.image.manifest.v1+json", CHILD_MANIFEST);
    static final Bytes INDEX_MANIFEST = Bytes.utf8("{\"manifests\":[{\"digest\":\"" + CHILD.digest() + "\"}]}");
    static final Descriptor INDEX = Descriptor.of("application/vnd.oci.image.index.v1+json", INDEX_MANIFEST);
    static final ImageName NAME = ImageName.parse("registry.example/team/app");
    static final ImageSubject IMAGE = ImageSubject.byDigest(NAME, CHILD);
    static final ImageSubject MEMBER = ImageSubject.of(NAME, new Asked.ByTag("v1"), INDEX)
            .memberOf(VerifiedIndex.of(INDEX, INDEX_MANIFEST, List.of(CHILD)), CHILD.digest());

    private final List<SignatureCandidate> stored = new ArrayList<>();
    private final Set<Place> failing = new LinkedHashSet<>();
    private int searches;

    static World with(Sig... sigs) {
        World world = new World();
        for (Sig sig : sigs) {
            world.add(CHILD.digest(), sig);
        }
        return world;
    }

    World add(Digest about, Sig sig) {
        stored.add(sig.about(about, sig.tool().equals("beta") ? THERE : HERE));
        return this;
    }

    World failingAt(Place place) {
        failing.add(place);
        return this;
    }

    int searches() {
        return searches;
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        searches++;
        List<SignatureCandidate> found = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Digest digest : about) {
            for (Place place : places) {
                List<SignatureCandidate> here = stored.stream()
                        .filter(c -> c.about().equals(digest) && c.place().equals(place))
                        .toList();
                found.addAll(here);
                looks.add(
                        failing.contains(place)
                                ? Look.failed(place, digest, here.size(), new Reason(CoreReason.PLACE_FAILED, "503"))
                                : Look.found(place, digest, here.size()));
            }
        }
        return new Found(found, looks);
    }

    Optional<SignatureArtifact> artifact(Digest id) {
        return stored.stream()
                .map(SignatureCandidate::artifact)
                .filter(a -> a.id().equals(id))
                .findFirst();
    }

    /** What {@link #ANSWERING} answers; nobody else answers anything. */
    static final Bytes ANSWER = Bytes.utf8("good");

    static final URI ANSWERING = URI.create("http://evidence.example/answering");
    static final URI SILENT = URI.create("http://evidence.example/silent");

    static Bytes fetch(EvidenceFetcher.Request request) throws IOException {
        if (request.uri().equals(ANSWERING)) {
            return ANSWER;
        }
        throw new IOException("status 503");
    }

    ImageTrust.Builder set(PolicySource policy) {
        return set(policy, this);
    }

    Verdict verify(Requirement requirement) {
        return set(TrustPolicy.forAllImages(requirement)).build().verify(IMAGE, Deadline.never());
    }

    Verdict inspect(Requirement requirement) {
        return set(TrustPolicy.forAllImages(requirement)).build().inspect(IMAGE).verdict();
    }

    static ImageTrust.Builder set(PolicySource policy, SignatureSource source) {
        return ImageTrust.builder()
                .withoutDiscovery()
                .provider(ScriptedProvider.alpha())
                .provider(ScriptedProvider.beta())
                .clock(InstantSource.fixed(NOW))
                .policy(policy)
                .trustStore(trust())
                .evidence(World::fetch)
                .signatures(source);
    }

    static TrustSnapshot trust() {
        return TrustSnapshot.of(List.of(
                anchor("main", "alice"),
                anchor("main", "bob"),
                anchor("planned twice", "alice"),
                anchor("without authenticity", "alice")));
    }

    static TrustAnchor anchor(String store, String name) {
        return new TrustAnchor(AnchorKind.COSIGN_KEY, store, name, Bytes.utf8(name));
    }

    static DenyList denying(DenyTarget target) {
        return DenyList.of(List.of(new DenyList.Entry(target, "stolen", Instant.EPOCH)));
    }

    static SignatureReport.Status status(Verdict verdict) {
        if (verdict.reports().size() != 1) {
            throw new AssertionError(verdict.reports());
        }
        return verdict.reports().get(0).status();
    }
}
