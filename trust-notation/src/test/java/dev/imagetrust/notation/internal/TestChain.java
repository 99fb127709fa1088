/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.internal.CertificateForge.Issued;

/** One good chain for all tests that do not bend certificates: making keys takes time. */
final class TestChain {

    static final Issued ROOT = CertificateForge.authority(CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=root")
            .issue();
    static final Issued LEAF = CertificateForge.leaf(CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=signer")
            .by(ROOT)
            .issue();

    private TestChain() {}
}
