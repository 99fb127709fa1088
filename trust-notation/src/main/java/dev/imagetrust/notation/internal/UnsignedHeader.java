/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a signature and is not covered by it.
 *
 * @param chain DER certificates, leaf first
 * @param timestamp a timestamp token over the signature
 * @param agent what signed; empty: nobody says
 */
record UnsignedHeader(List<Bytes> chain, @Nullable Bytes timestamp, String agent) {

    UnsignedHeader {
        chain = List.copyOf(chain);
    }
}
