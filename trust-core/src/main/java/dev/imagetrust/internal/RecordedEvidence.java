/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.verdict.Fetched;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers requests for evidence as a verdict document says they were answered: the same request twice, twice. */
public final class RecordedEvidence implements EvidenceFetcher {

    private final Map<Digest, Deque<Fetched>> left = new HashMap<>();
    private final Function<Digest, Optional<Bytes>> contents;

    /**
     * With all answers at hand.
     *
     * @throws IllegalArgumentException if one is not, or is not what its digest says
     */
    public RecordedEvidence(List<Fetched> fetched, Function<Digest, Optional<Bytes>> contents) {
        this.contents = contents;
        for (Fetched each : fetched) {
            left.computeIfAbsent(each.request(), request -> new ArrayDeque<>()).add(each);
            if (each instanceof Fetched.Answer answer) {
                content(answer);
            }
        }
    }

    @Override
    public synchronized Bytes fetch(Request request) throws IOException {
        Deque<Fetched> outcomes = left.getOrDefault(request.id(), new ArrayDeque<>());
        if (outcomes.isEmpty()) {
            throw new IOException("nobody asked this before");
        }
        Fetched outcome = outcomes.remove();
        if (outcome instanceof Fetched.Failure failure) {
            throw new IOException(failure.why());
        }
        return content((Fetched.Answer) outcome);
    }

    private Bytes content(Fetched.Answer answer) {
        return contents.apply(answer.content())
                .filter(content -> Digest.sha256(content).equals(answer.content()))
                .orElseThrow(
                        () -> new IllegalArgumentException("the evidence " + answer.content() + " is not at hand"));
    }
}
