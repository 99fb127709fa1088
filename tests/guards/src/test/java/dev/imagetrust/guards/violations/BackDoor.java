/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** Checks a signature past the one door. */
final class BackDoor {

    boolean verify(PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature engine = Signature.getInstance("SHA256withECDSA");
        engine.initVerify(key);
        return engine.verify(signature);
    }

    static final class FrontDoor {
        Signature nestedIn() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA");
        }
    }
}
