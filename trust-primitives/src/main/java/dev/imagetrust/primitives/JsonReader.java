/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds values from the tokens of one text; the duties of {@link Json} that concern tokens are here. */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Tables and buffers that outlive a parse would be shared state fed by strangers.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            // Ours are checked below and are smaller; lengths are bounded by the input anyway.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonLimits.DEEPEST + 1)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int SHORT = 4_000;

    private final JsonParser parser;
    private final JsonLimits limits;
    private int members;

    private JsonReader(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    static JsonValue read(String text, JsonLimits limits) throws MalformedInputException {
        // From a text Jackson first copies into a buffer of 4000 characters at least; most documents are far smaller.
        try (JsonParser parser =
                text.length() < SHORT ? FACTORY.createParser(text.toCharArray()) : FACTORY.createParser(text)) {
            return new JsonReader(parser, limits).document();
        } catch (JsonProcessingException e) {
            throw new MalformedInputException(new Reason(PrimitiveReason.JSON_SYNTAX, detail(e)), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    static JsonValue read(Utf8Reader text, JsonLimits limits) throws MalformedInputException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser, limits).document();
        } catch (JsonProcessingException e) {
            throw new MalformedInputException(new Reason(PrimitiveReason.JSON_SYNTAX, detail(e)), e);
        } catch (CharacterCodingException e) {
            throw new MalformedInputException(Reason.of(PrimitiveReason.NOT_UTF8), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private JsonValue document() throws IOException, MalformedInputException {
        JsonValue value = value(parser.nextToken(), JsonPath.ROOT, 0);
        if (parser.nextToken() != null) {
            throw JsonPath.ROOT.refusal(PrimitiveReason.JSON_SYNTAX, "a second value follows the first");
        }
        return value;
    }

    private JsonValue value(@Nullable JsonToken token, JsonPath path, int depth)
            throws IOException, MalformedInputException {
        if (token == null) {
            throw path.refusal(PrimitiveReason.JSON_SYNTAX, "there is no value");
        }
        return switch (token) {
            case START_OBJECT -> object(path, deeper(path, depth));
            case START_ARRAY -> array(path, deeper(path, depth));
            case VALUE_STRING -> new JsonText(path, checkedText(parser.getText(), path));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path);
            case VALUE_TRUE -> new JsonBoolean(path, true);
            case VALUE_FALSE -> new JsonBoolean(path, false);
            case VALUE_NULL -> new JsonNull(path);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw path.refusal(PrimitiveReason.JSON_SYNTAX, "unexpected token " + token);
        };
    }

    private JsonObject object(JsonPath path, int depth) throws IOException, MalformedInputException {
        Map<String, JsonValue> read = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            count(path);
            String name = checkedText(parser.currentName(), path);
            JsonPath memberPath = path.member(name);
            if (read.containsKey(name)) {
                throw memberPath.refusal(PrimitiveReason.JSON_DUPLICATE_MEMBER, "occurs twice");
            }
            read.put(name, value(parser.nextToken(), memberPath, depth));
        }
        return new JsonObject(path, read);
    }

    private JsonArray array(JsonPath path, int depth) throws IOException, MalformedInputException {
        List<JsonValue> read = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            count(path);
            read.add(value(token, path.element(read.size()), depth));
        }
        return new JsonArray(path, read);
    }

    private JsonNumber number(JsonPath path) throws IOException, MalformedInputException {
        String literal = parser.getText();
        if (literal.length() > JsonLimits.MAX_NUMBER_LENGTH) {
            throw overLimit(path, "a number of more than " + JsonLimits.MAX_NUMBER_LENGTH + " characters");
        }
        return new JsonNumber(path, literal);
    }

    private String checkedText(String text, JsonPath path) throws MalformedInputException {
        if (text.length() > limits.maxStringLength()) {
            throw overLimit(path, "a text of more than " + limits.maxStringLength() + " characters");
        }
        if (Utf8.hasLoneSurrogate(text)) {
            throw path.refusal(PrimitiveReason.JSON_LONE_SURROGATE, "in a text or name");
        }
        return text;
    }

    private int deeper(JsonPath path, int depth) throws MalformedInputException {
        if (depth >= limits.maxDepth()) {
            throw overLimit(path, "nested more than " + limits.maxDepth() + " deep");
        }
        return depth + 1;
    }

    private void count(JsonPath path) throws MalformedInputException {
        members++;
        if (members > limits.maxMembers()) {
            throw overLimit(path, "more than " + limits.maxMembers() + " members and elements in the document");
        }
    }

    private static String detail(JsonProcessingException e) {
        @Nullable JsonLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        String message = String.valueOf(e.getOriginalMessage());
        int source = message.indexOf("[Source:"); // "(start marker at [Source: REDACTED ...": of no use to a reader
        return where + (source < 0 ? message : message.substring(0, message.lastIndexOf('(', source)));
    }

    private static MalformedInputException overLimit(JsonPath path, String detail) {
        return path.refusal(PrimitiveReason.JSON_LIMIT, detail);
    }
}
