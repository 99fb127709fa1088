/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What one key or certificate in a file says of itself.
 *
 * @param fingerprint {@code sha256:<hex>} of a key's SubjectPublicKeyInfo or a certificate's DER encoding, as a
 *     {@link DenyTarget} names it
 * @param description for people: the type of a key, the subject of a certificate; not escaped
 * @param notBefore when it begins to be valid; null if it does not say
 * @param notAfter when it ceases to be valid; null if it does not say
 * @since 0.1
 */
public record MaterialFacts(
        String fingerprint,
        String description,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter) {

    /** Checks for nulls. */
    public MaterialFacts {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(description, "description");
    }
}
