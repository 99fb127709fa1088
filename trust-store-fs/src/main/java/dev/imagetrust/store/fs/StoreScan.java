/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.store.fs.Inventory.Folder;
import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.PolicyKind;
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
import java.util.EnumMap;
import java.util.HashMap;
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
    private final Map<Path, Folder> known;
    private final int maxEntries;
    private final Readers readers;
    private final Map<Path, Folder> folders = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<SkippedEntry> badEntries = new ArrayList<>();
    private final List<SkippedEntry> badFolders = new ArrayList<>();
    private final Map<PolicyKind, Item> policies = new EnumMap<>(PolicyKind.class);
    private final Map<PolicyKind, String> policyProblems = new EnumMap<>(PolicyKind.class);
    private @Nullable Item denied;
    private int entries;

    private StoreScan(Path root, Map<Path, Folder> known, int maxEntries, Readers readers) {
        this.root = root;
        this.known = known;
        this.maxEntries = maxEntries;
        this.readers = readers;
    }

    /**
     * Lists the files of a store.
     *
     * @throws NoSuchFileException if something vanished in the meantime
     * @throws IOException if something cannot be listed, or there is too much
     */
    static Inventory of(Path root) throws IOException {
        return of(root, Map.of(), Layout.MAX_ENTRIES, Readers.ONE);
    }

    /** The same, where the folders of an earlier look spare looking at many files again. */
    static Inventory of(Path root, Map<Path, Folder> known, int maxEntries, Readers readers) throws IOException {
        StoreScan scan = new StoreScan(root, known, maxEntries, readers);
        scan.denied(root.resolve(Layout.DENIED));
        scan.store(root.resolve(Layout.COSIGN), AnchorKind.COSIGN_KEY, Layout.COSIGN_STORE);
        scan.notation(root.resolve(Layout.NOTATION));
        scan.namedStores(root.resolve(Layout.OPENPGP), AnchorKind.OPENPGP_KEY);
        scan.namedStores(root.resolve(Layout.SIGSTORE), AnchorKind.SIGSTORE_ROOT);
        scan.policy(PolicyKind.CONTAINERS);
        return new Inventory(
                scan.folders,
                scan.items,
                scan.badEntries,
                scan.badFolders,
                scan.denied,
                scan.policies,
                scan.policyProblems);
    }

    /** Nothing is skipped here: a deny list that cannot be read must not count as an empty one. */
    private void denied(Path file) throws IOException {
        if (exists(file)) {
            BasicFileAttributes attributes = attributes(file);
            if (!attributes.isRegularFile()) {
                throw new IOException(Layout.DENIED + ' ' + describe(attributes));
            }
            denied = Item.of(AnchorKind.COSIGN_KEY, ALL_STORES, file, Layout.DENIED, attributes);
        }
    }

    private void notation(Path notation) throws IOException {
        policy(PolicyKind.NOTATION);
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
        for (Entry type : list(x509, AnchorKind.NOTATION_CA, ALL_STORES)) {
            if (!Layout.notationTypes().containsKey(type.name())) {
                skipAllOfNotation(type.path(), "is no type of store");
            }
        }
    }

    private void namedStores(Path folder, AnchorKind kind) throws IOException {
        for (Entry store : list(folder, kind, ALL_STORES)) {
            if (!Layout.isStoreName(store.name())) {
                skip(kind, ALL_STORES, store.path(), "is not the name of a store");
            } else if (Files.isRegularFile(store.path(), LinkOption.NOFOLLOW_LINKS)) {
                skip(kind, ALL_STORES, store.path(), "lies outside of a named store");
            } else {
                store(store.path(), kind, store.name());
            }
        }
    }

    private void store(Path folder, AnchorKind kind, String store) throws IOException {
        Optional<BasicFileAttributes> before = find(folder);
        Folder last = known.get(folder);
        if (last != null && before.filter(last::isUnchanged).isPresent()) {
            folders.put(folder, last);
            for (Path file : last.others()) {
                file(look(Entry.of(file), kind, store), kind, store).ifPresent(items::add);
            }
            items.addAll(last.named());
            count(last.others().size() + last.named().size());
            return;
        }
        List<Item> named = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Seen seen : readers.all(list(folder, kind, store), piece -> look(piece, kind, store))) {
            Optional<Item> item = file(seen, kind, store);
            if (item.isPresent() && seen.entry().isNamedAfterItsContent()) {
                named.add(item.get());
            } else {
                others.add(seen.entry().path());
                item.ifPresent(items::add);
            }
        }
        items.addAll(named);
        before.ifPresent(attributes ->
                folders.put(folder, new Folder(attributes.lastModifiedTime(), attributes.fileKey(), named, others)));
    }

    /** What an entry of a store was seen to be: a regular file, or something of which the problem is told. */
    private record Seen(Entry entry, @Nullable Item item, String problem) {}

    private static List<Seen> look(List<Entry> entries, AnchorKind kind, String store) throws IOException {
        List<Seen> seen = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            seen.add(look(entry, kind, store));
        }
        return seen;
    }

    private static Seen look(Entry entry, AnchorKind kind, String store) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(entry.path());
            return attributes.isRegularFile()
                    ? new Seen(entry, Item.of(kind, store, entry.path(), entry.name(), attributes), "")
                    : new Seen(entry, null, describe(attributes));
        } catch (AccessDeniedException e) {
            return new Seen(entry, null, DENIED);
        }
    }

    /** A regular file of a store; empty for what is none, which is noted. */
    private Optional<Item> file(Seen seen, AnchorKind kind, String store) {
        Item item = seen.item();
        if (item == null) {
            badEntries.add(new SkippedEntry(kind, store, seen.entry().name(), seen.problem()));
        }
        return Optional.ofNullable(item);
    }

    private void policy(PolicyKind kind) throws IOException {
        Path file = root.resolve(Layout.policy(kind));
        String name = Layout.name(file);
        try {
            Optional<String> problem = problemWith(root.resolve(Layout.policyFolder(kind)));
            if (problem.isPresent()) {
                policyProblems.put(kind, problem.get());
            } else if (kind == PolicyKind.NOTATION && exists(file.resolveSibling(Layout.NEWER_TRUST_POLICY))) {
                // notation would prefer it: to read only the other would be to follow another policy than notation
                // does.
                policyProblems.put(kind, Layout.NEWER_TRUST_POLICY + " is there, and only " + name + " is read");
            } else if (exists(file)) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes.isRegularFile()) {
                    policies.put(kind, Item.of(AnchorKind.NOTATION_CA, ALL_STORES, file, name, attributes));
                } else {
                    policyProblems.put(kind, name + ' ' + describe(attributes));
                }
            }
        } catch (AccessDeniedException e) {
            policyProblems.put(kind, name + ' ' + DENIED);
        }
    }

    /**
     * What a folder holds; the name is made once, for there can be very many.
     *
     * @param order where it stands, by {@link FileNames#order}
     */
    private record Entry(Path path, String name, long order) implements Comparable<Entry> {

        static Entry of(Path path) {
            String name = Layout.name(path);
            return new Entry(path, name, FileNames.order(name));
        }

        boolean isNamedAfterItsContent() {
            return order != 0;
        }

        @Override
        public int compareTo(Entry other) {
            return order == other.order ? name.compareTo(other.name) : Long.compare(order, other.order);
        }
    }

    /** The entries of a folder, always in the same order; none where there is no such folder. */
    private List<Entry> list(Path folder, AnchorKind kind, String store) throws IOException {
        Optional<String> problem = problemWith(folder);
        if (problem.isPresent()) {
            skip(kind, store, folder, problem.get());
            return List.of();
        }
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                Entry entry = Entry.of(path);
                if (!Layout.isTemporary(entry.name())) {
                    found.add(entry);
                    count(1);
                }
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

    private void count(int more) throws IOException {
        entries += more;
        if (entries > maxEntries) {
            throw new IOException("the trust store has more than " + maxEntries + " entries");
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
        return find(file).isPresent();
    }

    private static Optional<BasicFileAttributes> find(Path file) throws IOException {
        try {
            return Optional.of(attributes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
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
        badFolders.add(new SkippedEntry(kind, store, name, why));
    }
}
