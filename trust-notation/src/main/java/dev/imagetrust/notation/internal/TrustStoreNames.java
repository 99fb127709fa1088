/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.Reason;
import java.util.Map;
import java.util.regex.Pattern;

/** Named trust stores as policies write them: {@code type:name}. */
final class TrustStoreNames {

    private static final Map<String, AnchorKind> TYPES = Map.of(
            "ca", AnchorKind.NOTATION_CA,
            "signingAuthority", AnchorKind.NOTATION_SIGNING_AUTHORITY,
            "tsa", AnchorKind.NOTATION_TSA);

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,255}");

    private TrustStoreNames() {}

    static AnchorSelector parse(String text) throws MalformedInputException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw refusal(NotationReason.POLICY_TRUST_STORE_MALFORMED, text);
        }
        AnchorKind type = TYPES.get(text.substring(0, colon));
        if (type == null) {
            throw refusal(NotationReason.POLICY_TRUST_STORE_TYPE_UNKNOWN, text);
        }
        String name = text.substring(colon + 1);
        // The pattern of the specification admits "." and "..", which would lead out of the folder.
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw refusal(NotationReason.POLICY_TRUST_STORE_NAME_INVALID, text);
        }
        return new AnchorSelector.InStore(type, name);
    }

    /** Whether a document can name the store. */
    static boolean isNamed(AnchorSelector.InStore store) {
        return TYPES.containsValue(store.kind());
    }

    /** The store as documents name it. */
    static String write(AnchorSelector.InStore store) {
        return TYPES.entrySet().stream()
                        .filter(entry -> entry.getValue() == store.kind())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow()
                + ":" + store.store();
    }

    private static MalformedInputException refusal(NotationReason code, String text) {
        return new MalformedInputException(new Reason(code, text));
    }
}
