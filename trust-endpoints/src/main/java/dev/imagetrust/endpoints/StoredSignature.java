/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.trust.Provenance;

import static java.util.Objects.requireNonNull;

/**
 * A signature that a registry keeps for an image.
 *
 * @param object its name, type and content
 * @param origin how it came here
 * @param added by whom, when and from where
 * @param state what is known about it
 * @since 0.1
 */
public record StoredSignature(ExtensionObject object, SignatureOrigin origin, Provenance added, SignatureState state) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it does not name an image
     */
    public StoredSignature {
        requireNonNull(object, "object");
        requireNonNull(origin, "origin");
        requireNonNull(added, "added");
        requireNonNull(state, "state");
        if (SignatureObjects.imageNamedBy(object.name()).isEmpty()) {
            throw new IllegalArgumentException("a stored signature is named after its image");
        }
    }

    /** One that nobody has looked at. */
    public static StoredSignature unverified(ExtensionObject object, SignatureOrigin origin, Provenance added) {
        return new StoredSignature(object, origin, added, new SignatureState.Unverified());
    }

    /** The image that it is kept for; whether it was made for that image is not known. */
    public Digest image() {
        return SignatureObjects.imageNamedBy(object.name()).orElseThrow();
    }

    /** The same in another state. */
    public StoredSignature in(SignatureState newState) {
        return new StoredSignature(object, origin, added, newState);
    }
}
