/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.verdict.ClaimedSigner;
import java.util.Optional;

/** Tells simple signatures from everything else, by where they lie. Without keys and without cryptography. */
public final class SimpleSigningClaims {

    private static final String KIND = "simple-signing";

    /** The only type that containers/image reads from a registry's signature extension. */
    private static final String ATOMIC = "atomic";

    private final String tool;

    /** For the provider of that tool. */
    public SimpleSigningClaims(String tool) {
        this.tool = tool;
    }

    /** What an artifact claims to be; empty where it belongs to another format. */
    public Optional<Claim> recognise(SignatureArtifact artifact) {
        if (artifact instanceof LookasideBlob blob) {
            return claim(blob.content());
        }
        if (artifact instanceof ExtensionObject object && object.type().equals(ATOMIC)) {
            return claim(object.content());
        }
        return Optional.empty();
    }

    private Optional<Claim> claim(Bytes content) {
        Claim claim = Claim.of(tool, KIND);
        try {
            int limit = Limits.defaults().signatureBytes();
            SignedMessage message = SignedMessage.parse(SignatureBlob.unwrap(content, limit));
            return Optional.of(claim.signedBy(
                    new ClaimedSigner("key id " + message.announced().keyIdText())));
        } catch (MalformedInputException e) {
            return e.reason().code() == GpgReason.FORMAT_OTHER ? Optional.empty() : Optional.of(claim);
        }
    }
}
