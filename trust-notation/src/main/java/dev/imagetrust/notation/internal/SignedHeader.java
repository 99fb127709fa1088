/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signer is about to say about a signature.
 *
 * @param algorithm the one of the signing key
 * @param scheme who vouches for the signing time
 * @param signingTime in whole seconds
 * @param expiry in whole seconds, later than the signing time; null: never
 */
record SignedHeader(
        SigningAlgorithm algorithm,
        SigningScheme scheme,
        Instant signingTime,
        @Nullable Instant expiry) {

    /** Where the signing time stands: each scheme has a place of its own. */
    Label timeLabel() {
        return scheme == SigningScheme.SIGNING_AUTHORITY
                ? AttributeNames.AUTHENTIC_SIGNING_TIME
                : AttributeNames.SIGNING_TIME;
    }

    /** What a verifier has to understand, in the order of the reference implementation. */
    List<String> critical() {
        List<String> names = new ArrayList<>();
        names.add(AttributeNames.SIGNING_SCHEME.toString());
        if (scheme == SigningScheme.SIGNING_AUTHORITY) {
            names.add(AttributeNames.AUTHENTIC_SIGNING_TIME.toString());
        }
        if (expiry != null) {
            names.add(AttributeNames.EXPIRY.toString());
        }
        return names;
    }
}
