/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * An image index whose bytes are at hand and have the digest and size of its descriptor.
 *
 * <p>Made by the parser of {@code trust-oci}; the list of members is what that parser read from the very bytes given
 * here. Immutable. It does not mean that anybody signed the index.
 *
 * @since 0.1
 */
public final class VerifiedIndex {

    private final Descriptor descriptor;
    private final List<Descriptor> members;

    private VerifiedIndex(Descriptor descriptor, List<Descriptor> members) {
        this.descriptor = descriptor;
        this.members = members;
    }

    /**
     * An index after its content was compared with its descriptor.
     *
     * @param manifest the bytes of the index
     * @param members what the index lists, read from those bytes
     * @throws IllegalArgumentException if digest or size of the bytes are not those of the descriptor, or if the
     *     digest of a member does not occur in the bytes
     */
    public static VerifiedIndex of(Descriptor descriptor, Bytes manifest, List<Descriptor> members) {
        if (!requireNonNull(descriptor, "descriptor").matches(manifest)) {
            throw new IllegalArgumentException("the bytes of the index are not those of " + descriptor);
        }
        String text = new String(manifest.toByteArray(), StandardCharsets.ISO_8859_1);
        for (Descriptor member : members) {
            if (!text.contains('"' + member.digest().toString() + '"')) {
                throw new IllegalArgumentException("the index does not list " + member.digest());
            }
        }
        return new VerifiedIndex(descriptor, List.copyOf(members));
    }

    /** The descriptor of the index itself. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** What the index lists, in its order. */
    public List<Descriptor> members() {
        return members;
    }
}
