/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * How one signature check ended.
 *
 * @since 0.1
 */
public enum SignatureResult {
    /** The signature was made over exactly these octets with the private half of this key; nothing else is said. */
    VALID,
    /** Well formed, but it does not hold for this key, scheme and message. */
    INVALID,
    /** No signature of this scheme under this key: wrong encoding, wrong length, or a number out of range. */
    MALFORMED,
    /** The scheme does not go with this type of key; the signature was not looked at. */
    UNSUITABLE
}
