/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Writes a value as one unambiguous text: the same value always as the same text, two values never as one.
 *
 * <p>The text identifies policies, requirements and trust material by its hash and is short enough to show. Names are
 * given by code; values are quoted, so that no value can imitate another field. Not thread-safe.
 *
 * @since 0.1
 */
public final class CanonicalText {

    private final StringBuilder out = new StringBuilder(256);
    private boolean first = true;

    private CanonicalText(String type) {
        out.append(type).append('(');
    }

    /** Writes one value of the given type. */
    public static String of(String type, Consumer<CanonicalText> fields) {
        CanonicalText text = new CanonicalText(type);
        fields.accept(text);
        return text.out.append(')').toString();
    }

    /** A text field. */
    public CanonicalText put(String name, String value) {
        begin(name);
        quote(value);
        return this;
    }

    /** A number field. */
    public CanonicalText put(String name, long value) {
        begin(name);
        out.append(value);
        return this;
    }

    /** A field of several texts, in their order. */
    public CanonicalText put(String name, Collection<String> values) {
        begin(name);
        out.append('[');
        String separator = "";
        for (String value : values) {
            out.append(separator);
            quote(value);
            separator = ",";
        }
        out.append(']');
        return this;
    }

    /** A field that holds a value written by {@link #of}. */
    public CanonicalText putCanonical(String name, String canonical) {
        begin(name);
        out.append(canonical);
        return this;
    }

    /** A field of several values written by {@link #of}, in their order. */
    public CanonicalText putCanonical(String name, Collection<String> canonical) {
        begin(name);
        out.append('[').append(String.join(",", canonical)).append(']');
        return this;
    }

    private void begin(String name) {
        if (!first) {
            out.append(", ");
        }
        first = false;
        out.append(name).append('=');
    }

    private void quote(String value) {
        if (isPlain(value)) {
            out.append('"').append(value).append('"');
            return;
        }
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Nearly every value: a snapshot of a large store has hundreds of thousands. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
