/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock of a store, for those that wait. A courtesy: what cannot be written or read is nobody known, and a
 * process that was killed leaves its name until somebody else has the lock.
 *
 * <p>Written through channels of its own: an interruption closes the channel it meets, and a lock with it.
 */
record HolderNote(Path file) {

    /** Longer notes are none of ours: two texts, each character escaped. */
    private static final int MAX_LENGTH = 16 << 10;

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws IOException, X;
    }

    /** Names somebody while work is done; nobody if null. */
    <T, X extends Exception> T during(@Nullable Provenance who, Work<T, X> work) throws IOException, X {
        if (who == null) {
            write(Bytes.empty());
            return work.run();
        }
        write(encode(who));
        try {
            return work.run();
        } finally {
            write(Bytes.empty());
        }
    }

    /** Who it is, as far as that can be told. */
    Optional<Provenance> read() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer note = ByteBuffer.allocate(MAX_LENGTH);
            while (note.hasRemaining() && channel.read(note) >= 0) {
                // reads on
            }
            JsonObject who = Json.parseObject(Bytes.copyOf(note.array(), 0, note.position()), JsonLimits.CONFIGURATION);
            return Optional.of(new Provenance(who.text("who"), Instant.parse(who.text("when")), who.text("from")));
        } catch (IOException | MalformedInputException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void write(Bytes note) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(0);
            ByteBuffer octets = note.asReadOnlyBuffer();
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (IOException e) {
            // Those that wait will not know for whom.
        }
    }

    private static Bytes encode(Provenance who) {
        return JsonWriter.object(out ->
                out.text("who", who.who()).text("when", who.when().toString()).text("from", who.from()));
    }
}
