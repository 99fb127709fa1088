/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.policy.Requirement;
import java.util.List;

/**
 * One statement of a trust policy document, valid in itself.
 *
 * @param name what the operator calls it
 * @param scopes the repositories it is about, or {@code *} alone
 * @param requirement what it asks for; a waiver for the level skip
 */
public record PolicyStatement(String name, List<String> scopes, Requirement requirement) {

    /** Copies the list. */
    public PolicyStatement {
        scopes = List.copyOf(scopes);
    }
}
