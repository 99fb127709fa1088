/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.primitives.MalformedInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What containers-registries.d(5) calls a docker configuration section: members that are present, in their order.
 *
 * @param places URLs by member name
 * @param attachments null where nothing is said
 */
record RegistrySection(Map<String, URI> places, @Nullable Boolean attachments) {

    static final String LOOKASIDE = "lookaside";
    static final String LOOKASIDE_STAGING = "lookaside-staging";
    static final String USE_ATTACHMENTS = "use-sigstore-attachments";
    private static final String OLD = "sigstore";
    private static final String OLD_STAGING = "sigstore-staging";
    private static final Set<String> PLACES = Set.of(LOOKASIDE, LOOKASIDE_STAGING, OLD, OLD_STAGING);

    RegistrySection {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    static RegistrySection read(YamlNode section, Collection<String> warnings) throws MalformedInputException {
        Map<String, URI> places = new LinkedHashMap<>();
        @Nullable Boolean attachments = null;
        for (Map.Entry<String, YamlNode> member : section.members().entrySet()) {
            if (PLACES.contains(member.getKey())) {
                places.put(member.getKey(), url(member.getValue()));
            } else if (member.getKey().equals(USE_ATTACHMENTS)) {
                attachments = member.getValue().truth();
            } else {
                warnings.add(member.getValue().path() + ": no such member; it is ignored");
            }
        }
        return new RegistrySection(places, attachments);
    }

    /** Where signatures are read. */
    Optional<URI> reading() {
        return first(LOOKASIDE, OLD);
    }

    /** Where signatures are written. */
    Optional<URI> writing() {
        return first(LOOKASIDE_STAGING, OLD_STAGING, LOOKASIDE, OLD);
    }

    private Optional<URI> first(String... names) {
        for (String name : names) {
            URI place = places.get(name);
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    static URI url(YamlNode node) throws MalformedInputException {
        try {
            URI url = new URI(node.text());
            String scheme = String.valueOf(url.getScheme());
            boolean usable = switch (scheme) {
                case "file" ->
                    url.getAuthority() == null
                            && url.getPath() != null
                            && url.getPath().startsWith("/")
                            && url.getQuery() == null;
                case "http", "https" -> url.getHost() != null && url.getUserInfo() == null;
                default -> false;
            };
            if (usable && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw node.refusal("expected a URL, not " + e.getReason());
        }
        throw node.refusal("expected file:///path, http://host/path or https://host/path");
    }
}
