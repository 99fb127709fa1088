/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a YAML document: a mapping with texts as keys, a scalar, or something else.
 *
 * @param path where it stands
 * @param mapping null if it is none
 * @param scalar null if it is none
 * @param plain whether the scalar stands there without quotation marks, so that it may be a number, truth or nothing
 */
record YamlNode(
        String path,
        @Nullable Map<String, YamlNode> mapping,
        @Nullable String scalar,
        boolean plain) {

    /** The members; nothing at all is an empty mapping, as when everything below a key was commented out. */
    Map<String, YamlNode> members() throws MalformedInputException {
        if (mapping != null) {
            return Collections.unmodifiableMap(mapping);
        }
        if (isNothing()) {
            return Map.of();
        }
        throw refusal("expected a mapping");
    }

    /** A text that is not empty. */
    String text() throws MalformedInputException {
        if (scalar == null || isNothing() || scalar.isEmpty()) {
            throw refusal("expected a text");
        }
        return scalar;
    }

    /** YAML 1.2, section 10.2.1.2, in the one spelling that every reader knows. */
    boolean truth() throws MalformedInputException {
        if (plain && ("true".equals(scalar) || "false".equals(scalar))) {
            return "true".equals(scalar);
        }
        throw refusal("expected true or false");
    }

    MalformedInputException refusal(String expected) {
        return Refusal.of(GpgReason.REGISTRIES_INVALID, path + ": " + expected);
    }

    private boolean isNothing() {
        return plain && scalar != null && (scalar.isEmpty() || scalar.equals("~") || scalar.equals("null"));
    }
}
