/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.Arrays;
import java.util.Optional;

/** Who vouches for the signing time, and from which kind of trust store the chain must come (signing-scheme.md). */
public enum SigningScheme {
    /** Ordinary certificates; the signing time is a claim of the signer. */
    X509("notary.x509"),
    /** A service signs for others and is trusted to tell the time. */
    SIGNING_AUTHORITY("notary.x509.signingAuthority");

    private final String id;

    SigningScheme(String id) {
        this.id = id;
    }

    /** As envelopes write it. */
    String id() {
        return id;
    }

    static Optional<SigningScheme> find(String id) {
        return Arrays.stream(values()).filter(s -> s.id.equals(id)).findAny();
    }
}
