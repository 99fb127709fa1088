/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code sigstoreSigned}: containers-policy.json(5). What it asks for is judged by the cosign verifier
 * (docs/adr/0015-sigstore-in-containers-policies.md).
 */
final class SigstoreReader {

    private static final Set<String> KEYS = Set.of("keyPath", "keyPaths", "keyData", "keyDatas");
    private static final Set<String> LOGS =
            Set.of("rekorPublicKeyPath", "rekorPublicKeyPaths", "rekorPublicKeyData", "rekorPublicKeyDatas");
    private static final Set<String> ALLOWED = Stream.of(KEYS, LOGS, Set.of("type", "fulcio", "pki", "signedIdentity"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final JsonObject object;
    private final PolicyFiles files;
    private final BundleNames bundles;
    private final List<String> problems;

    SigstoreReader(JsonObject object, PolicyFiles files, BundleNames bundles, List<String> problems) {
        this.object = object;
        this.files = files;
        this.bundles = bundles;
        this.problems = problems;
    }

    /** The requirement; empty if it cannot be judged, which {@code problems} then says. */
    Optional<Requirement> read() throws MalformedInputException {
        object.allowOnly(ALLOWED);
        Set<String> names = object.names();
        long authorities = names.stream()
                .filter(name -> KEYS.contains(name) || name.equals("fulcio") || name.equals("pki"))
                .count();
        if (authorities != 1) {
            throw object.refusal(GpgReason.POLICY_INVALID, "exactly one of keys, fulcio, pki");
        }
        List<KeyMaterial> logs =
                names.stream().anyMatch(LOGS::contains) ? KeyMaterial.oneOf(object, files, LOGS) : List.of();
        SignedIdentity identity = SignedIdentityReader.of(object);
        Optional<Supplier<CosignRequirement.Builder>> requirement;
        if (object.has("fulcio")) {
            requirement = new FulcioReader(object, files, problems).read(logs);
        } else if (object.has("pki")) {
            requirement = new PkiReader(object, files, problems).read(logs);
        } else {
            requirement = keys(logs);
        }
        return requirement.map(builder -> named(builder, identity));
    }

    private Optional<Supplier<CosignRequirement.Builder>> keys(List<KeyMaterial> logs) throws MalformedInputException {
        List<KeyMaterial> keys = KeyMaterial.oneOf(object, files, KEYS);
        keys.stream().flatMap(key -> key.problem().stream()).forEach(problems::add);
        Optional<AnchorSelector> log =
                logs.isEmpty() ? Optional.empty() : SigstoreRoots.of(logs, List.of(), object.path(), problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<Pinned> pinned =
                keys.stream().map(key -> key.pinned(AnchorKind.COSIGN_KEY)).toList();
        return Optional.of(() -> {
            CosignRequirement.Builder requirement = CosignRequirement.keys(pinned);
            log.ifPresent(requirement::transparencyLog);
            return requirement;
        });
    }

    /** No bundle has the name that is compared: it is refused for that, unless the caller said that it need not have one. */
    private Requirement named(Supplier<CosignRequirement.Builder> requirement, SignedIdentity identity) {
        Requirement named = requirement.get().signedIdentity(identity).build();
        return switch (bundles) {
            case NEEDED -> named;
            case NOT_NEEDED ->
                new AnyOf(List.of(
                        named, requirement.get().onlyFormat(Format.BUNDLE).build()));
        };
    }
}
