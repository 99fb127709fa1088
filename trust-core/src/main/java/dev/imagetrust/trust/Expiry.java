/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.time.Instant;
import java.util.Objects;

import static java.util.Objects.requireNonNull;

/**
 * When a part of the material in force ceases to be valid.
 *
 * @param at the end of its validity
 * @param id the material
 * @param part which of the certificates in it
 * @since 0.1
 */
public record Expiry(Instant at, AnchorId id, MaterialFacts part) {

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException if it is not the end of the part's validity
     */
    public Expiry {
        requireNonNull(id, "id");
        if (!Objects.equals(requireNonNull(at, "at"), part.notAfter())) {
            throw new IllegalArgumentException("the part ends at " + part.notAfter());
        }
    }
}
