/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.image.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * An image as OpenShift keeps it, as far as signatures are concerned: {@code image.openshift.io/v1}, {@code Image}.
 *
 * @param digest of the manifest; the name of the image
 * @param signatures those kept with it, of different names
 * @since 0.1
 */
public record StoredImage(Digest digest, List<StoredSignature> signatures) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if two signatures have one name
     */
    public StoredImage {
        requireNonNull(digest, "digest");
        signatures = List.copyOf(signatures);
        Set<String> names = new HashSet<>();
        for (StoredSignature signature : signatures) {
            if (!names.add(signature.name())) {
                throw new IllegalArgumentException("two signatures are called " + signature.name());
            }
        }
    }

    /** The same image with other signatures. */
    StoredImage with(List<StoredSignature> others) {
        return new StoredImage(digest, others);
    }
}
