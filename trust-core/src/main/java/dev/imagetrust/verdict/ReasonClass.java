/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * Whose matter a reason is: it decides whether trying again may help and whom to tell.
 *
 * @since 0.1
 */
public enum ReasonClass {
    /** The signature, certificate or image was judged and does not pass. */
    REFUSED,
    /** Store, network, time: nothing could be said about the signature. Trying again may help. */
    ENVIRONMENT,
    /** Policy or trust material is wrong; the operator has to mend it. */
    SET_UP,
    /** A fault of this library or of a provider. */
    INTERNAL
}
