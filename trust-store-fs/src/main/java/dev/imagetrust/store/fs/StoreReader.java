/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a store as it is at one moment. */
final class StoreReader {

    private static final int ATTEMPTS = 3;

    private final Inventory inventory;
    private final List<TrustAnchor> anchors = new ArrayList<>();
    private final List<SkippedEntry> skipped;
    private long bytesLeft = Layout.MAX_BYTES;

    private StoreReader(Inventory inventory) {
        this.inventory = inventory;
        this.skipped = new ArrayList<>(inventory.skipped());
    }

    /**
     * Reads everything.
     *
     * @throws IOException if that cannot be done, there is too much, or files keep changing
     */
    static StoreContents read(Path root) throws IOException {
        return read(root, StoreScan::of);
    }

    /** How the files of a store are listed; a test comes in between. */
    @FunctionalInterface
    interface Scan {
        Inventory of(Path root) throws IOException;
    }

    static StoreContents read(Path root, Scan scan) throws IOException {
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<StoreContents> contents = tryRead(real, scan);
            if (contents.isPresent()) {
                return contents.get();
            }
        }
        throw new IOException("the trust store keeps changing while it is read: " + root);
    }

    /** Empty if somebody is writing: a file is gone that was listed, or what is listed is not the same afterwards. */
    private static Optional<StoreContents> tryRead(Path root, Scan scan) throws IOException {
        try {
            Inventory before = scan.of(root);
            StoreContents contents = new StoreReader(before).read();
            return scan.of(root).equals(before) ? Optional.of(contents) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private StoreContents read() throws IOException {
        for (Item item : inventory.items()) {
            read(item);
        }
        TrustSnapshot snapshot = TrustSnapshot.of(anchors, skipped, denied());
        Item policy = inventory.policy();
        String problem = inventory.policyProblem();
        if (policy == null || problem != null) {
            return problem == null ? StoreContents.of(snapshot, null) : StoreContents.withoutPolicy(snapshot, problem);
        }
        try {
            return StoreContents.of(snapshot, content(policy));
        } catch (UnusableFileException e) {
            return StoreContents.withoutPolicy(snapshot, policy.name() + " " + e.why());
        }
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
        try {
            Bytes content = content(item);
            Optional<String> problem = MaterialCheck.problem(item.kind(), item.name(), content);
            problem.ifPresentOrElse(
                    why -> skipped.add(item.skipped(why)),
                    () -> anchors.add(new TrustAnchor(item.kind(), item.store(), item.name(), content)));
        } catch (UnusableFileException e) {
            skipped.add(item.skipped(e.why()));
        }
    }

    private Bytes content(Item item) throws IOException, UnusableFileException {
        if (item.size() > Layout.MAX_FILE_BYTES) {
            throw new UnusableFileException("is longer than " + Layout.MAX_FILE_BYTES + " bytes");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(item.file(), LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(Layout.MAX_FILE_BYTES);
        } catch (AccessDeniedException e) {
            throw new UnusableFileException("may not be read");
        }
        bytesLeft -= content.length;
        if (bytesLeft < 0) {
            throw new IOException("the trust store holds more than " + Layout.MAX_BYTES + " bytes");
        }
        return Bytes.copyOf(content);
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
