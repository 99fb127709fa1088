/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Utf8;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document from events, of which nothing but texts is made.
 *
 * <p>Anchors, aliases and tags are refused: they are how small documents grow large or become objects. So are keys that
 * occur twice, further documents, and depth. Lists are read over; nothing here has any.
 */
final class YamlDocument {

    static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_DEPTH = 8;

    private final Iterator<Event> events;

    private YamlDocument(Iterator<Event> events) {
        this.events = events;
    }

    /** The document; an empty one is an empty mapping. */
    static YamlNode parse(Bytes octets) throws MalformedInputException {
        if (octets.length() > MAX_LENGTH) {
            throw malformed("longer than " + MAX_LENGTH + " octets");
        }
        String text = Utf8.decode(octets);
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(false)
                .setCodePointLimit(MAX_LENGTH)
                .build();
        try {
            return new YamlDocument(new ParserImpl(settings, new StreamReader(settings, text))).document();
        } catch (YamlEngineException e) {
            throw Refusal.of(
                    GpgReason.REGISTRIES_INVALID, "no YAML: " + Printable.of(String.valueOf(e.getMessage())), e);
        }
    }

    private YamlNode document() throws MalformedInputException {
        events.next(); // the start of the stream
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return new YamlNode("", Map.of(), null, false);
        }
        YamlNode root = node("", events.next(), 0);
        events.next(); // the end of the document
        if (events.next().getEventId() != Event.ID.StreamEnd) {
            throw malformed("more than one document");
        }
        return root;
    }

    private YamlNode node(String path, Event event, int depth) throws MalformedInputException {
        if (depth > MAX_DEPTH) {
            throw malformed(path + ": deeper than " + MAX_DEPTH);
        }
        if (event.getEventId() == Event.ID.Alias
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw malformed(path + ": anchors and aliases are not read");
        }
        return switch (event.getEventId()) {
            case Scalar -> scalar(path, (ScalarEvent) event);
            case MappingStart -> mapping(path, depth);
            default -> sequence(path, depth);
        };
    }

    private static YamlNode scalar(String path, ScalarEvent scalar) throws MalformedInputException {
        if (scalar.getTag().isPresent()) {
            throw malformed(path + ": tags are not read");
        }
        return new YamlNode(path, null, scalar.getValue(), scalar.isPlain());
    }

    private YamlNode mapping(String path, int depth) throws MalformedInputException {
        Map<String, YamlNode> members = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            YamlNode key = node(path, next, MAX_DEPTH);
            if (key.scalar() == null) {
                throw malformed(path + ": a key that is no text");
            }
            String name = key.scalar();
            String inside = path + "/" + Printable.of(name);
            if (members.putIfAbsent(name, node(inside, events.next(), depth + 1)) != null) {
                throw malformed(inside + ": twice");
            }
        }
        return new YamlNode(path, members, null, false);
    }

    private YamlNode sequence(String path, int depth) throws MalformedInputException {
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            node(path, next, depth + 1);
        }
        return new YamlNode(path, null, null, false);
    }

    private static MalformedInputException malformed(String detail) {
        return Refusal.of(GpgReason.REGISTRIES_INVALID, detail);
    }
}
