/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Printable;
import java.io.IOException;

import static java.util.Objects.requireNonNull;

/**
 * A plugin gave no answer, or none that can be used. It never means that a signature is bad.
 *
 * @since 0.1
 */
public final class PluginException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * With what went wrong.
     *
     * @param message for people; text of a plugin in it is escaped and cut
     */
    public PluginException(ErrorCode code, String message) {
        super(Printable.of(message));
        this.code = requireNonNull(code, "code");
    }

    /** With what led to it. */
    public PluginException(ErrorCode code, String message, Throwable cause) {
        super(Printable.of(message), cause);
        this.code = requireNonNull(code, "code");
    }

    /** Who or what is to blame. */
    public ErrorCode code() {
        return code;
    }

    /**
     * The error codes of the contract (plugin-extensibility.md, "Error handling").
     *
     * @since 0.1
     */
    public enum ErrorCode {
        /** The plugin refused a value of the request. */
        VALIDATION_ERROR,
        /** The plugin does not speak this version of the contract. */
        UNSUPPORTED_CONTRACT_VERSION,
        /** The plugin may not use the key. */
        ACCESS_DENIED,
        /** The plugin, or who waits for it, ran out of time. */
        TIMEOUT,
        /** The plugin is asked too often. */
        THROTTLED,
        /** Anything else, and every code that is not of the contract. */
        ERROR;

        /** The code of a name; {@link #ERROR} for one that is not of the contract. */
        public static ErrorCode of(String name) {
            for (ErrorCode code : values()) {
                if (code.name().equals(name)) {
                    return code;
                }
            }
            return ERROR;
        }
    }
}
