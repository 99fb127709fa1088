/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;

/** Identity patterns as part of a requirement's text. */
final class Patterns {

    private Patterns() {}

    // Not toString(): it quotes nothing, so that one pattern could read like two.
    static String canonical(IdentityPattern pattern) {
        if (pattern instanceof IdentityPattern.Exact exact) {
            return CanonicalText.of("exact", out -> out.put("value", exact.value()));
        }
        if (pattern instanceof IdentityPattern.FullMatch match) {
            return CanonicalText.of("fullMatch", out -> out.put("expression", match.expression()));
        }
        IdentityPattern.Containing containing = (IdentityPattern.Containing) pattern;
        return CanonicalText.of("containing", out -> out.put("expression", containing.expression()));
    }
}
