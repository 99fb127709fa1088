/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part that came along with a signature and is read only where something depends on it, so that nobody can spoil a
 * signature under a rule that does not ask for the part.
 */
interface Unread<T> {

    T read() throws MalformedInputException;

    static <T> List<T> readAll(List<Unread<T>> parts) throws MalformedInputException {
        List<T> read = new ArrayList<>(parts.size());
        for (Unread<T> part : parts) {
            read.add(part.read());
        }
        return List.copyOf(read);
    }
}
