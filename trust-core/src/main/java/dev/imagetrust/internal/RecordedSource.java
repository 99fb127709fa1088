/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.internal.json.JsonIn;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers a search with what a verdict document says was found. */
public final class RecordedSource implements SignatureSource {

    private static final Set<String> NOT_REPEATABLE = Set.of(
            CoreReason.TIME_UP.id(),
            CoreReason.INTERRUPTED.id(),
            CoreReason.POLICY_UNREADABLE.id(),
            CoreReason.TRUST_UNREADABLE.id());

    private final Found found;
    private final Instant judgedAt;
    private final boolean exhaustive;
    private final List<Fetched> fetched;

    private record RecordedCode(String id, ReasonClass reasonClass, String sentence) implements ReasonCode {}

    private RecordedSource(Found found, Instant judgedAt, boolean exhaustive, List<Fetched> fetched) {
        this.found = found;
        this.judgedAt = judgedAt;
        this.exhaustive = exhaustive;
        this.fetched = List.copyOf(fetched);
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is no document of this schema, cannot be repeated, or names an artifact
     *     that is not there
     */
    public static RecordedSource read(
            String document, String schema, Function<Digest, Optional<SignatureArtifact>> artifacts) {
        Map<String, Object> json = JsonIn.object(document);
        if (!text(json, "schema").equals(schema)) {
            throw new IllegalArgumentException("not a document of " + schema);
        }
        for (Map<?, ?> reason : objects(json, "reasons")) {
            if (NOT_REPEATABLE.contains(text(reason, "code"))) {
                throw new IllegalArgumentException("cannot be repeated: " + text(reason, "code"));
            }
        }
        List<SignatureCandidate> candidates = new ArrayList<>();
        for (Map<?, ?> candidate : objects(json, "candidates")) {
            candidates.add(candidate(candidate, artifacts));
        }
        List<Look> looks =
                objects(json, "looks").stream().map(RecordedSource::look).toList();
        List<Fetched> fetched = new ArrayList<>();
        for (Map<?, ?> report : objects(json, "reports")) {
            // Documents of the first days have no such list.
            List<Map<?, ?>> ofReport = report.containsKey("fetched") ? objects(report, "fetched") : List.of();
            ofReport.stream().map(RecordedSource::fetched).forEach(fetched::add);
        }
        boolean exhaustive = json.get("exhaustive") == Boolean.TRUE;
        return new RecordedSource(new Found(candidates, looks), judgedAt(json), exhaustive, fetched);
    }

    /** The time of the verdict. */
    public Instant judgedAt() {
        return judgedAt;
    }

    /**
     * Answers requests for evidence as the document says; empty if it names none.
     *
     * @throws IllegalArgumentException if an answer is not there
     */
    public Optional<EvidenceFetcher> evidence(Function<Digest, Optional<Bytes>> contents) {
        return fetched.isEmpty() ? Optional.empty() : Optional.of(new RecordedEvidence(fetched, contents));
    }

    /** Whether everything was judged. */
    public boolean isExhaustive() {
        return exhaustive;
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
        return found;
    }

    private static SignatureCandidate candidate(
            Map<?, ?> json, Function<Digest, Optional<SignatureArtifact>> artifacts) {
        Digest id = Digest.parse(text(json, "id"));
        SignatureArtifact artifact = artifacts
                .apply(id)
                .filter(a -> a.id().equals(id))
                .orElseThrow(() -> new IllegalArgumentException("the signature " + id + " is not at hand"));
        return new SignatureCandidate(artifact, Digest.parse(text(json, "about")), Place.ofId(text(json, "place")));
    }

    private static Look look(Map<?, ?> json) {
        Place place = Place.ofId(text(json, "place"));
        Digest about = Digest.parse(text(json, "about"));
        int count = count(json);
        Look.Answer answer = Look.Answer.valueOf(text(json, "answer"));
        if (answer.isComplete()) {
            return json.get("reason") instanceof Map<?, ?> reason
                    ? Look.absent(place, about, reason(reason))
                    : Look.found(place, about, count);
        }
        Reason reason = reason(object(json, "reason"));
        return switch (answer) {
            case TRUNCATED -> Look.truncated(place, about, count, reason);
            case NOT_ASKED -> Look.notAsked(place, about, reason);
            default -> Look.failed(place, about, count, reason);
        };
    }

    private static Fetched fetched(Map<?, ?> json) {
        Digest request = Digest.parse(text(json, "request"));
        String uri = text(json, "uri");
        return json.containsKey("answer")
                ? new Fetched.Answer(request, uri, Digest.parse(text(json, "answer")))
                : new Fetched.Failure(request, uri, text(json, "failure"));
    }

    private static int count(Map<?, ?> json) {
        if (json.get("found") instanceof Long number && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new IllegalArgumentException("a number is missing: found");
    }

    private static Reason reason(Map<?, ?> json) {
        ReasonClass reasonClass = ReasonClass.valueOf(text(json, "class"));
        return new Reason(
                new RecordedCode(text(json, "code"), reasonClass, text(json, "sentence")), text(json, "detail"));
    }

    private static Instant judgedAt(Map<?, ?> json) {
        try {
            return Instant.parse(text(object(json, "dependencies"), "judgedAt"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("judgedAt is no time", e);
        }
    }

    private static String text(Map<?, ?> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text is missing: " + name);
    }

    private static Map<?, ?> object(Map<?, ?> json, String name) {
        if (json.get(name) instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException("an object is missing: " + name);
    }

    private static List<Map<?, ?>> objects(Map<?, ?> json, String name) {
        if (!(json.get(name) instanceof List<?> list)) {
            throw new IllegalArgumentException("a list is missing: " + name);
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("not a list of objects: " + name);
            }
            objects.add(object);
        }
        return objects;
    }
}
