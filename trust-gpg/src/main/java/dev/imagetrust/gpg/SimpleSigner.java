/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.SimpleSigningPayload;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Signs images as skopeo, podman and atomic do: containers-signature(5), atomic container signatures.
 *
 * <p>Signed are the digest of the image's manifest, which whoever made the {@link ImageSubject} computed, and one docker
 * reference: that by which the image was asked for, or another that the caller names. A reference with a digest is
 * allowed; policies with {@code matchExact} or {@code matchRepoDigestOrExact} accept it only for images that are asked
 * for by that digest, so sign tags where people pull tags. Of an index sign every image as well, under the same name.
 *
 * <p>Each signature is read back and checked under the certificate before it is handed out. Immutable and as safe for
 * use by several threads as its key.
 *
 * @since 0.1
 */
public final class SimpleSigner implements ImageSigner {

    /** What {@code optional.creator} says unless told otherwise. */
    public static final String CREATOR = "image-trust trust-gpg";

    private final OpenPgpSigningKey key;
    private final @Nullable String reference;
    private final String creator;
    private final boolean forExtension;

    private SimpleSigner(Builder builder) {
        this.key = builder.key;
        this.reference = builder.reference;
        this.creator = builder.creator;
        this.forExtension = builder.forExtension;
    }

    /** Signs with this key, for lookaside stores, under the name by which an image was asked for. */
    public static SimpleSigner of(OpenPgpSigningKey key) {
        return builder(key).build();
    }

    /** Begins a signer with this key. */
    public static Builder builder(OpenPgpSigningKey key) {
        return new Builder(requireNonNull(key, "key"));
    }

    /** {@link LookasideBlob}, or {@link ExtensionObject} if it was built so. */
    @Override
    public Set<Class<? extends SignatureArtifact>> yields() {
        return Set.of(forExtension ? ExtensionObject.class : LookasideBlob.class);
    }

    /**
     * Signs the digest of an image; the signature is dated with the context's time.
     *
     * @throws SigningException if the key is expired, or not yet valid, at that time; with
     *     {@link GpgReason#SIGNATURE_NOT_MADE} if what it made does not hold
     * @throws IOException if the key cannot be reached
     * @throws IllegalArgumentException if the image has no name and the signer no reference
     */
    @Override
    public SignatureArtifact sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        Digest digest = image.image().digest();
        Bytes blob = key.maker()
                .sign(
                        new SimpleSigningPayload(
                                digest, reference(image), creator, context.now().getEpochSecond()),
                        context.now());
        return forExtension ? SignatureObjects.of(digest, blob) : new LookasideBlob("signature-1", blob);
    }

    private String reference(ImageSubject image) {
        if (reference != null) {
            return reference;
        }
        return image.reference()
                .map(DockerReference::toString)
                .orElseThrow(() -> new IllegalArgumentException("an image without a name: " + image));
    }

    /** Builds a {@link SimpleSigner}. Not thread-safe. */
    public static final class Builder {

        private final OpenPgpSigningKey key;
        private @Nullable String reference;
        private String creator = CREATOR;
        private boolean forExtension;

        private Builder(OpenPgpSigningKey key) {
            this.key = key;
        }

        /**
         * Signs under this reference, whatever an image is called where it is found: for images in directories, and for
         * those that are copied elsewhere after they were signed.
         *
         * @param dockerReference with a tag or digest; signed as docker normalises it
         * @throws IllegalArgumentException if it does not parse, or has neither
         */
        public Builder reference(String dockerReference) {
            DockerReference parsed = DockerReference.parse(dockerReference);
            if (parsed.isNameOnly()) {
                throw new IllegalArgumentException("a signature needs a tag or a digest: " + parsed);
            }
            this.reference = parsed.toString();
            return this;
        }

        /** Names another program as the maker. It is signed, and shown to people. */
        public Builder creator(String program) {
            this.creator = requireNonNull(program, "program");
            return this;
        }

        /** Yields objects of a registry's signature extension instead of files of a lookaside store. */
        public Builder forExtension() {
            this.forExtension = true;
            return this;
        }

        /** The signer. */
        public SimpleSigner build() {
            return new SimpleSigner(this);
        }
    }
}
