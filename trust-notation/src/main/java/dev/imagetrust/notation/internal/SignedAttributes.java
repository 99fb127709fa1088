/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the signer said about a signature that has held.
 *
 * @param scheme the signing scheme
 * @param signingTime when it was signed: under {@link SigningScheme#X509} a claim that decides nothing
 * @param expiry from when on the signature does not count any more
 * @param contentType the type of the payload
 * @param plugin the verification plugin the signer demands
 * @param pluginMinVersion the least version of it, a semantic version
 * @param unprocessedCritical critical attributes that mean nothing to us
 * @param extendedTexts those of them that are text and have a text as their name, for a plugin
 */
record SignedAttributes(
        SigningScheme scheme,
        Instant signingTime,
        @Nullable Instant expiry,
        String contentType,
        @Nullable String plugin,
        @Nullable String pluginMinVersion,
        Set<Label> unprocessedCritical,
        Map<String, String> extendedTexts) {

    SignedAttributes {
        unprocessedCritical = Set.copyOf(unprocessedCritical);
        extendedTexts = Map.copyOf(extendedTexts);
    }

    /** The names of critical attributes that mean nothing to us. A number is no name: no plugin can be asked about it. */
    Set<String> unprocessedNames() {
        Set<String> names = new TreeSet<>();
        unprocessedCritical.forEach(label -> names.add(label.toString()));
        return names;
    }

    /**
     * Reads them from a header the signature covers.
     *
     * @throws MalformedInputException {@code ENVELOPE_HEADER_INVALID} or {@code CRITICAL_HEADER_VIOLATION}
     */
    static SignedAttributes read(ProtectedHeader header) throws MalformedInputException {
        SigningScheme scheme = SigningScheme.find(text(header, AttributeNames.SIGNING_SCHEME))
                .orElseThrow(() -> invalid("unknown signing scheme"));
        Instant signingTime = signingTime(header, scheme);
        Instant expiry = time(header, AttributeNames.EXPIRY).orElse(null);
        if (expiry != null && !expiry.isAfter(signingTime)) {
            throw invalid("the expiry is not later than the signing time");
        }
        String contentType = text(header, header.format().contentType());
        String pluginMinVersion = pluginMinVersion(header).orElse(null);
        String plugin = plugin(header).orElse(null);
        Set<Label> unprocessed = CriticalAttributes.read(header).unprocessed();
        return new SignedAttributes(
                scheme,
                signingTime,
                expiry,
                contentType,
                plugin,
                pluginMinVersion,
                unprocessed,
                texts(header, unprocessed));
    }

    private static Map<String, String> texts(ProtectedHeader header, Set<Label> labels) {
        Map<String, String> texts = new HashMap<>();
        for (Label label : labels) {
            if (label instanceof Label.Named named && header.find(label) instanceof HeaderValue.Text text) {
                texts.put(named.name(), text.value());
            }
        }
        return texts;
    }

    private static Instant signingTime(ProtectedHeader header, SigningScheme scheme) throws MalformedInputException {
        boolean authentic = scheme == SigningScheme.SIGNING_AUTHORITY;
        Label expected = authentic ? AttributeNames.AUTHENTIC_SIGNING_TIME : AttributeNames.SIGNING_TIME;
        Label foreign = authentic ? AttributeNames.SIGNING_TIME : AttributeNames.AUTHENTIC_SIGNING_TIME;
        if (header.find(foreign) != null) {
            throw invalid(foreign + " does not belong to this signing scheme");
        }
        return time(header, expected).orElseThrow(() -> invalid(expected + " is missing"));
    }

    private static Optional<String> pluginMinVersion(ProtectedHeader header) throws MalformedInputException {
        if (header.find(AttributeNames.VERIFICATION_PLUGIN_MIN_VERSION) == null) {
            return Optional.empty();
        }
        String version = text(header, AttributeNames.VERIFICATION_PLUGIN_MIN_VERSION);
        if (!SemanticVersion.isValid(version)) {
            throw invalid(AttributeNames.VERIFICATION_PLUGIN_MIN_VERSION + " is no semantic version");
        }
        return Optional.of(version);
    }

    private static Optional<String> plugin(ProtectedHeader header) throws MalformedInputException {
        if (header.find(AttributeNames.VERIFICATION_PLUGIN) == null) {
            return Optional.empty();
        }
        String name = text(header, AttributeNames.VERIFICATION_PLUGIN);
        if (name.isBlank()) {
            throw invalid(AttributeNames.VERIFICATION_PLUGIN + " is blank");
        }
        return Optional.of(name);
    }

    private static String text(ProtectedHeader header, Label label) throws MalformedInputException {
        if (header.find(label) instanceof HeaderValue.Text text) {
            return text.value();
        }
        throw invalid(label + " is missing, or no text");
    }

    private static Optional<Instant> time(ProtectedHeader header, Label label) throws MalformedInputException {
        HeaderValue value = header.find(label);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(header.format().time(value).orElseThrow(() -> invalid(label + " is no time")));
    }

    private static MalformedInputException invalid(String detail) {
        return new MalformedInputException(new Reason(NotationReason.ENVELOPE_HEADER_INVALID, detail));
    }
}
