/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.security.PrivateKey;
import java.security.Provider;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** A private key in the form its engine takes. */
sealed interface PrivateKeyMaterial {

    /** A number below the order of its curve. */
    record Elliptic(EcCurve curve, ECPrivateKeyParameters number) implements PrivateKeyMaterial {}

    /** The seed of an Ed25519 key. */
    record Edwards(Ed25519PrivateKeyParameters seed) implements PrivateKeyMaterial {}

    /** A key that one provider of the Java runtime knows how to use, perhaps without knowing it. */
    record InProvider(PrivateKey key, Provider provider) implements PrivateKeyMaterial {}
}
