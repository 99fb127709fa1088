/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;

import static java.util.Objects.requireNonNull;

/**
 * Which trust anchors a requirement relies on.
 *
 * @since 0.1
 */
public sealed interface AnchorSelector {

    /** What the anchors are for. */
    AnchorKind kind();

    /** The selector as one unambiguous text. */
    String canonical();

    /** Whether an anchor is, or would be if a store had it, among those that are selected. */
    boolean selects(AnchorId anchor);

    /**
     * Every anchor of one named store, as the trust store has it when a verdict is made.
     *
     * @param kind what the anchors are for
     * @param store the name of the store
     */
    record InStore(AnchorKind kind, String store) implements AnchorSelector {
        /** Checks for nulls. */
        public InStore {
            requireNonNull(kind, "kind");
            requireNonNull(store, "store");
        }

        @Override
        public boolean selects(AnchorId anchor) {
            return kind == anchor.kind() && store.equals(anchor.origin());
        }

        @Override
        public String canonical() {
            return CanonicalText.of("store", out -> out.put("kind", kind.id()).put("name", store));
        }
    }

    /**
     * Material written into the policy itself.
     *
     * @param kind what it is for
     * @param material the key, certificate or root, in the form its kind has in a store
     * @param origin what people call it, for example the path it was read from
     */
    record Pinned(AnchorKind kind, Bytes material, String origin) implements AnchorSelector {
        /** Checks for nulls. */
        public Pinned {
            requireNonNull(kind, "kind");
            requireNonNull(material, "material");
            requireNonNull(origin, "origin");
        }

        /** The identity of the anchor. */
        public AnchorId id() {
            return new AnchorId(kind, origin, Digest.sha256(material));
        }

        @Override
        public boolean selects(AnchorId anchor) {
            return id().equals(anchor);
        }

        @Override
        public String canonical() {
            return CanonicalText.of(
                    "pinned",
                    out -> out.put("kind", kind.id()).put("origin", origin).put("material", Digest.sha256(material)));
        }
    }
}
