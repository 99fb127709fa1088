/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a signer says of every image. */
sealed interface OwnContent {

    /**
     * The octets about one image: a payload, or the statement of an envelope.
     *
     * @throws IllegalArgumentException if the image lacks a name and the content needs one
     */
    Bytes about(ImageSubject image);

    /**
     * That the image is signed, with a name beside it.
     *
     * @param dockerReference null: the repository of the image
     */
    record Payload(@Nullable String dockerReference, Map<String, String> annotations) implements OwnContent {
        @Override
        public Bytes about(ImageSubject image) {
            String name = dockerReference == null ? repository(image) : dockerReference;
            return SignedText.payload(image.image().digest(), name, annotations);
        }
    }

    /** That the image is signed, without a name. */
    record Signature(Map<String, String> annotations) implements OwnContent {
        @Override
        public Bytes about(ImageSubject image) {
            return SignedText.signatureStatement(image.image().digest(), annotations);
        }
    }

    /** Something else about the image. */
    record Attestation(String predicateType, JsonObject predicate) implements OwnContent {
        @Override
        public Bytes about(ImageSubject image) {
            return SignedText.attestation(image.image().digest(), repository(image), predicateType, predicate);
        }
    }

    private static String repository(ImageSubject image) {
        return image.name()
                .map(ImageName::dockerNormalised)
                .orElseThrow(() -> new IllegalArgumentException("the image has no name to sign it under"));
    }
}
