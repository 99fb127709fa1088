/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import dev.imagetrust.notation.internal.EnvelopeSigner;
import dev.imagetrust.notation.internal.ManifestDraft;
import dev.imagetrust.notation.internal.SigningSettings;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * Signs images, and files, as the {@code notation} tool does.
 *
 * <p>The key is any {@link RemoteSigner} of RSA with 2048, 3072 or 4096 bits (PSS) or of ECDSA on P-256, P-384 or P-521;
 * it decides the algorithm. What was made is read again and verified before it is handed out. Only the media type,
 * digest and size of the image and the caller's metadata are signed; annotations and artifact type of the descriptor,
 * which come from a registry, are not vouched for.
 *
 * <p>Safe for use by several threads if the key is.
 *
 * <p>Specification: signature-specification.md, signing-scheme.md, signature-envelope-jws.md,
 * signature-envelope-cose.md, version 1.1.
 *
 * @since 0.1
 */
public final class NotationSigner implements ImageSigner {

    /** RFC 6838, section 4.2. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    private final EnvelopeSigner signer;

    private NotationSigner(EnvelopeSigner signer) {
        this.signer = signer;
    }

    /**
     * Begins a signer that writes JWS envelopes by the scheme {@code notary.x509}, without expiry, metadata and
     * timestamp.
     *
     * @param key the private key
     * @param certificateChain PEM or DER, from the key's certificate to a self-signed root, or one self-signed
     *     certificate; at most 10 certificates and 64 KiB
     */
    public static Builder builder(RemoteSigner key, Bytes certificateChain) {
        return new Builder(new SigningSettings(requireNonNull(key, "key"), requireNonNull(certificateChain, "chain")));
    }

    /** {@link Referrer} alone. */
    @Override
    public Set<Class<? extends SignatureArtifact>> yields() {
        return Set.of(Referrer.class);
    }

    /**
     * Signs the digest of an image. The signing time is the context's, in whole seconds.
     *
     * @return a manifest with the artifact type {@code application/vnd.cncf.notary.signature}, annotated with the
     *     thumbprints of the chain and the signing time, and the envelope
     * @throws SigningException with a {@link NotationReason} if a certificate is not valid at the signing time,
     *     a metadata key is an annotation of the image's descriptor too, the key returned no signature that holds, or
     *     no timestamp could be had that holds; and if the deadline has passed
     * @throws IOException if the key cannot be reached
     */
    @Override
    public Referrer sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        Bytes envelope = signer.sign(image.image(), context);
        return ManifestDraft.referrer(image.image(), signer, envelope, context);
    }

    /**
     * Signs a file, for a signature beside it. The file is read once, to its end, and not closed; its digest is made by
     * the hash function of the key.
     *
     * @param mediaType of the file, {@code type/subtype} of RFC 6838 without parameters
     * @throws IllegalArgumentException if the media type is none
     * @throws SigningException as {@link #sign}
     * @throws IOException if the file cannot be read or the key not be reached
     */
    public BlobSignature signBlob(InputStream content, String mediaType, SigningContext context)
            throws IOException, InterruptedException {
        requireMediaType(mediaType);
        Bytes envelope = signer.sign(signer.describe(content, mediaType), context);
        return new BlobSignature(signer.options().envelope(), envelope);
    }

    static void requireMediaType(String mediaType) {
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("not a media type: " + Printable.of(mediaType));
        }
    }

    /**
     * Builds a {@link NotationSigner}. Not thread-safe.
     *
     * @since 0.1
     */
    public static final class Builder {

        private final SigningSettings settings;

        private Builder(SigningSettings settings) {
            this.settings = settings;
        }

        /** Sets how signatures are written. */
        public Builder envelope(NotationEnvelope envelope) {
            settings.envelope(requireNonNull(envelope, "envelope"));
            return this;
        }

        /**
         * Lets signatures end so long after they were made.
         *
         * @param lifetime from one second to 100 years; fractions of a second are dropped
         */
        public Builder expiresAfter(Duration lifetime) {
            settings.expiresAfter(requireNonNull(lifetime, "lifetime"));
            return this;
        }

        /** Adds a pair of user metadata to be signed; keys do not begin with {@code io.cncf.notary}. */
        public Builder userMetadata(String key, String value) {
            settings.metadata(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets what the signature says made it; no signature covers that. {@code image-trust} by default.
         *
         * @param agent printable ASCII of at most 256 characters; empty: nothing is said
         */
        public Builder signingAgent(String agent) {
            settings.agent(requireNonNull(agent, "agent"));
            return this;
        }

        /**
         * Signs by the scheme {@code notary.x509.signingAuthority}: for services that sign for others, whose word about
         * the signing time verifiers trust, as their root is in a store of that type. Goes without timestamp.
         */
        public Builder signingAuthority() {
            settings.signingAuthority();
            return this;
        }

        /**
         * Has each signature stamped by an authority (RFC 3161), so that it outlives its certificates. Needs a context
         * with a network. Where the authority's certificates name OCSP responders or CRLs, as those of public ones do,
         * these are asked as well; nothing is signed where a certificate was revoked or nobody answers.
         *
         * @param authority http or https
         * @param roots the self-signed roots its chain has to end at; PEM or DER
         * @param random where nonces come from
         */
        public Builder timestamp(URI authority, Bytes roots, SecureRandom random) {
            settings.timestamp(
                    requireNonNull(authority, "authority"),
                    requireNonNull(roots, "roots"),
                    requireNonNull(random, "random"));
            return this;
        }

        /** Asks nobody whether the certificates of timestamps have been revoked (CVE-2024-56138). */
        public Builder insecurelyWithoutTimestampRevocation() {
            settings.insecurelyWithoutTimestampRevocation();
            return this;
        }

        /**
         * The signer.
         *
         * @throws SetUpException with a {@link NotationReason} if the certificates are no chain for code signing that
         *     ends in a root, the key is not the leaf's or not supported, or a setting cannot be used
         */
        public NotationSigner build() {
            return new NotationSigner(settings.signer());
        }
    }
}
