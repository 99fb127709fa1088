/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import static java.util.Objects.requireNonNull;

/**
 * How the caller asked for the image.
 *
 * <p>It is the caller's claim. No signature proves that a tag points to a digest; a tag matters only to rules that
 * compare it with the name inside a signature.
 *
 * @since 0.1
 */
public sealed interface Asked {

    /**
     * By tag, which somebody resolved to the digest of the subject.
     *
     * @param tag 1 to 128 letters, digits, {@code _ . -}, not beginning with one of the last two
     */
    record ByTag(String tag) implements Asked {
        /**
         * Checks the tag.
         *
         * @throws IllegalArgumentException if it is no tag
         */
        public ByTag {
            DockerReference.parse("x/y:" + requireNonNull(tag, "tag"));
        }

        @Override
        public String toString() {
            return "tag " + tag;
        }
    }

    /**
     * By digest.
     *
     * @param digest what was asked for
     */
    record ByDigest(Digest digest) implements Asked {
        /** Checks for null. */
        public ByDigest {
            requireNonNull(digest, "digest");
        }

        @Override
        public String toString() {
            return "digest " + digest;
        }
    }
}
