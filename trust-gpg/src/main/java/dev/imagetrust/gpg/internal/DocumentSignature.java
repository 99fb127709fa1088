/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * The signature of a message after everything was checked that needs no key.
 *
 * @param signature the packet
 * @param created when the signer says it was made
 * @param keyId which keys to try; a hint from outside
 */
record DocumentSignature(OpenPgpSignature signature, Instant created, long keyId) {

    /** Reads the signature packet and compares it with what was announced in front of the payload. */
    static DocumentSignature of(SignedMessage message) throws MalformedInputException {
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
        DocumentSignature document = new DocumentSignature(signature, created(signature), keyId(signature));
        document.requireAgreement(message.announced());
        return document;
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
