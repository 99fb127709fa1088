/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code _denied.json}. Whatever is wrong with it makes the store unreadable: distrust that gets lost is trust.
 */
final class DenyFile {

    private static final String VERSION = "1.0";

    private DenyFile() {}

    /**
     * The list.
     *
     * @throws IOException if it is anything but a list of this version, to the last member
     */
    static DenyList parse(Bytes content) throws IOException {
        try {
            JsonObject document = Json.parseObject(content, JsonLimits.CONFIGURATION);
            document.requireExactly(Set.of("version", "denied"));
            if (!document.text("version").equals(VERSION)) {
                throw new IOException(Layout.DENIED + " is not of version " + VERSION);
            }
            List<DenyList.Entry> entries = new ArrayList<>();
            for (JsonObject entry : document.array("denied").objects()) {
                entries.add(new DenyList.Entry(target(entry), entry.text("why"), since(entry)));
            }
            return DenyList.of(entries);
        } catch (MalformedInputException e) {
            throw new IOException(Layout.DENIED + ": " + e.reason().text(), e);
        }
    }

    private static DenyTarget target(JsonObject entry) throws MalformedInputException, IOException {
        if (entry.has("key")) {
            return new DenyTarget.Key(sha256(only(entry, "key"), "key"));
        }
        if (entry.has("certificate")) {
            return new DenyTarget.Certificate(sha256(only(entry, "certificate"), "certificate"));
        }
        if (entry.has("image")) {
            return new DenyTarget.Image(digest(only(entry, "image"), "image"));
        }
        if (entry.has("openPgpKey")) {
            return openPgpKey(only(entry, "openPgpKey"));
        }
        entry.requireExactly(Set.of("issuer", "subject", "why", "since"));
        return new DenyTarget.OidcIdentity(entry.text("issuer"), entry.text("subject"));
    }

    private static JsonObject only(JsonObject entry, String target) throws MalformedInputException {
        return entry.requireExactly(Set.of(target, "why", "since"));
    }

    private static Digest digest(JsonObject entry, String member) throws MalformedInputException, IOException {
        return Digest.find(entry.text(member)).orElseThrow(() -> malformed(entry, member, "is no digest"));
    }

    private static Digest sha256(JsonObject entry, String member) throws MalformedInputException, IOException {
        Digest digest = digest(entry, member);
        if (digest.algorithm() != DigestAlgorithm.SHA256) {
            throw malformed(entry, member, "is no SHA-256 digest");
        }
        return digest;
    }

    private static DenyTarget openPgpKey(JsonObject entry) throws MalformedInputException, IOException {
        try {
            return new DenyTarget.OpenPgpKey(entry.text("openPgpKey"));
        } catch (IllegalArgumentException e) {
            throw malformed(entry, "openPgpKey", "is no full fingerprint");
        }
    }

    private static Instant since(JsonObject entry) throws MalformedInputException, IOException {
        try {
            return Instant.parse(entry.text("since"));
        } catch (DateTimeParseException e) {
            throw malformed(entry, "since", "is no time such as 2026-11-24T00:00:00Z");
        }
    }

    private static IOException malformed(JsonObject entry, String member, String what) {
        return new IOException(Layout.DENIED + ": " + entry.pathOf(member) + " " + what);
    }
}
