/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;
import java.util.Locale;

enum CannedReason implements ReasonCode {
    OTHER_DIGEST,
    UNKNOWN_SIGNER,
    OTHER_NAME,
    EXPIRED,
    STATEMENT_REFUSED,
    REVOKED,
    NO_EVIDENCE;

    @Override
    public String id() {
        return "canned." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ReasonClass reasonClass() {
        return this == NO_EVIDENCE ? ReasonClass.ENVIRONMENT : ReasonClass.REFUSED;
    }

    @Override
    public String sentence() {
        return "It is so: " + id();
    }
}
