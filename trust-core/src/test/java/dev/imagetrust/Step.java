/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;
import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;
import java.util.Locale;

/** The checks of the scripted provider. */
enum Step implements CheckId {
    SHAPE(CheckFamily.INTEGRITY),
    COVERS(CheckFamily.SUBJECT),
    KNOWN(CheckFamily.AUTHENTICITY),
    NAMED(CheckFamily.IDENTITY),
    EVIDENCE(CheckFamily.REVOCATION),
    /** In no plan. */
    UNPLANNED(CheckFamily.STATEMENT);

    private final CheckFamily family;

    Step(CheckFamily family) {
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

    /** Why a check of the scripted provider did not pass. */
    enum Why implements ReasonCode {
        OTHER_DIGEST,
        UNKNOWN,
        NO_ANSWER;

        @Override
        public String id() {
            return "scripted." + name().toLowerCase(Locale.ROOT);
        }

        @Override
        public ReasonClass reasonClass() {
            return this == NO_ANSWER ? ReasonClass.ENVIRONMENT : ReasonClass.REFUSED;
        }

        @Override
        public String sentence() {
            return "It is so";
        }
    }
}
