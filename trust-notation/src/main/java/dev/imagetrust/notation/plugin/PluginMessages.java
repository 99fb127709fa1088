/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Envelope;
import dev.imagetrust.notation.plugin.EnvelopePlugin.Order;
import dev.imagetrust.notation.plugin.PluginException.ErrorCode;
import dev.imagetrust.notation.plugin.SigningPlugin.KeyReference;
import dev.imagetrust.notation.plugin.SigningPlugin.RawSignature;
import dev.imagetrust.notation.plugin.VerificationPlugin.Answer;
import dev.imagetrust.notation.plugin.VerificationPlugin.Question;
import dev.imagetrust.notation.plugin.VerificationPlugin.Result;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The JSON of requests and answers (plugin-extensibility.md).
 *
 * <p>Go writes null for an empty list, so null counts as absent. Members that are not known are passed over: later plugins
 * may have more to say.
 */
final class PluginMessages {

    /** An answer with an envelope of 4 MiB in base64, and little else. */
    private static final JsonLimits LIMITS = new JsonLimits(16 * 1024 * 1024, 20, 12 * 1024 * 1024, 10_000);

    private static final Map<String, String> HASHES = Map.of(
            "RSA-2048", "SHA-256",
            "RSA-3072", "SHA-384",
            "RSA-4096", "SHA-512",
            "EC-256", "SHA-256",
            "EC-384", "SHA-384",
            "EC-521", "SHA-512");

    private PluginMessages() {}

    static Bytes nothing() {
        return JsonWriter.object(content -> {});
    }

    static Bytes question(Question question) {
        return JsonWriter.object(content -> content.text("contractVersion", PluginMetadata.CONTRACT_VERSION)
                .object("signature", signature -> writeSignature(question, signature))
                .object(
                        "trustPolicy",
                        policy -> policy.array(
                                        "trustedIdentities",
                                        all -> question.trustedIdentities().forEach(all::text))
                                .array(
                                        "signatureVerification",
                                        all -> question.wanted().stream()
                                                .map(PluginCapability::wireName)
                                                .sorted()
                                                .forEach(all::text))));
    }

    private static void writeSignature(Question question, ObjectContent signature) {
        signature
                .object("criticalAttributes", attributes -> writeCritical(question, attributes))
                .array(
                        "unprocessedAttributes",
                        all -> new TreeSet<>(question.unprocessedAttributes()).forEach(all::text))
                .array(
                        "certificateChain",
                        all -> question.certificateChain().stream()
                                .map(Base64Text::encodeStandard)
                                .forEach(all::text));
    }

    private static void writeCritical(Question question, ObjectContent attributes) {
        attributes.text("contentType", question.contentType()).text("signingScheme", question.signingScheme());
        if (question.expiry() != null) {
            attributes.text("expiry", question.expiry().toString());
        }
        if (question.authenticSigningTime() != null) {
            attributes.text(
                    "authenticSigningTime", question.authenticSigningTime().toString());
        }
        if (!question.extendedAttributes().isEmpty()) {
            attributes.object(
                    "extendedAttributes", all -> new TreeMap<>(question.extendedAttributes()).forEach(all::text));
        }
    }

    static Bytes describe(KeyReference key) {
        return JsonWriter.object(content -> writeKey(key, content));
    }

    static Bytes sign(KeyReference key, String keySpec, Bytes payload) throws PluginException {
        String hash = HASHES.get(keySpec);
        if (hash == null) {
            throw new PluginException(ErrorCode.ERROR, "no key signs as a " + keySpec);
        }
        return JsonWriter.object(content -> {
            writeKey(key, content);
            content.text("keySpec", keySpec)
                    .text("hashAlgorithm", hash)
                    .text("payload", Base64Text.encodeStandard(payload));
        });
    }

    static Bytes order(Order order) {
        return JsonWriter.object(content -> {
            writeKey(order.key(), content);
            content.text("payload", Base64Text.encodeStandard(order.payload()))
                    .text("payloadType", order.payloadType())
                    .text("signatureEnvelopeType", order.envelopeType());
            Duration expiry = order.expiry();
            if (expiry != null) {
                content.integer("expiryDurationInSeconds", expiry.toSeconds());
            }
        });
    }

    private static void writeKey(KeyReference key, ObjectContent content) {
        content.text("contractVersion", PluginMetadata.CONTRACT_VERSION).text("keyId", key.id());
        if (!key.pluginConfig().isEmpty()) {
            content.object("pluginConfig", all -> new TreeMap<>(key.pluginConfig()).forEach(all::text));
        }
    }

    static JsonObject parse(Bytes output) throws MalformedInputException {
        return Json.parseObject(output, LIMITS).withoutNulls();
    }

    /** An answer that repeats a value of the request: else it is the answer to another. */
    static JsonObject echoing(JsonObject answer, String member, String expected)
            throws MalformedInputException, PluginException {
        if (!answer.text(member).equals(expected)) {
            throw new PluginException(ErrorCode.ERROR, "the plugin answers another request, " + member + " differs");
        }
        return answer;
    }

    static PluginMetadata metadata(JsonObject answer) throws MalformedInputException, PluginException {
        for (String member : List.of("name", "description", "version", "url")) {
            if (answer.text(member).isEmpty()) {
                throw new PluginException(ErrorCode.ERROR, "the plugin answers with an empty " + member);
            }
        }
        Set<PluginCapability> capabilities = EnumSet.noneOf(PluginCapability.class);
        for (String capability : answer.array("capabilities").texts()) {
            PluginCapability.find(capability).ifPresent(capabilities::add);
        }
        return new PluginMetadata(
                answer.text("name"),
                answer.text("version"),
                Set.copyOf(
                        new TreeSet<>(answer.array("supportedContractVersions").texts())),
                capabilities);
    }

    static Answer answer(JsonObject answer) throws MalformedInputException {
        Map<PluginCapability, Result> results = new EnumMap<>(PluginCapability.class);
        JsonObject all = answer.object("verificationResults").withoutNulls();
        for (String name : all.names()) {
            JsonObject result = all.object(name).withoutNulls();
            boolean success = result.bool("success");
            String reason = result.findText("reason").orElse("");
            PluginCapability.find(name).ifPresent(each -> results.put(each, new Result(success, reason)));
        }
        List<String> processed = answer.findArray("processedAttributes").isPresent()
                ? answer.array("processedAttributes").texts()
                : List.of();
        return new Answer(results, Set.copyOf(new TreeSet<>(processed)));
    }

    static RawSignature signature(JsonObject answer) throws MalformedInputException {
        List<Bytes> chain = new ArrayList<>();
        JsonArray certificates = answer.array("certificateChain");
        for (String certificate : certificates.texts()) {
            chain.add(Base64Text.decodeStandard(certificate));
        }
        return new RawSignature(
                Base64Text.decodeStandard(answer.text("signature")), answer.text("signingAlgorithm"), chain);
    }

    static Envelope envelope(JsonObject answer) throws MalformedInputException {
        Map<String, String> annotations = new HashMap<>();
        if (answer.has("annotations")) {
            JsonObject all = answer.object("annotations");
            for (String name : all.names()) {
                annotations.put(name, all.text(name));
            }
        }
        return new Envelope(Base64Text.decodeStandard(answer.text("signatureEnvelope")), annotations);
    }
}
