/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of every signature.
 *
 * @param envelope how it is written
 * @param scheme who vouches for the signing time
 * @param lifetime how long it counts; null: for ever
 * @param agent what signs; empty: nobody says
 * @param metadata the signer's, sorted by key
 */
public record SigningOptions(
        NotationEnvelope envelope,
        SigningScheme scheme,
        @Nullable Duration lifetime,
        String agent,
        Map<String, String> metadata) {

    /** Keys that begin like this belong to the Notary Project (signature-specification.md, "Payload"). */
    private static final String RESERVED = "io.cncf.notary";

    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final int LONGEST_AGENT = 256;

    /**
     * Copies the metadata and checks everything.
     *
     * @throws SetUpException {@code SIGNING_OPTION_INVALID}
     */
    public SigningOptions {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        check(lifetime);
        if (agent.length() > LONGEST_AGENT || agent.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw invalid("the agent is not ASCII of at most " + LONGEST_AGENT + " characters");
        }
        check(metadata);
    }

    private static void check(@Nullable Duration lifetime) {
        if (lifetime == null) {
            return;
        }
        // Times are written in whole seconds, and the end has to be later than the beginning.
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw invalid("a lifetime of " + lifetime + "; from one second to 100 years");
        }
    }

    private static void check(Map<String, String> metadata) {
        for (String key : metadata.keySet()) {
            if (key.isEmpty() || key.startsWith(RESERVED)) {
                throw invalid("metadata with the key '" + key + "'");
            }
        }
        try {
            JsonWriter.object(out -> metadata.forEach(out::text));
        } catch (IllegalArgumentException e) {
            throw new SetUpException(
                    new Reason(NotationReason.SIGNING_OPTION_INVALID, "metadata that is no Unicode text"), e);
        }
    }

    /** How it is written. */
    EnvelopeFormat format() {
        return EnvelopeFormat.of(envelope);
    }

    /** The header of a signature made at a time, in whole seconds. */
    SignedHeader header(SigningAlgorithm algorithm, Instant signingTime) {
        Instant expiry = lifetime == null ? null : signingTime.plusSeconds(lifetime.toSeconds());
        return new SignedHeader(algorithm, scheme, signingTime, expiry);
    }

    private static SetUpException invalid(String detail) {
        return new SetUpException(new Reason(NotationReason.SIGNING_OPTION_INVALID, detail));
    }
}
