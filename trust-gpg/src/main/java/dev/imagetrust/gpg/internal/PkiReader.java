/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads {@code pki}: certificates of an own authority, without Fulcio and logs.
 *
 * @param object the requirement
 */
record PkiReader(JsonObject object, PolicyFiles files, List<String> problems) {

    private static final Set<String> ROOTS = Set.of("caRootsPath", "caRootsData");
    private static final Set<String> INTERMEDIATES = Set.of("caIntermediatesPath", "caIntermediatesData");
    private static final String EMAIL = "subjectEmail";
    private static final String HOST = "subjectHostname";

    Optional<Supplier<CosignRequirement.Builder>> read(List<KeyMaterial> logs) throws MalformedInputException {
        JsonObject pki = object.object("pki");
        pki.allowOnly(Set.of("caRootsPath", "caRootsData", "caIntermediatesPath", "caIntermediatesData", EMAIL, HOST));
        List<KeyMaterial> roots = KeyMaterial.oneOf(pki, files, ROOTS);
        List<KeyMaterial> between = pki.names().stream().anyMatch(INTERMEDIATES::contains)
                ? KeyMaterial.oneOf(pki, files, INTERMEDIATES)
                : List.of();
        List<IdentityPattern> emails = subject(pki, EMAIL);
        List<IdentityPattern> hosts = subject(pki, HOST);
        if (emails.size() + hosts.size() == 0 || !logs.isEmpty()) {
            throw pki.refusal(GpgReason.POLICY_INVALID, "pki needs a subject and takes no transparency log key");
        }
        Stream.concat(roots.stream(), between.stream())
                .flatMap(material -> material.problem().stream())
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        CosignAuthority authority = new CosignAuthority.OwnCa(pinned(roots), pinned(between), emails, hosts);
        // Nobody vouches for the time of signing: the certificate has to be valid now, as in containers/image.
        return Optional.of(() -> CosignRequirement.by(authority).insecurelyJudgingCertificatesNow());
    }

    private static List<IdentityPattern> subject(JsonObject pki, String name) throws MalformedInputException {
        return pki.has(name) ? List.of(FulcioReader.exactly(pki, name)) : List.of();
    }

    private static Set<AnchorSelector> pinned(List<KeyMaterial> materials) {
        Set<AnchorSelector> all = new LinkedHashSet<>();
        materials.forEach(each -> all.add(each.pinned(AnchorKind.COSIGN_CA)));
        return all;
    }
}
