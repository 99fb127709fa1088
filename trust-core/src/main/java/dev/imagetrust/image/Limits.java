/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.time.Duration;

/**
 * How much of what comes from outside is looked at.
 *
 * <p>A limit that one signature exceeds refuses that signature; a limit on the search makes the search incomplete,
 * which a verdict reports as {@code UNDETERMINED}, never as unsigned. All sizes are in bytes. Immutable.
 *
 * @since 0.1
 */
public final class Limits {

    /** No Notary Project envelope may be allowed to be longer: 32 MiB, where {@code notation} stops too. */
    public static final int LONGEST_ENVELOPE = 32 << 20;

    private static final Limits DEFAULTS = new Builder().build();

    private final int manifestBytes;
    private final int signatureBytes;
    private final int envelopeBytes;
    private final int attestationBytes;
    private final int searchBytes;
    private final int candidates;
    private final int pages;
    private final Duration time;

    private Limits(Builder builder) {
        this.manifestBytes = positive("manifestBytes", builder.manifestBytes);
        this.signatureBytes = positive("signatureBytes", builder.signatureBytes);
        this.envelopeBytes = positive("envelopeBytes", builder.envelopeBytes);
        if (envelopeBytes > LONGEST_ENVELOPE) {
            throw new IllegalArgumentException("envelopeBytes is above " + LONGEST_ENVELOPE + ": " + envelopeBytes);
        }
        this.attestationBytes = positive("attestationBytes", builder.attestationBytes);
        this.searchBytes = positive("searchBytes", builder.searchBytes);
        this.candidates = positive("candidates", builder.candidates);
        this.pages = positive("pages", builder.pages);
        this.time = builder.time;
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative: " + time);
        }
    }

    /** What suits nearly everybody. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /** A builder that begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The longest manifest or index: 4 MiB by default, as registries allow. */
    public int manifestBytes() {
        return manifestBytes;
    }

    /** The longest signature: a simple-signing payload, an OpenPGP blob, a bundle. 4 MiB by default. */
    public int signatureBytes() {
        return signatureBytes;
    }

    /**
     * The longest envelope of the Notary Project, JWS or COSE: 1 MiB by default, {@link #LONGEST_ENVELOPE} at most. Real ones
     * have some 10 KiB. To read one takes some five times its length of memory. Where a search finds it,
     * {@link #attestationBytes} limits it as well.
     */
    public int envelopeBytes() {
        return envelopeBytes;
    }

    /** The longest attestation: 32 MiB by default. */
    public int attestationBytes() {
        return attestationBytes;
    }

    /** How much one search keeps in memory, over all signatures and attestations: 128 MiB by default. */
    public int searchBytes() {
        return searchBytes;
    }

    /** How many signatures of one image are looked at: 1000 by default. */
    public int candidates() {
        return candidates;
    }

    /** How many pages of one listing are read: 50 by default. */
    public int pages() {
        return pages;
    }

    /** How long one verdict may take where the caller gives no deadline: 30 seconds by default. */
    public Duration time() {
        return time;
    }

    /** The limits as one unambiguous text. */
    @Override
    public String toString() {
        return CanonicalText.of(
                "limits",
                out -> out.put("manifestBytes", manifestBytes)
                        .put("signatureBytes", signatureBytes)
                        .put("envelopeBytes", envelopeBytes)
                        .put("attestationBytes", attestationBytes)
                        .put("searchBytes", searchBytes)
                        .put("candidates", candidates)
                        .put("pages", pages)
                        .put("time", time.toString()));
    }

    private static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /** Builds {@link Limits}. Not thread-safe. */
    public static final class Builder {

        private int manifestBytes = 4 << 20;
        private int signatureBytes = 4 << 20;
        private int envelopeBytes = 1 << 20;
        private int attestationBytes = 32 << 20;
        private int searchBytes = 128 << 20;
        private int candidates = 1000;
        private int pages = 50;
        private Duration time = Duration.ofSeconds(30);

        private Builder() {}

        /** See {@link Limits#manifestBytes}. */
        public Builder manifestBytes(int value) {
            this.manifestBytes = value;
            return this;
        }

        /** See {@link Limits#signatureBytes}. */
        public Builder signatureBytes(int value) {
            this.signatureBytes = value;
            return this;
        }

        /** See {@link Limits#envelopeBytes}. */
        public Builder envelopeBytes(int value) {
            this.envelopeBytes = value;
            return this;
        }

        /** See {@link Limits#attestationBytes}. */
        public Builder attestationBytes(int value) {
            this.attestationBytes = value;
            return this;
        }

        /** See {@link Limits#searchBytes}. */
        public Builder searchBytes(int value) {
            this.searchBytes = value;
            return this;
        }

        /** See {@link Limits#candidates}. */
        public Builder candidates(int value) {
            this.candidates = value;
            return this;
        }

        /** See {@link Limits#pages}. */
        public Builder pages(int value) {
            this.pages = value;
            return this;
        }

        /** See {@link Limits#time}. */
        public Builder time(Duration value) {
            this.time = value;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException if one of them is not positive, or envelopes may be longer than
         *     {@link Limits#LONGEST_ENVELOPE}
         */
        public Limits build() {
            return new Limits(this);
        }
    }
}
