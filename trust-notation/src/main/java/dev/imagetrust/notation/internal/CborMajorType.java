/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

/** The first three bits of each head (RFC 8949 section 3.1); major type 7 differs by what follows. */
final class CborMajorType {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;

    private CborMajorType() {}
}
