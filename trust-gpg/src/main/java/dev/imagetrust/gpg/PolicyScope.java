/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a {@code policy.json} asks for in one scope, for people. Immutable.
 *
 * @param transport empty for what all other images need
 * @param scope empty for a whole transport
 * @param requirements their types, all of which have to be met, such as {@code signedBy}; {@code reject} and
 *     {@code insecureAcceptAnything} are among them
 * @param keys the OpenPGP keys of its {@code signedBy} requirements; what they call themselves is hostile text
 * @param problems keys that could not be read, each with its file
 * @param lookaside the store in registries.d of this very scope; null if there is none, then wider scopes count
 * @since 0.1
 */
public record PolicyScope(
        String transport,
        String scope,
        List<String> requirements,
        List<OpenPgpKey> keys,
        List<String> problems,
        @Nullable URI lookaside) {

    /** Copies the lists. */
    public PolicyScope {
        requireNonNull(transport, "transport");
        requireNonNull(scope, "scope");
        requirements = List.copyOf(requirements);
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }
}
