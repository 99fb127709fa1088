/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The keys that {@code secret/record.sh} made. */
final class SecretKeys {

    /** Between the making of the keys and now. */
    static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    private SecretKeys() {}

    static char[] passphrase() {
        return "correct horse é".toCharArray();
    }

    static Bytes file(String name) {
        return Recorded.secret(name);
    }

    /** The fingerprints of a key, that of its primary key first. */
    static List<String> fingerprints(String name) {
        return StandardCharsets.UTF_8
                .decode(file("fingerprints.txt").asReadOnlyBuffer())
                .toString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> List.of(line.substring(line.indexOf("> ") + 2).split(" ")))
                .orElseThrow();
    }

    static String fingerprint(String name) {
        return fingerprints(name).get(0);
    }

    static OpenPgpSigningKey unlocked(String name, String file) {
        return OpenPgpSigningKey.unlock(file(file), fingerprint(name), passphrase(), NOW);
    }
}
