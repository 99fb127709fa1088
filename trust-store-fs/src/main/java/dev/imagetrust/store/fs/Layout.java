/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.PolicyKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What lies where: the names that zot and notation use, and ours. */
final class Layout {

    static final String COSIGN = "_cosign";
    static final String COSIGN_STORE = "default";
    static final String NOTATION = "_notation";
    static final String TRUST_POLICY = "trustpolicy.json";
    static final String NEWER_TRUST_POLICY = "trustpolicy.oci.json";
    static final String OPENPGP = "_gpg";
    static final String SIGSTORE = "_sigstore";
    static final String DENIED = "_denied.json";
    static final String CONTAINERS = "_containers";
    static final String CONTAINERS_POLICY = "policy.json";

    /** What is out of force lies below it as it lay below the root. */
    static final String DISABLED = "_disabled";

    static final String JOURNAL = "_journal.jsonl";
    static final String LOCK = "_lock";
    static final String TURN = "_turn";

    /** Longer files are refused; real ones are a thousand times shorter. */
    static final int MAX_FILE_BYTES = 4 << 20;

    /** All files together. */
    static final long MAX_BYTES = 64L << 20;

    /** All directory entries together, used or not. */
    static final int MAX_ENTRIES = 250_000;

    // notation 7.2 without "." and "..", which its own pattern lets through.
    private static final Pattern STORE_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,255}");

    private Layout() {}

    /** The directories below {@code _notation/truststore/x509}, compared exactly. */
    static Map<String, AnchorKind> notationTypes() {
        return new TreeMap<>(Map.of(
                "ca", AnchorKind.NOTATION_CA,
                "signingAuthority", AnchorKind.NOTATION_SIGNING_AUTHORITY,
                "tsa", AnchorKind.NOTATION_TSA));
    }

    static boolean isStoreName(String name) {
        return STORE_NAME.matcher(name).matches();
    }

    /** Where material of a kind lies, seen from the root; empty for kinds and names that have no place. */
    static Optional<String> folder(AnchorKind kind, String store) {
        if (!isStoreName(store)) {
            return Optional.empty();
        }
        return switch (kind) {
            case COSIGN_KEY -> store.equals(COSIGN_STORE) ? Optional.of(COSIGN) : Optional.empty();
            case OPENPGP_KEY -> Optional.of(OPENPGP + '/' + store);
            case SIGSTORE_ROOT -> Optional.of(SIGSTORE + '/' + store);
            case NOTATION_CA, NOTATION_SIGNING_AUTHORITY, NOTATION_TSA -> Optional.of(typeFolder(kind) + '/' + store);
            case COSIGN_CA -> Optional.empty();
        };
    }

    /** The folder that a folder lies in, seen from the root. */
    static String above(String folder) {
        return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }

    /** The folder of a type of notation's stores, seen from the root. */
    static String typeFolder(AnchorKind kind) {
        return notationTypes().entrySet().stream()
                .filter(type -> type.getValue() == kind)
                .map(type -> NOTATION + "/truststore/x509/" + type.getKey())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.id()));
    }

    /** Where a policy lies, seen from the root. */
    static String policy(PolicyKind kind) {
        return switch (kind) {
            case NOTATION -> NOTATION + '/' + TRUST_POLICY;
            case CONTAINERS -> CONTAINERS + '/' + CONTAINERS_POLICY;
        };
    }

    /** The folder of a policy, seen from the root. */
    static String policyFolder(PolicyKind kind) {
        return switch (kind) {
            case NOTATION -> NOTATION;
            case CONTAINERS -> CONTAINERS;
        };
    }

    /**
     * Whether a name may be given to a new store: besides what {@link #isStoreName} asks, it means the same where file
     * names end before their last dots, and is not that of a temporary file.
     */
    static boolean isNewStoreName(String name) {
        return isStoreName(name) && !name.endsWith(".") && !name.startsWith(AtomicFiles.TEMPORARY_PREFIX);
    }

    /** What our own writers leave behind when the machine stops in the middle: never whole, never meant to be read. */
    static boolean isTemporary(String name) {
        return name.startsWith(AtomicFiles.TEMPORARY_PREFIX);
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
