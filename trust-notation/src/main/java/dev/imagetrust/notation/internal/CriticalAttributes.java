/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The list of critical attributes ({@code crit}), the same rules for JWS and COSE: it exists, is not empty, names no
 * label twice, none that is absent, none the format defines itself, and all that the profile demands.
 *
 * @param labels what the list names
 */
record CriticalAttributes(Set<Label> labels) {

    /** Those that must be listed wherever they are present. We understand each of them. */
    private static final Set<Label> DEMANDED = Set.of(
            AttributeNames.SIGNING_SCHEME,
            AttributeNames.AUTHENTIC_SIGNING_TIME,
            AttributeNames.EXPIRY,
            AttributeNames.VERIFICATION_PLUGIN,
            AttributeNames.VERIFICATION_PLUGIN_MIN_VERSION);

    /** COSE: a chain in the protected header, which is read there. */
    private static final Label X5CHAIN = new Label.Numbered(33);

    CriticalAttributes {
        labels = Set.copyOf(labels);
    }

    static CriticalAttributes read(ProtectedHeader header) throws MalformedInputException {
        if (!(header.find(header.format().critical()) instanceof HeaderValue.Labels list)
                || list.labels().isEmpty()) {
            throw violation("the list is missing, empty, or no array of labels");
        }
        Set<Label> listed = new LinkedHashSet<>();
        for (Label label : list.labels()) {
            checkListed(header, label);
            if (!listed.add(label)) {
                throw violation(label + " is listed twice");
            }
        }
        for (Label label : header.parameters().keySet()) {
            if (DEMANDED.contains(label) && !listed.contains(label)) {
                throw violation(label + " is not listed");
            }
        }
        checkPluginVersion(header);
        return new CriticalAttributes(listed);
    }

    private static void checkListed(ProtectedHeader header, Label label) throws MalformedInputException {
        if (header.format().isRegistered(label)) {
            throw violation(label + " must not be listed");
        }
        if (label.equals(AttributeNames.SIGNING_TIME)) {
            // It is a claim without proof; nobody may be forced to rely on it.
            throw violation(label + " must not be listed");
        }
        if (header.find(label) == null) {
            throw violation(label + " is listed and absent");
        }
    }

    private static void checkPluginVersion(ProtectedHeader header) throws MalformedInputException {
        if (header.find(AttributeNames.VERIFICATION_PLUGIN_MIN_VERSION) != null
                && header.find(AttributeNames.VERIFICATION_PLUGIN) == null) {
            throw violation("a minimum version without a verification plugin");
        }
    }

    /** What is left for a plugin: whoever ignores these must not accept the signature. */
    Set<Label> unprocessed() {
        Set<Label> left = new HashSet<>(labels);
        left.removeAll(DEMANDED);
        left.remove(X5CHAIN);
        return left;
    }

    private static MalformedInputException violation(String detail) {
        return new MalformedInputException(new Reason(NotationReason.CRITICAL_HEADER_VIOLATION, detail));
    }
}
