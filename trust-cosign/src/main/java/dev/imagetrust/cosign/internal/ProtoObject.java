/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that stands for a protobuf message: field names in lower camel case or as in the schema, null for
 * absent. Unknown fields are refused, since a later version may give them a meaning, and so is a field in both
 * spellings, of which two readers could take different ones.
 */
final class ProtoObject {

    private final JsonObject json;

    private ProtoObject(JsonObject json) {
        this.json = json;
    }

    /** The message, whose fields are given in lower camel case. */
    static ProtoObject of(JsonObject json, Set<String> fields) throws MalformedInputException {
        int known = 0;
        for (String field : fields) {
            String original = original(field);
            boolean camel = json.has(field);
            boolean snake = !original.equals(field) && json.has(original);
            if (camel && snake) {
                throw malformed(json, field + " is there in two spellings");
            }
            known += camel || snake ? 1 : 0;
        }
        if (known != json.names().size()) {
            throw unknownField(json, fields);
        }
        return new ProtoObject(json);
    }

    Optional<JsonValue> find(String field) {
        return json.find(field).or(() -> json.find(original(field))).filter(value -> !(value instanceof JsonNull));
    }

    boolean has(String field) {
        return find(field).isPresent();
    }

    /** A text; empty where it is absent, as in protobuf. */
    String text(String field) throws MalformedInputException {
        Optional<JsonValue> value = find(field);
        return value.isPresent() ? value.get().asText() : "";
    }

    ProtoObject object(String field, Set<String> fields) throws MalformedInputException {
        return of(json.has(original(field)) ? json.object(original(field)) : json.object(field), fields);
    }

    Optional<ProtoObject> findObject(String field, Set<String> fields) throws MalformedInputException {
        return has(field) ? Optional.of(object(field, fields)) : Optional.empty();
    }

    /** Repeated messages; none where the field is absent. */
    List<ProtoObject> objects(String field, Set<String> fields) throws MalformedInputException {
        List<ProtoObject> messages = new ArrayList<>();
        Optional<JsonValue> values = find(field);
        if (values.isPresent()) {
            for (JsonObject message : values.get().asArray().objects()) {
                messages.add(of(message, fields));
            }
        }
        return messages;
    }

    /** Which one of a {@code oneof} is there. */
    String oneOf(String... fields) throws MalformedInputException {
        List<String> present = new ArrayList<>();
        for (String field : fields) {
            if (has(field)) {
                present.add(field);
            }
        }
        if (present.size() != 1) {
            throw malformed(json, "expected one of " + List.of(fields) + ", found " + present);
        }
        return present.get(0);
    }

    private static MalformedInputException unknownField(JsonObject json, Set<String> fields) {
        for (String name : json.names()) {
            if (fields.stream().noneMatch(f -> f.equals(name) || original(f).equals(name))) {
                return json.refusal(PrimitiveReason.JSON_MEMBER_UNKNOWN, "no field has the name " + name);
            }
        }
        throw new IllegalStateException("there is no unknown field");
    }

    private static MalformedInputException malformed(JsonObject json, String detail) {
        return json.refusal(CosignReason.BUNDLE_MALFORMED, detail);
    }

    /** The name in the schema: {@code mediaType} comes from {@code media_type}. */
    private static String original(String field) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
