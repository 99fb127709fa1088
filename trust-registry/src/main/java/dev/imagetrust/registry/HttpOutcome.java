/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.verdict.ReasonCode;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request. Says nothing about what was read: bytes are checked later.
 *
 * @param method such as {@code GET}
 * @param uri where it went, without login, query and fragment
 * @param status of the answer; 0 where none began
 * @param failure why the request failed; null where an answer was read, or given up by us, with whatever status
 * @param duration from sending until the answer was read or given up, or the failure
 * @param bytes of the body that were read
 * @since 0.1
 */
public record HttpOutcome(
        String method, URI uri, int status, @Nullable ReasonCode failure, Duration duration, long bytes) {}
