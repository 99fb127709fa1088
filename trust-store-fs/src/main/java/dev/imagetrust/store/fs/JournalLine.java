/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the journal: an edit that begins, or the word that an edit never came to pass. Each names the digest of the
 * line before, so that none can be changed or taken out without a trace.
 */
sealed interface JournalLine {

    /** Counts up from 1. */
    long number();

    /** The digest of the line before. */
    Digest previous();

    /** An edit begins; nothing of it is done before the line is on disk. */
    record Began(
            long number, Digest previous, Provenance by, JournalAction action, JournalSubject subject, String detail)
            implements JournalLine {}

    /** The edit with that number never came to pass. */
    record Undid(long number, Digest previous, long undone) implements JournalLine {}

    /** The line without its end. */
    default Bytes encode() {
        return JsonWriter.object(out -> {
            out.integer("n", number()).text("previous", previous().toString());
            if (this instanceof Undid undid) {
                out.integer("undoes", undid.undone());
            } else if (this instanceof Began began) {
                out.text("who", began.by().who())
                        .text("when", began.by().when().toString())
                        .text("from", began.by().from())
                        .text("action", began.action().id());
                put(out, began.subject());
                out.text("detail", began.detail());
            }
        });
    }

    private static void put(ObjectContent out, JournalSubject subject) {
        if (subject instanceof JournalSubject.Material material) {
            AnchorId id = material.id();
            out.text("kind", id.kind().id())
                    .text("store", id.origin())
                    .text("material", id.material().toString());
        } else if (subject instanceof JournalSubject.Policy policy) {
            out.text("policy", policy.kind().id())
                    .text("content", policy.content().toString());
        } else if (subject instanceof JournalSubject.Denial denial) {
            out.object("denial", target -> DenyFile.put(target, denial.target()));
        }
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is none of ours
     */
    static JournalLine parse(Bytes line) throws IOException {
        try {
            JsonObject object = Json.parseObject(line, JsonLimits.CONFIGURATION);
            long number = object.integer("n");
            Digest previous = digest(object, "previous");
            if (object.has("undoes")) {
                return new Undid(number, previous, object.integer("undoes"));
            }
            Provenance by = new Provenance(object.text("who"), Instant.parse(object.text("when")), object.text("from"));
            JournalAction action = oneOf(JournalAction.values(), JournalAction::id, object.text("action"));
            return new Began(number, previous, by, action, subject(object), object.text("detail"));
        } catch (MalformedInputException e) {
            throw new IOException(Layout.JOURNAL + ": " + e.reason().text(), e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(Layout.JOURNAL + " has a line that is none of ours", e);
        }
    }

    private static JournalSubject subject(JsonObject object) throws MalformedInputException, IOException {
        if (object.has("denial")) {
            return new JournalSubject.Denial(DenyFile.target(object.object("denial")));
        }
        if (object.has("policy")) {
            PolicyKind kind = oneOf(PolicyKind.values(), PolicyKind::id, object.text("policy"));
            return new JournalSubject.Policy(kind, digest(object, "content"));
        }
        AnchorKind kind = oneOf(AnchorKind.values(), AnchorKind::id, object.text("kind"));
        return new JournalSubject.Material(new AnchorId(kind, object.text("store"), digest(object, "material")));
    }

    private static Digest digest(JsonObject object, String member) throws MalformedInputException {
        Optional<Digest> digest = Digest.find(object.text(member));
        return digest.orElseThrow(() -> new IllegalArgumentException(member));
    }

    private static <T> T oneOf(T[] values, Function<T, String> id, String text) {
        return Arrays.stream(values)
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }
}
