/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Printable;

import static java.util.Objects.requireNonNull;

/**
 * A store refused an edit for what was asked, not for the state it is in; trouble with the store itself is an
 * {@link java.io.IOException}.
 *
 * @since 0.1
 */
public final class EditRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final EditRefusal refusal;

    /** With what is wrong, for people; never with content of the refused material. */
    public EditRefusedException(EditRefusal refusal, String detail) {
        super(refusal.id() + ": " + Printable.of(detail));
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** Why. */
    public EditRefusal refusal() {
        return refusal;
    }
}
