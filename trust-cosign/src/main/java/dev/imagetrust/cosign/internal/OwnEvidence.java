/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import java.util.List;

/**
 * What logs and timestamp authorities said about a signature.
 *
 * @param entries one for each log that was asked
 * @param timestamps one for each authority that was asked, as responses of RFC 3161
 */
record OwnEvidence(List<LogEntry> entries, List<Bytes> timestamps) {

    OwnEvidence {
        entries = List.copyOf(entries);
        timestamps = List.copyOf(timestamps);
    }
}
