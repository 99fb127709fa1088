/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.internal.NotationManifest;
import dev.imagetrust.notation.internal.NotationSettings;
import dev.imagetrust.notation.internal.NotationVerifier;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import static java.util.Objects.requireNonNull;

/**
 * Brings the verifier for {@link NotationRequirement}. {@code ServiceLoader} finds it; it may be registered by hand too.
 *
 * <p>Stateless and safe for use by several threads. What the verifier checks, and what it does not do yet, stands in the
 * description of this package.
 *
 * @since 0.1
 */
public final class NotationVerifierProvider implements TrustVerifierProvider {

    private static final String TOOL = "notation";

    private final NotationSettings settings;

    /** The provider. */
    public NotationVerifierProvider() {
        this(NotationSettings.NONE);
    }

    private NotationVerifierProvider(NotationSettings settings) {
        this.settings = settings;
    }

    /**
     * The same provider, to be registered by hand, which sends something unpredictable with every OCSP request. A responder that
     * repeats it cannot have answered before; most answer with what they made beforehand, which is accepted, and an
     * answer that repeats something else is not. With it no answer can be kept for the next request, and a verdict is
     * made again only with the same numbers.
     *
     * @param nonces makes 16 to 32 octets each time, as a {@link java.security.SecureRandom} does; safe for use by
     *     several threads
     */
    public NotationVerifierProvider withOcspNonces(Supplier<Bytes> nonces) {
        return new NotationVerifierProvider(new NotationSettings(requireNonNull(nonces, "nonces"), settings.plugins()));
    }

    /**
     * The same provider, to be registered by hand, for signatures that demand a verification plugin. A plugin is asked only
     * about a chain that matched a trust store of the policy, once for each signature and verdict; its answer takes the place
     * of the checks of identity and revocation that it is able to make. It is not part of what a verdict can be made again
     * from.
     */
    public NotationVerifierProvider withPlugins(VerificationPlugins plugins) {
        return new NotationVerifierProvider(
                new NotationSettings(settings.ocspNonces(), requireNonNull(plugins, "plugins")));
    }

    /** {@code notation}. */
    @Override
    public String tool() {
        return TOOL;
    }

    /**
     * By the artifact type of the manifest, or by the media type of its config as old tools write it. The kind is
     * {@code jws}, {@code cose} or {@code unknown-envelope}, after the media type of the layer. The
     * claimed signer is the subject of the first certificate in the envelope, if that can be read and the envelope is within
     * the default limit: here nobody says that a longer one is to be read.
     */
    @Override
    public Optional<Claim> recognise(SignatureCandidate candidate) {
        return NotationManifest.find(candidate.artifact()).map(referrer -> NotationManifest.claim(TOOL, referrer));
    }

    @Override
    public Set<Place> places() {
        return Set.of(NotationVerifier.PLACE);
    }

    @Override
    public List<TrustVerifier<?>> verifiers() {
        return List.of(new NotationVerifier(settings));
    }
}
