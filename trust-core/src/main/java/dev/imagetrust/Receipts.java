/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.internal.RecordedEvidence;
import dev.imagetrust.internal.RecordedSource;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verdicts as documents that can be kept, and made again from what they name.
 *
 * <p>A document is JSON as {@code docs/verdict.schema.json} describes; its fields are only ever added to. It names every
 * input by digest: policy, trust, limits, and every candidate, so that whoever kept those can show later that the
 * verdict follows from them. A document is not signed and proves nothing by itself.
 *
 * @since 0.1
 */
public final class Receipts {

    private Receipts() {}

    /** The verdict as a document: the same verdict always as the same text, ASCII only, ending in a line feed. */
    public static String document(Verdict verdict) {
        return VerdictDocument.of(verdict);
    }

    /**
     * Makes the verdict of a document again, at the time and from the answers that it records.
     *
     * <p>For a document without evidence that was fetched; else see the other method of this name.
     *
     * <p>The result is identical to the document if, and only if, nothing that decides is different. Verdicts that ended
     * because time was up, the thread was interrupted, or policy or trust could not be read cannot be made again.
     *
     * @param document as {@link #document} wrote it
     * @param subject the image that the document is about
     * @param setUp policy, trust store, limits, statement policies and providers; its clock and its signatures are
     *     replaced, and it must not be used afterwards
     * @param artifacts finds a signature by the id that the document names
     * @return the document of the verdict made now
     * @throws IllegalArgumentException if the text is no such document, or an artifact cannot be found
     * @throws dev.imagetrust.spi.SetUpException as {@link ImageTrust.Builder#build} does
     */
    public static String replay(
            String document,
            ImageSubject subject,
            ImageTrust.Builder setUp,
            Function<Digest, Optional<SignatureArtifact>> artifacts) {
        return replay(document, subject, setUp, artifacts, evidence -> Optional.empty());
    }

    /**
     * The same for a verdict that rests on evidence, such as answers about revocation: each request is answered as the
     * document says it was, failures included, and nothing is fetched.
     *
     * @param evidence finds an answer by the digest that the document names; whoever wants to replay keeps what their
     *     {@link dev.imagetrust.spi.EvidenceFetcher} returned
     * @throws IllegalArgumentException also if an answer cannot be found
     */
    public static String replay(
            String document,
            ImageSubject subject,
            ImageTrust.Builder setUp,
            Function<Digest, Optional<SignatureArtifact>> artifacts,
            Function<Digest, Optional<Bytes>> evidence) {
        RecordedSource recorded = RecordedSource.read(document, VerdictDocument.SCHEMA, artifacts);
        recorded.evidence(evidence).ifPresent(setUp::evidence);
        ImageTrust trust = setUp.clock(InstantSource.fixed(recorded.judgedAt()))
                .signatures(recorded)
                .build();
        Verdict verdict =
                recorded.isExhaustive() ? trust.inspect(subject).verdict() : trust.verify(subject, Deadline.never());
        return document(verdict);
    }

    /**
     * Answers requests for evidence as they were answered once, failures included, each as often as it was asked then;
     * nothing is fetched: what nobody asked then is an {@link java.io.IOException} now. For reports that are in no verdict
     * document, such as those about files. For one judgement; thread-safe.
     *
     * @param fetched what a report says about it ({@link dev.imagetrust.verdict.SignatureReport#fetched})
     * @param evidence finds an answer by the digest that is named there
     * @throws IllegalArgumentException if an answer cannot be found
     */
    public static EvidenceFetcher evidence(List<Fetched> fetched, Function<Digest, Optional<Bytes>> evidence) {
        return new RecordedEvidence(fetched, evidence);
    }
}
