/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.store.fs.Reading.Judged;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a store as it is at one moment. */
final class StoreReader {

    private static final int ATTEMPTS = 3;
    private static final Set<OpenOption> FOR_READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Room for nearly every file; longer ones get a buffer of their own. */
    private static final int BUFFER = 1 << 14;

    private final Inventory inventory;
    private final BadEntries badEntries;
    private final Map<Path, Judged> known;
    private final List<Judged> judged = new ArrayList<>();
    private final List<TrustAnchor> anchors = new ArrayList<>();
    private final List<SkippedEntry> skipped;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long bytesLeft = Layout.MAX_BYTES;

    private StoreReader(Inventory inventory, BadEntries badEntries, Map<Path, Judged> known) {
        this.inventory = inventory;
        this.badEntries = badEntries;
        this.known = known;
        this.skipped = new ArrayList<>(inventory.badEntries());
    }

    /**
     * Reads everything.
     *
     * @throws IOException if that cannot be done, there is too much, or files keep changing
     */
    static Reading read(Path root, BadEntries badEntries) throws IOException {
        return read(root, badEntries, null);
    }

    /**
     * Reads what changed since another reading; that one itself if nothing did.
     *
     * @throws IOException if that cannot be done, there is too much, or files keep changing
     */
    static Reading read(Path root, BadEntries badEntries, @Nullable Reading last) throws IOException {
        return read(root, badEntries, last, StoreScan::of);
    }

    /** How the files of a store are listed; a test comes in between. */
    @FunctionalInterface
    interface Scan {
        Inventory of(Path root, Map<Path, Inventory.Folder> known, int maxEntries) throws IOException;
    }

    static Reading read(Path root, BadEntries badEntries, @Nullable Reading last, Scan scan) throws IOException {
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Reading> reading = tryRead(real, badEntries, last, scan);
            if (reading.isPresent()) {
                return reading.get();
            }
        }
        // Busy editors are made to wait; zot, which knows no lock, is not.
        return StoreLock.of(real)
                .keepingEditorsOut(() -> tryRead(real, badEntries, last, scan))
                .orElseThrow(() -> new IOException("the trust store keeps changing while it is read: " + root));
    }

    /** Empty if somebody is writing: a file is gone that was listed, or what is listed is not the same afterwards. */
    private static Optional<Reading> tryRead(Path root, BadEntries badEntries, @Nullable Reading last, Scan scan)
            throws IOException {
        try {
            Map<Path, Inventory.Folder> folders =
                    last == null ? Map.of() : last.inventory().folders();
            Inventory before = scan.of(root, folders, Layout.MAX_ENTRIES);
            if (last != null && before.equals(last.inventory())) {
                return Optional.of(last);
            }
            Map<Path, Judged> known = last == null ? Map.of() : last.byFile();
            Reading reading = new StoreReader(before, badEntries, known).read();
            Inventory after = scan.of(root, before.folders(), Layout.MAX_ENTRIES);
            return after.equals(before) ? Optional.of(reading) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Reading read() throws IOException {
        for (Item item : inventory.items()) {
            read(item);
        }
        List<SkippedEntry> spoiling = new ArrayList<>(inventory.badFolders());
        List<SkippedEntry> passedOver = new ArrayList<>();
        for (SkippedEntry entry : skipped) {
            (isPassedOver(entry) ? passedOver : spoiling).add(entry);
        }
        TrustSnapshot snapshot = TrustSnapshot.of(anchors, spoiling, denied());
        return new Reading(inventory, new StoreContents(snapshot, passedOver, policies()), judged);
    }

    private boolean isPassedOver(SkippedEntry entry) {
        return switch (badEntries) {
            case SPOIL_THEIR_STORE -> false;
            case ARE_PASSED_OVER -> true;
            case LIKE_ZOT -> entry.kind() == AnchorKind.COSIGN_KEY;
        };
    }

    private Map<PolicyKind, StoreContents.Document> policies() throws IOException {
        Map<PolicyKind, StoreContents.Document> documents = new EnumMap<>(PolicyKind.class);
        for (Map.Entry<PolicyKind, String> problem : inventory.policyProblems().entrySet()) {
            documents.put(problem.getKey(), new StoreContents.Document(Bytes.empty(), problem.getValue()));
        }
        for (Map.Entry<PolicyKind, Item> policy : inventory.policies().entrySet()) {
            try {
                documents.put(policy.getKey(), new StoreContents.Document(content(policy.getValue()), ""));
            } catch (UnusableFileException e) {
                String problem = policy.getValue().name() + " " + e.why();
                documents.put(policy.getKey(), new StoreContents.Document(Bytes.empty(), problem));
            }
        }
        return documents;
    }

    private DenyList denied() throws IOException {
        Item item = inventory.denied();
        if (item == null) {
            return DenyList.empty();
        }
        try {
            return DenyFile.parse(content(item));
        } catch (UnusableFileException e) {
            throw new IOException(Layout.DENIED + " " + e.why(), e);
        }
    }

    private void read(Item item) throws IOException {
        Judged last = known.isEmpty() ? null : known.get(item.file());
        try {
            if (last != null && last.item().equals(item)) {
                take(item.size());
                accept(last);
            } else {
                accept(judge(item, content(item)));
            }
        } catch (UnusableFileException e) {
            skipped.add(item.skipped(e.why())); // and looked at again: permissions are not in an inventory
        }
    }

    private static Judged judge(Item item, Bytes content) {
        String name = item.name();
        return MaterialCheck.problem(item.kind(), name, content)
                .map(problem -> new Judged(item, null, problem))
                .orElseGet(() -> new Judged(item, new TrustAnchor(item.kind(), item.store(), name, content), ""));
    }

    private void accept(Judged file) {
        judged.add(file);
        TrustAnchor anchor = file.anchor();
        if (anchor == null) {
            skipped.add(file.item().skipped(file.problem()));
        } else {
            anchors.add(anchor);
        }
    }

    private Bytes content(Item item) throws IOException, UnusableFileException {
        if (item.size() > Layout.MAX_FILE_BYTES) {
            throw new UnusableFileException("is longer than " + Layout.MAX_FILE_BYTES + " bytes");
        }
        int size = (int) item.size();
        ByteBuffer content = size <= buffer.capacity() ? buffer.clear().limit(size) : ByteBuffer.allocate(size);
        try (SeekableByteChannel in = Files.newByteChannel(item.file(), FOR_READING)) {
            while (content.hasRemaining() && in.read(content) >= 0) {
                // reads on
            }
        } catch (AccessDeniedException e) {
            throw new UnusableFileException("may not be read");
        }
        take(content.position());
        return Bytes.copyOf(content.array(), 0, content.position());
    }

    private void take(long bytes) throws IOException {
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            throw new IOException("the trust store holds more than " + Layout.MAX_BYTES + " bytes");
        }
    }

    /** One file cannot be used; the others can. */
    private static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
