/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way in which a host wants a login: RFC 9110 section 11.6.1.
 *
 * @param scheme in lower case
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final int MAX_HEADERS = 8;
    private static final int MAX_LENGTH = 8192;

    /** Copies the parameters. */
    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /**
     * All challenges of an answer.
     *
     * @throws UnavailableException if one cannot be read: whoever misreads one might answer another than was meant
     */
    static List<Challenge> parse(List<String> headers) throws UnavailableException {
        if (headers.size() > MAX_HEADERS) {
            throw unusable(headers.size() + " headers");
        }
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            if (header.length() > MAX_LENGTH) {
                throw unusable(header.length() + " characters");
            }
            challenges.addAll(new ChallengeScanner(header).challenges());
        }
        return challenges;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    static UnavailableException unusable(String detail) {
        return Failures.because(RegistryReason.CHALLENGE_UNUSABLE, detail);
    }
}
