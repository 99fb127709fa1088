/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.internal.Claims;
import dev.imagetrust.cosign.internal.CosignVerifier;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies signatures and attestations of cosign, versions 2 and 3.
 *
 * <p>Found through {@link java.util.ServiceLoader}; may be registered by hand as well. Judges
 * {@link dev.imagetrust.policy.CosignRequirement}. Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public final class CosignVerifierProvider implements TrustVerifierProvider {

    private static final String TOOL = "cosign";

    private final Claims claims = new Claims(TOOL);
    private final CosignVerifier verifier = new CosignVerifier();

    /** The provider; it has no state. */
    public CosignVerifierProvider() {}

    /** {@code cosign}. */
    @Override
    public String tool() {
        return TOOL;
    }

    /**
     * What a candidate seems to be: {@code legacy-signature}, {@code legacy-referrer}, {@code legacy-attestation} or
     * {@code bundle}.
     *
     * <p>Tag and artifact type decide, so that something unreadable in cosign's place is judged and refused, not
     * overlooked. For statements the type is read, at most 16 MiB of JSON, and nothing in it is verified.
     */
    @Override
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        return claims.recognise(candidate.artifact());
    }

    @Override
    public Set<Place> places() {
        return CosignVerifier.everyPlace();
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        return List.of(verifier);
    }
}
