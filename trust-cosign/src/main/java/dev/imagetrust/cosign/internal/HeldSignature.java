/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds under a key; whether anybody trusts the key is another question. What log entries and timestamps
 * are compared with.
 *
 * @param parts signature and signed octets
 * @param key under which it holds
 * @param scheme in which it holds
 * @param leaf the certificate of the key where that is what counts; null where the key itself is trusted
 */
record HeldSignature(
        UnverifiedSignature parts,
        VerificationKey key,
        SignatureScheme scheme,
        @Nullable CertificateFacts leaf) {}
