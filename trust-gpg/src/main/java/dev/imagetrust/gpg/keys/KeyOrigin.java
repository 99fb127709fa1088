/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

import static java.util.Objects.requireNonNull;

/**
 * Where a key file came from.
 *
 * @param location for people
 * @param channel how it came
 * @since 0.1
 */
public record KeyOrigin(String location, Channel channel) {

    /**
     * How a key came.
     *
     * @since 0.1
     */
    public enum Channel {
        /** From a file that the caller has. */
        FILE,
        /** Over TLS: nobody changed it on the way. That says nothing about who put it there. */
        TLS,
        /** In a way in which anybody on the way could have changed it. */
        OPEN
    }

    /** Checks for nulls. */
    public KeyOrigin {
        requireNonNull(location, "location");
        requireNonNull(channel, "channel");
    }

    /** A file. */
    public static KeyOrigin of(Path file) {
        return new KeyOrigin(file.toString(), Channel.FILE);
    }

    /** An address: TLS if it is one of {@code https}. */
    public static KeyOrigin of(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        return new KeyOrigin(address.toString(), scheme.equals("https") ? Channel.TLS : Channel.OPEN);
    }
}
