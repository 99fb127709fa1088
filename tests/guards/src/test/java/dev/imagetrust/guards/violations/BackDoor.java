/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.X509Certificate;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Checks a signature past the one door. */
final class BackDoor {

    boolean verify(PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature engine = Signature.getInstance("SHA256withECDSA");
        engine.initVerify(key);
        return engine.verify(signature);
    }

    void certificate(X509Certificate certificate, PublicKey issuer) throws GeneralSecurityException {
        certificate.verify(issuer);
    }

    CertPathValidator chain() throws GeneralSecurityException {
        return CertPathValidator.getInstance("PKIX");
    }

    boolean library(Ed25519Signer signer, byte[] signature) {
        return signer.verifySignature(signature);
    }

    static final class FrontDoor {
        Signature nestedIn() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA");
        }
    }
}
