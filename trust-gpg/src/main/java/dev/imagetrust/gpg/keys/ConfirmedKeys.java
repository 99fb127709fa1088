/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Bytes;
import java.util.List;

/**
 * Keys that somebody confirmed by their full fingerprints: what goes into a trust store or a policy. Immutable; only a
 * {@link NewKeyWarning} makes one.
 *
 * @since 0.1
 */
public final class ConfirmedKeys {

    private final Bytes file;
    private final List<OpenPgpKey> keys;
    private final KeyOrigin origin;

    ConfirmedKeys(Bytes file, List<OpenPgpKey> keys, KeyOrigin origin) {
        this.file = file;
        this.keys = List.copyOf(keys);
        this.origin = origin;
    }

    /** A key file with these keys and no others, whatever else was in the file that was offered. */
    public Bytes file() {
        return file;
    }

    /** The keys. */
    public List<OpenPgpKey> keys() {
        return keys;
    }

    /** Where they came from. */
    public KeyOrigin origin() {
        return origin;
    }

    /** The fingerprints, for people. */
    @Override
    public String toString() {
        return keys.stream().map(OpenPgpKey::fingerprint).toList().toString();
    }
}
