/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Printable;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import static java.util.Collections.unmodifiableSet;

/**
 * A fixed set of keys that automation may trust without asking anybody. Immutable.
 *
 * <p>Nothing is trusted for being first, or for being offered: a key that is not in the set is
 * {@linkplain NewKeyWarning#confirmBy refused}, and so is one that lost its place by being revoked or denied.
 *
 * @since 0.1
 */
public final class PreconfiguredKeys {

    private final Set<String> fingerprints;

    private PreconfiguredKeys(Set<String> fingerprints) {
        this.fingerprints = unmodifiableSet(fingerprints);
    }

    /**
     * The set of keys with these primary fingerprints, in full; spaces and case do not count.
     *
     * @throws SetUpException {@link GpgReason#FINGERPRINT_INVALID} if one is none
     */
    public static PreconfiguredKeys of(Collection<String> fingerprints) {
        Set<String> read = new LinkedHashSet<>();
        for (String typed : fingerprints) {
            read.add(FingerprintCheck.find(typed)
                    .orElseThrow(
                            () -> new SetUpException(new Reason(GpgReason.FINGERPRINT_INVALID, Printable.of(typed)))));
        }
        return new PreconfiguredKeys(read);
    }

    /** The fingerprints, in the order given. */
    public Set<String> fingerprints() {
        return fingerprints;
    }
}
