/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of subject attributes, under the keywords the Notary Project writes them with. */
final class AttributeType {

    private static final int MAX_OID_LENGTH = 128;
    private static final Pattern DOTTED = Pattern.compile("[0-2](?:\\.(?:0|[1-9][0-9]{0,17}))++");

    private static final Map<String, String> KEYWORD_OF_OID = Map.of(
            "2.5.4.6", "C",
            "2.5.4.8", "ST",
            "2.5.4.7", "L",
            "2.5.4.10", "O",
            "2.5.4.11", "OU",
            "2.5.4.3", "CN",
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.9", "STREET",
            "2.5.4.17", "POSTALCODE");

    private AttributeType() {}

    /** The keyword of an object identifier; one without a keyword stays in its dotted form. */
    static String ofOid(String dotted) {
        return KEYWORD_OF_OID.getOrDefault(dotted, dotted);
    }

    /** Reads a keyword, in exactly this case, the alias {@code S} of {@code ST}, or a dotted object identifier. */
    static Optional<String> find(String written) {
        if (written.equals("S")) {
            return Optional.of("ST");
        }
        if (KEYWORD_OF_OID.containsValue(written)) {
            return Optional.of(written);
        }
        boolean dotted =
                written.length() <= MAX_OID_LENGTH && DOTTED.matcher(written).matches();
        return dotted ? Optional.of(ofOid(written)) : Optional.empty();
    }
}
