/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.CheckFamily;
import dev.imagetrust.verdict.CheckId;

/**
 * Checks that the engine adds to those of every verifier.
 *
 * @since 0.1
 */
public enum EngineCheck implements CheckId {
    /** The verifier did its work; stands in a report only where it did not. */
    VERIFIER("verifier", CheckFamily.INTEGRITY),
    /**
     * The signer is not on the deny list; stands in a report where there is a trusted signer, or one who is denied. No
     * part of the proof: that nobody distrusts a key does not mean that somebody vouches for it.
     */
    NOT_DENIED("not-denied", CheckFamily.REVOCATION);

    private final String id;
    private final CheckFamily family;

    EngineCheck(String id, CheckFamily family) {
        this.id = id;
        this.family = family;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public CheckFamily family() {
        return family;
    }
}
