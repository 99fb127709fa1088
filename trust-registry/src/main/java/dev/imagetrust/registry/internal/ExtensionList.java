/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list of signatures that a registry with the signature extension returns.
 *
 * @param signatures those that may be simple signatures
 * @param trouble the first reason why some cannot be read; null for none
 */
public record ExtensionList(
        List<ExtensionObject> signatures, @Nullable Reason trouble) {

    private static final int VERSION = 2;
    private static final String ATOMIC = "atomic";
    private static final Set<String> MEMBERS = Set.of("schemaVersion", "name", "type", "content");

    /** Copies the list. */
    public ExtensionList {
        signatures = List.copyOf(signatures);
    }

    /** Reads a list of signatures of that image, and at most so many. One that cannot be read hides no other. */
    public static ExtensionList parse(Bytes document, Digest image, int most) {
        List<ExtensionObject> signatures = new ArrayList<>();
        @Nullable Reason trouble = null;
        try {
            JsonObject list = Json.parseObject(document, JsonLimits.ENVELOPE).requireExactly(Set.of("signatures"));
            for (JsonObject entry : list.array("signatures").objects()) {
                if (signatures.size() == most) {
                    return new ExtensionList(signatures, new Reason(CoreReason.SEARCH_LIMIT, most + " or more"));
                }
                Optional<Reason> unusable = add(entry, image, signatures);
                trouble = trouble == null ? unusable.orElse(null) : trouble;
            }
            return new ExtensionList(signatures, trouble);
        } catch (MalformedInputException e) {
            return new ExtensionList(signatures, malformed(e));
        }
    }

    /** Other versions and types are for other readers, whatever members they have. */
    private static Optional<Reason> add(JsonObject entry, Digest image, List<ExtensionObject> signatures) {
        try {
            if (entry.integer("schemaVersion") != VERSION || !isAtomic(entry)) {
                return Optional.empty();
            }
            entry.requireExactly(MEMBERS);
            String name = entry.text("name");
            // The registry attaches a signature to the image that is named here, not to the one in the URL of a PUT.
            if (!name.startsWith(image + "@")) {
                return Optional.of(new Reason(RegistryReason.EXTENSION_OTHER_IMAGE, Printable.of(name)));
            }
            signatures.add(new ExtensionObject(name, ATOMIC, Base64Text.decodeStandard(entry.text("content"))));
            return Optional.empty();
        } catch (MalformedInputException e) {
            return Optional.of(malformed(e));
        }
    }

    private static boolean isAtomic(JsonObject entry) throws MalformedInputException {
        return entry.findText("type").filter(ATOMIC::equals).isPresent();
    }

    private static Reason malformed(MalformedInputException e) {
        return new Reason(RegistryReason.EXTENSION_MALFORMED, e.reason().text());
    }
}
