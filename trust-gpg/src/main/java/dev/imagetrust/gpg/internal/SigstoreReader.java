/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code sigstoreSigned}: containers-policy.json(5), of which keys without a transparency log can be judged.
 *
 * <p>The rest is read as strictly, so that a misspelt member shows, and makes the rule unusable.
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
    private final List<String> problems;

    SigstoreReader(JsonObject object, PolicyFiles files, List<String> problems) {
        this.object = object;
        this.files = files;
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
        List<KeyMaterial> log = log(names);
        SignedIdentity identity = SignedIdentityReader.of(object);
        if (object.has("fulcio")) {
            fulcio(object.object("fulcio"), log);
            return Optional.empty();
        }
        if (object.has("pki")) {
            pki(object.object("pki"), log);
            return Optional.empty();
        }
        List<KeyMaterial> keys = KeyMaterial.oneOf(object, files, KEYS);
        keys.stream().flatMap(key -> key.problem().stream()).forEach(problems::add);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        // containers/image knows no bundles; and no bundle carries the name that is compared here.
        return Optional.of(CosignRequirement.keys(keys.stream()
                        .map(key -> key.pinned(AnchorKind.COSIGN_KEY))
                        .toList())
                .onlyFormat(CosignRequirement.Format.LEGACY)
                .signedIdentity(identity)
                .build());
    }

    private List<KeyMaterial> log(Set<String> names) throws MalformedInputException {
        if (names.stream().noneMatch(LOGS::contains)) {
            return List.of();
        }
        problems.add("sigstoreSigned with a transparency log key is not supported");
        return KeyMaterial.oneOf(object, files, LOGS);
    }

    private void fulcio(JsonObject fulcio, List<KeyMaterial> log) throws MalformedInputException {
        fulcio.allowOnly(Set.of("caPath", "caData", "oidcIssuer", "subjectEmail"));
        KeyMaterial.oneOf(fulcio, files, Set.of("caPath", "caData"));
        KeyMaterial.notEmpty(fulcio.value("oidcIssuer"));
        KeyMaterial.notEmpty(fulcio.value("subjectEmail"));
        if (log.isEmpty()) {
            throw object.refusal(GpgReason.POLICY_INVALID, "fulcio needs a transparency log key");
        }
        problems.add("sigstoreSigned with fulcio is not supported");
    }

    private void pki(JsonObject pki, List<KeyMaterial> log) throws MalformedInputException {
        pki.allowOnly(Set.of(
                "caRootsPath",
                "caRootsData",
                "caIntermediatesPath",
                "caIntermediatesData",
                "subjectEmail",
                "subjectHostname"));
        KeyMaterial.oneOf(pki, files, Set.of("caRootsPath", "caRootsData"));
        if (pki.has("caIntermediatesPath") || pki.has("caIntermediatesData")) {
            KeyMaterial.oneOf(pki, files, Set.of("caIntermediatesPath", "caIntermediatesData"));
        }
        List<JsonValue> subjects = Stream.of("subjectEmail", "subjectHostname")
                .flatMap(name -> pki.find(name).stream())
                .toList();
        for (JsonValue subject : subjects) {
            KeyMaterial.notEmpty(subject);
        }
        if (subjects.isEmpty() || !log.isEmpty()) {
            throw pki.refusal(GpgReason.POLICY_INVALID, "pki needs a subject and takes no transparency log key");
        }
        problems.add("sigstoreSigned with pki is not supported");
    }
}
