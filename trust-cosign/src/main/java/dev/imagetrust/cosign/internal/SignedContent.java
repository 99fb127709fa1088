/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a signature that holds says. Read from the signed octets, after the signature was checked. */
sealed interface SignedContent permits SimpleSigningPayload, InTotoStatement, SignedFile {

    /**
     * Whether it is about what has these digests, which are of different algorithms: at least one of them is in it, and none is
     * contradicted.
     */
    boolean covers(List<Digest> digests);

    /** The first wanted annotation that it does not carry, with that value, for what has these digests. */
    Optional<String> missingAnnotation(Map<String, String> wanted, List<Digest> digests);

    /** The name under which the image was signed; empty: the format has none. */
    Optional<String> dockerReference();

    /** The type of the statement; empty: it is none. */
    Optional<String> predicateType();

    /** What it is about, for messages. */
    String subject();
}
