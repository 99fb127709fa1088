/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.KeyDescriptions;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a key file says about one key at one moment: to compare it with what a vendor publishes, to warn before it is
 * trusted, and to know when it will end.
 *
 * <p>Everything stands under a signature of the key itself that was checked. That proves nothing about who made the key:
 * anybody can make one with any name. Compare the whole {@linkplain #fingerprint}, never an end of it. Immutable.
 *
 * @param fingerprint of the primary key, 40 upper-case hexadecimal digits; what verdicts and deny lists call it
 * @param userIds the names that the key gives itself and has not taken back; hostile text until the fingerprint was
 *     compared
 * @param created when the key says it was made
 * @param expires when the primary key ends, as far as it says now; null means never
 * @param revocations why and when it was revoked, for people; not empty means that nothing by it is accepted
 * @param signingFingerprints those of primary key and subkeys that could sign at that moment; empty means that nothing by
 *     it is accepted
 * @since 0.1
 */
public record OpenPgpKey(
        String fingerprint,
        List<String> userIds,
        Instant created,
        @Nullable Instant expires,
        List<String> revocations,
        List<String> signingFingerprints) {

    /** Copies the lists. */
    public OpenPgpKey {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(created, "created");
        userIds = List.copyOf(userIds);
        revocations = List.copyOf(revocations);
        signingFingerprints = List.copyOf(signingFingerprints);
    }

    /**
     * The keys of a file, in its order.
     *
     * @param file armored, bare packets or a keybox, of at most 8 MiB
     * @param now the moment for which to describe them
     * @throws SetUpException {@link GpgReason#KEYRING_UNREADABLE}, {@link GpgReason#KEYRING_UNSUPPORTED}, {@link
     *     GpgReason#KEYRING_HAS_SECRETS} or {@link GpgReason#NO_PUBLIC_KEYS}, as a requirement with this file would
     */
    public static List<OpenPgpKey> readAll(Bytes file, Instant now) {
        return KeyDescriptions.of(file, now);
    }
}
