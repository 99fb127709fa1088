/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

/**
 * How a signature is written.
 *
 * @since 0.1
 */
public enum NotationEnvelope {
    /** Flattened JSON serialisation of JWS: {@code application/jose+json}. */
    JWS,
    /** Tagged COSE_Sign1: {@code application/cose}. */
    COSE
}
