/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.spi.SignatureCandidate;

import static java.util.Objects.requireNonNull;

/**
 * A candidate with a name for test reports.
 *
 * @param name what it is
 * @param candidate the candidate
 * @since 0.1
 */
public record NamedCandidate(String name, SignatureCandidate candidate) {

    /** Checks for nulls. */
    public NamedCandidate {
        requireNonNull(name, "name");
        requireNonNull(candidate, "candidate");
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
