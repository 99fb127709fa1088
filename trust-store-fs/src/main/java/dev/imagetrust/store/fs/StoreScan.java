/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the layout once. Follows no symbolic link: a link could bring files of others into the store, and what it points
 * to could be changed without touching the store.
 */
final class StoreScan {

    private static final String ALL_STORES = "";
    private static final String DENIED = "may not be read";

    private final Path root;
    private final List<Item> items = new ArrayList<>();
    private final List<SkippedEntry> skipped = new ArrayList<>();
    private @Nullable Item denied;
    private @Nullable Item policy;
    private @Nullable String policyProblem;
    private int entries;

    private StoreScan(Path root) {
        this.root = root;
    }

    /**
     * Lists the files of a store.
     *
     * @throws NoSuchFileException if something vanished in the meantime
     * @throws IOException if something cannot be listed, or there is too much
     */
    static Inventory of(Path root) throws IOException {
        StoreScan scan = new StoreScan(root);
        scan.denied(root.resolve(Layout.DENIED));
        scan.store(root.resolve(Layout.COSIGN), AnchorKind.COSIGN_KEY, Layout.COSIGN_STORE);
        scan.notation(root.resolve(Layout.NOTATION));
        scan.namedStores(root.resolve(Layout.OPENPGP), AnchorKind.OPENPGP_KEY);
        scan.namedStores(root.resolve(Layout.SIGSTORE), AnchorKind.SIGSTORE_ROOT);
        return new Inventory(scan.items, scan.skipped, scan.denied, scan.policy, scan.policyProblem);
    }

    /** Nothing is skipped here: a deny list that cannot be read must not count as an empty one. */
    private void denied(Path file) throws IOException {
        if (exists(file)) {
            BasicFileAttributes attributes = attributes(file);
            if (!attributes.isRegularFile()) {
                throw new IOException(Layout.DENIED + ' ' + describe(attributes));
            }
            denied = Item.of(AnchorKind.COSIGN_KEY, ALL_STORES, file, attributes);
        }
    }

    private void notation(Path notation) throws IOException {
        policy(notation);
        Path trustStore = notation.resolve("truststore");
        Path x509 = trustStore.resolve("x509");
        for (Path folder : List.of(notation, trustStore, x509)) {
            Optional<String> problem = problemWith(folder);
            if (problem.isPresent()) {
                skipAllOfNotation(folder, problem.get());
                return;
            }
        }
        for (Map.Entry<String, AnchorKind> type : Layout.notationTypes().entrySet()) {
            namedStores(x509.resolve(type.getKey()), type.getValue());
        }
        unknownTypes(x509);
    }

    /** A directory {@code CA} or {@code cas} is a typing error whose certificates would silently not count. */
    private void unknownTypes(Path x509) throws IOException {
        for (Path type : list(x509, AnchorKind.NOTATION_CA, ALL_STORES)) {
            if (!Layout.notationTypes().containsKey(Layout.name(type))) {
                skipAllOfNotation(type, "is no type of store");
            }
        }
    }

    private void namedStores(Path folder, AnchorKind kind) throws IOException {
        for (Path store : list(folder, kind, ALL_STORES)) {
            String name = Layout.name(store);
            if (!Layout.isStoreName(name)) {
                skip(kind, ALL_STORES, store, "is not the name of a store");
            } else if (Files.isRegularFile(store, LinkOption.NOFOLLOW_LINKS)) {
                skip(kind, ALL_STORES, store, "lies outside of a named store");
            } else {
                store(store, kind, name);
            }
        }
    }

    private void store(Path folder, AnchorKind kind, String store) throws IOException {
        for (Path file : list(folder, kind, store)) {
            try {
                BasicFileAttributes attributes = attributes(file);
                if (attributes.isRegularFile()) {
                    items.add(Item.of(kind, store, file, attributes));
                } else {
                    skip(kind, store, file, describe(attributes));
                }
            } catch (AccessDeniedException e) {
                skip(kind, store, file, DENIED);
            }
        }
    }

    private void policy(Path notation) throws IOException {
        Path file = notation.resolve(Layout.TRUST_POLICY);
        try {
            policyProblem = problemWith(notation).orElse(null);
            if (policyProblem == null && exists(notation.resolve(Layout.NEWER_TRUST_POLICY))) {
                // notation would prefer it: to read only the other would be to follow another policy than notation
                // does.
                policyProblem = Layout.NEWER_TRUST_POLICY + " is there, and only " + Layout.TRUST_POLICY + " is read";
            }
            if (policyProblem == null && exists(file)) {
                BasicFileAttributes attributes = attributes(file);
                policyProblem = attributes.isRegularFile() ? null : Layout.TRUST_POLICY + ' ' + describe(attributes);
                policy = Item.of(AnchorKind.NOTATION_CA, ALL_STORES, file, attributes);
            }
        } catch (AccessDeniedException e) {
            policyProblem = Layout.TRUST_POLICY + ' ' + DENIED;
        }
    }

    /** The entries of a folder in the order of their names; none where there is no such folder. */
    private List<Path> list(Path folder, AnchorKind kind, String store) throws IOException {
        Optional<String> problem = problemWith(folder);
        if (problem.isPresent()) {
            skip(kind, store, folder, problem.get());
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, file -> !Layout.isTemporary(file))) {
            for (Path entry : stream) {
                found.add(entry);
                count();
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            skip(kind, store, folder, DENIED);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    private void count() throws IOException {
        entries++;
        if (entries > Layout.MAX_ENTRIES) {
            throw new IOException("the trust store has more than " + Layout.MAX_ENTRIES + " entries");
        }
    }

    /** Why something cannot be a folder of the layout; empty if it is one, or is not there. */
    private static Optional<String> problemWith(Path folder) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(folder);
            return attributes.isDirectory() ? Optional.empty() : Optional.of(describe(attributes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(DENIED);
        }
    }

    private static boolean exists(Path file) throws IOException {
        try {
            attributes(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String describe(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "is a symbolic link";
        }
        return attributes.isDirectory() ? "is a directory" : "is no regular file";
    }

    private void skipAllOfNotation(Path file, String why) {
        Layout.notationTypes().values().forEach(kind -> skip(kind, ALL_STORES, file, why));
    }

    private void skip(AnchorKind kind, String store, Path file, String why) {
        String name = store.isEmpty() ? root.relativize(file).toString() : Layout.name(file);
        skipped.add(new SkippedEntry(kind, store, name, why));
    }
}
