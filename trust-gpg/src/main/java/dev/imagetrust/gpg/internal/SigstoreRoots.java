/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;
import java.util.Optional;

/** Puts the logs and authorities of one requirement into one Sigstore root. */
final class SigstoreRoots {

    private SigstoreRoots() {}

    /** The root; empty if one of the files cannot be used, which {@code problems} then says. */
    static Optional<AnchorSelector> of(
            List<KeyMaterial> logs, List<KeyMaterial> authorities, String origin, List<String> problems) {
        SigstoreRootText root = new SigstoreRootText();
        int before = problems.size();
        add(logs, root::addLog, problems);
        add(authorities, root::addAuthorities, problems);
        return problems.size() == before
                ? Optional.of(new Pinned(AnchorKind.SIGSTORE_ROOT, root.json(), origin))
                : Optional.empty();
    }

    /** All are tried, so that every one that cannot be used is told. */
    private static void add(List<KeyMaterial> materials, Adding adding, List<String> problems) {
        for (KeyMaterial material : materials) {
            if (material.content() == null) {
                material.problem().ifPresent(problems::add);
                continue;
            }
            try {
                adding.add(material.content());
            } catch (MalformedInputException e) {
                problems.add(material.origin() + ": " + e.reason().text());
            }
        }
    }

    private interface Adding {
        void add(Bytes pem) throws MalformedInputException;
    }
}
