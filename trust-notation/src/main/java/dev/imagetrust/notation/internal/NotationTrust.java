/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.List;
import java.util.Set;

/**
 * Whom a requirement trusts, read from one snapshot.
 *
 * @param authorities the stores of type {@code ca}
 * @param timeAuthorities the stores of type {@code signingAuthority}
 * @param timestampAuthorities the stores of type {@code tsa}
 * @param hasTimestampStores whether the requirement selects any of those, with or without content
 * @param identities whose signatures count
 * @param denied who is trusted no more; the engine consults it about signers, and here it is about time
 */
record NotationTrust(
        TrustedCertificates authorities,
        TrustedCertificates timeAuthorities,
        TrustedCertificates timestampAuthorities,
        boolean hasTimestampStores,
        List<TrustedIdentity> identities,
        DenyList denied) {

    NotationTrust {
        identities = List.copyOf(identities);
    }

    /**
     * Reads it.
     *
     * @throws SetUpException if a store or an identity cannot be used
     */
    static NotationTrust of(NotationRequirement requirement, TrustSnapshot snapshot) {
        Set<AnchorSelector> selectors = requirement.anchors();
        try {
            return new NotationTrust(
                    TrustedCertificates.of(AnchorKind.NOTATION_CA, selectors, snapshot),
                    TrustedCertificates.of(AnchorKind.NOTATION_SIGNING_AUTHORITY, selectors, snapshot),
                    TrustedCertificates.of(AnchorKind.NOTATION_TSA, selectors, snapshot),
                    selectors.stream().anyMatch(s -> s.kind() == AnchorKind.NOTATION_TSA),
                    TrustedIdentity.parseAll(requirement.trustedIdentities()),
                    snapshot.denied());
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    /**
     * The stores for a scheme. Never the other ones: else anybody who gets a certificate of some authority could sign
     * as one who is trusted to tell the time.
     */
    TrustedCertificates certificates(SigningScheme scheme) {
        return switch (scheme) {
            case X509 -> authorities;
            case SIGNING_AUTHORITY -> timeAuthorities;
        };
    }

    /** Whether anybody under the stores is trusted. */
    boolean isAnybodyTrusted() {
        return identities.stream().anyMatch(TrustedIdentity.Anybody.class::isInstance);
    }
}
