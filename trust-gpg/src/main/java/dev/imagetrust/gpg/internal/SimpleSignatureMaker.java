/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;
import org.jspecify.annotations.Nullable;

/** Signs with one OpenPGP key, and reads what it made as a verifier would before it hands it out. */
public final class SimpleSignatureMaker {

    private final SigningComponent component;
    private final DocumentSigner signer;

    private SimpleSignatureMaker(SigningComponent component, DocumentSigner signer) {
        this.component = component;
        this.signer = signer;
    }

    /**
     * Unlocks a key of a file of secret keys.
     *
     * @param passphrase null for a key without one
     * @throws SetUpException if there is no such key, it may not sign, or it cannot be unlocked
     */
    public static SimpleSignatureMaker unlock(
            Bytes secretKeys, String fingerprint, char @Nullable [] passphrase, Instant now) {
        try {
            SecretKeyring keyring = SecretKeyring.parse(secretKeys);
            SigningComponent component = SigningComponent.choose(keyring.certificates(), fingerprint, now);
            SecretKeyPacket secret = keyring.find(component.key())
                    .orElseThrow(() -> Refusal.of(GpgReason.SECRET_KEY_UNAVAILABLE, "only its public half is there"));
            return of(component, SecretKeyLock.open(secret, component.key(), passphrase));
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    /**
     * Signs through somebody else.
     *
     * @throws SetUpException if there is no such key in the file, it may not sign, or is not the signer's
     */
    public static SimpleSignatureMaker remote(Bytes publicKeys, String fingerprint, RemoteSigner signer, Instant now) {
        try {
            List<Certificate> certificates = Keyring.certificates(publicKeys);
            return of(SigningComponent.choose(certificates, fingerprint, now), signer);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    /** The fingerprint of the primary key. */
    public String primaryFingerprint() {
        return component.certificate().primary().fingerprint();
    }

    /** The fingerprint of the key that signs. */
    public String fingerprint() {
        return component.key().fingerprint();
    }

    /**
     * A signed message around a payload.
     *
     * @throws SigningException if the key may not sign any more, or what it made does not hold
     * @throws IOException if the key cannot be reached
     */
    public Bytes sign(SimpleSigningPayload payload, Instant now) throws IOException, InterruptedException {
        Reason fault = component.fault(now).orElse(null);
        if (fault != null) {
            throw new SigningException(fault);
        }
        Bytes message = signer.message(payload.encode(), now);
        requireGood(message, payload);
        return message;
    }

    /** A fault while signing may give the key away, and a signature that nobody accepts must not be stored. */
    private void requireGood(Bytes message, SimpleSigningPayload payload) throws SigningException {
        try {
            DocumentSignature read =
                    DocumentSignature.parse(message, Limits.defaults().signatureBytes());
            if (!read.holdsUnder(component.key())
                    || !SimpleSigningPayload.parse(read.payload()).equals(payload)) {
                throw new SigningException(new Reason(GpgReason.SIGNATURE_NOT_MADE, fingerprint()));
            }
        } catch (MalformedInputException e) {
            throw new SigningException(
                    new Reason(GpgReason.SIGNATURE_NOT_MADE, e.reason().text()), e);
        }
    }

    private static SimpleSignatureMaker of(SigningComponent component, RemoteSigner signer)
            throws MalformedInputException {
        ComponentKey key = component.key();
        SigningScheme scheme = SigningScheme.of(key.key())
                .orElseThrow(() -> Refusal.of(GpgReason.KEY_ALGORITHM_NOT_ALLOWED, "to sign: " + key.fingerprint()));
        AsymmetricKeyParameter inCertificate =
                BouncyCastle.parse("a public key", () -> new BcPGPKeyConverter().getPublicKey(key.key()));
        Bytes spki = BouncyCastle.parse(
                "a public key",
                () -> Bytes.copyOf(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(inCertificate)
                        .getEncoded(ASN1Encoding.DER)));
        // The fingerprint covers the public half: a file whose public half was changed has no such key.
        if (!VerificationKey.fromSpki(spki).equals(VerificationKey.fromSpki(signer.publicKey()))) {
            throw Refusal.of(GpgReason.SIGNING_KEY_MISMATCH, key.fingerprint());
        }
        return new SimpleSignatureMaker(component, new DocumentSigner(key, scheme, signer));
    }
}
