/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.SignatureCheck;
import dev.imagetrust.primitives.SignatureResult;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.Utf8;
import dev.imagetrust.primitives.VerificationKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A log of a trusted root: a transparency log or a certificate transparency log.
 *
 * @param names under which it may sign checkpoints (section 4.8): its host, and its address without scheme; the first is for
 *     people
 * @param id how entries name it
 * @param key its key
 * @param scheme the one way in which it signs; the root says it, never the message
 * @param validity when the key was in use
 * @param operator who runs it, or the host where the root does not say
 */
record LogKey(
        List<String> names, Bytes id, VerificationKey key, SignatureScheme scheme, Validity validity, String operator) {

    /** C2SP signed-note signature types. */
    private static final byte ED25519 = 0x01;

    private static final byte OTHER = (byte) 0xff;
    private static final int HINT_LENGTH = 4;

    LogKey {
        names = List.copyOf(names);
    }

    /** What people call it. */
    String name() {
        return names.get(0);
    }

    boolean signed(Bytes message, Bytes signature) {
        return SignatureCheck.verify(key, scheme, message, signature) == SignatureResult.VALID;
    }

    /** Section 7: the ids that such a key can have. */
    static Set<Bytes> ids(List<String> names, VerificationKey key) {
        Set<Bytes> ids = noteIds(names, key);
        ids.add(key.fingerprint().value());
        return ids;
    }

    /** The ids that it can have in signed notes, one for each name. */
    static Set<Bytes> noteIds(List<String> names, VerificationKey key) {
        Set<Bytes> ids = new HashSet<>();
        names.forEach(name -> ids.add(noteId(name, key)));
        return ids;
    }

    /** The id that its key has in a signed note (section 4.8). */
    private static Bytes noteId(String host, VerificationKey key) {
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

    /** What a note's signature line under a name begins with: the first octets of that id. */
    Bytes hint(String name) {
        return noteId(name, key).slice(0, HINT_LENGTH);
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
