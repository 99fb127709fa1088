/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import java.security.MessageDigest;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's {@code secretbox}: XSalsa20 with Poly1305, the tag before the text (section 3.3).
 *
 * <p>The first 32 octets of the key stream are the key of the tag, the text is under those that follow. Arrays are the
 * caller's to wipe.
 */
final class SecretBox {

    static final int KEY_LENGTH = 32;
    static final int NONCE_LENGTH = 24;
    private static final int TAG_LENGTH = 16;

    private final XSalsa20Engine stream = new XSalsa20Engine();
    private final Poly1305 tag = new Poly1305();

    /** With a key and a nonce that serve once. */
    SecretBox(byte[] key, byte[] nonce) {
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        byte[] tagKey = new byte[KEY_LENGTH];
        stream.processBytes(tagKey, 0, tagKey.length, tagKey, 0);
        tag.init(new KeyParameter(tagKey));
    }

    byte[] seal(byte[] text) {
        byte[] box = new byte[TAG_LENGTH + text.length];
        stream.processBytes(text, 0, text.length, box, TAG_LENGTH);
        tag.update(box, TAG_LENGTH, text.length);
        tag.doFinal(box, 0);
        return box;
    }

    /** The text; empty if the box was made with another key or nonce, or was changed. */
    Optional<byte[]> open(byte[] box) {
        if (box.length < TAG_LENGTH) {
            return Optional.empty();
        }
        byte[] computed = new byte[TAG_LENGTH];
        tag.update(box, TAG_LENGTH, box.length - TAG_LENGTH);
        tag.doFinal(computed, 0);
        byte[] carried = new byte[TAG_LENGTH];
        System.arraycopy(box, 0, carried, 0, TAG_LENGTH);
        if (!MessageDigest.isEqual(computed, carried)) {
            return Optional.empty();
        }
        byte[] text = new byte[box.length - TAG_LENGTH];
        stream.processBytes(box, TAG_LENGTH, text.length, text, 0);
        return Optional.of(text);
    }
}
