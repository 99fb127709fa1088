/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code policy.json} as a document that can be changed in one place and keeps all others as they were read. It is
 * never anything but a valid policy. Immutable.
 */
public final class EditablePolicy {

    /** What a new policy begins with: nothing is accepted. */
    private static final Bytes NOTHING = Bytes.utf8("{\"default\":[{\"type\":\"reject\"}]}");

    private static final String DEFAULT = "default";
    private static final String TRANSPORTS = "transports";

    private final JsonObject whole;

    private EditablePolicy(JsonObject whole) {
        this.whole = whole;
    }

    /** Writes the elements of a list of requirements. */
    public interface Requirements extends Consumer<JsonWriter.ArrayContent> {}

    /**
     * Where a list of requirements stands.
     *
     * @param transport null for the default of all: a transport may be called by an empty name, like any other
     * @param scope below the transport; empty for the whole of it
     */
    public record Place(@Nullable String transport, String scope) {
        private static final Place DEFAULT = new Place(null, "");
    }

    /** One list of requirements and where it stands. */
    public record Entry(Place place, JsonArray requirements) {

        /** Its transport; empty for the default of all as well. */
        public String transport() {
            return Objects.requireNonNullElse(place.transport(), "");
        }

        /** Its scope. */
        public String scope() {
            return place.scope();
        }
    }

    /** A policy that accepts nothing. */
    public static EditablePolicy rejectingAll() {
        return parse(NOTHING);
    }

    /**
     * Reads a policy, but none of the files it names.
     *
     * @throws SetUpException if it breaks the format anywhere
     */
    public static EditablePolicy parse(Bytes document) {
        KeyFiles none = path -> {
            throw new IOException("not read to edit a policy");
        };
        PolicyDocument.parse(document, none, BundleNames.NEEDED);
        try {
            return new EditablePolicy(Json.parseObject(document, PolicyDocument.LIMITS));
        } catch (MalformedInputException e) {
            throw invalid(e);
        }
    }

    /** The document to store. */
    public Bytes text() {
        return PolicyText.of(whole);
    }

    /** Every list of requirements; that for all else has neither transport nor scope. */
    public Set<Entry> entries() {
        Set<Entry> all = new LinkedHashSet<>();
        try {
            all.add(new Entry(Place.DEFAULT, whole.array(DEFAULT)));
            for (Map.Entry<String, JsonObject> transport : transports().entrySet()) {
                for (String scope : transport.getValue().names()) {
                    all.add(new Entry(
                            new Place(transport.getKey(), scope),
                            transport.getValue().array(scope)));
                }
            }
            return all;
        } catch (MalformedInputException e) {
            throw invalid(e);
        }
    }

    /** Whether there is a list for exactly this scope. */
    public boolean has(String transport, String scope) {
        return Optional.ofNullable(transports().get(transport))
                .filter(scopes -> scopes.has(scope))
                .isPresent();
    }

    /**
     * The transport that has the scope.
     *
     * @throws SetUpException if several have it
     */
    public Optional<String> transportOf(String scope) {
        List<String> having =
                transports().keySet().stream().filter(each -> has(each, scope)).toList();
        if (having.size() > 1) {
            throw new SetUpException(
                    new Reason(GpgReason.POLICY_INVALID, having + " all have the scope; say which is meant"));
        }
        return having.stream().findFirst();
    }

    /** With another list for all else. */
    public EditablePolicy withDefault(Requirements list) {
        return replacing(Map.of(Place.DEFAULT, list));
    }

    /** With a list for a scope, in its old place or behind the others. */
    public EditablePolicy with(String transport, String scope, Requirements list) {
        if (has(transport, scope)) {
            return replacing(Map.of(new Place(transport, scope), list));
        }
        Map<String, JsonObject> all = transports();
        return rewritten(content -> {
            whole.find(DEFAULT).ifPresent(rest -> content.value(DEFAULT, rest));
            content.object(TRANSPORTS, into -> {
                all.forEach((name, scopes) -> into.object(name, inside -> {
                    scopes.members().forEach(inside::value);
                    if (name.equals(transport)) {
                        inside.array(scope, list);
                    }
                }));
                if (!all.containsKey(transport)) {
                    into.object(transport, inside -> inside.array(scope, list));
                }
            });
        });
    }

    /** With other lists in places that have one already. */
    EditablePolicy replacing(Map<Place, Requirements> lists) {
        Map<String, JsonObject> all = transports();
        return rewritten(content -> {
            whole.find(DEFAULT).ifPresent(rest -> list(content, DEFAULT, rest, lists.get(Place.DEFAULT)));
            if (whole.has(TRANSPORTS)) {
                content.object(
                        TRANSPORTS,
                        into -> all.forEach((name, scopes) -> into.object(
                                name,
                                inside -> scopes.members()
                                        .forEach((scope, rules) ->
                                                list(inside, scope, rules, lists.get(new Place(name, scope)))))));
            }
        });
    }

    /** Without the list for a scope; a transport that has none left goes as well. */
    public EditablePolicy without(String transport, String scope) {
        Map<String, JsonObject> all = transports();
        return rewritten(content -> {
            whole.find(DEFAULT).ifPresent(rest -> content.value(DEFAULT, rest));
            content.object(
                    TRANSPORTS,
                    into -> all.forEach((name, scopes) -> {
                        if (!name.equals(transport)) {
                            into.value(name, scopes);
                        } else if (scopes.names().size() > 1) {
                            into.object(
                                    name,
                                    inside -> scopes.members().forEach((each, rules) -> {
                                        if (!each.equals(scope)) {
                                            inside.value(each, rules);
                                        }
                                    }));
                        }
                    }));
        });
    }

    private static void list(JsonWriter.ObjectContent into, String name, JsonValue old, @Nullable Requirements other) {
        if (other == null) {
            into.value(name, old);
        } else {
            into.array(name, other);
        }
    }

    /** Read again as any policy is: what is wrong with a scope or a requirement shows here. */
    private static EditablePolicy rewritten(Consumer<JsonWriter.ObjectContent> content) {
        return parse(JsonWriter.object(content));
    }

    private Map<String, JsonObject> transports() {
        Map<String, JsonObject> transports = new LinkedHashMap<>();
        try {
            Optional<JsonObject> all = whole.findObject(TRANSPORTS);
            if (all.isPresent()) {
                for (String name : all.get().names()) {
                    transports.put(name, all.get().object(name));
                }
            }
            return transports;
        } catch (MalformedInputException e) {
            throw invalid(e);
        }
    }

    private static SetUpException invalid(MalformedInputException e) {
        return new SetUpException(
                new Reason(GpgReason.POLICY_INVALID, e.reason().text()), e);
    }
}
