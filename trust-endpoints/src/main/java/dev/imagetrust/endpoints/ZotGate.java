/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may call zot's trust API, and the headers of what its routes answer. */
final class ZotGate {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String CLIENT_HEADER = "X-ZOT-API-CLIENT";
    private static final String BROWSER_CLIENT = "zot-ui";
    private static final String NO_CREDENTIALS = "The request carries no credentials that this registry accepts.";
    private static final String NO_RIGHT = "The caller has no right to change what this registry trusts.";

    private final String challenge;
    private final Map<String, String> headers;
    private final Map<String, String> discoveryHeaders;

    ZotGate(String realm, @Nullable String origin, boolean management) {
        this.challenge = "Basic realm=\"" + realm.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        this.headers = forPages(origin, management ? "GET,POST,DELETE,OPTIONS" : "POST,OPTIONS");
        headers.put("X-Content-Type-Options", "nosniff");
        this.discoveryHeaders = forPages(origin, "GET,OPTIONS");
    }

    private static Map<String, String> forPages(@Nullable String origin, String methods) {
        Map<String, String> dress = new LinkedHashMap<>();
        dress.put("Access-Control-Allow-Origin", origin == null ? "*" : origin);
        dress.put("Access-Control-Allow-Methods", methods);
        dress.put("Access-Control-Allow-Headers", "Authorization,content-type," + CLIENT_HEADER);
        if (origin != null) {
            dress.put("Access-Control-Allow-Credentials", "true");
        }
        return dress;
    }

    /** With the headers of everything that a route itself answers. */
    TrustResponse dressed(TrustResponse response) {
        return response.with(headers);
    }

    /** With the headers of what discovery answers. */
    TrustResponse dressedForDiscovery(TrustResponse response) {
        return response.with(discoveryHeaders);
    }

    /** The refusal of a caller who may not change what is trusted; empty for one who may. */
    Optional<TrustResponse> refusal(TrustRequest request) {
        Caller caller = request.caller();
        if (caller.isUnauthenticated()) {
            return Optional.of(noCredentials(request));
        }
        if (caller.may(TrustRight.TRUST_ADMIN, "")) {
            return Optional.empty();
        }
        TrustResponse refusal = caller.isAnonymous()
                ? ErrorDocument.list(UNAUTHORIZED, "UNAUTHORIZED", "authentication required", NO_CREDENTIALS)
                : ErrorDocument.list(FORBIDDEN, "DENIED", "requested access to the resource is denied", NO_RIGHT);
        return Optional.of(dressed(challenged(request, refusal)));
    }

    /** As zot's layer for authentication answers, before any route is reached. */
    TrustResponse noCredentials(TrustRequest request) {
        return challenged(
                request, ErrorDocument.single(UNAUTHORIZED, "UNAUTHORIZED", "authentication required", NO_CREDENTIALS));
    }

    /** A page asks for the password itself, which a challenge would make the browser do. */
    private TrustResponse challenged(TrustRequest request, TrustResponse refusal) {
        boolean page =
                request.header(CLIENT_HEADER).filter(BROWSER_CLIENT::equals).isPresent();
        return page ? refusal : refusal.with("WWW-Authenticate", challenge);
    }
}
