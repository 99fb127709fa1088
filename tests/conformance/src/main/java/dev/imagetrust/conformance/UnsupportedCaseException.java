/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

/** A case asks for something that this runner cannot express; {@link #what()} says what. */
final class UnsupportedCaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String what;

    UnsupportedCaseException(String what) {
        super(what);
        this.what = what;
    }

    String what() {
        return what;
    }
}
