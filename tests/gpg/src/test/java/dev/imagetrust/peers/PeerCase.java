/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One message with the keys that are believed, as {@code make-cases.sh} leaves them. */
record PeerCase(Path folder, String name) {

    Path signature() {
        return folder.resolve(name + ".signature");
    }

    Path certificate() {
        return folder.resolve(name + ".cert");
    }

    Path manifest() {
        return folder.resolve("manifest.json");
    }

    String fingerprint() {
        try {
            return Files.readString(folder.resolve(name + ".fpr")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bytes read(Path file) {
        try {
            return Bytes.copyOf(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
