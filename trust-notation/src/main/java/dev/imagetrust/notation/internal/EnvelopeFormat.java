/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationEnvelope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The two envelope formats, and what their headers do not have in common. */
public enum EnvelopeFormat {
    /** Flattened JSON serialisation of JWS (RFC 7515). */
    JWS("application/jose+json") {
        @Override
        Optional<SigningAlgorithm> algorithm(HeaderValue value) {
            return value instanceof HeaderValue.Text text ? SigningAlgorithm.ofJws(text.value()) : Optional.empty();
        }

        @Override
        Optional<Instant> time(HeaderValue value) {
            return value instanceof HeaderValue.Text text ? Rfc3339.find(text.value()) : Optional.empty();
        }

        @Override
        boolean isRegistered(Label label) {
            return label instanceof Label.Named named && REGISTERED_JOSE_NAMES.contains(named.name());
        }
    },

    /** Tagged COSE_Sign1 (RFC 9052). */
    COSE("application/cose") {
        @Override
        Optional<SigningAlgorithm> algorithm(HeaderValue value) {
            return value instanceof HeaderValue.Whole number
                    ? SigningAlgorithm.ofCose(number.value())
                    : Optional.empty();
        }

        @Override
        Optional<Instant> time(HeaderValue value) {
            if (value instanceof HeaderValue.EpochSeconds seconds
                    && seconds.value() >= Rfc3339.EARLIEST.getEpochSecond()
                    && seconds.value() <= Rfc3339.LATEST.getEpochSecond()) {
                return Optional.of(Instant.ofEpochSecond(seconds.value()));
            }
            return Optional.empty();
        }

        @Override
        boolean isRegistered(Label label) {
            return label instanceof Label.Numbered numbered && numbered.number() >= 0 && numbered.number() <= 8;
        }
    };

    /** Names of RFC 7515, 7516, 7518 and 7797, which every implementation understands or must not be asked to. */
    private static final Set<String> REGISTERED_JOSE_NAMES = Set.of(
            "alg",
            "jku",
            "jwk",
            "kid",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "typ",
            "cty",
            "crit",
            "b64",
            "enc",
            "zip",
            "epk",
            "apu",
            "apv",
            "iv",
            "tag",
            "p2s",
            "p2c");

    private final String mediaType;

    EnvelopeFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The format that callers name. */
    public static EnvelopeFormat of(NotationEnvelope envelope) {
        return switch (envelope) {
            case JWS -> JWS;
            case COSE -> COSE;
        };
    }

    /** The format of a layer, by its media type. */
    static Optional<EnvelopeFormat> ofMediaType(String mediaType) {
        for (EnvelopeFormat format : values()) {
            if (format.mediaType.equals(mediaType)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The media type of an envelope. */
    public String mediaType() {
        return mediaType;
    }

    /** The label of the algorithm. */
    Label algorithm() {
        return label("alg", 1);
    }

    /** The label of the list of critical attributes. */
    Label critical() {
        return label("crit", 2);
    }

    /** The label of the payload's type. */
    Label contentType() {
        return label("cty", 3);
    }

    private Label label(String jws, long cose) {
        return this == JWS ? new Label.Named(jws) : new Label.Numbered(cose);
    }

    /** Reads the value of {@link #algorithm()}; empty for what the profile does not allow. */
    abstract Optional<SigningAlgorithm> algorithm(HeaderValue value);

    /** Reads a time; empty for what is none, or lies outside 1970 to 9999. */
    abstract Optional<Instant> time(HeaderValue value);

    /** Whether the format itself defines this label, so that it must not be listed as critical. */
    abstract boolean isRegistered(Label label);
}
