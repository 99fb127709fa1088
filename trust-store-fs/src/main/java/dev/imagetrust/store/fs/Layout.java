/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.trust.AnchorKind;
import java.nio.file.Path;
import java.util.Map;
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

    /** Longer files are refused; real ones are a thousand times shorter. */
    static final int MAX_FILE_BYTES = 4 << 20;

    /** All files together. */
    static final long MAX_BYTES = 64L << 20;

    /** All directory entries together, used or not. */
    static final int MAX_ENTRIES = 10_000;

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

    /** What our own writers leave behind when the machine stops in the middle: never whole, never meant to be read. */
    static boolean isTemporary(Path file) {
        return name(file).startsWith(AtomicFiles.TEMPORARY_PREFIX);
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
