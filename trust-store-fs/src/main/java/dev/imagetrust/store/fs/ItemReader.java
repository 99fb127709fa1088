/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.store.fs.Reading.Judged;
import dev.imagetrust.trust.TrustAnchor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the files of a store and judges what they hold. Safe for use by several threads, which share the limit on all
 * files together.
 */
final class ItemReader {

    private static final Set<OpenOption> FOR_READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Room for nearly every file; longer ones get a buffer of their own. */
    private static final int BUFFER = 1 << 14;

    private final Map<Path, Judged> known;
    private final AtomicLong bytesLeft = new AtomicLong(Layout.MAX_BYTES);

    /** With what is known from an earlier reading. */
    ItemReader(Map<Path, Judged> known) {
        this.known = known;
    }

    /**
     * What becomes of each of some files.
     *
     * @throws IOException if one vanished or cannot be read, or all files together are too long
     */
    List<Judged> judge(List<Item> items) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        List<Judged> judged = new ArrayList<>(items.size());
        for (Item item : items) {
            judged.add(judge(item, buffer));
        }
        return judged;
    }

    private Judged judge(Item item, ByteBuffer buffer) throws IOException {
        Judged last = known.isEmpty() ? null : known.get(item.file());
        if (last != null && last.item().equals(item)) {
            take(item.size());
            return last;
        }
        try {
            return judge(item, content(item, buffer));
        } catch (UnusableFileException e) {
            return Judged.again(item, e.why());
        }
    }

    private static Judged judge(Item item, Bytes content) {
        String name = item.name();
        return MaterialCheck.problem(item.kind(), name, content)
                .map(problem -> Judged.bad(item, problem))
                .orElseGet(() -> Judged.good(item, new TrustAnchor(item.kind(), item.store(), name, content)));
    }

    /** The content of one file. */
    Bytes content(Item item) throws IOException, UnusableFileException {
        return content(item, ByteBuffer.allocate(BUFFER));
    }

    private Bytes content(Item item, ByteBuffer buffer) throws IOException, UnusableFileException {
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
        if (bytesLeft.addAndGet(-bytes) < 0) {
            throw new IOException("the trust store holds more than " + Layout.MAX_BYTES + " bytes");
        }
    }

    /** One file cannot be used; the others can. */
    static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
