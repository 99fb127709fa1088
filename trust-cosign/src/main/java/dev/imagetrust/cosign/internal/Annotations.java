/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.JsonText;
import dev.imagetrust.primitives.JsonValue;
import java.util.Map;
import java.util.Optional;

/** The pairs of {@code cosign sign -a}: the rule that both formats share. */
final class Annotations {

    private Annotations() {}

    /** The first wanted key that is not carried with that value; a number never equals a text (section 2.2). */
    static Optional<String> missing(Map<String, String> wanted, Map<String, JsonValue> carried) {
        for (Map.Entry<String, String> pair : wanted.entrySet()) {
            boolean equal = carried.get(pair.getKey()) instanceof JsonText text
                    && text.value().equals(pair.getValue());
            if (!equal) {
                return Optional.of(pair.getKey());
            }
        }
        return Optional.empty();
    }
}
