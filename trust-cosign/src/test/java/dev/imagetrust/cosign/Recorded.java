/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SignatureCandidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What cosign 2.6.5 ({@code legacy-…}) and 3.1.3 ({@code bundle-…}) wrote, as it was stored: payloads, the annotation
 * with their signature, bundles, and public keys.
 */
final class Recorded {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

    private Recorded() {}

    static Bytes bytes(String file) {
        return resource("/recorded/" + file);
    }

    /** A private key that takes long to make; nobody else ever used it. */
    static SigningKey madeKey(String name) throws MalformedInputException {
        return SigningKey.fromPem(resource("/made/" + name + ".pem"));
    }

    private static Bytes resource(String file) {
        try (InputStream in = Recorded.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("not recorded: " + file);
            }
            return Bytes.copyOf(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        return new String(bytes(file).toByteArray(), StandardCharsets.UTF_8);
    }

    static CosignRequirement.Builder key(String name) {
        return CosignRequirement.key(bytes(name + ".pub"), name + ".pub");
    }

    /** The signature of an image, found where that image's signatures lie. */
    static SignatureCandidate signature(String name) {
        return name.startsWith("bundle") || name.endsWith("bundle")
                ? Candidates.bundle(bytes(name + ".json"), image(name))
                : legacy(name).about(image(name));
    }

    static Candidates.Legacy legacy(String name) {
        return name.startsWith("attestation")
                ? Candidates.attestation(bytes(name + ".payload"))
                : Candidates.legacy(bytes(name + ".payload"), text(name + ".sig"));
    }

    /** The digest that was signed. */
    static Digest image(String name) {
        String signed = name.startsWith("legacy") ? text(name + ".payload") : statement(name);
        Matcher hex = SHA256.matcher(signed);
        if (!hex.find()) {
            throw new IllegalArgumentException("no digest in " + name);
        }
        return Digest.parse("sha256:" + hex.group());
    }

    private static String statement(String name) {
        Matcher base64 = PAYLOAD.matcher(text(name + (name.endsWith("legacy") ? ".payload" : ".json")));
        if (!base64.find()) {
            throw new IllegalArgumentException("no envelope in " + name);
        }
        return new String(Base64.getDecoder().decode(base64.group(1)), StandardCharsets.UTF_8);
    }
}
