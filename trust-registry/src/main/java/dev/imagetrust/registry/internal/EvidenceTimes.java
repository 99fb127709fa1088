/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What CRLs and OCSP answers say about when there will be a newer one. */
public final class EvidenceTimes {

    private EvidenceTimes() {}

    /** The moment; empty if it is neither of the two, or does not say so. */
    public static Optional<Instant> nextUpdate(Bytes content) {
        try {
            DerWalk whole = new DerWalk(content).into(DerWalk.SEQUENCE);
            return whole.nextIs(DerWalk.ENUMERATED) ? ofOcsp(whole) : ofCrl(whole);
        } catch (NoSuchElementException e) {
            // Not what is kept; the verifier will say what is wrong with it.
            return Optional.empty();
        }
    }

    /** RFC 5280 section 5.1. */
    private static Optional<Instant> ofCrl(DerWalk certificateList) {
        DerWalk toBeSigned = certificateList.into(DerWalk.SEQUENCE);
        if (!toBeSigned.nextIs(DerWalk.SEQUENCE)) {
            toBeSigned.skip(); // version
        }
        toBeSigned.content(DerWalk.SEQUENCE); // signature algorithm
        toBeSigned.content(DerWalk.SEQUENCE); // issuer
        toBeSigned.time(); // thisUpdate
        boolean said = toBeSigned.nextIs(DerWalk.UTC_TIME) || toBeSigned.nextIs(DerWalk.GENERALIZED_TIME);
        return said ? Optional.of(toBeSigned.time()) : Optional.empty();
    }

    /** RFC 6960 section 4.2.1. An answer is as good as the part of it that expires first. */
    private static Optional<Instant> ofOcsp(DerWalk response) {
        response.skip(); // status
        DerWalk bytes = response.into(DerWalk.FIRST).into(DerWalk.SEQUENCE);
        bytes.skip(); // type
        DerWalk data = new DerWalk(bytes.content(DerWalk.OCTET_STRING))
                .into(DerWalk.SEQUENCE)
                .into(DerWalk.SEQUENCE);
        while (!data.nextIs(DerWalk.GENERALIZED_TIME)) {
            data.skip(); // version, responder
        }
        data.skip(); // producedAt
        DerWalk answers = data.into(DerWalk.SEQUENCE);
        Optional<Instant> earliest = Optional.empty();
        do {
            Instant next = ofSingleAnswer(answers.into(DerWalk.SEQUENCE));
            earliest = earliest.filter(next::isAfter).or(() -> Optional.of(next));
        } while (!answers.atEnd());
        return earliest;
    }

    private static Instant ofSingleAnswer(DerWalk answer) {
        answer.content(DerWalk.SEQUENCE); // certificate
        answer.skip(); // status
        answer.content(DerWalk.GENERALIZED_TIME); // thisUpdate
        return answer.into(DerWalk.FIRST).time();
    }
}
