/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.Set;

/**
 * A requirement on signatures of one format. The verifier that judges it is found by the class.
 *
 * @since 0.1
 */
public non-sealed interface SignatureRequirement extends Requirement {

    /** A short name of the kind of requirement, for example {@code cosign}. Starts {@link #canonical()}. */
    String type();

    /** Every anchor it relies on; never empty, or nothing could be trusted. */
    Set<AnchorSelector> anchors();

    /** How many signatures must be good. */
    Quantifier quantifier();

    /** The names of the caller's own rules that it relies on; each must be registered with the entry point. */
    default Set<String> statementPolicies() {
        return Set.of();
    }

    /** Writes every field that decides about signatures. */
    void describe(CanonicalText out);

    @Override
    default String canonical() {
        return CanonicalText.of(type(), this::describe);
    }
}
