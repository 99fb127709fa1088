/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one place where what providers throw is caught.
 *
 * <p>A provider that fails concerns the candidate it failed on: that candidate is unavailable, and others are judged.
 */
final class Boundary {

    private Boundary() {}

    static Optional<Claim> recognise(TrustVerifierProvider provider, SignatureCandidate candidate) {
        try {
            return provider.recognise(candidate).filter(claim -> claim.tool().equals(provider.tool()));
        } catch (RuntimeException e) {
            // Not recognised: nothing is judged, and nothing can be accepted because of it.
            return Optional.empty();
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
        } catch (IOException e) {
            log.verifierFailed(new Reason(CoreReason.INPUT_UNREADABLE, describe(e)));
        } catch (RuntimeException e) {
            log.verifierFailed(new Reason(CoreReason.VERIFIER_FAILED, describe(e)));
        }
    }

    static Found search(
            SignatureSource source, ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        try {
            return source.search(image, about, places, budget);
        } catch (RuntimeException e) {
            Reason reason = new Reason(CoreReason.PLACE_FAILED, describe(e));
            List<Look> looks = new ArrayList<>();
            for (Digest digest : about) {
                places.stream().sorted().forEach(place -> looks.add(Look.failed(place, digest, reason)));
            }
            return new Found(List.of(), looks);
        }
    }

    private static String describe(Exception e) {
        return e.getClass().getName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
