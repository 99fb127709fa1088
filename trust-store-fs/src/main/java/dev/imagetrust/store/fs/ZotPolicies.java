/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import java.util.List;

/** The trust policies that zot has written over the years, octet for octet: tabs, and no line break at the end. */
final class ZotPolicies {

    /** August 2023. One level deeper than it need be, and begins with a line break. */
    static final Bytes SEED = policy("\n\t", "\t", "\"level\" : \"strict\" ", "[]");

    /** From September 2023 to June 2026. */
    static final Bytes V2_0 =
            policy("", "", "\"level\" : \"strict\" ", "[\"ca:default\",\"signingAuthority:default\"]");

    /** From June 2026 on. */
    static final Bytes V2_1 = policy(
            "",
            "",
            "\"level\": \"strict\",\n\t\t\t\t\"verifyTimestamp\": \"afterCertExpiry\"",
            "[\"ca:default\",\"signingAuthority:default\",\"tsa:default\"]");

    private ZotPolicies() {}

    private static Bytes policy(String start, String indent, String level, String stores) {
        List<String> lines = List.of(
                "{",
                "\t\"version\": \"1.0\",",
                "\t\"trustPolicies\": [",
                "\t\t{",
                "\t\t\t\"name\": \"default-config\",",
                "\t\t\t\"registryScopes\": [ \"*\" ],",
                "\t\t\t\"signatureVerification\": {",
                "\t\t\t\t" + level,
                "\t\t\t},",
                "\t\t\t\"trustStores\": " + stores + ",",
                "\t\t\t\"trustedIdentities\": [",
                "\t\t\t\t\"*\"",
                "\t\t\t]",
                "\t\t}",
                "\t]",
                "}");
        return Bytes.utf8(start + String.join("\n" + indent, lines));
    }
}
