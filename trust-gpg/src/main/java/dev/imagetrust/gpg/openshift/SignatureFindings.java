/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import static java.util.Collections.unmodifiableMap;
import static java.util.Objects.requireNonNull;

/**
 * What a verified signature says, as OpenShift shows it.
 *
 * @param imageIdentity the signed name
 * @param signedClaims the signed members by name
 * @param created when the signer says it was made
 * @param fingerprint of the primary key under which it holds, in full
 * @param signer the first name that the key gives itself; hostile text until the fingerprint was compared
 * @since 0.1
 */
public record SignatureFindings(
        String imageIdentity, Map<String, String> signedClaims, Instant created, String fingerprint, String signer) {

    /** Copies the map. */
    public SignatureFindings {
        requireNonNull(imageIdentity, "imageIdentity");
        signedClaims = unmodifiableMap(new TreeMap<>(signedClaims));
        requireNonNull(created, "created");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(signer, "signer");
    }
}
