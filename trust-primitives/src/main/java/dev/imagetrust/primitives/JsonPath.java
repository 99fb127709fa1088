/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in its document. A linked list that becomes text only when somebody reads it: one text per value
 * would let a long name above many small values eat the memory.
 */
final class JsonPath {

    static final JsonPath ROOT = new JsonPath(null, "");

    private static final int MAX_NAME_LENGTH = 80;

    private final @Nullable JsonPath parent;
    private final Object step;

    private JsonPath(@Nullable JsonPath parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    JsonPath member(String name) {
        return new JsonPath(this, name);
    }

    JsonPath element(int index) {
        return new JsonPath(this, index);
    }

    static MalformedInputException refusal(ReasonCode code, String path, String detail) {
        return new MalformedInputException(new Reason(code, (path.isEmpty() ? "the document" : path) + ": " + detail));
    }

    MalformedInputException refusal(ReasonCode code, String detail) {
        return refusal(code, toString(), detail);
    }

    /** Such as {@code a.b[2]["odd name"]}; empty for the document itself. */
    @Override
    public String toString() {
        Deque<JsonPath> steps = new ArrayDeque<>();
        for (JsonPath path = this; path.parent != null; path = path.parent) {
            steps.push(path);
        }
        StringBuilder text = new StringBuilder();
        for (JsonPath path : steps) {
            path.appendStep(text);
        }
        return text.toString();
    }

    private void appendStep(StringBuilder text) {
        if (!(step instanceof String name)) {
            text.append('[').append(step).append(']');
        } else if (isPlain(name)) {
            text.append(text.isEmpty() ? "" : ".").append(name);
        } else {
            text.append("[\"").append(Printable.of(name, MAX_NAME_LENGTH)).append("\"]");
        }
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }
}
