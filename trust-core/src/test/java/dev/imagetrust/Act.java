/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

/** What the scripted provider does with a signature. */
enum Act {
    GOOD,
    /** Holds and covers another digest. */
    BAD,
    /** Good until {@link World#LATER}. */
    EXPIRES,
    NO_EVIDENCE,
    /** Asks at {@link World#ANSWERING} and then at {@link World#SILENT}. */
    FETCHES,
    /** Nobody vouches for its signer. */
    UNKNOWN_SIGNER,
    THROWS,
    THROWS_IO,
    OVERFLOWS,
    /** Writes that all is well, then throws. */
    THROWS_WHEN_DONE,
    INTERRUPTS,
    FORGETS_A_CHECK,
    WRITES_AN_UNPLANNED_CHECK,
    GOOD_THEN_BAD,
    BAD_THEN_GOOD,
    RECOGNITION_THROWS,
    RECOGNITION_IS_NULL,
    CLAIMS_FOR_ANOTHER_TOOL,
    WANTING_THROWS
}
