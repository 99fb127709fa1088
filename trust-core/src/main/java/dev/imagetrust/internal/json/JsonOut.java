/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes JSON with two spaces of indentation, members in the order given; the same values always as the same text.
 *
 * <p>Core has no JSON library, since it has no dependency at all; verdict documents are the only JSON it writes.
 */
public final class JsonOut {

    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private boolean first = true;

    private JsonOut(String indent) {
        this.indent = indent;
    }

    /** One object as a document, with a final line feed. */
    public static String object(Consumer<JsonOut> members) {
        JsonOut json = new JsonOut("  ");
        members.accept(json);
        return "{" + json.out + "\n}\n";
    }

    /** A text member. */
    public JsonOut put(String name, String value) {
        begin(name);
        quote(out, value);
        return this;
    }

    /** A text member, left out where there is no value. */
    public JsonOut put(String name, Optional<?> value) {
        value.ifPresent(v -> put(name, v.toString()));
        return this;
    }

    /** A number member. */
    public JsonOut put(String name, long value) {
        begin(name);
        out.append(value);
        return this;
    }

    /** A truth member. */
    public JsonOut put(String name, boolean value) {
        begin(name);
        out.append(value);
        return this;
    }

    /** An object member. */
    public JsonOut putObject(String name, Consumer<JsonOut> members) {
        begin(name);
        nested(members);
        return this;
    }

    /** A member that is a list of objects. */
    public <T> JsonOut putObjects(String name, Collection<T> values, BiConsumer<JsonOut, T> members) {
        begin(name);
        out.append('[');
        String separator = "";
        for (T value : values) {
            out.append(separator);
            nested(json -> members.accept(json, value));
            separator = ", ";
        }
        out.append(']');
        return this;
    }

    /** A member that is a list of texts. */
    public JsonOut putTexts(String name, Collection<String> values) {
        begin(name);
        out.append('[');
        String separator = "";
        for (String value : values) {
            out.append(separator);
            quote(out, value);
            separator = ", ";
        }
        out.append(']');
        return this;
    }

    private void nested(Consumer<JsonOut> members) {
        JsonOut json = new JsonOut(indent + "  ");
        members.accept(json);
        out.append('{').append(json.out);
        if (!json.first) {
            out.append('\n').append(indent);
        }
        out.append('}');
    }

    private void begin(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        out.append('\n').append(indent);
        quote(out, name);
        out.append(": ");
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7f) {
                out.append(c);
            } else {
                // Everything beyond ASCII is escaped: nothing invisible or bidirectional, no encoding to get wrong.
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        out.append('"');
    }
}
