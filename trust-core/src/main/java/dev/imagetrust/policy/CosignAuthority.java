/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
     * @param roots the authorities, certificates in PEM; not empty
     * @param intermediates certificates in PEM that may stand between; they vouch for nothing themselves
     * @param emails e-mail addresses, of which the certificate has to have one; empty: none is asked for
     * @param hosts host names, of which the certificate has to have one as well; empty: none is asked for. A name with an
     *     asterisk in a certificate stands for itself
     */
    record OwnCa(
            Set<AnchorSelector> roots,
            Set<AnchorSelector> intermediates,
            List<IdentityPattern> emails,
            List<IdentityPattern> hosts)
            implements CosignAuthority {
        /**
         * Copies sets and lists.
         *
         * @throws IllegalArgumentException if neither an address nor a host is asked for: an authority issues to anybody
         */
        public OwnCa {
            roots = Anchors.frozen(new LinkedHashSet<>(roots));
            intermediates = Collections.unmodifiableSet(new LinkedHashSet<>(intermediates));
            emails = List.copyOf(emails);
            hosts = List.copyOf(hosts);
            if (emails.isEmpty() && hosts.isEmpty()) {
                throw new IllegalArgumentException("an own authority needs an e-mail address or a host name");
            }
        }

        @Override
        public Set<AnchorSelector> anchors() {
            Set<AnchorSelector> all = new LinkedHashSet<>(roots);
            all.addAll(intermediates);
            return Collections.unmodifiableSet(all);
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
                                    "intermediates",
                                    intermediates.stream()
                                            .map(AnchorSelector::canonical)
                                            .toList())
                            .putCanonical(
                                    "emails",
                                    emails.stream().map(Patterns::canonical).toList())
                            .putCanonical(
                                    "hosts",
                                    hosts.stream().map(Patterns::canonical).toList()));
        }
    }

    /**
     * An identity of an issuer; all of it must match.
     *
     * @param issuer the issuer's URL
     * @param subject e-mail address or URI
     * @param claims what else the certificate has to say; a claim that it does not make never matches
     */
    record KeylessIdentity(IdentityPattern issuer, IdentityPattern subject, Map<FulcioClaim, IdentityPattern> claims) {
        /** Copies the map. Checks for nulls: an identity without issuer is anybody's. */
        public KeylessIdentity {
            requireNonNull(issuer, "issuer");
            requireNonNull(subject, "subject");
            claims = Collections.unmodifiableMap(new TreeMap<>(claims));
        }

        /** An identity of which nothing but issuer and subject is asked for. */
        public KeylessIdentity(IdentityPattern issuer, IdentityPattern subject) {
            this(issuer, subject, Map.of());
        }

        /** The same, and the certificate has to make this claim. */
        public KeylessIdentity claiming(FulcioClaim claim, IdentityPattern value) {
            Map<FulcioClaim, IdentityPattern> more = new TreeMap<>(claims);
            more.put(requireNonNull(claim, "claim"), requireNonNull(value, "value"));
            return new KeylessIdentity(issuer, subject, more);
        }

        /** All that it says, in one unambiguous text. */
        String canonical() {
            return CanonicalText.of(
                    "identity",
                    out -> out.putCanonical("issuer", Patterns.canonical(issuer))
                            .putCanonical("subject", Patterns.canonical(subject))
                            .put(
                                    "claims",
                                    claims.keySet().stream()
                                            .map(FulcioClaim::id)
                                            .toList())
                            .putCanonical(
                                    "claimed",
                                    claims.values().stream()
                                            .map(Patterns::canonical)
                                            .toList()));
        }
    }
}
