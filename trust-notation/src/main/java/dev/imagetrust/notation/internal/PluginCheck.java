/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginMetadata;
import dev.imagetrust.notation.plugin.VerificationPlugin;
import dev.imagetrust.notation.plugin.VerificationPlugin.Answer;
import dev.imagetrust.notation.plugin.VerificationPlugin.Question;
import dev.imagetrust.notation.plugin.VerificationPlugin.Result;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the plugin that a signature demands (trust-store-trust-policy.md, "Signature verification", steps for extended
 * verification).
 *
 * @param plugins those there are
 * @param deadline when the answer is wanted
 */
record PluginCheck(VerificationPlugins plugins, Deadline deadline) {

    /** A plugin was not asked, so everything is judged here. */
    static final Delegated NOTHING = new Delegated("", new Answer(Map.of(), Set.of()));

    /**
     * What the plugin judged in place of the checks made here.
     *
     * @param plugin its name and version, for people
     * @param answer the results; empty where it had nothing to judge
     */
    record Delegated(String plugin, Answer answer) {

        /** The result of a check that was the plugin's; empty: it is ours. */
        Optional<Result> result(PluginCapability capability) {
            return Optional.ofNullable(answer.results().get(capability));
        }
    }

    /**
     * Asks about a signature whose chain matched a trust store.
     *
     * @throws MalformedInputException if there is no such plugin, it is not fit, or left something undone
     * @throws PluginException if it gave no answer
     */
    Delegated ask(String name, NotationRequirement requirement, VerifiedSignature signature)
            throws MalformedInputException, PluginException, InterruptedException {
        VerificationPlugin plugin =
                plugins.find(name).orElseThrow(() -> refusal(NotationReason.PLUGIN_UNAVAILABLE, name));
        PluginMetadata metadata = plugin.metadata(deadline);
        SignedAttributes attributes = signature.attributes();
        requireFit(metadata, attributes);
        Set<PluginCapability> wanted = wanted(metadata, requirement);
        Set<String> unprocessed = attributes.unprocessedNames();
        String who = metadata.name() + " " + metadata.version();
        if (wanted.isEmpty()) {
            requireNone(unprocessed);
            return new Delegated(who, new Answer(Map.of(), Set.of()));
        }
        Answer answer = plugin.verify(question(requirement, signature, unprocessed, wanted), deadline);
        for (PluginCapability capability : wanted) {
            if (!answer.results().containsKey(capability)) {
                throw refusal(NotationReason.PLUGIN_ANSWER_INVALID, "no result for " + capability.wireName());
            }
        }
        Set<String> left = new TreeSet<>(unprocessed);
        // What is no text was not shown to the plugin, whatever it says.
        left.removeIf(each -> attributes.extendedTexts().containsKey(each)
                && answer.processedAttributes().contains(each));
        requireNone(left);
        return new Delegated(who, answer);
    }

    private static void requireFit(PluginMetadata metadata, SignedAttributes attributes)
            throws MalformedInputException {
        if (!metadata.contractVersions().contains(PluginMetadata.CONTRACT_VERSION)) {
            throw incompatible(metadata, "it does not speak contract version " + PluginMetadata.CONTRACT_VERSION);
        }
        if (metadata.capabilities().stream().noneMatch(PluginCapability::isVerifier)) {
            throw incompatible(metadata, "it verifies nothing");
        }
        String atLeast = attributes.pluginMinVersion();
        if (!SemanticVersion.isValid(metadata.version())) {
            throw incompatible(metadata, "its version is no semantic version");
        }
        if (atLeast != null && SemanticVersion.compare(metadata.version(), atLeast) < 0) {
            throw incompatible(metadata, "the signature demands version " + atLeast);
        }
    }

    /** What the plugin can and the policy wants. */
    private static Set<PluginCapability> wanted(PluginMetadata metadata, NotationRequirement requirement) {
        Set<PluginCapability> wanted = EnumSet.noneOf(PluginCapability.class);
        metadata.capabilities().stream().filter(PluginCapability::isVerifier).forEach(wanted::add);
        if (requirement.action(Step.REVOCATION) == Action.SKIPPED) {
            wanted.remove(PluginCapability.SIGNATURE_VERIFIER_REVOCATION_CHECK);
        }
        return wanted;
    }

    private static Question question(
            NotationRequirement requirement,
            VerifiedSignature signature,
            Set<String> unprocessed,
            Set<PluginCapability> wanted) {
        SignedAttributes attributes = signature.attributes();
        boolean authority = attributes.scheme() == SigningScheme.SIGNING_AUTHORITY;
        List<Bytes> chain =
                signature.chain().stream().map(CertificateFacts::der).toList();
        return new Question(
                attributes.contentType(),
                attributes.scheme().id(),
                attributes.expiry(),
                authority ? attributes.signingTime() : null,
                attributes.extendedTexts(),
                unprocessed,
                chain,
                requirement.trustedIdentities(),
                wanted);
    }

    private static void requireNone(Set<String> unprocessed) throws MalformedInputException {
        if (!unprocessed.isEmpty()) {
            throw refusal(NotationReason.UNPROCESSED_CRITICAL_ATTRIBUTE, unprocessed.toString());
        }
    }

    private static MalformedInputException incompatible(PluginMetadata metadata, String why) {
        return refusal(NotationReason.PLUGIN_INCOMPATIBLE, metadata.name() + " " + metadata.version() + ": " + why);
    }

    private static MalformedInputException refusal(NotationReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
