/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.CertificateFacts;
import java.util.List;

/**
 * A certificate or timestamp authority of a trusted root.
 *
 * @param chain its certificates in the order of the root; the last is the anchor, whoever signed it
 * @param validity when it was in use
 * @param operator who runs it, or its address where the root does not say
 */
record Authority(List<CertificateFacts> chain, Validity validity, String operator) {

    Authority {
        chain = List.copyOf(chain);
    }

    CertificateFacts anchor() {
        return chain.get(chain.size() - 1);
    }
}
