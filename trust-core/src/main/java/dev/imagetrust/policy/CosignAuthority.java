/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Who may sign with cosign.
 *
 * @since 0.1
 */
public sealed interface CosignAuthority {

    /** Every anchor it relies on. */
    Set<AnchorSelector> anchors();

    /** The authority as one unambiguous text. */
    String canonical();

    /**
     * Whoever holds one of these keys.
     *
     * @param keys any one suffices; not empty
     */
    record Keys(Set<AnchorSelector> keys) implements CosignAuthority {
        /** Copies the set. */
        public Keys {
            keys = Anchors.frozen(keys);
        }

        @Override
        public Set<AnchorSelector> anchors() {
            return keys;
        }

        @Override
        public String canonical() {
            return CanonicalText.of(
                    "keys",
                    out -> out.putCanonical(
                            "any", keys.stream().map(AnchorSelector::canonical).toList()));
        }
    }

    /**
     * Whoever an OpenID Connect issuer vouched for, under a Sigstore root.
     *
     * @param root the trusted root
     * @param identities any one suffices; not empty
     */
    record Keyless(AnchorSelector root, List<KeylessIdentity> identities) implements CosignAuthority {
        /** Copies the list. */
        public Keyless {
            requireNonNull(root, "root");
            identities = Combinations.notEmpty("keyless", identities);
        }

        @Override
        public Set<AnchorSelector> anchors() {
            return Set.of(root);
        }

        @Override
        public String canonical() {
            return CanonicalText.of(
                    "keyless",
                    out -> out.putCanonical("root", root.canonical())
                            .putCanonical(
                                    "any",
                                    identities.stream()
                                            .map(KeylessIdentity::canonical)
                                            .toList()));
        }
    }

    /**
     * Whoever holds a certificate of an own authority, without Fulcio.
     *
     * @param roots the authorities; not empty
     * @param subjects e-mail addresses or host names in the certificate, any one suffices; not empty
     */
    record OwnCa(Set<AnchorSelector> roots, List<IdentityPattern> subjects) implements CosignAuthority {
        /** Copies set and list. */
        public OwnCa {
            roots = Anchors.frozen(new LinkedHashSet<>(roots));
            subjects = Combinations.notEmpty("ownCa", subjects);
        }

        @Override
        public Set<AnchorSelector> anchors() {
            return roots;
        }

        @Override
        public String canonical() {
            return CanonicalText.of(
                    "ownCa",
                    out -> out.putCanonical(
                                    "roots",
                                    roots.stream()
                                            .map(AnchorSelector::canonical)
                                            .toList())
                            .putCanonical(
                                    "subjects",
                                    subjects.stream().map(Patterns::canonical).toList()));
        }
    }

    /**
     * An identity of an issuer; both must match.
     *
     * @param issuer the issuer's URL
     * @param subject e-mail address or URI
     */
    record KeylessIdentity(IdentityPattern issuer, IdentityPattern subject) {
        /** Checks for nulls: an identity without issuer is anybody's. */
        public KeylessIdentity {
            requireNonNull(issuer, "issuer");
            requireNonNull(subject, "subject");
        }

        /** All that it says, in one unambiguous text. */
        String canonical() {
            return CanonicalText.of(
                    "identity",
                    out -> out.putCanonical("issuer", Patterns.canonical(issuer))
                            .putCanonical("subject", Patterns.canonical(subject)));
        }
    }
}
