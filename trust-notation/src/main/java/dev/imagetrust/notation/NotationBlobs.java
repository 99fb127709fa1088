/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.internal.NotationSettings;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.trust.TrustStore;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Verifies detached signatures of files, as {@code notation blob verify} does. Signing is
 * {@link NotationSigner#signBlob}.
 *
 * <p>The checks, their order and their reasons are those of images, see the package; {@code subject} holds if the file
 * has the signed size and, under the hash function of the signing key, the signed digest.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>Specification: signature-specification.md and trust-store-trust-policy.md, version 1.1.
 *
 * @since 0.1
 */
public final class NotationBlobs {

    private final BlobJudgement.Parts parts;

    private NotationBlobs(BlobJudgement.Parts parts) {
        this.parts = parts;
    }

    /** With a policy, the stores it names, and a clock; offline, within the default limits. */
    public static NotationBlobs of(NotationBlobPolicy policy, TrustStore trust, InstantSource clock) {
        return new NotationBlobs(new BlobJudgement.Parts(
                requireNonNull(policy, "policy"),
                requireNonNull(trust, "trust"),
                requireNonNull(clock, "clock"),
                BlobJudgement.Surroundings.BARE));
    }

    /** The same, with evidence about revocation from a network. */
    public NotationBlobs evidence(EvidenceFetcher fetcher) {
        return in(parts.around().with(requireNonNull(fetcher, "fetcher")));
    }

    /** The same, within other limits; of these {@code envelopeBytes} and {@code time} count. */
    public NotationBlobs limits(Limits newLimits) {
        return in(parts.around().with(requireNonNull(newLimits, "newLimits")));
    }

    /**
     * The same for signatures that demand a verification plugin, as {@link NotationVerifierProvider#withPlugins}. A plugin is
     * asked only once the chain matched a trust store and the file is the one that was signed.
     */
    public NotationBlobs plugins(VerificationPlugins plugins) {
        NotationSettings settings = parts.around().settings();
        return in(parts.around().with(new NotationSettings(settings.ocspNonces(), requireNonNull(plugins, "plugins"))));
    }

    /** The same, with OCSP requests as {@link NotationVerifierProvider#withOcspNonces} makes them. */
    public NotationBlobs ocspNonces(Supplier<Bytes> nonces) {
        NotationSettings settings = parts.around().settings();
        return in(parts.around().with(new NotationSettings(requireNonNull(nonces, "nonces"), settings.plugins())));
    }

    private NotationBlobs in(BlobJudgement.Surroundings around) {
        return new NotationBlobs(parts.in(around));
    }

    /**
     * What is known about a file beside its content.
     *
     * @param statement the name of the policy's statement; null: the global one
     * @param mediaType the file has to be signed as; null: any
     * @param metadata pairs that the signature has to carry
     * @since 0.1
     */
    public record Expected(
            @Nullable String statement, @Nullable String mediaType, Map<String, String> metadata) {
        /** Copies the map. */
        public Expected {
            metadata = Map.copyOf(metadata);
        }

        /** Whatever the global statement takes. */
        public static Expected anything() {
            return new Expected(null, null, Map.of());
        }

        /** Whatever the statement of that name takes. */
        public static Expected by(String statement) {
            return new Expected(requireNonNull(statement, "statement"), null, Map.of());
        }
    }

    /**
     * Judges a file. Bad input never throws: what cannot be read is in the verdict.
     *
     * @param content the file; it is read only once the signature has held, not beyond the signed size, and not closed
     * @throws InterruptedException if the thread was interrupted
     */
    public BlobVerdict verify(BlobSignature signature, InputStream content, Expected expected)
            throws InterruptedException {
        return new BlobJudgement(parts).judge(signature, content, expected);
    }
}
