/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a repository says when it could be asked. Where it could not, it throws {@link java.io.IOException}: "there is
 * none" and "I could not look" must never be taken for each other.
 *
 * @param <T> what was asked for
 * @since 0.1
 */
public sealed interface Answer<T> {

    /** It is there. */
    static <T> Answer<T> present(T value) {
        return new Present<>(value);
    }

    /** It is certain that there is none. */
    static <T> Answer<T> absent() {
        return new Absent<>();
    }

    /** The repository does not know this kind of question. */
    static <T> Answer<T> unsupported() {
        return new Unsupported<>();
    }

    /** {@link #present} or, for null, {@link #absent}: the answer of a map. */
    static <T> Answer<T> ofNullable(@Nullable T value) {
        return value == null ? absent() : present(value);
    }

    /** What is there; empty for both other answers. */
    default Optional<T> value() {
        return this instanceof Present<T> present ? Optional.of(present.found()) : Optional.empty();
    }

    /**
     * It is there.
     *
     * @param found what was asked for
     * @param <T> its type
     */
    record Present<T>(T found) implements Answer<T> {
        /** Checks for null. */
        public Present {
            requireNonNull(found, "found");
        }
    }

    /**
     * There is none.
     *
     * @param <T> what was asked for
     */
    record Absent<T>() implements Answer<T> {}

    /**
     * The question cannot be asked here.
     *
     * @param <T> what was asked for
     */
    record Unsupported<T>() implements Answer<T> {}
}
