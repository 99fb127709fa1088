/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import static java.util.Objects.requireNonNull;

/**
 * Where a page of a listing begins. Only the repository that made it can read it.
 *
 * @param token anything; empty for the first page. Equal cursors stand for the same page, so that a listing that comes
 *     back to where it was is noticed.
 * @since 0.1
 */
public record Cursor(String token) {

    /** Where every listing begins. */
    public static final Cursor START = new Cursor("");

    /** Checks for null. */
    public Cursor {
        requireNonNull(token, "token");
    }
}
