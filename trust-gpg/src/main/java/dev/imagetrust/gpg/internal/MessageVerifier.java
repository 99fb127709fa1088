/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.Keyring.Candidate;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks signed messages against a keyring. Immutable; one instance serves any number of threads.
 *
 * <p>Knows nothing about images: a good message may still be about another one.
 */
public final class MessageVerifier {

    private final Keyring keyring;

    private MessageVerifier(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Over key files that form one keyring; any of their keys may have signed. */
    public static MessageVerifier over(Collection<Bytes> keyFiles) throws MalformedInputException {
        return new MessageVerifier(Keyring.parse(keyFiles));
    }

    /** Which key of the keyring made the signature over the payload; nothing is known yet about whether it may. */
    public HeldSignature findSigner(SignedMessage message) throws MalformedInputException {
        DocumentSignature document = DocumentSignature.of(message);
        List<Candidate> holding = candidates(document).stream()
                .filter(candidate -> document.signature().holdsOver(message.payload(), candidate.key()))
                .toList();
        if (holding.isEmpty()) {
            throw Refusal.of(GpgReason.SIGNATURE_BAD, "key id " + text(document.keyId()));
        }
        List<Candidate> claimants = holding.stream()
                .filter(candidate -> candidate.certificate().claims(candidate.key()))
                .toList();
        return new HeldSignature(document, claimants.isEmpty() ? holding.subList(0, 1) : claimants);
    }

    private List<Candidate> candidates(DocumentSignature document) throws MalformedInputException {
        List<Candidate> named = keyring.withKeyId(document.keyId());
        if (named.isEmpty()) {
            throw Refusal.of(GpgReason.ISSUER_UNKNOWN, text(document.keyId()));
        }
        String fingerprint = document.signature().signedIssuerFingerprint().orElse("");
        List<Candidate> meant = named.stream()
                .filter(candidate ->
                        fingerprint.isEmpty() || candidate.key().fingerprint().equals(fingerprint))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.of(GpgReason.ISSUER_MISMATCH, "signed by " + fingerprint);
        }
        return meant;
    }

    private static String text(long keyId) {
        return HexFormat.of().withUpperCase().toHexDigits(keyId);
    }
}
