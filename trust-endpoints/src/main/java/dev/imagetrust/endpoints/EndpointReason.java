/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Reasons that this module gives.
 *
 * @since 0.1
 */
public enum EndpointReason implements ReasonCode {
    /** Nothing in the trust store could vouch for a signature of this tool. */
    NO_ANCHOR(
            "endpoints.no-anchor",
            ReasonClass.REFUSED,
            "The trust store has nothing that could vouch for a signature of this tool"),
    /** The trust store changed during every attempt, or is not the one that images are judged by. */
    STORE_CHANGING(
            "endpoints.store-changing",
            ReasonClass.ENVIRONMENT,
            "The trust store changed while signatures were judged, each time it was tried");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    EndpointReason(String id, ReasonClass reasonClass, String sentence) {
        this.id = id;
        this.reasonClass = reasonClass;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ReasonClass reasonClass() {
        return reasonClass;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
