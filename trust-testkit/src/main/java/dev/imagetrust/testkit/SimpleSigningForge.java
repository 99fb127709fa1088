/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * Makes simple signatures: JSON in an OpenPGP message, as skopeo and podman write them with GnuPG.
 *
 * <p>The signed reference is the one the subject was asked for by. Under a key that nobody should accept (RSA of 1024
 * bits) everything is to be refused, whatever its bend expects. Immutable; safe for use by several threads.
 *
 * @since 0.1
 */
public final class SimpleSigningForge {

    private final ImageSubject image;
    private final ForgedOpenPgpKey key;
    private final String reference;

    private SimpleSigningForge(ImageSubject image, ForgedOpenPgpKey key, String reference) {
        this.image = requireNonNull(image, "image");
        this.key = requireNonNull(key, "key");
        this.reference = requireNonNull(reference, "reference");
    }

    /** Signs an image; one without a name as {@code registry.example/unnamed:latest}. */
    public static SimpleSigningForge of(ImageSubject image, ForgedOpenPgpKey key) {
        String reference = image.reference().map(Object::toString).orElse("registry.example/unnamed:latest");
        return new SimpleSigningForge(image, key, reference);
    }

    /** Signs another reference. */
    public SimpleSigningForge naming(String otherReference) {
        return new SimpleSigningForge(image, key, otherReference);
    }

    /** The signature as it should be. */
    public SignatureCandidate good() {
        return bent(SimpleSigningBend.NONE);
    }

    /** The signature, bent. */
    public SignatureCandidate bent(SimpleSigningBend bend) {
        return new SignatureCandidate(
                new SignatureArtifact.LookasideBlob("signature-1", blob(bend)),
                image.image().digest(),
                new Place.Lookaside());
    }

    /** The signature as an object of a registry's signature extension. */
    public SignatureCandidate inExtension(SimpleSigningBend bend) {
        String name = image.image().digest() + "@forged";
        return new SignatureCandidate(
                new SignatureArtifact.ExtensionObject(name, "atomic", blob(bend)),
                image.image().digest(),
                new Place.SignatureExtension());
    }

    /** The stored octets of the signature. */
    public Bytes blob(SimpleSigningBend bend) {
        Bytes payload = new SimpleSigningPayload(image.image().digest(), reference, bend).octets();
        return new OpenPgpMessage(key, bend).over(payload);
    }

    /** Every bend that there is; the good signature first. */
    public List<ForgedCase> table() {
        return SimpleSigningBend.all().stream()
                .map(bend -> new ForgedCase("simple signing " + bend, bend, bent(bend)))
                .toList();
    }
}
