/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the verifiers of one tool. Found through {@link java.util.ServiceLoader}, or registered by the caller.
 *
 * <p>Needs a public constructor without parameters to be found. Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public interface TrustVerifierProvider {

    /** The name of the tool whose signatures these are: {@code cosign}, {@code notation}, {@code gpg}. */
    String tool();

    /**
     * What a candidate seems to be, or nothing if it is not of this tool.
     *
     * <p>Takes bounded time, uses no cryptography, needs no keys, never throws: the candidate may be anything.
     */
    Optional<Claim> recognise(SignatureCandidate candidate);

    /** Every place where signatures of this tool may lie. */
    Set<Place> places();

    /** The verifiers, one for each type of requirement. */
    List<TrustVerifier<?>> verifiers();
}
