/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import java.util.Set;

/**
 * Judges candidates under one type of requirement.
 *
 * @param <R> the type of requirement
 * @since 0.1
 */
public interface TrustVerifier<R extends SignatureRequirement> {

    /** The type of requirement; each has one verifier. */
    Class<R> requirementType();

    /** Where signatures for such a requirement lie; never empty. */
    Set<Place> places(R requirement);

    /**
     * Whether a candidate is one that the requirement is about. A candidate that nobody wants is listed and not judged.
     *
     * @param claim what the verifier's own provider recognised
     */
    boolean wants(R requirement, Claim claim);

    /**
     * Parses keys and compiles patterns.
     *
     * @throws SetUpException if requirement or trust material is wrong
     */
    PreparedVerifier prepare(R requirement, TrustSnapshot trust);
}
