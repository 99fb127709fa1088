/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.UnavailableException;
import java.util.HashSet;
import java.util.Set;

/** What a registry says about an error: distribution-spec, "Error Codes". */
final class RegistryErrors {

    private static final int MAX_BYTES = 64 * 1024;

    /** Says that a manifest is not there, or that its repository is not; Harbor says NOT_FOUND for both. */
    private static final Set<String> NOT_THERE = Set.of("MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND");

    private final boolean empty;
    private final Set<String> codes;

    private RegistryErrors(boolean empty, Set<String> codes) {
        this.empty = empty;
        this.codes = codes;
    }

    /** Reads the body of an answer to its end. */
    static RegistryErrors of(Incoming answer) throws UnavailableException, InterruptedException {
        Bytes body = answer.body(MAX_BYTES);
        return new RegistryErrors(body.isEmpty(), codes(body));
    }

    private static Set<String> codes(Bytes body) {
        Set<String> codes = new HashSet<>();
        try {
            JsonObject document = Json.parseObject(body, JsonLimits.SIGNED_PAYLOAD);
            for (JsonObject error : document.array("errors").objects()) {
                codes.add(error.text("code"));
            }
            return codes;
        } catch (MalformedInputException e) {
            // Anybody may answer 404 with any text; then nothing a registry would say was said.
            return Set.of();
        }
    }

    /** Whether these are the words of a registry at all. */
    boolean isRegistry() {
        return !codes.isEmpty();
    }

    /**
     * Whether the registry says that there is no such manifest. Nothing but the status is allowed by the specification,
     * so an empty body counts; a web page or a proxy's message does not.
     */
    boolean sayNotThere() {
        return empty || (isRegistry() && NOT_THERE.containsAll(codes));
    }

    /** Whether the registry says that it has no such repository. */
    boolean sayRepositoryUnknown() {
        return codes.contains("NAME_UNKNOWN");
    }

    @Override
    public String toString() {
        return isRegistry() ? String.join(", ", codes) : "no error of a registry";
    }
}
