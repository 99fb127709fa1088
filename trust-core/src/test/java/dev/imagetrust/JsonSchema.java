/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Validates against the few keywords of JSON Schema that our schema uses; any other keyword fails.
 *
 * <p>Stricter than the schema in one point: a member it does not name is an error. Readers must ignore such members, but
 * we must not write any.
 */
final class JsonSchema {

    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "$defs", "title", "description");

    private final Map<?, ?> root;
    private final List<String> errors = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    JsonSchema(Map<?, ?> root) {
        this.root = root;
    }

    /** What is wrong with a document; empty: nothing. */
    List<String> validate(Map<String, Object> document) {
        errors.clear();
        check(root, document, "");
        return List.copyOf(errors);
    }

    /** The paths that documents had so far. */
    Set<String> seen() {
        return seen;
    }

    /** Every path that the schema describes, with its type. */
    Map<String, String> paths() {
        Map<String, String> paths = new TreeMap<>();
        collect(root, "", paths);
        return paths;
    }

    private void collect(Map<?, ?> schema, String path, Map<String, String> paths) {
        Map<?, ?> resolved = resolve(schema);
        if (!path.isEmpty()) {
            paths.put(path, resolved.containsKey("type") ? (String) resolved.get("type") : "string");
        }
        if (resolved.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, sub) -> collect((Map<?, ?>) sub, join(path, (String) name), paths));
        }
        if (resolved.get("items") instanceof Map<?, ?> items) {
            collect(items, path + "[]", paths);
        }
    }

    private void check(Map<?, ?> schema, Object value, String path) {
        Map<?, ?> resolved = resolve(schema);
        if (!path.isEmpty()) {
            seen.add(path);
        }
        if (resolved.get("type") instanceof String type && !isOfType(type, value)) {
            errors.add(path + " is not of type " + type + ": " + value);
            return;
        }
        for (Object key : resolved.keySet()) {
            String keyword = (String) key;
            if (!ANNOTATIONS.contains(keyword) && !holds(resolved, keyword, value, path)) {
                errors.add(path + " violates " + keyword + " " + resolved.get(keyword) + ": " + value);
            }
        }
    }

    private boolean holds(Map<?, ?> schema, String keyword, Object value, String path) {
        Object wanted = schema.get(keyword);
        return switch (keyword) {
            case "type" -> true;
            case "const" -> wanted.equals(value);
            case "enum" -> ((List<?>) wanted).contains(value);
            case "pattern" -> Pattern.matches((String) wanted, (String) value);
            case "minimum" -> (Long) value >= (Long) wanted;
            case "required" -> ((Map<?, ?>) value).keySet().containsAll((List<?>) wanted);
            case "items" -> {
                ((List<?>) value).forEach(element -> check((Map<?, ?>) wanted, element, path + "[]"));
                yield true;
            }
            case "properties" -> members((Map<?, ?>) wanted, (Map<?, ?>) value, path);
            case "additionalProperties" -> {
                ((Map<?, ?>) value).values().forEach(v -> check((Map<?, ?>) wanted, v, ""));
                yield true;
            }
            default -> throw new AssertionError("a keyword this validator does not know: " + keyword);
        };
    }

    private boolean members(Map<?, ?> properties, Map<?, ?> object, String path) {
        object.forEach((name, value) -> {
            if (properties.get(name) instanceof Map<?, ?> schema) {
                check(schema, value, join(path, (String) name));
            } else {
                errors.add(join(path, (String) name) + " is not in the schema");
            }
        });
        return true;
    }

    private Map<?, ?> resolve(Map<?, ?> schema) {
        if (!(schema.get("$ref") instanceof String reference)) {
            return schema;
        }
        String name = reference.substring("#/$defs/".length());
        return (Map<?, ?>) ((Map<?, ?>) root.get("$defs")).get(name);
    }

    private static boolean isOfType(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            default -> throw new AssertionError("a type this validator does not know: " + type);
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
