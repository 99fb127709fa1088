/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import dev.imagetrust.primitives.TimestampAuthorities;
import dev.imagetrust.primitives.TimestampRules;
import dev.imagetrust.primitives.TimestampToken;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What timestamp authorities of a root say about when a signature existed.
 *
 * @param times by any of them
 * @param authorities how many different ones there are
 */
record TimestampEvidence(List<Instant> times, int authorities) {

    /** What it looks like when somebody else made the token: it neither counts nor harms. */
    private static final Set<ReasonCode> OTHERS = Set.of(
            PrimitiveReason.TIMESTAMP_CHAIN,
            PrimitiveReason.TIMESTAMP_SIGNER_NOT_PINNED,
            PrimitiveReason.TIMESTAMP_SIGNER_UNKNOWN);

    /**
     * Verifies the timestamps that came along, specification step 16.
     *
     * @throws MalformedInputException if one cannot be read, or one of a known authority does not hold
     */
    static TimestampEvidence verify(HeldSignature held, List<Authority> known) throws MalformedInputException {
        List<Instant> times = new ArrayList<>();
        List<DistinctSources.Source> sources = new ArrayList<>();
        for (Bytes response : Unread.readAll(held.parts().timestamps())) {
            TimestampToken token = read(response);
            Optional<Stamp> stamp = stamp(token, held.parts(), known);
            if (stamp.isPresent()) {
                times.add(stamp.get().time());
                sources.add(stamp.get().source());
            }
        }
        return new TimestampEvidence(List.copyOf(times), DistinctSources.count(sources));
    }

    private record Stamp(Instant time, DistinctSources.Source source) {}

    /**
     * A root may list one authority for several spans of time; then one of them has to fit. Empty: the token is by somebody
     * else.
     */
    private static Optional<Stamp> stamp(TimestampToken token, UnverifiedSignature parts, List<Authority> known)
            throws MalformedInputException {
        @Nullable MalformedInputException refusal = null;
        for (Authority authority : known) {
            try {
                Optional<Instant> time = time(token, authority, parts);
                if (time.isPresent()) {
                    return Optional.of(new Stamp(time.get(), DistinctSources.Source.of(authority)));
                }
            } catch (MalformedInputException e) {
                refusal = e;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return Optional.empty();
    }

    private static TimestampToken read(Bytes response) throws MalformedInputException {
        try {
            return TimestampToken.parseResponse(response);
        } catch (MalformedInputException e) {
            throw invalid(e.reason().toString(), e);
        }
    }

    /** Empty: the token is by somebody else. */
    private static Optional<Instant> time(TimestampToken token, Authority authority, UnverifiedSignature parts)
            throws MalformedInputException {
        try {
            Instant time = verified(token, authority, parts);
            if (!authority.validity().contains(time)) {
                throw new MalformedInputException(
                        new Reason(CosignReason.TIMESTAMP_INVALID, time + ", its authority " + authority.validity()));
            }
            return Optional.of(time);
        } catch (MalformedInputException e) {
            if (OTHERS.contains(e.reason().code())) {
                return Optional.empty();
            }
            throw e.reason().code() == CosignReason.TIMESTAMP_INVALID
                    ? e
                    : invalid(e.reason().toString(), e);
        }
    }

    /** The stamp is on the signature; legacy attestations had it on the whole envelope at first (section 2.5). */
    private static Instant verified(TimestampToken token, Authority authority, UnverifiedSignature parts)
            throws MalformedInputException {
        TimestampAuthorities trusted = trusted(authority);
        Bytes envelope = parts.envelope();
        try {
            return token.verify(parts.signature(), trusted, TimestampRules.sigstore())
                    .time();
        } catch (MalformedInputException e) {
            if (envelope == null || e.reason().code() != PrimitiveReason.TIMESTAMP_IMPRINT) {
                throw e;
            }
            return token.verify(envelope, trusted, TimestampRules.sigstore()).time();
        }
    }

    /** A first certificate that can issue none is the only one that may sign (section 4.6). */
    private static TimestampAuthorities trusted(Authority authority) {
        List<CertificateFacts> chain = authority.chain();
        TimestampAuthorities trusted = TimestampAuthorities.of(List.of(authority.anchor()));
        CertificateFacts first = chain.get(0);
        boolean pinned = chain.size() > 1 && CertificateRules.endEntity(first).isEmpty();
        List<CertificateFacts> between =
                chain.size() == 1 ? List.of() : chain.subList(pinned ? 1 : 0, chain.size() - 1);
        trusted = trusted.withIntermediates(between);
        return pinned ? trusted.withPinnedSigner(first) : trusted;
    }

    private static MalformedInputException invalid(String detail, MalformedInputException cause) {
        return new MalformedInputException(new Reason(CosignReason.TIMESTAMP_INVALID, detail), cause);
    }
}
