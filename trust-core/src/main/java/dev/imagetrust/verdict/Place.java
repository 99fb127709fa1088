/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * Where signatures of an image may lie.
 *
 * @since 0.1
 */
public sealed interface Place extends Comparable<Place> {

    /** A stable text, for documents: {@code tag:.sig}, {@code referrers:<artifact type>}, {@code lookaside}. */
    String id();

    /**
     * The place with this {@link #id()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Place ofId(String id) {
        if (id.startsWith("tag:")) {
            return new DigestTag(id.substring("tag:".length()));
        }
        if (id.startsWith("referrers:")) {
            return new Referrers(id.substring("referrers:".length()));
        }
        return switch (id) {
            case "lookaside" -> new Lookaside();
            case "signature-extension" -> new SignatureExtension();
            case "handed-in" -> new HandedIn();
            default -> throw new IllegalArgumentException("not a place: " + Printable.of(id));
        };
    }

    /** By {@link #id()}. */
    @Override
    default int compareTo(Place other) {
        return id().compareTo(other.id());
    }

    /**
     * Under a tag made from the digest of the image, as cosign does: {@code sha256-<hex>.sig}.
     *
     * @param suffix what follows the digest, with its dot
     */
    record DigestTag(String suffix) implements Place {
        /** Checks for null. */
        public DigestTag {
            requireNonNull(suffix, "suffix");
        }

        @Override
        public String id() {
            return "tag:" + suffix;
        }
    }

    /**
     * Among the manifests that refer to the image (OCI distribution-spec, referrers), through the API or the fallback
     * tag.
     *
     * @param artifactType which of them
     */
    record Referrers(String artifactType) implements Place {
        /** Checks for null. */
        public Referrers {
            requireNonNull(artifactType, "artifactType");
        }

        @Override
        public String id() {
            return "referrers:" + artifactType;
        }
    }

    /** In the lookaside store that is configured for the image: containers-registries.d(5). */
    record Lookaside() implements Place {
        @Override
        public String id() {
            return "lookaside";
        }
    }

    /** In the registry itself, through its {@code X-Registry-Supports-Signatures} extension. */
    record SignatureExtension() implements Place {
        @Override
        public String id() {
            return "signature-extension";
        }
    }

    /** Nowhere: the caller handed it in, beside a file that is no image. No source is ever asked for it. */
    record HandedIn() implements Place {
        @Override
        public String id() {
            return "handed-in";
        }
    }
}
