/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;

/**
 * One program of {@link ExecutablePlugins}. Each call starts it anew.
 *
 * @since 0.1
 */
public final class ExecutablePlugin implements VerificationPlugin, SigningPlugin, EnvelopePlugin {

    private final String name;
    private final PluginProcess process;

    ExecutablePlugin(String name, PluginProcess process) {
        this.name = name;
        this.process = process;
    }

    @Override
    public PluginMetadata metadata(Deadline deadline) throws PluginException, InterruptedException {
        PluginMetadata metadata =
                ask("get-plugin-metadata", PluginMessages.nothing(), PluginMessages::metadata, deadline);
        if (!metadata.name().equals(name)) {
            throw new PluginException(
                    PluginException.ErrorCode.ERROR, "the plugin " + name + " calls itself " + metadata.name());
        }
        return metadata;
    }

    @Override
    public Answer verify(Question question, Deadline deadline) throws PluginException, InterruptedException {
        return ask("verify-signature", PluginMessages.question(question), PluginMessages::answer, deadline);
    }

    @Override
    public String describeKey(KeyReference key, Deadline deadline) throws PluginException, InterruptedException {
        return ask(
                "describe-key",
                PluginMessages.describe(key),
                answer -> PluginMessages.echoing(answer, "keyId", key.id()).text("keySpec"),
                deadline);
    }

    @Override
    public RawSignature generateSignature(KeyReference key, String keySpec, Bytes payload, Deadline deadline)
            throws PluginException, InterruptedException {
        return ask(
                "generate-signature",
                PluginMessages.sign(key, keySpec, payload),
                answer -> PluginMessages.signature(PluginMessages.echoing(answer, "keyId", key.id())),
                deadline);
    }

    @Override
    public Envelope generateEnvelope(Order order, Deadline deadline) throws PluginException, InterruptedException {
        return ask(
                "generate-envelope",
                PluginMessages.order(order),
                answer -> PluginMessages.envelope(
                        PluginMessages.echoing(answer, "signatureEnvelopeType", order.envelopeType())),
                deadline);
    }

    /** Its name. */
    @Override
    public String toString() {
        return "plugin " + name;
    }

    private <T> T ask(String command, Bytes request, Reading<T> reading, Deadline deadline)
            throws PluginException, InterruptedException {
        Bytes output = process.run(command, request, deadline);
        try {
            return reading.read(PluginMessages.parse(output));
        } catch (MalformedInputException e) {
            throw new PluginException(
                    PluginException.ErrorCode.ERROR,
                    "the plugin " + name + " answers " + command + " with "
                            + e.reason().text(),
                    e);
        }
    }

    /** Reads one kind of answer. */
    private interface Reading<T> {
        T read(JsonObject answer) throws MalformedInputException, PluginException;
    }
}
