/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON array.
 *
 * @since 0.1
 */
public final class JsonArray implements JsonValue {

    private final JsonPath path;
    private final List<JsonValue> values;

    JsonArray(JsonPath path, List<JsonValue> values) {
        this.path = path;
        this.values = List.copyOf(values);
    }

    /** The elements in order, unmodifiable. */
    public List<JsonValue> values() {
        return values;
    }

    /** How many elements there are. */
    public int size() {
        return values.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * All elements as texts.
     *
     * @throws MalformedInputException if one is anything else
     */
    public List<String> texts() throws MalformedInputException {
        List<String> texts = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            texts.add(value.asText());
        }
        return List.copyOf(texts);
    }

    /**
     * All elements as objects.
     *
     * @throws MalformedInputException if one is anything else
     */
    public List<JsonObject> objects() throws MalformedInputException {
        List<JsonObject> objects = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            objects.add(value.asObject());
        }
        return List.copyOf(objects);
    }

    @Override
    public JsonArray asArray() {
        return this;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "an array";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonArray that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The kind and the place. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }
}
