/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorKind;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which named store an upload is for.
 *
 * @param anchors what is kept in it; null for a type of store that there is not
 * @param name empty if it is missing
 */
record NamedStore(@Nullable AnchorKind anchors, String name) {

    static final String DEFAULT = "default";

    private static final String TYPE_PARAMETER = "truststoreType";
    private static final String NAME_PARAMETER = "truststoreName";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    /** As route and query say. */
    static NamedStore of(ZotRoute route, TrustRequest request, ZotCompat compat) {
        if (route == ZotRoute.COSIGN) {
            return new NamedStore(AnchorKind.COSIGN_KEY, DEFAULT);
        }
        // Absent is ca, but empty is a type that there is not.
        String type = request.parameter(TYPE_PARAMETER).orElse("ca");
        String name = compat.namesStores() ? request.parameter(NAME_PARAMETER).orElse("") : DEFAULT;
        return new NamedStore(anchors(type, compat), name);
    }

    /** What a type of store is for; their case matters. */
    static @Nullable AnchorKind anchors(String type, ZotCompat compat) {
        AnchorKind kind = switch (type) {
            case "ca" -> AnchorKind.NOTATION_CA;
            case "signingAuthority" -> AnchorKind.NOTATION_SIGNING_AUTHORITY;
            case "tsa" -> AnchorKind.NOTATION_TSA;
            default -> null;
        };
        return kind != null && compat.storeKinds().contains(kind) ? kind : null;
    }

    Optional<AnchorKind> kind() {
        return Optional.ofNullable(anchors);
    }

    /** {@code .} and {@code ..} match zot's own pattern of 2023, and led out of the folder. */
    boolean isNameAllowed() {
        return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
