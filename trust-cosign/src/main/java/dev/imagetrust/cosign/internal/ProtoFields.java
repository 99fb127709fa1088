/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a protobuf message in the two spellings of protobuf JSON.
 *
 * @param originals the name in the schema ({@code media_type}) by the one in lower camel case ({@code mediaType})
 */
record ProtoFields(Map<String, String> originals) {

    /** Keeps the order, so that of two mistakes always the same one is told. */
    ProtoFields {
        originals = Collections.unmodifiableMap(new LinkedHashMap<>(originals));
    }

    /** Fields given in lower camel case. */
    static ProtoFields of(String... fields) {
        Map<String, String> originals = new LinkedHashMap<>();
        for (String field : fields) {
            originals.put(field, toOriginal(field));
        }
        return new ProtoFields(originals);
    }

    /** Whether it is one of the fields, in either spelling. */
    boolean contain(String name) {
        return originals.containsKey(name) || originals.containsValue(name);
    }

    /** The spelling of the schema. */
    String original(String field) {
        String original = originals.get(field);
        if (original == null) {
            throw new IllegalArgumentException("the message has no field " + field);
        }
        return original;
    }

    private static String toOriginal(String field) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
