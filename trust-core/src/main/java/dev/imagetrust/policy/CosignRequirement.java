/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.trust.AnchorKind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A cosign signature, or an attestation of given types.
 *
 * <p>An attestation is not an image signature: a statement of any type other than cosign's own {@code sign} predicate
 * never meets a requirement for a signature, as it would in {@code cosign verify}.
 *
 * @since 0.1
 */
public final class CosignRequirement implements SignatureRequirement {

    /**
     * How a signature is stored.
     *
     * @since 0.1
     */
    public enum Format {
        /** Layers under the tags {@code sha256-<hex>.sig} and {@code .att}, up to cosign 2. */
        LEGACY,
        /** The same layers in a manifest among the referrers: {@code cosign sign --registry-referrers-mode=oci-1-1}. */
        LEGACY_REFERRER,
        /** Sigstore bundles among the referrers, from cosign 3. */
        BUNDLE
    }

    private final CosignAuthority authority;
    private final Set<String> predicateTypes;
    private final @Nullable String statementPolicy;
    private final Quantifier quantifier;
    private final @Nullable AnchorSelector transparencyLog;
    private final boolean timestamp;
    private final boolean certificateTimestamps;
    private final Set<Format> formats;
    private final @Nullable SignedIdentity signedIdentity;
    private final Map<String, String> annotations;
    private final String canonical;

    private CosignRequirement(Builder builder) {
        this.authority = builder.authority;
        this.predicateTypes = Collections.unmodifiableSet(new TreeSet<>(builder.predicateTypes));
        this.statementPolicy = builder.statementPolicy;
        this.quantifier = builder.quantifier;
        this.transparencyLog = builder.transparencyLog;
        this.timestamp = builder.timestamp;
        this.certificateTimestamps = builder.certificateTimestamps;
        this.formats = Collections.unmodifiableSet(EnumSet.copyOf(builder.formats));
        this.signedIdentity = builder.signedIdentity;
        this.annotations = Collections.unmodifiableMap(new TreeMap<>(builder.annotations));
        if (statementPolicy != null && predicateTypes.isEmpty()) {
            throw new IllegalStateException("a statement policy needs attestation types");
        }
        boolean keyless = authority instanceof CosignAuthority.Keyless;
        if (timestamp && transparencyLog == null && !keyless) {
            throw new IllegalStateException(
                    "a timestamp needs a root: that of a transparency log, or of keyless signing");
        }
        if (!certificateTimestamps && !keyless) {
            throw new IllegalStateException("only certificates of keyless signing have timestamps of their own");
        }
        this.canonical = SignatureRequirement.super.canonical();
    }

    /** A signature by one of the keys of a named store. */
    public static Builder keysInStore(String store) {
        return by(new CosignAuthority.Keys(Set.of(new AnchorSelector.InStore(AnchorKind.COSIGN_KEY, store))));
    }

    /**
     * A signature by one key.
     *
     * @param pem the public key, one PEM block
     * @param origin what people call it
     */
    public static Builder key(Bytes pem, String origin) {
        return keys(List.of(new AnchorSelector.Pinned(AnchorKind.COSIGN_KEY, pem, origin)));
    }

    /** A signature by any of several keys. */
    public static Builder keys(Collection<? extends AnchorSelector> keys) {
        return by(new CosignAuthority.Keys(new LinkedHashSet<>(keys)));
    }

    /** A signature under a certificate that an OpenID Connect issuer vouches for. */
    public static Builder keyless(AnchorSelector root, IdentityPattern issuer, IdentityPattern subject) {
        return by(new CosignAuthority.Keyless(root, List.of(new CosignAuthority.KeylessIdentity(issuer, subject))));
    }

    /** A signature by the given authority. */
    public static Builder by(CosignAuthority authority) {
        return new Builder(requireNonNull(authority, "authority"));
    }

    /** Who may sign. */
    public CosignAuthority authority() {
        return authority;
    }

    /** The types of attestation that are asked for, as URIs; empty: an image signature is. */
    public Set<String> predicateTypes() {
        return predicateTypes;
    }

    /** Whether attestations are asked for, not a signature of the image. */
    public boolean isAttestation() {
        return !predicateTypes.isEmpty();
    }

    /** The name of the caller's own rule for statements. */
    public Optional<String> statementPolicy() {
        return Optional.ofNullable(statementPolicy);
    }

    /**
     * The Sigstore root whose transparency log must list the signature; empty: no log entry is required, or, for keyless
     * signatures, one of a log of their own root.
     */
    public Optional<AnchorSelector> transparencyLog() {
        return Optional.ofNullable(transparencyLog);
    }

    /**
     * Whether a timestamp by an authority of the root is required: of the transparency log's root if one is named, else of
     * the keyless one. A keyless signature whose log says no time needs one in any case.
     */
    public boolean requiresTimestamp() {
        return timestamp;
    }

    /** Whether a certificate transparency log must vouch for the certificate; true unless given up by name. */
    public boolean requiresCertificateTimestamps() {
        return certificateTimestamps;
    }

    /** The formats that count; all of them unless restricted. */
    public Set<Format> formats() {
        return formats;
    }

    /** The name rule; empty: the name in the signature is not looked at, as in cosign. */
    public Optional<SignedIdentity> signedIdentity() {
        return Optional.ofNullable(signedIdentity);
    }

    /** Pairs that the signature must carry: cosign's {@code -a}. */
    public Map<String, String> annotations() {
        return annotations;
    }

    @Override
    public String type() {
        return "cosign";
    }

    @Override
    public Set<AnchorSelector> anchors() {
        Set<AnchorSelector> all = new LinkedHashSet<>(authority.anchors());
        if (transparencyLog != null) {
            all.add(transparencyLog);
        }
        return Collections.unmodifiableSet(all);
    }

    @Override
    public Quantifier quantifier() {
        return quantifier;
    }

    @Override
    public Set<String> statementPolicies() {
        return statementPolicy == null ? Set.of() : Set.of(statementPolicy);
    }

    @Override
    public void describe(CanonicalText out) {
        out.putCanonical("authority", authority.canonical())
                .put("predicateTypes", predicateTypes)
                .put("statementPolicy", statementPolicy == null ? List.of() : List.of(statementPolicy))
                .put("quantifier", quantifier.name())
                .putCanonical(
                        "transparencyLog", transparencyLog == null ? List.of() : List.of(transparencyLog.canonical()))
                .put("timestamp", timestamp ? "required" : "as needed")
                .put("certificateTimestamps", certificateTimestamps ? "required" : "not required")
                .put("formats", formats.stream().map(Format::name).toList())
                .putCanonical(
                        "signedIdentity", signedIdentity == null ? List.of() : List.of(signedIdentity.canonical()))
                // Keys and values apart: "a=b" with "c" is not "a" with "b=c".
                .put("annotationKeys", annotations.keySet())
                .put("annotationValues", annotations.values());
    }

    @Override
    public String canonical() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignRequirement that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }

    /** Builds a {@link CosignRequirement}. Not thread-safe. */
    public static final class Builder {

        private final CosignAuthority authority;
        private final Set<String> predicateTypes = new LinkedHashSet<>();
        private final Map<String, String> annotations = new TreeMap<>();
        private @Nullable String statementPolicy;
        private Quantifier quantifier = Quantifier.SOME;
        private @Nullable AnchorSelector transparencyLog;
        private boolean timestamp;
        private boolean certificateTimestamps = true;
        private Set<Format> formats = EnumSet.allOf(Format.class);
        private @Nullable SignedIdentity signedIdentity;

        private Builder(CosignAuthority authority) {
            this.authority = authority;
        }

        /**
         * Asks for an attestation instead of an image signature.
         *
         * @param predicateType a URI, compared exactly; may be called for several, any of which counts
         */
        public Builder attestation(String predicateType) {
            predicateTypes.add(requireNonNull(predicateType, "predicateType"));
            return this;
        }

        /** Asks that the caller's rule of this name accept the statement; it is registered with the entry point. */
        public Builder statementPolicy(String name) {
            this.statementPolicy = requireNonNull(name, "name");
            return this;
        }

        /** Asks that every signature in question be good, not only one. */
        public Builder every() {
            this.quantifier = Quantifier.EVERY;
            return this;
        }

        /** Asks for an entry in a transparency log of this root. */
        public Builder transparencyLog(AnchorSelector root) {
            this.transparencyLog = requireNonNull(root, "root");
            return this;
        }

        /** Asks for a timestamp, also where the log or the kind of authority would do without. */
        public Builder requireTimestamp() {
            this.timestamp = true;
            return this;
        }

        /**
         * Accepts certificates that no certificate transparency log vouches for, as private authorities without such a log
         * issue them. Nobody then notices what the authority issues in secret.
         */
        public Builder insecurelyWithoutCertificateTimestamps() {
            this.certificateTimestamps = false;
            return this;
        }

        /** Restricts the format. */
        public Builder onlyFormat(Format format) {
            this.formats = EnumSet.of(format);
            return this;
        }

        /** Asks for a name in the signature. */
        public Builder signedIdentity(SignedIdentity rule) {
            this.signedIdentity = requireNonNull(rule, "rule");
            return this;
        }

        /** Asks for an annotation in the signature. */
        public Builder annotation(String key, String value) {
            annotations.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * The requirement.
         *
         * @throws IllegalStateException if there is a statement policy without attestation types, a timestamp without a
         *     root, or keys without certificate timestamps
         */
        public CosignRequirement build() {
            return new CosignRequirement(this);
        }
    }
}
