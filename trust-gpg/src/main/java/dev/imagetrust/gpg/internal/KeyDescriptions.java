/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Describes keys by the rules by which signatures are judged, so that the two never differ. */
public final class KeyDescriptions {

    private KeyDescriptions() {}

    /**
     * The keys of a file.
     *
     * @throws SetUpException if it cannot be used as a keyring
     */
    public static List<OpenPgpKey> of(Bytes file, Instant now) {
        try {
            return Keyring.certificates(file).stream()
                    .map(certificate -> describe(certificate, now))
                    .toList();
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    private static OpenPgpKey describe(Certificate certificate, Instant now) {
        return new OpenPgpKey(
                certificate.primary().fingerprint(),
                certificate.userIds().stream()
                        .filter(userId -> userId.standing().findAny().isPresent())
                        .map(userId -> text(userId.text()))
                        .toList(),
                certificate.primary().created(),
                certificate.expiryAt(now).orElse(null),
                certificate.revocations().stream().map(Revocation::text).toList(),
                certificate
                        .components()
                        .filter(key -> signs(certificate, key, now))
                        .map(ComponentKey::fingerprint)
                        .toList());
    }

    private static boolean signs(Certificate certificate, ComponentKey key, Instant now) {
        KeyJudgement judgement = new KeyJudgement(certificate, key, now, now);
        return judgement
                .authority()
                .or(judgement::revocation)
                .or(judgement::expiry)
                .or(judgement::time)
                .isEmpty();
    }

    /** Names are UTF-8 by convention only. */
    private static String text(Bytes name) {
        return StandardCharsets.UTF_8.decode(name.asReadOnlyBuffer()).toString();
    }
}
