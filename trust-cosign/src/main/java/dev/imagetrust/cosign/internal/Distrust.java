/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a deny list takes away from a Sigstore root. The engine asks it about signers; logs and timestamp authorities only
 * vouch for a signature, and must not be believed either once their key is denied.
 */
final class Distrust {

    private Distrust() {}

    /** All that a deny list can name in a certificate. */
    static Set<DenyTarget> targets(CertificateFacts certificate) {
        Set<DenyTarget> targets = new HashSet<>();
        targets.add(new DenyTarget.Certificate(certificate.fingerprint()));
        try {
            targets.add(new DenyTarget.Key(certificate.key().fingerprint()));
        } catch (MalformedInputException e) {
            // No key that signs anything here; the certificate itself can still be denied.
        }
        return targets;
    }

    /** The root without those who vouch and are denied; whom an authority certified, the engine asks about. */
    static TrustedRoot applied(TrustedRoot root, DenyList denied) {
        return new TrustedRoot(
                logs(root.logs(), denied),
                root.certificateAuthorities(),
                logs(root.certificateLogs(), denied),
                root.timestampAuthorities().stream()
                        .filter(authority -> authority.chain().stream()
                                .allMatch(each -> denied.findAny(targets(each)).isEmpty()))
                        .toList());
    }

    private static List<LogKey> logs(List<LogKey> logs, DenyList denied) {
        return logs.stream()
                .filter(log ->
                        denied.find(new DenyTarget.Key(log.key().fingerprint())).isEmpty())
                .toList();
    }
}
