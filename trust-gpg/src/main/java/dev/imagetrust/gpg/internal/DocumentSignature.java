/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * The signature of a message after everything was checked that needs no key.
 *
 * @param payload the octets it has to cover
 * @param signature the packet
 * @param created when the signer says it was made
 * @param keyId which keys to try; a hint from outside
 */
record DocumentSignature(Bytes payload, OpenPgpSignature signature, Instant created, long keyId) {

    /** Reads a signature as it is stored, of at most {@code limit} octets. */
    static DocumentSignature parse(Bytes blob, int limit) throws MalformedInputException {
        SignedMessage message = SignedMessage.parse(SignatureBlob.unwrap(blob, limit));
        OpenPgpSignature signature = OpenPgpSignature.parse(message.signature());
        if (signature.type() != PGPSignature.BINARY_DOCUMENT) {
            throw Refusal.of(GpgReason.SIGNATURE_TYPE, "type " + HexFormat.of().toHexDigits((byte) signature.type()));
        }
        if (!Algorithms.hashesDocuments(signature.hashAlgorithm())) {
            throw Refusal.of(GpgReason.HASH_NOT_ALLOWED, "hash algorithm " + signature.hashAlgorithm());
        }
        if (!Algorithms.signs(signature.keyAlgorithm())) {
            throw Refusal.of(GpgReason.KEY_ALGORITHM_NOT_ALLOWED, "algorithm " + signature.keyAlgorithm());
        }
        String critical = signature.unknownCritical().orElse("");
        if (!critical.isEmpty()) {
            throw Refusal.of(GpgReason.CRITICAL_SUBPACKET, critical);
        }
        DocumentSignature document =
                new DocumentSignature(message.payload(), signature, created(signature), keyId(signature));
        document.requireAgreement(message.announced());
        return document;
    }

    /** Whether the value holds under this key; says nothing about whether the key may sign. */
    boolean holdsUnder(ComponentKey key) {
        return signature.holdsOver(payload, key);
    }

    /** When it ends by the signer's wish; empty means never. */
    Optional<Instant> expires() {
        return signature.expires();
    }

    /** The fingerprint that the signer put into the signed part; 40 upper-case hex digits. */
    Optional<String> signedIssuerFingerprint() {
        return signature.signedIssuerFingerprint();
    }

    /** 16 upper-case hex digits. */
    String keyIdText() {
        return HexFormat.of().withUpperCase().toHexDigits(keyId);
    }

    private static Instant created(OpenPgpSignature signature) throws MalformedInputException {
        return signature
                .created()
                .orElseThrow(() -> Refusal.of(GpgReason.SUBPACKET_MISSING, "no signed creation time"));
    }

    private static long keyId(OpenPgpSignature signature) throws MalformedInputException {
        List<Long> ids = signature.issuerKeyIds();
        if (ids.isEmpty()) {
            throw Refusal.of(GpgReason.SUBPACKET_MISSING, "no issuer");
        }
        if (ids.size() > 1) {
            throw Refusal.of(GpgReason.ISSUER_MISMATCH, "it names " + ids.size() + " key ids");
        }
        return ids.get(0);
    }

    private void requireAgreement(OnePassSignature announced) throws MalformedInputException {
        OnePassSignature actual =
                new OnePassSignature(signature.type(), signature.hashAlgorithm(), signature.keyAlgorithm(), keyId);
        if (!announced.equals(actual)) {
            throw Refusal.of(GpgReason.OPS_MISMATCH, "announced " + announced + ", found " + actual);
        }
    }
}
