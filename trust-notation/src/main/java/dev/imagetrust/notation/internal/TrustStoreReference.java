/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A named trust store, written {@code type:name}.
 *
 * @param type what its certificates may vouch for
 * @param name its name, safe as the name of a folder
 */
record TrustStoreReference(Type type, String name) {

    /** The types, in exactly this spelling. */
    enum Type {
        CA("ca"),
        SIGNING_AUTHORITY("signingAuthority"),
        TSA("tsa");

        private final String id;

        Type(String id) {
            this.id = id;
        }
    }

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,255}");

    static TrustStoreReference parse(String text) throws MalformedInputException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw refusal(NotationReason.POLICY_TRUST_STORE_MALFORMED, text);
        }
        String id = text.substring(0, colon);
        Type type = Arrays.stream(Type.values())
                .filter(t -> t.id.equals(id))
                .findAny()
                .orElseThrow(() -> refusal(NotationReason.POLICY_TRUST_STORE_TYPE_UNKNOWN, text));
        String name = text.substring(colon + 1);
        // The pattern of the specification admits "." and "..", which would lead out of the folder.
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw refusal(NotationReason.POLICY_TRUST_STORE_NAME_INVALID, text);
        }
        return new TrustStoreReference(type, name);
    }

    private static MalformedInputException refusal(NotationReason code, String text) {
        return new MalformedInputException(new Reason(code, text));
    }
}
