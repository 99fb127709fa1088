/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import dev.imagetrust.primitives.TimestampAuthorities;
import dev.imagetrust.primitives.TimestampRules;
import dev.imagetrust.primitives.TimestampToken;
import dev.imagetrust.primitives.VerifiedTimestamp;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.util.Optional;
import java.util.Set;

/** The timestamp over a signature (signature-specification.md, "Timestamp Signature"). */
final class Countersignature {

    /** What is wrong about who stamped, and not about the stamp. */
    private static final Set<ReasonCode> ABOUT_TRUST = Set.of(
            PrimitiveReason.TIMESTAMP_CHAIN,
            PrimitiveReason.TIMESTAMP_CHAIN_RULE,
            PrimitiveReason.TIMESTAMP_CHAIN_NOT_VALID);

    private Countersignature() {}

    /**
     * Verifies a token over a signature, under the authorities that are trusted to tell the time.
     *
     * @throws MalformedInputException {@code TIMESTAMP_INVALID} or {@code TSA_NOT_TRUSTED}
     */
    static VerifiedTimestamp verify(Bytes token, Bytes signature, NotationTrust trust) throws MalformedInputException {
        TimestampAuthorities authorities =
                TimestampAuthorities.of(trust.timestampAuthorities().all());
        VerifiedTimestamp timestamp = verify(token, signature, authorities);
        refuseDenied(timestamp, trust.denied());
        return timestamp;
    }

    /**
     * Verifies a token over a signature, under given authorities.
     *
     * @throws MalformedInputException {@code TIMESTAMP_INVALID} or {@code TSA_NOT_TRUSTED}
     */
    static VerifiedTimestamp verify(Bytes token, Bytes signature, TimestampAuthorities authorities)
            throws MalformedInputException {
        try {
            return TimestampToken.parse(token).verify(signature, authorities, TimestampRules.notary());
        } catch (MalformedInputException e) {
            boolean aboutTrust = ABOUT_TRUST.contains(e.reason().code());
            throw Malformed.as(aboutTrust ? NotationReason.TSA_NOT_TRUSTED : NotationReason.TIMESTAMP_INVALID, e);
        }
    }

    /** The engine consults the list about who signed the image; who stamped is known here only. */
    private static void refuseDenied(VerifiedTimestamp timestamp, DenyList denied) throws MalformedInputException {
        for (CertificateFacts certificate : timestamp.chain()) {
            Optional<DenyList.Entry> entry = denied.find(new DenyTarget.Certificate(certificate.fingerprint()))
                    .or(() -> TrustChecks.keyOf(certificate).flatMap(denied::find));
            if (entry.isPresent()) {
                throw new MalformedInputException(new Reason(
                        NotationReason.TSA_NOT_TRUSTED, "denied: " + entry.get().why()));
            }
        }
    }
}
