/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.List;

/** Nobody could say whether a certificate has been revoked. */
final class UnknownRevocationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> failures;

    UnknownRevocationException(List<String> failures) {
        super(String.join("; ", failures));
        this.failures = List.copyOf(failures);
    }

    /** What was tried and how it ended. */
    List<String> failures() {
        return failures;
    }
}
