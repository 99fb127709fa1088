/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a Docker config file that is about logging in. Everything else in it is passed over. Immutable. */
public final class DockerConfig {

    private static final String TOKEN_USER = "<token>";

    private final Map<String, JsonObject> logins;
    private final Map<String, String> helpers;
    private final @Nullable String helperOfAll;

    private DockerConfig(Map<String, JsonObject> logins, Map<String, String> helpers, @Nullable String helperOfAll) {
        this.logins = Map.copyOf(logins);
        this.helpers = Map.copyOf(helpers);
        this.helperOfAll = helperOfAll;
    }

    /**
     * Reads the content of a file.
     *
     * @throws MalformedInputException if it is no such file
     */
    public static DockerConfig parse(Bytes content) throws MalformedInputException {
        JsonObject file = Json.parseObject(content, JsonLimits.CONFIGURATION).withoutNulls();
        Map<String, JsonObject> logins = new HashMap<>();
        for (Map.Entry<String, JsonValue> entry : members(file, "auths").entrySet()) {
            logins.put(host(entry.getKey()), entry.getValue().asObject().withoutNulls());
        }
        Map<String, String> helpers = new HashMap<>();
        for (Map.Entry<String, JsonValue> entry : members(file, "credHelpers").entrySet()) {
            helpers.put(host(entry.getKey()), entry.getValue().asText());
        }
        String helperOfAll =
                file.findText("credsStore").filter(name -> !name.isEmpty()).orElse(null);
        return new DockerConfig(logins, helpers, helperOfAll);
    }

    private static Map<String, JsonValue> members(JsonObject file, String name) throws MalformedInputException {
        return file.has(name) ? file.object(name).members() : Map.of();
    }

    /** {@code https://registry.example/v1/} as well as {@code registry.example}; a path is left, and then matches nothing. */
    private static String host(String key) {
        String host =
                key.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("(/v[12])?/?$", "");
        return host.equals("index.docker.io") ? "docker.io" : host;
    }

    /** The helper for one host. */
    public Optional<String> helperOf(String host) {
        return Optional.ofNullable(helpers.get(host.toLowerCase(Locale.ROOT)));
    }

    /** The helper for all hosts that have none of their own. */
    public Optional<String> helperOfAll() {
        return Optional.ofNullable(helperOfAll);
    }

    /**
     * What the file itself has for a host.
     *
     * @throws IOException if it cannot be read; the message does not show it
     */
    public Optional<Credential> find(String host) throws IOException {
        JsonObject login = logins.get(host.toLowerCase(Locale.ROOT));
        try {
            return login == null ? Optional.empty() : credential(login);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new IOException("the entry for " + host + " in the Docker config file cannot be read");
        }
    }

    private static Optional<Credential> credential(JsonObject login) throws MalformedInputException {
        Optional<String> identity = text(login, "identitytoken");
        if (identity.isPresent()) {
            return Optional.of(new Credential.IdentityToken(identity.get()));
        }
        Optional<String> registry = text(login, "registrytoken");
        if (registry.isPresent()) {
            return Optional.of(new Credential.RegistryToken(registry.get()));
        }
        Optional<String> auth = text(login, "auth");
        if (auth.isPresent()) {
            return Optional.of(pair(auth.get()));
        }
        Optional<String> user = text(login, "username");
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credential.Login(user.get(), login.text("password")));
    }

    private static Credential pair(String auth) throws MalformedInputException {
        String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("no user and password");
        }
        // Docker once padded the secret with zeros.
        return new Credential.Login(
                pair.substring(0, colon), pair.substring(colon + 1).replaceFirst("\\u0000+$", ""));
    }

    private static Optional<String> text(JsonObject login, String name) throws MalformedInputException {
        return login.findText(name).filter(text -> !text.isEmpty());
    }

    /**
     * What a credential helper prints.
     *
     * @throws MalformedInputException if it is no credential
     */
    public static Credential ofHelper(Bytes output) throws MalformedInputException {
        JsonObject answer = Json.parseObject(output, JsonLimits.SIGNED_PAYLOAD).withoutNulls();
        String user = answer.text("Username");
        String secret = answer.text("Secret");
        return user.equals(TOKEN_USER) ? new Credential.IdentityToken(secret) : new Credential.Login(user, secret);
    }
}
