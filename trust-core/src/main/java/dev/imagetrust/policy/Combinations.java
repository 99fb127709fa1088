/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import java.util.List;

final class Combinations {

    private Combinations() {}

    // policy.json: an empty requirement list rejects. Here it cannot be built.
    static <T> List<T> notEmpty(String what, List<T> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(what + " of nothing would be met by anything");
        }
        return List.copyOf(parts);
    }
}
