/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why input shared by the formats is refused.
 *
 * @since 0.1
 */
public enum PrimitiveReason implements ReasonCode {
    /** Longer than the limit for this kind of input. */
    TOO_LONG("primitives.too-long", "The input is longer than its limit");

    private final String id;
    private final String sentence;

    PrimitiveReason(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ReasonClass reasonClass() {
        return ReasonClass.REFUSED;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
