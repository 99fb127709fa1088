/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.util.List;

/**
 * Where a registry keeps simple signatures; hosts may keep them in a database. {@link FileSignatureStore} keeps them in
 * files.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public interface SignatureObjectStore {

    /**
     * What came of adding one.
     *
     * @since 0.1
     */
    enum Added {
        /** It is there now. */
        ADDED,
        /** The image has one of the same name or with the same content; nothing changed. */
        EXISTS,
        /** There is no room for another of that image; nothing changed. */
        FULL
    }

    /** The signatures of an image, in the order of their names; of any repository that has the image. */
    List<StoredSignature> list(Digest image) throws IOException;

    /** Adds one to its image, whole or not at all. */
    Added add(StoredSignature signature) throws IOException;

    /**
     * Notes what is known about one.
     *
     * @param signature one of the list
     * @return whether it was still there
     */
    boolean note(StoredSignature signature, SignatureState state) throws IOException;

    /**
     * Removes one for good.
     *
     * @return whether it was there
     */
    boolean delete(StoredSignature signature) throws IOException;
}
