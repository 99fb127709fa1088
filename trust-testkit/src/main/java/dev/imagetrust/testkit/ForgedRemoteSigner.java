/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** A key pair behind the interface of a token or cloud service. */
final class ForgedRemoteSigner implements RemoteSigner {

    private final ForgedKey key;

    ForgedRemoteSigner(ForgedKey key) {
        this.key = key;
    }

    @Override
    public Bytes publicKey() {
        return key.spki();
    }

    @Override
    public Bytes signMessage(SigningAlgorithm algorithm, Bytes message) throws IOException {
        try {
            return key.sign(algorithm, message);
        } catch (IllegalArgumentException e) {
            throw new IOException("the key refuses " + algorithm, e);
        }
    }

    @Override
    public Bytes signDigest(SigningAlgorithm algorithm, Digest digest) throws IOException {
        String wanted = switch (algorithm) {
            case ECDSA_SHA256 -> "sha256";
            case ECDSA_SHA384 -> "sha384";
            case ECDSA_SHA512 -> "sha512";
            default -> throw new IOException("the key signs whole messages only by " + algorithm);
        };
        if (!digest.algorithm().ociName().equals(wanted)) {
            throw new IOException(algorithm + " is not over " + digest.algorithm());
        }
        try {
            return key.signDigest(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key refuses " + algorithm, e);
        }
    }
}
