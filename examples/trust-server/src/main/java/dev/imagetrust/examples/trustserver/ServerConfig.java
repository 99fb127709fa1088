/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server is told: zot's own configuration as far as it concerns trust, and a member {@code imageTrust} beside it.
 * Members of zot's that mean nothing here are passed over.
 *
 * @param root {@code storage.rootDirectory}
 * @param address {@code http.address}
 * @param port {@code http.port}
 * @param realm {@code http.realm}
 * @param origin {@code http.allowOrigin}
 * @param passwords {@code http.auth.htpasswd.path}; empty: there are no users, and nobody may change anything
 * @param guests {@code http.accessControl.repositories.**.anonymousPolicy} has {@code read}: whoever does not say who they are
 *     may read
 * @param administrators {@code http.accessControl.adminPolicy.users} and those of its {@code groups}
 * @param cosign {@code extensions.trust.cosign}, unless {@code extensions.trust.enable} is false
 * @param notation {@code extensions.trust.notation}, likewise
 * @param signers {@code imageTrust.imageSigners}
 * @param auditors {@code imageTrust.imageAuditors}
 * @param management {@code imageTrust.management}: list and delete what is trusted
 * @param registries {@code imageTrust.registriesDir}: a registries.d, which says from where signatures are imported
 * @param lookaside {@code imageTrust.lookaside}: a directory from which they are where that says nothing
 */
record ServerConfig(
        Path root,
        String address,
        int port,
        String realm,
        Optional<String> origin,
        Optional<Path> passwords,
        boolean guests,
        Set<String> administrators,
        boolean cosign,
        boolean notation,
        Set<String> signers,
        Set<String> auditors,
        boolean management,
        Optional<Path> registries,
        Optional<Path> lookaside) {

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is not such a configuration
     */
    static ServerConfig read(Path file) throws IOException {
        try {
            return parse(Json.parseObject(Bytes.copyOf(Files.readAllBytes(file)), JsonLimits.CONFIGURATION));
        } catch (MalformedInputException e) {
            throw new IOException(file + ": " + e.reason().text(), e);
        }
    }

    static ServerConfig parse(JsonObject config) throws MalformedInputException {
        JsonObject http = inside(config, "http");
        JsonObject trust = inside(inside(config, "extensions"), "trust");
        JsonObject ours = inside(config, "imageTrust");
        // The section is enough to enable it, as in zot; each route has to be asked for.
        boolean enabled = flag(trust, "enable", true);
        return new ServerConfig(
                Path.of(config.object("storage").text("rootDirectory")),
                http.findText("address").orElse("127.0.0.1"),
                Integer.parseInt(http.findText("port").orElse("8080")),
                http.findText("realm").orElse("Authorization Required"),
                http.findText("allowOrigin").filter(origin -> !origin.isEmpty()),
                inside(inside(http, "auth"), "htpasswd").findText("path").map(Path::of),
                guests(inside(http, "accessControl")),
                administrators(inside(http, "accessControl")),
                enabled && flag(trust, "cosign", false),
                enabled && flag(trust, "notation", false),
                Set.copyOf(texts(ours, "imageSigners")),
                Set.copyOf(texts(ours, "imageAuditors")),
                flag(ours, "management", false),
                ours.findText("registriesDir").map(Path::of),
                ours.findText("lookaside").map(Path::of));
    }

    private static Set<String> administrators(JsonObject accessControl) throws MalformedInputException {
        JsonObject policy = inside(accessControl, "adminPolicy");
        Set<String> all = new HashSet<>(texts(policy, "users"));
        JsonObject groups = inside(accessControl, "groups");
        for (String group : texts(policy, "groups")) {
            all.addAll(texts(inside(groups, group), "users"));
        }
        return Set.copyOf(all);
    }

    private static boolean guests(JsonObject accessControl) throws MalformedInputException {
        JsonObject everything = inside(inside(accessControl, "repositories"), "**");
        return texts(everything, "anonymousPolicy").contains("read");
    }

    private static JsonObject inside(JsonObject outer, String name) throws MalformedInputException {
        return outer.has(name) ? outer.object(name) : Json.parseObject(Bytes.utf8("{}"), JsonLimits.CONFIGURATION);
    }

    private static boolean flag(JsonObject section, String name, boolean otherwise) throws MalformedInputException {
        return section.has(name) ? section.value(name).asBoolean() : otherwise;
    }

    private static List<String> texts(JsonObject section, String name) throws MalformedInputException {
        return section.has(name) ? section.array(name).texts() : List.of();
    }
}
