/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import java.io.IOException;

/** Names one public key and answers as somebody else decides. */
record LyingSigner(Bytes publicKey, Answer answer) implements RemoteSigner {

    /** What becomes of a message. */
    interface Answer {
        Bytes to(SigningAlgorithm algorithm, Bytes message) throws IOException, InterruptedException;
    }

    @Override
    public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException, InterruptedException {
        return answer.to(algorithm, message);
    }

    @Override
    public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws IOException {
        throw new IOException("whole messages only");
    }
}
