/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

final class Anchors {

    private Anchors() {}

    static Set<AnchorSelector> frozen(Set<AnchorSelector> anchors) {
        if (anchors.isEmpty()) {
            throw new IllegalStateException("a requirement without anchors could not be met; say Reject instead");
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(anchors));
    }
}
