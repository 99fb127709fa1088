/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON as podman and atomic lay out a {@code policy.json}: four spaces a level, a line for each member. */
final class PolicyText {

    private static final int INDENT = 4;

    private final StringBuilder out = new StringBuilder();

    private PolicyText() {}

    static Bytes of(JsonValue document) {
        PolicyText text = new PolicyText();
        text.value(document, 0);
        return Bytes.utf8(text.out.append('\n').toString());
    }

    private void value(JsonValue value, int depth) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            object(object, depth);
        } else if (value instanceof JsonArray array && !array.isEmpty()) {
            array(array, depth);
        } else {
            out.append(compact(JsonWriter.write(value)));
        }
    }

    private void object(JsonObject object, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            line(depth + 1);
            out.append(quoted(member.getKey())).append(": ");
            value(member.getValue(), depth + 1);
            out.append(members.hasNext() ? "," : "");
        }
        line(depth);
        out.append('}');
    }

    private void array(JsonArray array, int depth) {
        out.append('[');
        Iterator<JsonValue> values = array.values().iterator();
        while (values.hasNext()) {
            line(depth + 1);
            value(values.next(), depth + 1);
            out.append(values.hasNext() ? "," : "");
        }
        line(depth);
        out.append(']');
    }

    private void line(int depth) {
        out.append('\n').append(" ".repeat(INDENT * depth));
    }

    /** A text in JSON, which is one in YAML as well. */
    static String quoted(String text) {
        String inBrackets = compact(JsonWriter.array(array -> array.text(text)));
        return inBrackets.substring(1, inBrackets.length() - 1);
    }

    private static String compact(Bytes json) {
        return StandardCharsets.UTF_8.decode(json.asReadOnlyBuffer()).toString();
    }
}
