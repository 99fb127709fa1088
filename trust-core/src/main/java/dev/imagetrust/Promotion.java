/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSink.StoredAt;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Takes an image from one stage to the next, such as from internal to production: it has to be trusted by the policy of
 * the stage where it is, gets a signature of the next stage's key, and has to be trusted by that stage's policy then.
 *
 * <pre>{@code
 * Promotion toProduction = new Promotion(trust.under(internalPolicy), productionKey, sink, trust.under(productionPolicy));
 * Promotion.Result result = toProduction.promote(tested, released, SigningContext.offline(now, deadline));
 * if (!result.isPromoted()) {
 *     throw new Unreleased(result.after().orElse(result.before()).summary());
 * }
 * }</pre>
 *
 * <p>Only {@link Outcome#TRUSTED} is enough: an image for which nobody asks a signature would get one by the
 * production key otherwise. Safe for use by several threads if its parts are.
 *
 * @since 0.1
 */
public final class Promotion {

    private final ImageTrust from;
    private final ImageSigner signer;
    private final SignatureSink sink;
    private final ImageTrust to;

    /**
     * One step.
     *
     * @param from judges by the policy of the stage where images are
     * @param signer holds the key of the next stage
     * @param sink where that stage looks for signatures
     * @param to judges by the policy of the next stage
     */
    public Promotion(ImageTrust from, ImageSigner signer, SignatureSink sink, ImageTrust to) {
        this.from = requireNonNull(from, "from");
        this.signer = requireNonNull(signer, "signer");
        this.sink = requireNonNull(sink, "sink");
        this.to = requireNonNull(to, "to");
    }

    /**
     * What came of a step.
     *
     * @since 0.1
     */
    public static final class Result {

        private final Verdict before;
        private final @Nullable StoredAt stored;
        private final @Nullable Verdict after;

        private Result(Verdict before, @Nullable StoredAt stored, @Nullable Verdict after) {
            this.before = before;
            this.stored = stored;
            this.after = after;
        }

        /** Whether the image is trusted in the next stage now. */
        public boolean isPromoted() {
            return after != null && after.outcome() == Outcome.TRUSTED;
        }

        /** The verdict by the policy of the stage where the image was. */
        public Verdict before() {
            return before;
        }

        /** Where the signature lies; empty if none was made. */
        public Optional<StoredAt> stored() {
            return Optional.ofNullable(stored);
        }

        /** The verdict by the policy of the next stage; empty if no signature was made. */
        public Optional<Verdict> after() {
            return Optional.ofNullable(after);
        }

        /** The last verdict, for people. */
        @Override
        public String toString() {
            return (isPromoted() ? "promoted: " : "not promoted: ")
                    + after().orElse(before).summary();
        }
    }

    /**
     * Takes the step with one image. No signature is made, and nothing stored, unless the image is trusted where it is.
     *
     * @param image by its name in the stage where it is
     * @param released the same image by its name in the next stage; this name is signed
     * @throws IllegalArgumentException if the two are different images
     * @throws IOException if the key cannot be reached or the signature not be stored
     * @throws InterruptedException if the thread was interrupted while signing or storing
     */
    public Result promote(ImageSubject image, ImageSubject released, SigningContext context)
            throws IOException, InterruptedException {
        if (!image.image().digest().equals(released.image().digest())) {
            throw new IllegalArgumentException("two images: " + image + " and " + released);
        }
        Verdict before = from.verify(image);
        if (before.outcome() != Outcome.TRUSTED) {
            return new Result(before, null, null);
        }
        SignatureArtifact signature = signer.sign(released, context);
        StoredAt stored = sink.store(released, signature);
        return new Result(before, stored, to.verify(released));
    }
}
