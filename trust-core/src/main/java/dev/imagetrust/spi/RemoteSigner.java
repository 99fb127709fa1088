/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;

/**
 * A private key that signs: in a token, a cloud service or another program, from where it never comes into this process.
 * A key in memory is asked in the same way, so that signers of images know one kind of key.
 *
 * @since 0.1
 */
public interface RemoteSigner {

    /** The public key, as SubjectPublicKeyInfo in DER. */
    Bytes publicKey();

    /**
     * Signs a message.
     *
     * @throws IOException if the key cannot be reached or refuses the algorithm
     * @throws InterruptedException if the thread was interrupted
     */
    Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException, InterruptedException;

    /**
     * Signs a message of which only the digest is sent.
     *
     * @throws IOException if the key cannot be reached, refuses the algorithm, or can sign whole messages only
     * @throws InterruptedException if the thread was interrupted
     */
    Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws IOException, InterruptedException;
}
