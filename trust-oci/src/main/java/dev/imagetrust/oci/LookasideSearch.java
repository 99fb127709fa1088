/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One search in a lookaside store. Not thread-safe. */
final class LookasideSearch {

    private final Lookaside lookaside;
    private final SearchBudget budget;
    private final List<SignatureCandidate> candidates = new ArrayList<>();
    private final Set<CandidateRef> known = new HashSet<>();
    private long bytesLeft;

    LookasideSearch(Lookaside lookaside, SearchBudget budget) {
        this.lookaside = lookaside;
        this.budget = budget;
        this.bytesLeft = budget.limits().searchBytes();
    }

    List<SignatureCandidate> candidates() {
        return candidates;
    }

    Look look(ImageName name, Place place, Digest about) throws InterruptedException {
        PlaceTally tally = new PlaceTally(place, about);
        boolean failedBefore = false;
        for (int number = 1; ; number++) {
            try {
                requireRoom(number);
                InputStream signature = open(name, about, number);
                tally.answered();
                if (signature == null) {
                    return tally.look();
                }
                failedBefore = false;
                add(new LookasideBlob("signature-" + number, read(signature, number)), tally);
            } catch (LookFailure e) {
                tally.failed(e);
                // One that cannot be read does not hide the next; two in a row mean that the store cannot be.
                if (e.endsSearch() || failedBefore) {
                    return tally.look();
                }
                failedBefore = e.reason().code().reasonClass() == ReasonClass.ENVIRONMENT;
            }
        }
    }

    private void requireRoom(int number) throws LookFailure {
        if (number > Lookaside.MAX_SIGNATURES
                || candidates.size() >= budget.limits().candidates()) {
            throw new LookFailure(new Reason(CoreReason.SEARCH_LIMIT, (number - 1) + " signatures or more"));
        }
    }

    private @Nullable InputStream open(ImageName name, Digest about, int number)
            throws LookFailure, InterruptedException {
        LookFailure.ifTimeIsUp(budget.deadline());
        try {
            Answer<InputStream> answer = lookaside.signature(name, about, number, budget.deadline());
            if (answer instanceof Answer.Unsupported) {
                throw new LookFailure(new Reason(OciReason.READ_FAILED, "the store returns no signatures"));
            }
            return answer.value().orElse(null);
        } catch (IOException e) {
            throw LookFailure.reading("signature-" + number, e, budget.deadline());
        }
    }

    private Bytes read(InputStream signature, int number) throws LookFailure, InterruptedException {
        int most = budget.limits().signatureBytes();
        byte[] content;
        try (signature) {
            content = signature.readNBytes(most);
            if (content.length == most && signature.read() >= 0) {
                throw new LookFailure(
                        new Reason(OciReason.SIGNATURE_TOO_LARGE, "signature-" + number + ", limit " + most));
            }
        } catch (IOException e) {
            throw LookFailure.reading("signature-" + number, e, budget.deadline());
        }
        bytesLeft -= content.length;
        if (bytesLeft < 0) {
            throw new LookFailure(new Reason(
                    CoreReason.SEARCH_LIMIT,
                    "signatures of more than " + budget.limits().searchBytes() + " bytes"));
        }
        return Bytes.copyOf(content);
    }

    private void add(LookasideBlob blob, PlaceTally tally) {
        SignatureCandidate candidate = new SignatureCandidate(blob, tally.about(), tally.place());
        // The same signature under two numbers is one.
        if (known.add(candidate.ref())) {
            candidates.add(candidate);
            tally.count();
        }
    }
}
