/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.Certificate.Subkey;
import dev.imagetrust.verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a key that made a signature may be believed.
 *
 * <p>A key has to be good when it signed and now, as GnuPG has it: OpenPGP knows no trusted time, so whoever holds an
 * expired or revoked key can claim any time for what it signs.
 *
 * @param certificate where the key belongs to
 * @param key the key that signed: the primary key or one of the subkeys
 * @param signedAt when the signature claims to be made
 * @param now when it is judged
 */
record KeyJudgement(Certificate certificate, ComponentKey key, Instant signedAt, Instant now) {

    /** How far clocks may be apart. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Why it could not have signed for anybody, whenever. */
    Optional<Reason> authority() {
        return binding().or(this::strength).or(this::purpose);
    }

    private Optional<Reason> binding() {
        if (!moments().allMatch(certificate::isBoundAt)) {
            return fault(GpgReason.KEY_BINDING_INVALID, "no valid self-signature of " + primary());
        }
        if (isPrimary() || boundAtAllMoments()) {
            return Optional.empty();
        }
        return fault(GpgReason.KEY_BINDING_INVALID, "no valid binding of " + key.fingerprint() + " to " + primary());
    }

    private Optional<Reason> strength() {
        return key.weakness()
                .or(() -> certificate.primary().weakness())
                .flatMap(weakness -> fault(GpgReason.KEY_TOO_WEAK, weakness));
    }

    private Optional<Reason> purpose() {
        boolean signs = isPrimary() ? moments().allMatch(certificate::signsAt) : subkeySignsAtAllMoments();
        return signs ? Optional.empty() : fault(GpgReason.KEY_NOT_FOR_SIGNING, key.fingerprint());
    }

    Optional<Reason> revocation() {
        List<Revocation> all = Stream.concat(
                        certificate.revocations().stream(),
                        isPrimary() ? Stream.empty() : subkey().revocations().stream())
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : fault(GpgReason.KEY_REVOKED, all.get(0).text());
    }

    /** At each moment by what was said up to then: a key prolonged later had its first end when it signed. */
    Optional<Reason> expiry() {
        return moments()
                .flatMap(moment -> ends(moment).filter(end -> !moment.isBefore(end)))
                .findFirst()
                .flatMap(end -> fault(GpgReason.KEY_EXPIRED, "at " + end));
    }

    Optional<Reason> time() {
        if (signedAt.isBefore(key.created())
                || signedAt.isBefore(certificate.primary().created())) {
            return fault(GpgReason.SIGNATURE_PREDATES_KEY, "made " + signedAt + ", key " + key.created());
        }
        if (signedAt.isAfter(now.plus(CLOCK_SKEW))) {
            return fault(GpgReason.SIGNATURE_FROM_FUTURE, "made " + signedAt + ", now " + now);
        }
        return Optional.empty();
    }

    /** Moments at which one of the answers may change; not all of them lie ahead. */
    Stream<Instant> turningPoints() {
        Stream<Instant> statementEnds = Stream.concat(
                certificate.statementEnds(), isPrimary() ? Stream.empty() : Statement.ends(subkey().bindings()));
        return Stream.of(ends(now), statementEnds, Stream.of(signedAt.minus(CLOCK_SKEW)))
                .flatMap(moments -> moments);
    }

    /** When primary key and subkey end, as stated for that moment. */
    private Stream<Instant> ends(Instant moment) {
        return Stream.of(certificate.expiryAt(moment), subkeyExpiryAt(moment)).flatMap(Optional::stream);
    }

    private Optional<Instant> subkeyExpiryAt(Instant moment) {
        if (isPrimary()) {
            return Optional.empty();
        }
        return Statement.at(moment, subkey().bindings())
                .map(Statement::lifetime)
                .map(seconds -> key.created().plusSeconds(seconds));
    }

    private boolean boundAtAllMoments() {
        return moments()
                .allMatch(moment -> Statement.at(moment, subkey().bindings()).isPresent());
    }

    /** A subkey has to say that it signs: only then was it asked to agree to its primary key. */
    private boolean subkeySignsAtAllMoments() {
        return moments()
                .allMatch(moment -> Statement.at(moment, subkey().bindings())
                        .filter(Statement::allowsSigning)
                        .isPresent());
    }

    private Stream<Instant> moments() {
        return Stream.of(signedAt, now);
    }

    private boolean isPrimary() {
        return key.fingerprint().equals(primary());
    }

    private Subkey subkey() {
        return certificate.subkey(key).orElseThrow();
    }

    private String primary() {
        return certificate.primary().fingerprint();
    }

    private static Optional<Reason> fault(GpgReason code, String detail) {
        return Optional.of(new Reason(code, detail));
    }
}
