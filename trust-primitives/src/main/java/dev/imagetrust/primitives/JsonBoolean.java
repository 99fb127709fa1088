/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * The JSON literal {@code true} or {@code false}.
 *
 * @since 0.1
 */
public final class JsonBoolean implements JsonValue {

    private final JsonPath path;
    private final boolean value;

    JsonBoolean(JsonPath path, boolean value) {
        this.path = path;
        this.value = value;
    }

    /** Which of the two. */
    public boolean value() {
        return value;
    }

    @Override
    public boolean asBoolean() {
        return value;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "a boolean";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonBoolean that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }

    /** The kind and the place. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }
}
