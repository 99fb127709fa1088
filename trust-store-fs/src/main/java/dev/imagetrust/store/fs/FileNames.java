/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Optional;

/** How a file is called after its content: as zot does, or with a hyphen where names have no colons. Both are read. */
final class FileNames {

    private static final int HYPHEN_AT = "sha256".length();

    private FileNames() {}

    /** The digest that a name promises; empty for names that promise nothing. */
    static Optional<Digest> digest(String name) {
        return Digest.find(withColon(name));
    }

    /** Whether a name promises a digest. */
    static boolean isDigest(String name) {
        return Digest.isDigest(withColon(name));
    }

    /**
     * A number by which names can be put in order faster than by their characters: that of a name that promises a digest
     * grows with the first of its hexadecimal digits, and is zero for others.
     */
    static long order(String name) {
        long order = 0;
        if (isDigest(name)) {
            for (int i = HYPHEN_AT + 1; i <= HYPHEN_AT + Long.BYTES; i++) {
                order = order << Byte.SIZE | name.charAt(i);
            }
        }
        return order;
    }

    private static String withColon(String name) {
        boolean portable = name.startsWith("sha") && name.indexOf('-') == HYPHEN_AT;
        return portable ? name.replace('-', ':') : name;
    }

    /** Whether a name promises another digest than the content has. */
    static boolean isWrong(String name, Bytes content) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            // The content is hashed before the name is looked at closely: there can be very many, and nearly all are
            // true.
            int separator = algorithm.ociName().length();
            if (name.length() == separator + 1 + algorithm.hexLength() && name.startsWith(algorithm.ociName())) {
                return !name.endsWith(Digest.of(algorithm, content).hex()) && isDigest(name);
            }
        }
        return false;
    }

    /** Those of some names that promise nothing. */
    static List<String> others(List<String> names) {
        return names.stream().filter(name -> !isDigest(name)).toList();
    }

    /** The name of a new file. */
    static String of(Digest digest, FileSystem system) {
        return system.supportedFileAttributeViews().contains("posix") ? digest.toString() : portable(digest);
    }

    /** All names that a file may have after its content. */
    static List<String> all(Digest digest) {
        return List.of(digest.toString(), portable(digest));
    }

    private static String portable(Digest digest) {
        return digest.toString().replace(':', '-');
    }
}
