/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;

import static java.util.Objects.requireNonNull;

/**
 * What a bundle has to be about: a file, which is no image.
 *
 * @since 0.1
 */
public sealed interface BundleSubject {

    /** SHA-256 of the content, or the digest that the caller gave. */
    Digest digest();

    /** A file of which the octets are at hand. */
    static BundleSubject of(Bytes content) {
        return new Content(content);
    }

    /**
     * A file of which only a digest is at hand. The caller vouches for it; and signatures that rest on another hash function,
     * such as those of P-384 keys for a SHA-256 digest, are refused although they may be good.
     */
    static BundleSubject ofDigest(Digest digest) {
        return new Hashed(digest);
    }

    /**
     * The file itself.
     *
     * @param octets all of it; its length is limited by who read it
     */
    record Content(Bytes octets) implements BundleSubject {
        /** Checks for null. */
        public Content {
            requireNonNull(octets, "octets");
        }

        @Override
        public Digest digest() {
            return Digest.sha256(octets);
        }
    }

    /**
     * A digest of the file.
     *
     * @param digest which was computed over the file, not read beside it
     */
    record Hashed(Digest digest) implements BundleSubject {
        /** Checks for null. */
        public Hashed {
            requireNonNull(digest, "digest");
        }
    }
}
