/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.Utf8;
import dev.imagetrust.primitives.VerificationKey;
import java.util.Set;

/**
 * A log of a trusted root: a transparency log or a certificate transparency log.
 *
 * @param host under which name it signs checkpoints (section 4.8)
 * @param id how entries name it
 * @param key its key
 * @param scheme the one way in which it signs; the root says it, never the message
 * @param validity when the key was in use
 * @param operator who runs it, or the host where the root does not say
 */
record LogKey(String host, Bytes id, VerificationKey key, SignatureScheme scheme, Validity validity, String operator) {

    /** C2SP signed-note signature types. */
    private static final byte ED25519 = 0x01;

    private static final byte OTHER = (byte) 0xff;
    private static final int HINT_LENGTH = 4;

    boolean signed(Bytes message, Bytes signature) {
        return SignatureCheck.verify(key, scheme, message, signature) == SignatureResult.VALID;
    }

    /** Section 7: the ids that such a key can have. */
    static Set<Bytes> ids(String host, VerificationKey key) {
        Bytes ofKey = key.fingerprint().value();
        return key.type() == KeyType.EC_P256 || key.type() == KeyType.EC_P384 || key.type() == KeyType.EC_P521
                ? Set.of(ofKey)
                : Set.of(ofKey, noteId(host, key));
    }

    /** The id that its key has in a signed note (section 4.8). */
    static Bytes noteId(String host, VerificationKey key) {
        return switch (key.type()) {
            case EC_P256, EC_P384, EC_P521 -> key.fingerprint().value();
            case ED25519 ->
                noteId(
                        host,
                        ED25519,
                        key.spki().slice(key.spki().length() - 32, key.spki().length()));
            case RSA -> noteId(host, OTHER, concat(Bytes.utf8("PKIX-RSA-PKCS#1v1.5"), key.spki()));
        };
    }

    /** What a note's signature line begins with: the first octets of that id. */
    Bytes hint() {
        return noteId(host, key).slice(0, HINT_LENGTH);
    }

    private static Bytes noteId(String host, byte type, Bytes rest) {
        Bytes separator = Bytes.copyOf(new byte[] {'\n', type});
        return Digest.sha256(concat(concat(Utf8.encode(host), separator), rest)).value();
    }

    static Bytes concat(Bytes first, Bytes second) {
        byte[] both = new byte[first.length() + second.length()];
        System.arraycopy(first.toByteArray(), 0, both, 0, first.length());
        System.arraycopy(second.toByteArray(), 0, both, first.length(), second.length());
        return Bytes.copyOf(both);
    }
}
