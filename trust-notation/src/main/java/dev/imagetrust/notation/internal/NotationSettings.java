/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caller handed to the provider.
 *
 * @param ocspNonces null for none
 * @param plugins those that signatures may demand
 */
public record NotationSettings(@Nullable Supplier<Bytes> ocspNonces, VerificationPlugins plugins) {

    /** No nonces and no plugins. */
    public static final NotationSettings NONE = new NotationSettings(null, VerificationPlugins.none());
}
