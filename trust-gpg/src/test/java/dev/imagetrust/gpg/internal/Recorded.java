/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files made by real tools: {@code recorded/record.sh} says how, {@code corpus} is from skopeo 1.9.3. */
public final class Recorded {

    /** A month after the recorded signatures were made. */
    public static final Instant LATER = Instant.parse("2024-07-01T00:00:00Z");

    /** A day after the corpus was made. */
    public static final Instant CORPUS_NOW = Instant.parse("2026-11-24T08:00:00Z");

    private Recorded() {}

    public static Bytes recorded(String name) {
        return resource("/dev/imagetrust/gpg/recorded/" + name);
    }

    /** A secret key exported by GnuPG: {@code secret/record.sh}. */
    public static Bytes secret(String name) {
        return resource("/dev/imagetrust/gpg/secret/" + name);
    }

    public static Bytes corpus(String name) {
        return resource("/dev/imagetrust/gpg/corpus/" + name);
    }

    /** A fixture of containers/image; skips the test where that project's data is not at hand. */
    public static Bytes upstream(String name) {
        Path file =
                Path.of(System.getProperty("imagetrust.shared"), "upstream/containers-image/signature/fixtures", name);
        assumeTrue(Files.exists(file), () -> "the fixtures of containers/image are not there: " + file);
        try {
            return Bytes.copyOf(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes resource(String path) {
        try (InputStream in = Recorded.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + path);
            }
            return Bytes.copyOf(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
