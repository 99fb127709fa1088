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
    private final Thresholds thresholds;
    private final boolean certificatesNow;
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
        this.thresholds = builder.thresholds();
        this.certificatesNow = builder.certificatesNow;
        this.formats = Collections.unmodifiableSet(EnumSet.copyOf(builder.formats));
        this.signedIdentity = builder.signedIdentity;
        this.annotations = Collections.unmodifiableMap(new TreeMap<>(builder.annotations));
        if (statementPolicy != null && predicateTypes.isEmpty()) {
            throw new IllegalStateException("a statement policy needs attestation types");
        }
        builder.requireSense(thresholds);
        this.canonical = SignatureRequirement.super.canonical();
    }

    /** How many different sources have to vouch. */
    private record Thresholds(int logs, int timestamps, int certificateTimestamps) {}

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

    /**
     * A signature under a certificate of an own authority, given to an e-mail address.
     *
     * @param roots the authorities, of kind {@link AnchorKind#COSIGN_CA}
     */
    public static Builder ownCa(Collection<? extends AnchorSelector> roots, IdentityPattern email) {
        return by(new CosignAuthority.OwnCa(new LinkedHashSet<>(roots), Set.of(), List.of(email), List.of()));
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
     * The Sigstore root whose transparency logs and timestamp authorities count; empty: none do, or, for keyless signatures,
     * those of their own root.
     */
    public Optional<AnchorSelector> transparencyLog() {
        return Optional.ofNullable(transparencyLog);
    }

    /**
     * Whether a timestamp by an authority of the root is required: of the transparency log's root if one is named, else of
     * the keyless one. A keyless signature whose log says no time needs one in any case.
     */
    public boolean requiresTimestamp() {
        return thresholds.timestamps() > 0;
    }

    /** How many different transparency logs have to list the signature; none: entries that came along still have to hold. */
    public int logThreshold() {
        return thresholds.logs();
    }

    /** How many different authorities have to have stamped it; none: as certificates need one to know the time. */
    public int timestampThreshold() {
        return thresholds.timestamps();
    }

    /** How many different certificate transparency logs have to vouch for the certificate. */
    public int certificateTimestampThreshold() {
        return thresholds.certificateTimestamps();
    }

    /** Whether a certificate is judged by the time of verification where nobody vouches for the time of signing. */
    public boolean judgesCertificatesNow() {
        return certificatesNow;
    }

    /** Whether a certificate transparency log must vouch for the certificate; true unless given up by name. */
    public boolean requiresCertificateTimestamps() {
        return thresholds.certificateTimestamps() > 0;
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
                .put("logs", thresholds.logs())
                .put("timestamps", thresholds.timestamps())
                .put("certificateTimestamps", thresholds.certificateTimestamps())
                .put("certificatesNow", certificatesNow ? "yes" : "no")
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
        private @Nullable Integer logs;
        private int timestamps;
        private @Nullable Integer certificateTimestamps;
        private boolean certificatesNow;
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

        /** Asks for an entry in a transparency log of this root; its timestamp authorities count as well. */
        public Builder transparencyLog(AnchorSelector root) {
            this.transparencyLog = requireNonNull(root, "root");
            return this;
        }

        /**
         * Asks for entries in several transparency logs.
         *
         * @param different logs of different keys and operators
         */
        public Builder requireLogs(int different) {
            this.logs = positive(different);
            return this;
        }

        /**
         * Does without an entry in a transparency log. Whoever steals a key or an identity can then sign unseen. Entries that
         * came along still have to hold where a root says which logs there are, and a certificate needs a timestamp then.
         */
        public Builder insecurelyWithoutTransparencyLog() {
            this.logs = 0;
            return this;
        }

        /** Asks for a timestamp, also where the log or the kind of authority would do without. */
        public Builder requireTimestamp() {
            return requireTimestamps(1);
        }

        /**
         * Asks for timestamps of several authorities.
         *
         * @param different authorities of different keys and operators
         */
        public Builder requireTimestamps(int different) {
            this.timestamps = positive(different);
            return this;
        }

        /**
         * Asks for several certificate transparency logs that saw the certificate.
         *
         * @param different logs of different keys and operators
         */
        public Builder requireCertificateTimestamps(int different) {
            this.certificateTimestamps = positive(different);
            return this;
        }

        /**
         * Judges a certificate by the time of verification where nobody vouches for the time of signing, for authorities that
         * issue long-lived certificates. A signature ends with its certificate then, and one that was made after the key was
         * stolen counts until then.
         */
        public Builder insecurelyJudgingCertificatesNow() {
            this.certificatesNow = true;
            return this;
        }

        /**
         * Accepts certificates that no certificate transparency log vouches for, as private authorities without such a log
         * issue them. Nobody then notices what the authority issues in secret.
         */
        public Builder insecurelyWithoutCertificateTimestamps() {
            this.certificateTimestamps = 0;
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
         * @throws IllegalStateException if there is a statement policy without attestation types, a log or timestamp without
         *     a root, something about certificates where keys sign, or no source of the time for a certificate
         */
        public CosignRequirement build() {
            return new CosignRequirement(this);
        }

        /** Where nothing was said: a log wherever a root for it is known, and Fulcio's certificates are logged. */
        private Thresholds thresholds() {
            boolean keyless = authority instanceof CosignAuthority.Keyless;
            return new Thresholds(
                    logs != null ? logs : keyless || transparencyLog != null ? 1 : 0,
                    timestamps,
                    certificateTimestamps != null ? certificateTimestamps : keyless ? 1 : 0);
        }

        private void requireSense(Thresholds thresholds) {
            boolean keyless = authority instanceof CosignAuthority.Keyless;
            boolean evidence = keyless || transparencyLog != null;
            if (!evidence && thresholds.logs() + thresholds.timestamps() > 0) {
                throw new IllegalStateException(
                        "a log or timestamp needs a root: that of a transparency log, or of keyless signing");
            }
            if (!keyless && certificateTimestamps != null) {
                throw new IllegalStateException("only certificates of keyless signing have timestamps of their own");
            }
            if (certificatesNow && authority instanceof CosignAuthority.Keys) {
                throw new IllegalStateException("keys have no certificates");
            }
            if (authority instanceof CosignAuthority.OwnCa && !evidence && !certificatesNow) {
                throw new IllegalStateException(
                        "nobody would say when a certificate was used: name a transparency log's root, or judge it now");
            }
        }

        private static int positive(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("at least one has to be asked for: " + count);
            }
            return count;
        }
    }
}
