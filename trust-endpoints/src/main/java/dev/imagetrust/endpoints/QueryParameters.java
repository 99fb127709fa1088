/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A query as zot reads it: of a repeated name the first counts, case matters, pairs that cannot be decoded are none. */
record QueryParameters(Map<String, String> values) {

    /** Nobody needs more; others are passed over. */
    private static final int MOST = 64;

    static QueryParameters parse(String query) {
        Map<String, String> values = new HashMap<>();
        String[] pairs = query.split("&", MOST + 1);
        for (int i = 0; i < Math.min(pairs.length, MOST); i++) {
            put(pairs[i], values);
        }
        return new QueryParameters(values);
    }

    private static void put(String pair, Map<String, String> values) {
        if (pair.isEmpty() || pair.contains(";")) {
            return;
        }
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        try {
            values.putIfAbsent(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return; // as Go does: the other pairs count
        }
    }

    /** The value; present and empty for a name without one. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
