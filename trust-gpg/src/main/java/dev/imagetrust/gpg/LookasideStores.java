/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import java.io.IOException;
import java.net.URI;

/**
 * Opens the stores that registries.d points to: {@code DirectoryLookaside} of {@code trust-oci} for {@code file}, and
 * {@code HttpLookaside} of {@code trust-registry} for {@code http} and {@code https}, or stores of the caller's own.
 *
 * <p>Each place is opened once for reading and once for writing, and kept.
 *
 * @since 0.1
 */
public interface LookasideStores {

    /**
     * Where to look.
     *
     * @param base a {@code file}, {@code http} or {@code https} URL
     * @throws IOException if there is no such store, or none of its kind can be opened here
     */
    SignatureSource source(URI base) throws IOException;

    /**
     * Where to store.
     *
     * @param base a {@code file}, {@code http} or {@code https} URL
     * @throws IOException if there is no such store, or none of its kind can be written here
     */
    SignatureSink sink(URI base) throws IOException;
}
