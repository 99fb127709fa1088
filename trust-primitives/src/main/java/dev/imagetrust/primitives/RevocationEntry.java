/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One revocation of a certificate.
 *
 * @param date since when
 * @param reason why, as RFC 5280 section 5.3.1 names it
 * @param invalidityDate since when the key is suspected; null if nobody says
 */
record RevocationEntry(
        Instant date, String reason, @Nullable Instant invalidityDate) {

    static final String HOLD = "certificateHold";

    private static final String REMOVE = "removeFromCRL";
    static final String UNSPECIFIED = "unspecified";

    private static final String REASON_CODE = "2.5.29.21";
    private static final String INVALIDITY_DATE = "2.5.29.24";
    private static final Set<String> UNDERSTOOD = Set.of(REASON_CODE, INVALIDITY_DATE);

    private static final Comparator<RevocationEntry> NEWEST = Comparator.comparing(RevocationEntry::date);

    private static final Map<Integer, String> REASONS = Map.of(
            0, UNSPECIFIED,
            1, "keyCompromise",
            2, "cACompromise",
            3, "affiliationChanged",
            4, "superseded",
            5, "cessationOfOperation",
            6, HOLD,
            8, REMOVE,
            9, "privilegeWithdrawn",
            10, "aACompromise");

    /** With what the extensions of a CRL entry say. */
    static RevocationEntry of(Instant date, DerExtensions extensions) throws MalformedInputException {
        Optional<String> unknown = extensions.criticalBeside(UNDERSTOOD);
        if (unknown.isPresent()) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.CRL_UNSUPPORTED, "critical extension " + unknown.get() + " of an entry"));
        }
        Optional<Bytes> code = extensions.value(REASON_CODE);
        String reason = code.isEmpty() ? UNSPECIFIED : reason(new DerReader(code.get()));
        return new RevocationEntry(date, reason, invalidityDate(extensions));
    }

    /** When the key was lost, by the extension that CRL entries and OCSP answers have for it. */
    static @Nullable Instant invalidityDate(DerExtensions extensions) throws MalformedInputException {
        Optional<Bytes> date = extensions.value(INVALIDITY_DATE);
        if (date.isEmpty()) {
            return null;
        }
        DerReader reader = new DerReader(date.get());
        Instant read = DerTime.generalized(reader);
        reader.end();
        return read;
    }

    /** The name of a reason; a number without one is refused. */
    static String reason(DerReader reader) throws MalformedInputException {
        String name = REASONS.get(reader.enumerated());
        reader.end();
        if (name == null) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.NOT_DER, "a reason for revocation that RFC 5280 does not know"));
        }
        return name;
    }

    /**
     * What the entries for one certificate amount to: one for good decides; else the newest of those that put it on hold
     * and take it off, and of two at once the later in the list.
     *
     * @param signedAt when the certificate was used, if that is proved: what was lost later does not touch it
     */
    static Optional<RevocationEntry> decisive(List<RevocationEntry> entries, @Nullable Instant signedAt) {
        List<RevocationEntry> relevant =
                entries.stream().filter(entry -> !entry.isAfter(signedAt)).toList();
        Optional<RevocationEntry> permanent =
                relevant.stream().filter(entry -> !entry.isTemporary()).findFirst();
        return permanent.or(() -> relevant.stream()
                .reduce((one, other) -> NEWEST.compare(one, other) > 0 ? one : other)
                .filter(newest -> newest.reason.equals(HOLD)));
    }

    /** Whether the key was still its owner's at that moment. */
    boolean isAfter(@Nullable Instant signedAt) {
        return signedAt != null && invalidityDate != null && invalidityDate.isAfter(signedAt);
    }

    private boolean isTemporary() {
        return reason.equals(HOLD) || reason.equals(REMOVE);
    }
}
