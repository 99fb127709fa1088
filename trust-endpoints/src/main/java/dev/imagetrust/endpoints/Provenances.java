/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.trust.Provenance;
import java.time.InstantSource;

/** Who changed something, as journals keep it. */
final class Provenances {

    private Provenances() {}

    static Provenance of(TrustRequest request, InstantSource clock) {
        return new Provenance(cut(request.caller().name()), clock.instant(), cut(request.from()));
    }

    private static String cut(String text) {
        return text.length() <= Provenance.MAX_LENGTH ? text : text.substring(0, Provenance.MAX_LENGTH);
    }
}
