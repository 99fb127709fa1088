/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.util.ArrayList;
import java.util.List;

/** A JSON object as text, with its members in the order given, repeated and malformed if need be. Not thread-safe. */
final class RawJson {

    private final List<String> members = new ArrayList<>();

    private RawJson() {}

    static RawJson object() {
        return new RawJson();
    }

    /** Adds a string. */
    RawJson text(String name, String value) {
        return raw(name, quote(value));
    }

    /** Adds what is given, as it is. */
    RawJson raw(String name, String json) {
        members.add(quote(name) + ':' + json);
        return this;
    }

    RawJson object(String name, RawJson value) {
        return raw(name, value.toString());
    }

    RawJson object(String name, java.util.Map<String, String> values) {
        RawJson object = object();
        values.forEach(object::text);
        return object(name, object);
    }

    static String array(List<String> elements) {
        return '[' + String.join(",", elements) + ']';
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public String toString() {
        return '{' + String.join(",", members) + '}';
    }
}
