/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes compact JSON whose octets depend on the calls alone.
 *
 * <p>No white space, members in the order of the calls, and as few escapes as RFC 8259 section 7 asks for: quotation
 * mark, backslash and control characters ({@code \b \t \n \f \r}, others as lower-case {@code \}{@code u00xx}). Texts
 * come out as RFC 8785 has them; unlike Go's default, {@code <}, {@code >} and {@code &} are not escaped.
 *
 * @since 0.1
 */
public final class JsonWriter {

    private JsonWriter() {}

    /**
     * A document that is an object.
     *
     * @throws IllegalArgumentException if a name occurs twice in one object, or a text has an unpaired surrogate
     */
    public static Bytes object(Consumer<ObjectContent> content) {
        StringBuilder out = new StringBuilder();
        appendObject(out, content);
        return Utf8.encode(out.toString());
    }

    /**
     * A document that is an array.
     *
     * @throws IllegalArgumentException if a name occurs twice in one object, or a text has an unpaired surrogate
     */
    public static Bytes array(Consumer<ArrayContent> content) {
        StringBuilder out = new StringBuilder();
        appendArray(out, content);
        return Utf8.encode(out.toString());
    }

    /** A value that was read, written again: same members in the same order, numbers as they were written. */
    public static Bytes write(JsonValue value) {
        StringBuilder out = new StringBuilder();
        appendValue(out, value);
        return Utf8.encode(out.toString());
    }

    /** Takes the members of one object. Of use only inside the call that hands it out. */
    public static final class ObjectContent {

        private final StringBuilder out;
        private final Set<String> names = new HashSet<>();

        private ObjectContent(StringBuilder out) {
            this.out = out;
        }

        /** A member that is a text. */
        public ObjectContent text(String name, String value) {
            appendText(member(name), value);
            return this;
        }

        /** A member that is an integer. */
        public ObjectContent integer(String name, long value) {
            member(name).append(value);
            return this;
        }

        /** A member that is true or false. */
        public ObjectContent bool(String name, boolean value) {
            member(name).append(value);
            return this;
        }

        /** A member that is an object. */
        public ObjectContent object(String name, Consumer<ObjectContent> content) {
            appendObject(member(name), content);
            return this;
        }

        /** A member that is an array. */
        public ObjectContent array(String name, Consumer<ArrayContent> content) {
            appendArray(member(name), content);
            return this;
        }

        /** A member that was read elsewhere. */
        public ObjectContent value(String name, JsonValue value) {
            appendValue(member(name), value);
            return this;
        }

        private StringBuilder member(String name) {
            if (!names.add(name)) {
                throw new IllegalArgumentException("two members of one name");
            }
            if (names.size() > 1) {
                out.append(',');
            }
            appendText(out, name);
            return out.append(':');
        }
    }

    /** Takes the elements of one array. Of use only inside the call that hands it out. */
    public static final class ArrayContent {

        private final StringBuilder out;
        private boolean started;

        private ArrayContent(StringBuilder out) {
            this.out = out;
        }

        /** An element that is a text. */
        public ArrayContent text(String value) {
            appendText(element(), value);
            return this;
        }

        /** An element that is an integer. */
        public ArrayContent integer(long value) {
            element().append(value);
            return this;
        }

        /** An element that is an object. */
        public ArrayContent object(Consumer<ObjectContent> content) {
            appendObject(element(), content);
            return this;
        }

        /** An element that was read elsewhere. */
        public ArrayContent value(JsonValue value) {
            appendValue(element(), value);
            return this;
        }

        private StringBuilder element() {
            if (started) {
                out.append(',');
            }
            started = true;
            return out;
        }
    }

    private static void appendObject(StringBuilder out, Consumer<ObjectContent> content) {
        out.append('{');
        content.accept(new ObjectContent(out));
        out.append('}');
    }

    private static void appendArray(StringBuilder out, Consumer<ArrayContent> content) {
        out.append('[');
        content.accept(new ArrayContent(out));
        out.append(']');
    }

    private static void appendValue(StringBuilder out, JsonValue value) {
        if (value instanceof JsonObject object) {
            appendObject(out, content -> object.members().forEach(content::value));
        } else if (value instanceof JsonArray array) {
            appendArray(out, content -> array.values().forEach(content::value));
        } else if (value instanceof JsonText text) {
            appendText(out, text.value());
        } else if (value instanceof JsonNumber number) {
            out.append(number.literal());
        } else if (value instanceof JsonBoolean bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private static void appendText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendUnit(out, text.charAt(i));
        }
        out.append('"');
    }

    private static void appendUnit(StringBuilder out, char unit) {
        switch (unit) {
            case '"', '\\' -> out.append('\\').append(unit);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (unit < 0x20) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                } else {
                    out.append(unit);
                }
            }
        }
    }
}
