/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.DistinguishedNameParser.InvalidNameException;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whom a trust policy trusts, among all to whom the trust stores lead. */
sealed interface TrustedIdentity {

    /** Everybody: {@code *}. */
    record Anybody() implements TrustedIdentity {}

    /**
     * Whose certificate has at least these subject attributes.
     *
     * @param attributes from type to value, see {@link AttributeType}
     */
    record Subject(Map<String, String> attributes) implements TrustedIdentity {
        public Subject {
            attributes = Map.copyOf(attributes);
        }

        /** Whether all attributes are among the given ones. */
        boolean isIncludedIn(Map<String, String> other) {
            return other.entrySet().containsAll(attributes.entrySet());
        }
    }

    /**
     * An identity that only a verification plugin could judge. Nobody has it here.
     *
     * @param text as written
     */
    record Foreign(String text) implements TrustedIdentity {}

    String ANYBODY = "*";
    String SUBJECT_PREFIX = "x509.subject";

    /** Reads the list of a statement, which is not empty. */
    static List<TrustedIdentity> parseAll(List<String> texts) throws MalformedInputException {
        List<TrustedIdentity> identities = new ArrayList<>();
        for (String text : texts) {
            if (text.equals(ANYBODY) && texts.size() > 1) {
                throw refusal(NotationReason.POLICY_IDENTITY_WILDCARD_MIXED, "");
            }
            TrustedIdentity identity = parse(text);
            checkOverlap(identities, identity, text);
            identities.add(identity);
        }
        return List.copyOf(identities);
    }

    private static TrustedIdentity parse(String text) throws MalformedInputException {
        if (text.isEmpty()) {
            throw refusal(NotationReason.POLICY_IDENTITY_EMPTY, "");
        }
        if (text.equals(ANYBODY)) {
            return new Anybody();
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw refusal(NotationReason.POLICY_IDENTITY_MALFORMED, text);
        }
        return text.substring(0, colon).equals(SUBJECT_PREFIX) ? subject(text, colon + 1) : new Foreign(text);
    }

    private static Subject subject(String text, int start) throws MalformedInputException {
        Map<String, String> attributes;
        try {
            attributes = DistinguishedNameParser.parse(text.substring(start));
        } catch (InvalidNameException e) {
            throw new MalformedInputException(
                    new Reason(NotationReason.POLICY_IDENTITY_NAME_INVALID, e.getMessage() + ": " + text), e);
        }
        for (String mandatory : List.of("C", "ST", "O")) {
            if (!attributes.containsKey(mandatory)) {
                throw refusal(NotationReason.POLICY_IDENTITY_NAME_INCOMPLETE, "no " + mandatory + " in " + text);
            }
        }
        return new Subject(attributes);
    }

    private static void checkOverlap(List<TrustedIdentity> earlier, TrustedIdentity identity, String text)
            throws MalformedInputException {
        for (TrustedIdentity other : earlier) {
            if (other instanceof Subject one
                    && identity instanceof Subject two
                    && (one.isIncludedIn(two.attributes()) || two.isIncludedIn(one.attributes()))) {
                throw refusal(NotationReason.POLICY_IDENTITY_OVERLAP, text);
            }
        }
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
