/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One place that was looked at for the signatures of one digest, and what came of it. Immutable.
 *
 * <p>"Nothing there" and "could not look" are different answers; only the former counts towards "unsigned".
 *
 * @since 0.1
 */
public final class Look {

    /**
     * What came of looking.
     *
     * @since 0.1
     */
    public enum Answer {
        /** Signatures were found, all of them. */
        FOUND,
        /** The place was asked and has none. */
        ABSENT,
        /** The place could not be asked, or its answer could not be used. */
        FAILED,
        /** Some were found, but a limit ended the search. */
        TRUNCATED,
        /** The place was not asked, since the answer could not change the decision or time was up. */
        NOT_ASKED;

        /** Whether everything that lies there was seen. */
        public boolean isComplete() {
            return this == FOUND || this == ABSENT;
        }
    }

    private final Place place;
    private final Digest about;
    private final Answer answer;
    private final int found;
    private final @Nullable Reason reason;

    private Look(Place place, Digest about, Answer answer, int found, @Nullable Reason reason) {
        this.place = requireNonNull(place, "place");
        this.about = requireNonNull(about, "about");
        this.answer = answer;
        this.found = found;
        this.reason = reason;
    }

    /** All the signatures of a place: {@link Answer#ABSENT} where there are none. */
    public static Look found(Place place, Digest about, int count) {
        return new Look(place, about, count == 0 ? Answer.ABSENT : Answer.FOUND, count, null);
    }

    /** A place that provably holds nothing, with the reason; as complete as an answer as finding nothing. */
    public static Look absent(Place place, Digest about, Reason reason) {
        return new Look(place, about, Answer.ABSENT, 0, requireNonNull(reason, "reason"));
    }

    /** A place that could not be looked at. */
    public static Look failed(Place place, Digest about, Reason reason) {
        return failed(place, about, 0, reason);
    }

    /** A place where something could not be read, beside signatures that were found. */
    public static Look failed(Place place, Digest about, int count, Reason reason) {
        return new Look(place, about, Answer.FAILED, count, requireNonNull(reason, "reason"));
    }

    /** A place where a limit ended the search. */
    public static Look truncated(Place place, Digest about, int count, Reason reason) {
        return new Look(place, about, Answer.TRUNCATED, count, requireNonNull(reason, "reason"));
    }

    /** A place that was not asked. */
    public static Look notAsked(Place place, Digest about, Reason reason) {
        return new Look(place, about, Answer.NOT_ASKED, 0, requireNonNull(reason, "reason"));
    }

    /** Where. */
    public Place place() {
        return place;
    }

    /** Whose signatures: the image's or the index's digest. */
    public Digest about() {
        return about;
    }

    /** What came of it. */
    public Answer answer() {
        return answer;
    }

    /** How many signatures were found. */
    public int found() {
        return found;
    }

    /** Why the place was not seen as a whole, or why nothing can be there. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public String toString() {
        return place.id() + " of " + about + ": " + answer + (found == 0 ? "" : " " + found)
                + (reason == null ? "" : ", " + reason);
    }
}
