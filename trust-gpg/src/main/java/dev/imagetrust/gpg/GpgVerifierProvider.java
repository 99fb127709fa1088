/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.SimpleSigningClaims;
import dev.imagetrust.gpg.internal.SimpleSigningVerifier;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies GPG simple signatures (atomic container signatures), as skopeo, podman and OpenShift make them.
 *
 * <p>Found through {@link java.util.ServiceLoader}; may be registered by hand as well. Judges
 * {@link dev.imagetrust.policy.SimpleSigningRequirement}. Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public final class GpgVerifierProvider implements TrustVerifierProvider {

    private static final String TOOL = "gpg";

    private final SimpleSigningClaims claims = new SimpleSigningClaims(TOOL);
    private final SimpleSigningVerifier verifier = new SimpleSigningVerifier();

    /** The provider; it has no state. */
    public GpgVerifierProvider() {}

    /** {@code gpg}. */
    @Override
    public String tool() {
        return TOOL;
    }

    /**
     * Whether a candidate is a simple signature: {@code simple-signing}.
     *
     * <p>Where it lies decides, so that something unreadable in a signature's place is judged and refused, not
     * overlooked; only what a storage frame marks as another format is left to others. The claimed signer is the key id
     * in the message, which anybody can write there.
     */
    @Override
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        return claims.recognise(candidate.artifact());
    }

    @Override
    public Set<Place> places() {
        return SimpleSigningVerifier.PLACES;
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        return List.of(verifier);
    }
}
