/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that says who changed what. Lines are only ever added, under the lock; the one exception is the beginning of a
 * line that a crash left without its end, which nobody has read and which is cut off.
 */
final class Journal {

    /** Longer lines are none of ours. */
    static final int MAX_LINE = 16 << 10;

    static final Digest NOTHING_BEFORE = Digest.sha256(Bytes.empty());

    private static final byte END = '\n';

    private final StoreFiles files;
    private final Path file;

    Journal(StoreFiles files) {
        this.files = files;
        this.file = files.at(Layout.JOURNAL);
    }

    /**
     * Where the journal ends.
     *
     * @param last the last line; null where there is none
     * @param digest the digest of the last line, as the next one will name it
     * @param length of the whole lines
     */
    record Tail(@Nullable JournalLine last, Digest digest, long length) {

        long number() {
            return last == null ? 0 : last.number();
        }

        StoreRevision revision() {
            return new StoreRevision(
                    last == null ? "0" : last.number() + "-" + digest.hex().substring(0, 32));
        }
    }

    /** Reads the end. A line without its end is not there yet. */
    Tail tail() throws IOException {
        try (FileChannel channel = open(StandardOpenOption.READ)) {
            return tail(channel);
        } catch (NoSuchFileException e) {
            return new Tail(null, NOTHING_BEFORE, 0);
        }
    }

    /** Adds that an edit begins, and says so only when the line is on disk. */
    Tail began(Tail tail, Provenance by, JournalAction action, JournalSubject subject, String detail)
            throws IOException {
        return append(tail, new JournalLine.Began(tail.number() + 1, tail.digest(), by, action, subject, detail));
    }

    /** Adds that the last edit never came to pass. */
    Tail undid(Tail tail) throws IOException {
        return append(tail, new JournalLine.Undid(tail.number() + 1, tail.digest(), tail.number()));
    }

    /** A channel for reading; who reads on from an earlier place finds whole lines first. */
    FileChannel openForReading() throws IOException {
        return open(StandardOpenOption.READ);
    }

    private Tail append(Tail tail, JournalLine line) throws IOException {
        Bytes encoded = line.encode();
        if (encoded.length() >= MAX_LINE) {
            throw new FileSystemException(file.toString(), null, "no room for a line of " + encoded.length());
        }
        byte[] octets = encoded.toByteArray();
        ByteBuffer whole =
                ByteBuffer.allocate(octets.length + 1).put(octets).put(END).flip();
        boolean first = tail.length() == 0;
        try (FileChannel channel = open(StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            channel.truncate(tail.length());
            write(channel, tail.length(), whole);
        }
        if (first) {
            StoreFiles.force(files.root());
        }
        return new Tail(line, Digest.sha256(encoded), tail.length() + octets.length + 1);
    }

    private static void write(FileChannel channel, long at, ByteBuffer whole) throws IOException {
        try {
            long position = at;
            while (whole.hasRemaining()) {
                position += channel.write(whole, position);
            }
            channel.force(true);
        } catch (IOException e) {
            cutOff(channel, at, e);
            throw e;
        }
    }

    /** A line that did not fit onto the disk must not stay in part. */
    private static void cutOff(FileChannel channel, long at, IOException failure) {
        try {
            channel.truncate(at);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static Tail tail(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, 2L * MAX_LINE);
        ByteBuffer end = ByteBuffer.allocate(length);
        while (end.hasRemaining() && channel.read(end, size - length + end.position()) >= 0) {
            // reads on
        }
        byte[] octets = end.array();
        int stop = lastEnd(octets, end.position());
        if (stop < 0) {
            if (size > MAX_LINE) {
                throw new IOException(Layout.JOURNAL + " has no lines");
            }
            return new Tail(null, NOTHING_BEFORE, 0);
        }
        int start = lastEnd(octets, stop) + 1;
        Bytes line = Bytes.copyOf(octets, start, stop - start);
        return new Tail(JournalLine.parse(line), Digest.sha256(line), size - length + stop + 1);
    }

    /** The last end of a line before a position; -1 if there is none. */
    private static int lastEnd(byte[] octets, int before) {
        int at = before - 1;
        while (at >= 0 && octets[at] != END) {
            at--;
        }
        return at;
    }

    private FileChannel open(OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, ownerOnly());
    }

    private FileAttribute<?>[] ownerOnly() {
        return StoreFiles.hasPermissions(file.getFileSystem())
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
