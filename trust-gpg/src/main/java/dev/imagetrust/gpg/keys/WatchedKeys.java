/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A file with trusted keys, and where their owner publishes them.
 *
 * @param name what people call it
 * @param trusted the file, as it is trusted now
 * @param source reads what the owner publishes; null where he publishes nothing
 * @since 0.1
 */
public record WatchedKeys(
        String name, Bytes trusted, @Nullable Source source) {

    /**
     * Reads what the owner of keys publishes, such as a file on his web site.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Source {

        /**
         * The file as it is published now, of at most 8 MiB.
         *
         * @throws IOException if it cannot be had
         * @throws InterruptedException if the thread was interrupted
         */
        Bytes read() throws IOException, InterruptedException;
    }

    /** Checks for nulls. */
    public WatchedKeys {
        requireNonNull(name, "name");
        requireNonNull(trusted, "trusted");
    }

    /** Keys whose owner publishes nothing. */
    public static WatchedKeys unpublished(String name, Bytes trusted) {
        return new WatchedKeys(name, trusted, null);
    }

    /** Where the owner publishes them. */
    public Optional<Source> published() {
        return Optional.ofNullable(source);
    }
}
