/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.Map;

/** Whom a certificate names, and whether the rule names them too: the rest of the specification's step 18. */
interface CertificateNaming {

    /**
     * Whoever the rule names.
     *
     * @param signer as whom the signature counts
     * @param facts what the certificate says, by name
     */
    record Named(TrustedSigner signer, Map<String, String> facts) {
        /** Copies the map. */
        public Named {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * Reads the certificate of a path that was found to be good.
     *
     * @throws MalformedInputException if it cannot be read, or the rule names somebody else
     */
    Named require(CertificatePath path) throws MalformedInputException;
}
