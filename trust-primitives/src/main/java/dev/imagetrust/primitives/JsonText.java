/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * A JSON string.
 *
 * @since 0.1
 */
public final class JsonText implements JsonValue {

    private final JsonPath path;
    private final String value;

    JsonText(JsonPath path, String value) {
        this.path = path;
        this.value = value;
    }

    /** The text with its escapes resolved; hostile, but free of unpaired surrogates. */
    public String value() {
        return value;
    }

    @Override
    public String asText() {
        return value;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "a text";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The kind and the place; not the content, which may be long and hostile. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }
}
