/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes {@code _denied.json}. Whatever is wrong with it makes the store unreadable: distrust that gets lost is trust.
 */
final class DenyFile {

    private static final String VERSION = "1.0";
    private static final Set<String> ABOUT = Set.of("why", "since");

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
                entries.add(new DenyList.Entry(target(entry, ABOUT), entry.text("why"), since(entry)));
            }
            return DenyList.of(entries);
        } catch (MalformedInputException e) {
            throw new IOException(Layout.DENIED + ": " + e.reason().text(), e);
        }
    }

    /** The list as a document, to the octet the same for the same entries in the same order. */
    static Bytes encode(Collection<DenyList.Entry> entries) {
        return JsonWriter.object(out -> out.text("version", VERSION)
                .array(
                        "denied",
                        all -> entries.forEach(entry -> all.object(one -> {
                            put(one, entry.target());
                            one.text("why", entry.why())
                                    .text("since", entry.since().toString());
                        }))));
    }

    /** Writes what is denied as members of an object. */
    static void put(ObjectContent out, DenyTarget target) {
        if (target instanceof DenyTarget.Key key) {
            out.text("key", key.spki().toString());
        } else if (target instanceof DenyTarget.Certificate certificate) {
            out.text("certificate", certificate.der().toString());
        } else if (target instanceof DenyTarget.Image image) {
            out.text("image", image.digest().toString());
        } else if (target instanceof DenyTarget.OpenPgpKey key) {
            out.text("openPgpKey", key.fingerprint());
        } else if (target instanceof DenyTarget.OidcIdentity identity) {
            out.text("issuer", identity.issuer()).text("subject", identity.subject());
        }
    }

    /**
     * Reads what {@link #put} wrote.
     *
     * @throws IOException if it is nothing that can be denied
     */
    static DenyTarget target(JsonObject denial) throws MalformedInputException, IOException {
        return target(denial, Set.of());
    }

    private static DenyTarget target(JsonObject entry, Set<String> beside) throws MalformedInputException, IOException {
        Set<String> members = new HashSet<>(entry.names());
        members.removeAll(beside);
        if (members.equals(Set.of("issuer", "subject"))) {
            return new DenyTarget.OidcIdentity(entry.text("issuer"), entry.text("subject"));
        }
        String member = members.size() == 1 ? members.iterator().next() : "";
        return switch (member) {
            case "key" -> new DenyTarget.Key(sha256(entry, member));
            case "certificate" -> new DenyTarget.Certificate(sha256(entry, member));
            case "image" -> new DenyTarget.Image(digest(entry, member));
            case "openPgpKey" -> openPgpKey(entry);
            default ->
                throw new IOException(Layout.DENIED + ": " + entry.path() + " is not one thing that can be denied");
        };
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
