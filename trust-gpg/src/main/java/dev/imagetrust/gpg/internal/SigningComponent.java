/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key that shall sign, and the certificate it belongs to. It is judged as a verifier would judge what it signs.
 *
 * @param certificate with the primary key by which verifiers name the signer
 * @param key the primary key or one of the subkeys
 */
record SigningComponent(Certificate certificate, ComponentKey key) {

    /**
     * The key with a fingerprint; for that of a primary key its newest subkey that may sign, else itself.
     *
     * @throws MalformedInputException if there is none, or it may not sign at that moment
     */
    static SigningComponent choose(List<Certificate> certificates, String fingerprint, Instant now)
            throws MalformedInputException {
        SigningComponent named = certificates.stream()
                .flatMap(each -> each.components().map(key -> new SigningComponent(each, key)))
                .filter(each -> each.key().fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> Refusal.of(GpgReason.SIGNING_KEY_MISSING, fingerprint));
        SigningComponent chosen = named.isPrimary() ? named.signingSubkey(now).orElse(named) : named;
        Reason fault = chosen.fault(now).orElse(null);
        if (fault != null) {
            throw new MalformedInputException(fault);
        }
        return chosen;
    }

    /** Why nothing that it signs now would be accepted. */
    Optional<Reason> fault(Instant now) {
        KeyJudgement judgement = new KeyJudgement(certificate, key, now, now);
        return judgement
                .authority()
                .or(judgement::revocation)
                .or(judgement::expiry)
                .or(judgement::time);
    }

    private boolean isPrimary() {
        return key.fingerprint().equals(certificate.primary().fingerprint());
    }

    private Optional<SigningComponent> signingSubkey(Instant now) {
        Stream<SigningComponent> subkeys =
                certificate.subkeys().stream().map(subkey -> new SigningComponent(certificate, subkey.key()));
        return subkeys.filter(each -> each.fault(now).isEmpty())
                .max(Comparator.comparing(each -> each.key().created()));
    }
}
