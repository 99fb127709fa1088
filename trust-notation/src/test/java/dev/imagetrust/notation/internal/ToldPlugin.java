/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginMetadata;
import dev.imagetrust.notation.plugin.VerificationPlugin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what it is told to, and keeps what it was asked. */
final class ToldPlugin implements VerificationPlugin {

    final List<Question> questions = new ArrayList<>();
    final Map<PluginCapability, Result> results = new HashMap<>();
    private Set<PluginCapability> capabilities = EnumSet.noneOf(PluginCapability.class);
    Set<String> contracts = Set.of("1.0");
    Set<String> processed = Set.of();
    String version = "1.2.3";
    PluginException failure;
    int asked;

    ToldPlugin can(PluginCapability... can) {
        capabilities = Set.of(can);
        capabilities.forEach(each -> results.put(each, new Result(true, "")));
        return this;
    }

    ToldPlugin says(PluginCapability capability, Result result) {
        results.put(capability, result);
        return this;
    }

    @Override
    public PluginMetadata metadata(Deadline deadline) {
        asked++;
        return new PluginMetadata("p", version, contracts, capabilities);
    }

    @Override
    public Answer verify(Question question, Deadline deadline) throws PluginException {
        questions.add(question);
        if (failure != null) {
            throw failure;
        }
        Map<PluginCapability, Result> answered = new HashMap<>(results);
        answered.keySet().retainAll(question.wanted());
        return new Answer(answered, processed);
    }
}
