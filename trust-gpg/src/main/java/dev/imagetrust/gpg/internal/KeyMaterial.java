/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a requirement names by path or carries in itself.
 *
 * @param origin the path, or where in the policy it stands
 * @param content null for a file that cannot be read
 */
record KeyMaterial(String origin, @Nullable Bytes content) {

    /** The keys of the one member among {@code names} that is there; several or none break the format. */
    static List<KeyMaterial> oneOf(JsonObject object, PolicyFiles files, Set<String> names)
            throws MalformedInputException {
        List<String> present = object.names().stream().filter(names::contains).toList();
        if (present.size() != 1) {
            throw object.refusal(
                    GpgReason.POLICY_INVALID,
                    "exactly one of " + names.stream().sorted().toList());
        }
        String name = present.get(0);
        List<KeyMaterial> keys = new ArrayList<>();
        for (JsonValue value : values(object.value(name), name.endsWith("s"))) {
            keys.add(name.contains("Path") ? file(value, files) : new KeyMaterial(value.path(), data(value)));
        }
        return keys;
    }

    /** Why it cannot be used. */
    Optional<String> problem() {
        return content == null ? Optional.of("cannot read " + origin) : Optional.empty();
    }

    /**
     * The selector for it.
     *
     * @throws IllegalStateException if it has a {@link #problem()}
     */
    Pinned pinned(AnchorKind kind) {
        if (content == null) {
            throw new IllegalStateException("not read: " + origin);
        }
        return new Pinned(kind, content, origin);
    }

    private static List<JsonValue> values(JsonValue value, boolean list) throws MalformedInputException {
        if (!list) {
            return List.of(value);
        }
        if (value.asArray().isEmpty()) {
            throw value.refusal(GpgReason.POLICY_INVALID, "an empty list");
        }
        return value.asArray().values();
    }

    private static KeyMaterial file(JsonValue value, PolicyFiles files) throws MalformedInputException {
        String path = notEmpty(value);
        return new KeyMaterial(path, files.find(path).orElse(null));
    }

    /** containers/image reads Base64 with line breaks, and such policies are about. */
    static Bytes data(JsonValue value) throws MalformedInputException {
        String base64 = notEmpty(value).replace("\r", "").replace("\n", "");
        try {
            return Base64Text.decodeStandard(base64);
        } catch (MalformedInputException e) {
            throw value.refusal(GpgReason.POLICY_INVALID, e.reason().text());
        }
    }

    /** An empty text is what containers/image sometimes takes for an absent member. */
    static String notEmpty(JsonValue value) throws MalformedInputException {
        if (value.asText().isEmpty()) {
            throw value.refusal(GpgReason.POLICY_INVALID, "an empty text");
        }
        return value.asText();
    }
}
