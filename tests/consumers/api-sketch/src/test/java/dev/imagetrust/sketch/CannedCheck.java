/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;
import java.util.Locale;

enum CannedCheck implements CheckId {
    SHAPE(CheckFamily.INTEGRITY),
    SUBJECT(CheckFamily.SUBJECT),
    SIGNER(CheckFamily.AUTHENTICITY),
    NAME(CheckFamily.IDENTITY),
    VALIDITY(CheckFamily.EXPIRY),
    STATEMENT(CheckFamily.STATEMENT),
    REVOCATION(CheckFamily.REVOCATION);

    private final CheckFamily family;

    CannedCheck(CheckFamily family) {
        this.family = family;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CheckFamily family() {
        return family;
    }
}
