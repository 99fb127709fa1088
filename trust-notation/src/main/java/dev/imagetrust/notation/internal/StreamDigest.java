/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of what a stream had, made in one pass.
 *
 * @param digest of the octets that were read
 * @param size how many there were
 */
record StreamDigest(Digest digest, long size) {

    private static final int BUFFER = 64 * 1024;

    /**
     * Reads a stream to its end, or until it turns out to be longer than wanted.
     *
     * @param longest after so many octets and one more nothing is read any more
     */
    static StreamDigest of(InputStream content, DigestAlgorithm algorithm, long longest)
            throws IOException, InterruptedException {
        MessageDigest hash = hash(algorithm);
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = content.read(buffer); read >= 0 && size <= longest; read = content.read(buffer)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            hash.update(buffer, 0, read);
            size += read;
        }
        return new StreamDigest(
                new Digest(algorithm, Bytes.copyOf(hash.digest()).toHex()), size);
    }

    private static MessageDigest hash(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm.javaName(), e);
        }
    }
}
