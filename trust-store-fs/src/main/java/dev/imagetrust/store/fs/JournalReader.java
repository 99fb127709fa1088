/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.JournalEntry;
import dev.imagetrust.trust.Provenance;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the journal from its beginning, once, and remembers who added what. Every line is held against the one before it.
 */
final class JournalReader {

    /** Remembers the place of every so many lines. */
    private static final int STEP = 256;

    private final Journal journal;
    private final Map<AnchorId, Provenance> added = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private Mark end = new Mark(0, 0, Journal.NOTHING_BEFORE);

    JournalReader(Journal journal) {
        this.journal = journal;
        marks.add(end);
    }

    /** A place between two lines. */
    private record Mark(long number, long at, Digest previous) {}

    private interface Sink {
        /** Takes a line; false if that is enough. */
        boolean accept(JournalLine line);
    }

    /** Who added material that is there. */
    synchronized Optional<Provenance> added(AnchorId id) throws IOException {
        catchUp();
        return Optional.ofNullable(added.get(id));
    }

    /** Edits with numbers above one; the last of all may be unfinished. */
    synchronized List<JournalEntry> entries(long after, int limit) throws IOException {
        catchUp();
        List<JournalEntry> entries = new ArrayList<>();
        read(before(after), line -> {
            if (line instanceof JournalLine.Began began && began.number() > after) {
                entries.add(entry(began, false));
            } else if (line instanceof JournalLine.Undid && !entries.isEmpty()) {
                entries.set(entries.size() - 1, undone(entries.get(entries.size() - 1)));
            }
            // One more, for the line behind the last may undo it.
            return entries.size() <= limit;
        });
        return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
    }

    private static JournalEntry entry(JournalLine.Began began, boolean undone) {
        return new JournalEntry(
                began.number(), began.by(), began.action(), began.subject().text(), began.detail(), undone);
    }

    private static JournalEntry undone(JournalEntry entry) {
        return new JournalEntry(entry.number(), entry.by(), entry.action(), entry.subject(), entry.detail(), true);
    }

    private Mark before(long number) {
        Mark best = marks.get(0);
        for (Mark mark : marks) {
            if (mark.number() <= number) {
                best = mark;
            }
        }
        return best;
    }

    private void catchUp() throws IOException {
        List<JournalLine.Began> last = new ArrayList<>(1);
        end = read(end, line -> {
            if (line instanceof JournalLine.Began began) {
                last.clear();
                last.add(began);
                remember(began);
            } else if (!last.isEmpty()) {
                forget(last.remove(0));
            }
            return true;
        });
    }

    private void remember(JournalLine.Began began) {
        if (began.action() == JournalAction.PUT && began.subject() instanceof JournalSubject.Material material) {
            added.put(material.id(), began.by());
        } else if (began.action() == JournalAction.DELETE
                && began.subject() instanceof JournalSubject.Material material) {
            added.remove(material.id());
        }
    }

    private void forget(JournalLine.Began began) {
        if (began.action() == JournalAction.PUT && began.subject() instanceof JournalSubject.Material material) {
            added.remove(material.id());
        }
    }

    private Mark read(Mark from, Sink sink) throws IOException {
        try (FileChannel channel = journal.openForReading()) {
            if (channel.size() < from.at()) {
                throw new IOException(Layout.JOURNAL + " is shorter than it was");
            }
            channel.position(from.at());
            return read(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), from, sink);
        } catch (NoSuchFileException e) {
            if (from.at() > 0) {
                throw e;
            }
            return from;
        }
    }

    private Mark read(InputStream in, Mark from, Sink sink) throws IOException {
        Mark mark = from;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean goesOn = true;
        for (int octet = in.read(); goesOn && octet >= 0; octet = in.read()) {
            if (octet != '\n') {
                line.write(octet);
                requireLine(line.size() < Journal.MAX_LINE, mark);
                continue;
            }
            Bytes encoded = Bytes.copyOf(line.toByteArray());
            JournalLine parsed = JournalLine.parse(encoded);
            requireLine(
                    parsed.number() == mark.number() + 1 && parsed.previous().equals(mark.previous()), mark);
            mark = new Mark(parsed.number(), mark.at() + encoded.length() + 1, Digest.sha256(encoded));
            note(mark);
            goesOn = sink.accept(parsed);
            line.reset();
        }
        return mark;
    }

    private void note(Mark mark) {
        if (mark.number() % STEP == 0
                && mark.number() > marks.get(marks.size() - 1).number()) {
            marks.add(mark);
        }
    }

    private static void requireLine(boolean holds, Mark before) throws IOException {
        if (!holds) {
            throw new IOException(
                    Layout.JOURNAL + " is not as it was left: line " + (before.number() + 1) + " does not follow");
        }
    }
}
