/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.SignatureObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * What would be stored, to be looked at before it is. Nothing is stored here: that is up to the caller.
 *
 * @param before the image as it is
 * @param after the image as it would be
 * @param removed the names of the signatures that would be lost for good; empty unless a method that says so was called
 * @since 0.1
 */
public record ImageUpdate(StoredImage before, StoredImage after, List<String> removed) {

    /** Copies the list. */
    public ImageUpdate {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        removed = List.copyOf(removed);
    }

    static ImageUpdate of(StoredImage before, List<StoredSignature> signatures) {
        List<String> kept = signatures.stream().map(StoredSignature::name).toList();
        List<String> removed = before.signatures().stream()
                .map(StoredSignature::name)
                .filter(name -> !kept.contains(name))
                .toList();
        return new ImageUpdate(before, before.with(signatures), removed);
    }

    /**
     * Adds signatures that were found elsewhere, such as in a lookaside store, as OpenShift's import does: each content
     * once, and unverified, whatever was known of it there.
     *
     * @param blobs as they lie there
     */
    public static ImageUpdate importing(StoredImage image, Collection<Bytes> blobs) {
        List<StoredSignature> signatures = new ArrayList<>(image.signatures());
        Set<Bytes> known = new HashSet<>();
        signatures.forEach(signature -> known.add(signature.content()));
        for (Bytes blob : blobs) {
            if (known.add(blob)) {
                signatures.add(StoredSignature.imported(SignatureObjects.of(image.digest(), blob)));
            }
        }
        return of(image, signatures);
    }

    /**
     * Forgets what was found out about the signatures and keeps them: what the name of {@code --remove-all} promises.
     */
    public static ImageUpdate removingVerification(StoredImage image) {
        return of(
                image,
                image.signatures().stream().map(StoredSignature::unverified).toList());
    }

    /** Destroys every signature, as {@code oc adm verify-image-signature --remove-all} does. */
    public static ImageUpdate removingAllSignaturesLikeOc(StoredImage image) {
        return of(image, List.of());
    }

    /** Whether something would be lost for good. */
    public boolean destroys() {
        return !removed.isEmpty();
    }

    /** Whether nothing would change. */
    public boolean isEmpty() {
        return before.equals(after);
    }
}
