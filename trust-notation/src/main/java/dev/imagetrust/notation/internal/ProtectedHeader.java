/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header parameters that the signature covers. They are claims until it has held.
 *
 * @param format how the envelope is written
 * @param parameters all of them, those of the format itself included
 */
record ProtectedHeader(EnvelopeFormat format, Map<Label, HeaderValue> parameters) {

    ProtectedHeader {
        parameters = Map.copyOf(parameters);
    }

    /** The algorithm the signer claims; empty where it is absent or not allowed. */
    Optional<SigningAlgorithm> claimedAlgorithm() {
        HeaderValue value = find(format.algorithm());
        return value == null ? Optional.empty() : format.algorithm(value);
    }

    @Nullable
    HeaderValue find(Label label) {
        return parameters.get(label);
    }
}
