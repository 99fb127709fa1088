/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.TrustedSigner;

/**
 * Octets over which the signature of a trusted signer holds. Made in one place, after it did.
 *
 * @param kind how they were stored, which decides how they are read
 * @param octets exactly those that were signed
 * @param signer whose signature holds
 */
record VerifiedPayload(CosignKind kind, Bytes octets, TrustedSigner signer) {}
