/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.internal.CosignSigning;
import dev.imagetrust.cosign.internal.SigningPlan;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Signs images, and attests to them, with a key, as cosign does.
 *
 * <pre>{@code
 * RemoteSigner key = CosignKeyFile.open(pem, password);
 * ImageSigner signer = CosignSigner.bundle(key).annotation("build", "4711").build();
 * SignatureArtifact signature = signer.sign(image, SigningContext.offline(now, Deadline.never()));
 * new OciSignatureSink(repository).store(image, signature);
 * }</pre>
 *
 * <p>A bundle is what cosign 3 writes and every Sigstore client reads; the layout under tags is that of cosign 1 and 2, and
 * cosign 3 still verifies it. The digest is signed, never a tag. An image by its digest in an index is signed as itself.
 *
 * <p>Signatures of both layouts are by default of the kind that {@code cosign verify --key} accepts without further
 * flags: ECDSA with SHA-256 on every curve, RSA PKCS #1 v1.5 with SHA-256, pure Ed25519. See {@link Builder#algorithm}.
 *
 * <p>What was made is verified like anybody else's signature before it is returned. A key that returns something else than a
 * signature under its public key, a log or timestamp authority that does not vouch, end in a
 * {@link SigningException}, and nothing is returned; a signature that the key broke is shown to no log.
 *
 * <p>Immutable, and safe for use by several threads if the key is.
 *
 * @since 0.1
 */
public final class CosignSigner implements ImageSigner {

    private final CosignSigning signing;
    private final Class<? extends SignatureArtifact> yields;

    private CosignSigner(CosignSigning signing, Class<? extends SignatureArtifact> yields) {
        this.signing = signing;
        this.yields = yields;
    }

    /** Signs by Sigstore bundles of version 0.3 among the referrers of the image. */
    public static Builder bundle(RemoteSigner key) {
        return new Builder(SigningPlan.bundle(requireNonNull(key, "key")), Referrer.class);
    }

    /** Signs by layers under the tags {@code sha256-<hex>.sig} and {@code .att}. */
    public static Builder legacy(RemoteSigner key) {
        return new Builder(SigningPlan.legacy(requireNonNull(key, "key")), TagLayer.class);
    }

    @Override
    public Set<Class<? extends SignatureArtifact>> yields() {
        return Set.of(yields);
    }

    /**
     * Signs the digest of an image.
     *
     * @throws SigningException if what was made does not hold
     * @throws IOException if the key, a log or an authority cannot be reached
     * @throws IllegalArgumentException if the image has no name and the layout needs one, or if logs or authorities are to
     *     be asked and the context has no evidence fetcher
     */
    @Override
    public SignatureArtifact sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        return signing.sign(requireNonNull(image, "image"), requireNonNull(context, "context"));
    }

    /** The public key as a PEM block {@code PUBLIC KEY}, for those who verify. */
    public Bytes publicKeyPem() {
        return signing.publicKeyPem();
    }

    /** Builds a {@link CosignSigner}. Not thread-safe. */
    public static final class Builder {

        private final SigningPlan plan;
        private final Class<? extends SignatureArtifact> yields;

        private Builder(SigningPlan plan, Class<? extends SignatureArtifact> yields) {
            this.plan = plan;
            this.yields = yields;
        }

        /** Signs a pair with the image: {@code cosign sign -a name=value}. A name that is there is replaced. */
        public Builder annotation(String name, String value) {
            plan.annotation(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * The name in a legacy signature, as {@code --sign-container-identity}; the repository of the image by default.
         *
         * @throws IllegalArgumentException if it is no docker reference
         */
        public Builder dockerReference(String reference) {
            plan.dockerReference(reference);
            return this;
        }

        /**
         * Attests instead of signing: {@code cosign attest}.
         *
         * @param predicateType an absolute URI such as {@code https://spdx.dev/Document}; cosign's short names are
         *     none
         * @param predicate a JSON object of at most 16 MiB, written anew without white space
         * @throws IllegalArgumentException if the type is no absolute URI, or that of image signatures, or the predicate is
         *     no such JSON
         */
        public Builder attestation(String predicateType, Bytes predicate) {
            plan.attestation(requireNonNull(predicateType, "predicateType"), requireNonNull(predicate, "predicate"));
            return this;
        }

        /**
         * Signs by another algorithm: ECDSA with SHA-384 or SHA-512 on the curve of that size, or Ed25519ph. That is what
         * cosign itself signs with under such keys, and what logs made of tiles want; {@code cosign verify --key} needs
         * {@code --signature-digest-algorithm} for the first two and does not accept the last.
         */
        public Builder algorithm(SigningAlgorithm algorithm) {
            plan.algorithm(requireNonNull(algorithm, "algorithm"));
            return this;
        }

        /**
         * The Sigstore root whose logs and timestamp authorities are asked; each has to vouch before anything is returned.
         *
         * @param json a {@code trusted_root.json}
         */
        public Builder trustedRoot(Bytes json) {
            plan.trustedRoot(requireNonNull(json, "json"));
            return this;
        }

        /**
         * Enters each signature into a transparency log of the first kind, "Rekor v1".
         *
         * @param log its address, such as {@code https://rekor.sigstore.dev}
         */
        public Builder transparencyLog(URI log) {
            plan.entryLog(requireNonNull(log, "log"));
            return this;
        }

        /**
         * Enters each signature into a transparency log made of tiles, "Rekor v2". Bundles only. Such a log answers when the
         * entry is in its tree, which takes some seconds.
         *
         * @param log its address
         */
        public Builder tiledTransparencyLog(URI log) {
            plan.tileLog(requireNonNull(log, "log"));
            return this;
        }

        /**
         * Has each signature stamped (RFC 3161).
         *
         * @param authority the whole address, such as {@code https://tsa.example/api/v1/timestamp}
         * @param random for nonces
         */
        public Builder timestampAuthority(URI authority, SecureRandom random) {
            plan.timestampAuthority(requireNonNull(authority, "authority"), requireNonNull(random, "random"));
            return this;
        }

        /**
         * The signer.
         *
         * @throws dev.imagetrust.spi.SetUpException if the public key is none that is verified with, or the root cannot be
         *     used
         * @throws IllegalStateException if parts do not go together: a docker reference in a bundle or an attestation,
         *     annotations in an attestation, logs or authorities without a root, several of a kind or a log of tiles in the
         *     legacy layout, or an algorithm that is not one of the key or that the log cannot check
         */
        public CosignSigner build() {
            return new CosignSigner(plan.signing(), yields);
        }
    }
}
