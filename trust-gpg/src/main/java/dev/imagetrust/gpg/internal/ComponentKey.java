/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.primitives.MalformedInputException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * A primary key or a subkey: the bare key, without any statement about it.
 *
 * @param fingerprint 40 upper-case hex digits
 * @param created the time inside the key packet
 * @param key Bouncy Castle's view of it, which is only ever read
 */
record ComponentKey(String fingerprint, Instant created, PGPPublicKey key) {

    /** Reads a public key or public subkey packet of version 4. */
    static ComponentKey parse(Packet packet) throws MalformedInputException {
        return BouncyCastle.parse("a public key packet", () -> {
            PGPPublicKey key = BouncyCastle.publicKey(packet);
            return new ComponentKey(
                    HexFormat.of().withUpperCase().formatHex(key.getFingerprint()),
                    key.getCreationTime().toInstant(),
                    key);
        });
    }

    long keyId() {
        return key.getKeyID();
    }

    int algorithm() {
        return key.getAlgorithm();
    }

    /** Why the key is too weak to be believed; empty where it is strong enough. */
    Optional<String> weakness() {
        return Algorithms.weakness(key);
    }
}
