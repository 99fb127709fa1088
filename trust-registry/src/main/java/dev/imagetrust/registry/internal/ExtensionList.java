/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.PrimitiveReason;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of signatures that a registry with the signature extension returns.
 *
 * @param signatures those that may be simple signatures
 * @param trouble the first reason why some cannot be read; null for none
 */
public record ExtensionList(
        List<ExtensionObject> signatures, @Nullable Reason trouble) {

    /** Copies the list. */
    public ExtensionList {
        signatures = List.copyOf(signatures);
    }

    /** Reads a list of signatures of that image, and at most so many. One that cannot be read hides no other. */
    public static ExtensionList parse(Bytes document, Digest image, int most) {
        SignatureObjects.Listing list = SignatureObjects.parseList(document, image, most);
        return new ExtensionList(list.signatures(), trouble(list, most));
    }

    private static @Nullable Reason trouble(SignatureObjects.Listing list, int most) {
        if (list.isTruncated()) {
            return new Reason(CoreReason.SEARCH_LIMIT, most + " or more");
        }
        Reason trouble = list.trouble();
        if (trouble == null) {
            return null;
        }
        return trouble.code() == PrimitiveReason.SIGNATURE_OBJECT_OTHER_IMAGE
                ? new Reason(RegistryReason.EXTENSION_OTHER_IMAGE, trouble.detail())
                : new Reason(RegistryReason.EXTENSION_MALFORMED, trouble.text());
    }
}
