/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonText;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object that stands for a protobuf message: field names in lower camel case or as in the schema, null for
 * absent. Unknown fields are refused, since a later version may give them a meaning, and so is a field in both
 * spellings, of which two readers could take different ones.
 */
final class ProtoObject {

    /** At most 18 digits, so that it fits; no such number occurs outside of attacks. */
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final JsonObject json;
    private final ProtoFields fields;

    private ProtoObject(JsonObject json, ProtoFields fields) {
        this.json = json;
        this.fields = fields;
    }

    static ProtoObject of(JsonObject json, ProtoFields fields) throws MalformedInputException {
        for (String name : json.names()) {
            if (!fields.contain(name)) {
                throw json.refusal(PrimitiveReason.JSON_MEMBER_UNKNOWN, "no field has the name " + name);
            }
            // Only the lower camel case is a key here, so each pair is met once.
            String original = fields.originals().getOrDefault(name, name);
            if (!original.equals(name) && json.has(original)) {
                throw malformed(json, name + " is there in two spellings");
            }
        }
        return new ProtoObject(json, fields);
    }

    Optional<JsonValue> find(String field) {
        return json.find(spelling(field)).filter(value -> !(value instanceof JsonNull));
    }

    /** The spelling in use. */
    private String spelling(String field) {
        String original = fields.original(field);
        return json.has(original) ? original : field;
    }

    boolean has(String field) {
        return find(field).isPresent();
    }

    /** A text; empty where it is absent, as in protobuf. */
    String text(String field) throws MalformedInputException {
        Optional<JsonValue> value = find(field);
        return value.isPresent() ? value.get().asText() : "";
    }

    /** Octets in either base64 alphabet; empty where they are absent. */
    Bytes octets(String field) throws MalformedInputException {
        return Base64Text.decodeEither(text(field));
    }

    /** Repeated octets. */
    List<Bytes> octetStrings(String field) throws MalformedInputException {
        List<Bytes> octets = new ArrayList<>();
        Optional<JsonValue> values = find(field);
        if (values.isPresent()) {
            for (String text : values.get().asArray().texts()) {
                octets.add(Base64Text.decodeEither(text));
            }
        }
        return octets;
    }

    /** A 64-bit integer that is not negative, as text or as number; zero where it is absent. */
    long number(String field) throws MalformedInputException {
        Optional<JsonValue> value = find(field);
        if (value.isEmpty()) {
            return 0;
        }
        if (value.get() instanceof JsonText text) {
            if (!DECIMAL.matcher(text.value()).matches()) {
                throw malformed(json, field + " is no 64-bit integer");
            }
            return Long.parseLong(text.value());
        }
        long number = value.get().asInteger();
        if (number < 0) {
            throw malformed(json, field + " is negative");
        }
        return number;
    }

    /** A message that has to be there. */
    ProtoObject object(String field, ProtoFields itsFields) throws MalformedInputException {
        return of(json.object(spelling(field)), itsFields);
    }

    Optional<ProtoObject> findObject(String field, ProtoFields itsFields) throws MalformedInputException {
        return has(field) ? Optional.of(object(field, itsFields)) : Optional.empty();
    }

    /** Repeated messages; none where the field is absent. */
    List<ProtoObject> objects(String field, ProtoFields theirFields) throws MalformedInputException {
        List<ProtoObject> messages = new ArrayList<>();
        Optional<JsonValue> values = find(field);
        if (values.isPresent()) {
            for (JsonObject message : values.get().asArray().objects()) {
                messages.add(of(message, theirFields));
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

    private static MalformedInputException malformed(JsonObject json, String detail) {
        return json.refusal(CosignReason.BUNDLE_MALFORMED, detail);
    }
}
