/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published signature test vectors, read as far as the tests need them. */
final class Wycheproof {

    /** One group: a key, the parameters of its scheme as text, and what was signed. */
    record Group(Map<String, String> parameters, List<Vector> vectors) {

        String parameter(String name) {
            return parameters.getOrDefault(name, "-");
        }

        Bytes octets(String name) {
            return Bytes.fromHex(parameters.get(name));
        }
    }

    record Vector(int id, String comment, Bytes message, Bytes signature, String expected) {

        @Override
        public String toString() {
            return "tcId " + id + " (" + expected + ", " + comment + ")";
        }
    }

    private Wycheproof() {}

    static List<Group> read(Path file) throws IOException {
        List<Group> groups = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("testGroups");
                json.nextToken();
                if (wanted) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        groups.add(group(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return groups;
    }

    private static Group group(JsonParser json) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<Vector> vectors = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY && name.equals("tests")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    vectors.add(vector(scalars(json)));
                }
            } else if (json.currentToken() == JsonToken.START_OBJECT && name.equals("publicKey")) {
                scalars(json).forEach((inner, value) -> parameters.put("publicKey." + inner, value));
            } else if (json.currentToken().isScalarValue()) {
                parameters.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new Group(parameters, vectors);
    }

    private static Map<String, String> scalars(JsonParser json) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return members;
    }

    private static Vector vector(Map<String, String> members) {
        return new Vector(
                Integer.parseInt(members.get("tcId")),
                members.get("comment"),
                Bytes.fromHex(members.get("msg")),
                Bytes.fromHex(members.get("sig")),
                members.get("result"));
    }
}
