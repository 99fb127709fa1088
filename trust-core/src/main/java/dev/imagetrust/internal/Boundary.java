/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The one place where what providers throw is caught.
 *
 * <p>A provider that fails concerns the candidate it failed on: that candidate is unavailable, and others are judged.
 * An overflow of the stack counts as such a failure, since nesting in a candidate is what leads to it.
 */
final class Boundary {

    private Boundary() {}

    /**
     * What a provider made of a candidate.
     *
     * @param claim what it seems to be; null: the provider does not know it, or failed
     * @param failure why the provider could not say
     */
    record Recognition(@Nullable Claim claim, @Nullable Reason failure) {

        private static final Recognition NOTHING = new Recognition(null, null);

        /** Whether the provider says that the candidate is none of its concern. */
        boolean isNothing() {
            return claim == null && failure == null;
        }
    }

    static Recognition recognise(TrustVerifierProvider provider, SignatureCandidate candidate) {
        try {
            Claim claim = provider.recognise(candidate).orElse(null);
            if (claim == null) {
                return Recognition.NOTHING;
            }
            return claim.tool().equals(provider.tool())
                    ? new Recognition(claim, null)
                    : new Recognition(null, failed("it claims for another tool"));
        } catch (RuntimeException | StackOverflowError e) {
            // Not the same as "not mine": where every signature must be good, this one must not drop out.
            return new Recognition(null, failed(describe(e)));
        }
    }

    /** The same, of candidates that a requirement is about. */
    static Recognition recognise(PreparedLeaf leaf, SignatureCandidate candidate) {
        Recognition seen = recognise(leaf.provider(), candidate);
        try {
            return seen.claim() == null || leaf.wants().test(seen.claim()) ? seen : Recognition.NOTHING;
        } catch (RuntimeException e) {
            return new Recognition(null, failed(describe(e)));
        }
    }

    /**
     * Prepares a requirement.
     *
     * @throws SetUpException also where the provider throws anything else
     */
    static PreparedLeaf prepare(Supplier<PreparedLeaf> preparation) {
        try {
            return preparation.get();
        } catch (SetUpException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SetUpException(failed(describe(e)), e);
        }
    }

    static void check(
            PreparedLeaf leaf,
            SignatureCandidate candidate,
            ImageSubject image,
            VerificationContext context,
            CheckRecorder log)
            throws InterruptedException {
        try {
            leaf.verifier().check(candidate, candidate.about(), image, context, log);
        } catch (UnavailableException e) {
            log.verifierFailed(e.reason());
        } catch (IOException e) {
            log.verifierFailed(new Reason(CoreReason.INPUT_UNREADABLE, describe(e)));
        } catch (RuntimeException | StackOverflowError e) {
            log.verifierFailed(failed(describe(e)));
        }
    }

    static Found search(
            SignatureSource source, ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        try {
            return requireNonNull(source.search(image, about, places, budget), "a source answers");
        } catch (RuntimeException e) {
            Reason reason = new Reason(CoreReason.PLACE_FAILED, describe(e));
            List<Look> looks = new ArrayList<>();
            for (Digest digest : about) {
                places.stream().sorted().forEach(place -> looks.add(Look.failed(place, digest, reason)));
            }
            return new Found(List.of(), looks);
        }
    }

    private static Reason failed(String detail) {
        return new Reason(CoreReason.VERIFIER_FAILED, detail);
    }

    private static String describe(Throwable e) {
        return e.getClass().getName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
