/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * The JSON literal {@code null}. It is a value: a member that is null is there.
 *
 * @since 0.1
 */
public final class JsonNull implements JsonValue {

    private final JsonPath path;

    JsonNull(JsonPath path) {
        this.path = path;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "null";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNull;
    }

    @Override
    public int hashCode() {
        return JsonNull.class.hashCode();
    }

    /** The kind and the place. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }
}
