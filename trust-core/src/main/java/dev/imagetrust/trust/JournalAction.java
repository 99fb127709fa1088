/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

/**
 * What an entry of a journal tells.
 *
 * @since 0.1
 */
public enum JournalAction {
    /** Directories and the first policy were made. */
    INITIALISE("initialise"),
    /** Material was added. */
    PUT("put"),
    /** Material was taken out of force. */
    DISABLE("disable"),
    /** Material was put into force again. */
    ENABLE("enable"),
    /** Material was removed for good. */
    DELETE("delete"),
    /** Something was put on the deny list. */
    DENY("deny"),
    /** Something was taken off the deny list. */
    ALLOW("allow"),
    /** A policy was written. */
    POLICY("policy");

    private final String id;

    JournalAction(String id) {
        this.id = id;
    }

    /** A stable name, for documents. */
    public String id() {
        return id;
    }
}
