/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Digest;

import static java.util.Objects.requireNonNull;

/**
 * What a manifest is asked for by.
 *
 * @since 0.1
 */
public sealed interface Reference {

    /** As it stands in a path of the distribution API: the tag, or the digest. No tag looks like a digest. */
    String text();

    /**
     * A tag.
     *
     * @throws IllegalArgumentException unless it is 1 to 128 letters, digits and {@code _ . -}, not beginning with one
     *     of the last two
     */
    static Reference tag(String tag) {
        return new Tag(tag);
    }

    /** A digest. */
    static Reference digest(Digest digest) {
        return new ByDigest(digest);
    }

    /** What a caller asked for. */
    static Reference of(Asked asked) {
        return asked instanceof Asked.ByDigest byDigest ? digest(byDigest.digest()) : tag(((Asked.ByTag) asked).tag());
    }

    /**
     * A tag.
     *
     * @param text the tag
     */
    record Tag(String text) implements Reference {
        /** Checks the tag. */
        public Tag {
            // The grammar of tags has one home.
            new Asked.ByTag(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A digest.
     *
     * @param digest the digest of the manifest's bytes
     */
    record ByDigest(Digest digest) implements Reference {
        /** Checks for null. */
        public ByDigest {
            requireNonNull(digest, "digest");
        }

        @Override
        public String text() {
            return digest.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
