/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import java.io.IOException;

/** The address that was about to be connected to is none that may be. */
final class RefusedAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
        super(message);
    }
}
