/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members of different names, in the order of the document.
 *
 * <p>Names are compared exactly, case included, after escapes are resolved. The accessors named after a type refuse an
 * absent member and a member of another type; those that start with {@code find} answer empty for an absent one. A
 * member that is {@code null} is there and has the wrong type for both, unless the caller reads
 * {@link #withoutNulls()}. Every refusal names the path.
 *
 * @since 0.1
 */
public final class JsonObject implements JsonValue {

    private final JsonPath path;
    private final Map<String, JsonValue> members;

    /** Over a map that nobody else keeps. */
    JsonObject(JsonPath path, Map<String, JsonValue> members) {
        this.path = path;
        this.members = Collections.unmodifiableMap(members);
    }

    /** The members in the order of the document, unmodifiable. */
    public Map<String, JsonValue> members() {
        return members;
    }

    /** The names in the order of the document, unmodifiable. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Whether there is such a member, null included. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * This object, if its members are exactly those.
     *
     * @throws MalformedInputException if one is missing or another is there
     */
    public JsonObject requireExactly(Set<String> names) throws MalformedInputException {
        allowOnly(names);
        if (members.size() < names.size()) {
            for (String name : new TreeSet<>(names)) {
                value(name);
            }
        }
        return this;
    }

    /**
     * This object, if it has no members but those; each of them may be absent.
     *
     * @throws MalformedInputException if another is there
     */
    public JsonObject allowOnly(Set<String> names) throws MalformedInputException {
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                throw path.member(name)
                        .refusal(PrimitiveReason.JSON_MEMBER_UNKNOWN, "allowed are " + new TreeSet<>(names));
            }
        }
        return this;
    }

    /** The same object without the members that are null: for formats that say null equals absent. One level only. */
    public JsonObject withoutNulls() {
        Map<String, JsonValue> present = new LinkedHashMap<>(members);
        return present.values().removeIf(JsonNull.class::isInstance) ? new JsonObject(path, present) : this;
    }

    /**
     * A member of any type.
     *
     * @throws MalformedInputException if it is absent
     */
    public JsonValue value(String name) throws MalformedInputException {
        @Nullable JsonValue value = members.get(name);
        if (value == null) {
            throw path.member(name).refusal(PrimitiveReason.JSON_MEMBER_MISSING, "has to be there");
        }
        return value;
    }

    /**
     * A member that is a text.
     *
     * @throws MalformedInputException if it is absent or of another type
     */
    public String text(String name) throws MalformedInputException {
        return value(name).asText();
    }

    /**
     * A member that is an object.
     *
     * @throws MalformedInputException if it is absent or of another type
     */
    public JsonObject object(String name) throws MalformedInputException {
        return value(name).asObject();
    }

    /**
     * A member that is an array.
     *
     * @throws MalformedInputException if it is absent or of another type
     */
    public JsonArray array(String name) throws MalformedInputException {
        return value(name).asArray();
    }

    /**
     * A member that is an integer, as {@link JsonValue#asInteger()} says.
     *
     * @throws MalformedInputException if it is absent or anything else
     */
    public long integer(String name) throws MalformedInputException {
        return value(name).asInteger();
    }

    /**
     * A member that is true or false.
     *
     * @throws MalformedInputException if it is absent or of another type
     */
    public boolean bool(String name) throws MalformedInputException {
        return value(name).asBoolean();
    }

    /** A member of any type, null included; empty if absent. */
    public Optional<JsonValue> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * A member that is a text; empty if absent.
     *
     * @throws MalformedInputException if it is of another type, null included
     */
    public Optional<String> findText(String name) throws MalformedInputException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /**
     * A member that is an object; empty if absent.
     *
     * @throws MalformedInputException if it is of another type, null included
     */
    public Optional<JsonObject> findObject(String name) throws MalformedInputException {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /**
     * A member that is an array; empty if absent.
     *
     * @throws MalformedInputException if it is of another type, null included
     */
    public Optional<JsonArray> findArray(String name) throws MalformedInputException {
        return has(name) ? Optional.of(array(name)) : Optional.empty();
    }

    /**
     * A member that is an integer; empty if absent.
     *
     * @throws MalformedInputException if it is anything else, null included
     */
    public OptionalLong findInteger(String name) throws MalformedInputException {
        return has(name) ? OptionalLong.of(integer(name)) : OptionalLong.empty();
    }

    /**
     * A member that is true or false; empty if absent.
     *
     * @throws MalformedInputException if it is of another type, null included
     */
    public Optional<Boolean> findBool(String name) throws MalformedInputException {
        return has(name) ? Optional.of(bool(name)) : Optional.empty();
    }

    /** Where a member of that name stands or would stand, for messages. */
    public String pathOf(String name) {
        return path.member(name).toString();
    }

    @Override
    public JsonObject asObject() {
        return this;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public String kind() {
        return "an object";
    }

    /** Whether the other object has equal members, in whatever order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The kind and the place. */
    @Override
    public String toString() {
        return kind() + " at " + path;
    }
}
