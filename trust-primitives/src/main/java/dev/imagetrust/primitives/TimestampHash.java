/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.verdict.Reason;
import java.util.Map;

/** The hash functions that a timestamp may rest on. */
final class TimestampHash {

    private static final Map<String, DigestAlgorithm> ACCEPTED = Map.of(
            "2.16.840.1.101.3.4.2.1", DigestAlgorithm.SHA256,
            "2.16.840.1.101.3.4.2.2", DigestAlgorithm.SHA384,
            "2.16.840.1.101.3.4.2.3", DigestAlgorithm.SHA512);

    private TimestampHash() {}

    /** The object identifier of an accepted function. */
    static String identifier(DigestAlgorithm algorithm) {
        return ACCEPTED.entrySet().stream()
                .filter(entry -> entry.getValue() == algorithm)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Reads an {@code AlgorithmIdentifier}; the parameters are absent or null (RFC 5754 section 2). */
    static DigestAlgorithm read(DerReader reader) throws MalformedInputException {
        DerReader identifier = reader.sequence();
        String oid = identifier.objectIdentifier();
        DigestAlgorithm algorithm = ACCEPTED.get(oid);
        if (algorithm == null) {
            throw new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_HASH, oid));
        }
        if (!identifier.atEnd()) {
            identifier.nullValue();
        }
        identifier.end();
        return algorithm;
    }
}
