/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal.json;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON that {@link JsonOut} writes: objects, arrays, texts, whole numbers and truth values.
 *
 * <p>Strict: no duplicate members, nothing after the document, bounded depth. Only for documents of this library; what
 * registries send is read by {@code trust-primitives}.
 */
public final class JsonIn {

    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;
    private int depth;

    private JsonIn(String text) {
        this.text = text;
    }

    /**
     * An object.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Map<String, Object> object(String text) {
        JsonIn in = new JsonIn(text);
        in.space();
        Map<String, Object> object = in.objectValue();
        in.space();
        if (in.at != text.length()) {
            throw in.unexpected("the end");
        }
        return object;
    }

    private Map<String, Object> objectValue() {
        enter('{');
        Map<String, Object> members = new LinkedHashMap<>();
        space();
        while (!next('}')) {
            if (!members.isEmpty()) {
                expect(',');
                space();
            }
            String name = textValue();
            space();
            expect(':');
            space();
            if (members.put(name, value()) != null) {
                throw unexpected("no second member of this name");
            }
            space();
        }
        depth--;
        return members;
    }

    private List<Object> arrayValue() {
        enter('[');
        List<Object> values = new ArrayList<>();
        space();
        while (!next(']')) {
            if (!values.isEmpty()) {
                expect(',');
                space();
            }
            values.add(value());
            space();
        }
        depth--;
        return values;
    }

    private Object value() {
        char c = peek();
        if (c == '{') {
            return objectValue();
        }
        if (c == '[') {
            return arrayValue();
        }
        if (c == '"') {
            return textValue();
        }
        if (text.startsWith("true", at)) {
            at += 4;
            return true;
        }
        if (text.startsWith("false", at)) {
            at += 5;
            return false;
        }
        return numberValue();
    }

    private Long numberValue() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > 18) {
            throw unexpected("a value");
        }
        return Long.valueOf(text.substring(start, at));
    }

    private String textValue() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (!next('"')) {
            char c = peek();
            at++;
            if (c < 0x20) {
                throw unexpected("no control character");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c == 'u' && at + 4 <= text.length()) {
            for (int i = at; i < at + 4; i++) {
                if (!HexFormat.isHexDigit(text.charAt(i))) {
                    throw unexpected("four hexadecimal digits");
                }
            }
            at += 4;
            return (char) HexFormat.fromHexDigits(text, at - 4, at);
        }
        throw unexpected("an escape");
    }

    private void enter(char open) {
        expect(open);
        if (++depth > MAX_DEPTH) {
            throw unexpected("no deeper nesting");
        }
    }

    private void space() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private boolean next(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw unexpected("more");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("not a verdict document: at character " + at + " expected " + expected);
    }
}
