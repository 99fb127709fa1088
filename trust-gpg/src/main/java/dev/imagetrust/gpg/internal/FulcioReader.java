/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads {@code fulcio}: certificates that an authority gave to an OpenID Connect identity, and logs that listed the
 * signature while they were valid.
 *
 * @param object the requirement
 */
record FulcioReader(JsonObject object, PolicyFiles files, List<String> problems) {

    Optional<Supplier<CosignRequirement.Builder>> read(List<KeyMaterial> logs) throws MalformedInputException {
        JsonObject fulcio = object.object("fulcio").allowOnly(Set.of("caPath", "caData", "oidcIssuer", "subjectEmail"));
        List<KeyMaterial> authorities = KeyMaterial.oneOf(fulcio, files, Set.of("caPath", "caData"));
        IdentityPattern issuer = exactly(fulcio, "oidcIssuer");
        IdentityPattern email = exactly(fulcio, "subjectEmail");
        if (logs.isEmpty()) {
            throw object.refusal(GpgReason.POLICY_INVALID, "fulcio needs a transparency log key");
        }
        Optional<AnchorSelector> root = SigstoreRoots.of(logs, authorities, object.path(), problems);
        // The policy names no certificate transparency log; containers/image asks for none either.
        return root.filter(known -> problems.isEmpty())
                .map(known ->
                        () -> CosignRequirement.keyless(known, issuer, email).insecurelyWithoutCertificateTimestamps());
    }

    static IdentityPattern exactly(JsonObject object, String name) throws MalformedInputException {
        return new IdentityPattern.Exact(KeyMaterial.notEmpty(object.value(name)));
    }
}
