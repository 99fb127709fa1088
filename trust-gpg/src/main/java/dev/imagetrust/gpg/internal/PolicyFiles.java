/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files a policy names, each read once, and those that could not be. Lives as long as one reading. */
final class PolicyFiles {

    private final KeyFiles files;
    private final Map<String, Bytes> read = new LinkedHashMap<>();
    private final Map<String, IOException> unreadable = new LinkedHashMap<>();

    PolicyFiles(KeyFiles files) {
        this.files = files;
    }

    /** The content of a file; empty, and remembered, if it cannot be read. */
    Optional<Bytes> find(String path) {
        if (!read.containsKey(path) && !unreadable.containsKey(path)) {
            try {
                read.put(path, files.read(path));
            } catch (IOException e) {
                unreadable.put(path, e);
            }
        }
        return Optional.ofNullable(read.get(path));
    }

    void requireAll() {
        if (!unreadable.isEmpty()) {
            SetUpException missing = new SetUpException(
                    new Reason(GpgReason.POLICY_FILE_UNREADABLE, String.join(", ", unreadable.keySet())));
            unreadable.values().forEach(missing::addSuppressed);
            throw missing;
        }
    }
}
