/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import java.time.Instant;

/**
 * A revocation whose signature held when it was read.
 *
 * @param made when, by its own account
 * @param code the reason for it, RFC 9580 section 5.2.3.31
 */
record Revocation(Instant made, int code) {

    /** For people. */
    String text() {
        String reason = switch (code) {
            case 0 -> "no reason given";
            case 1 -> "superseded";
            case 2 -> "compromised";
            case 3 -> "retired";
            case 32 -> "user id no longer valid";
            default -> "reason " + code;
        };
        return reason + ", " + made;
    }
}
