/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something of everything that an API listing has to tell. */
public abstract sealed class Sample<T extends Comparable<? super T>> permits Sample.Only {

    public static final String NAME = "sample";

    protected Sample(int ignored) {}

    public abstract <E extends Exception> List<? extends T> all(@Nullable T first, String... others) throws E;

    void hidden() {}

    public static final class Only extends Sample<Integer> {
        public Only() {
            super(0);
        }

        @Override
        public <E extends Exception> List<? extends Integer> all(@Nullable Integer first, String... others) {
            return List.of();
        }
    }

    @SuppressWarnings("serial") // Optional is not serializable; only the clause is of interest here
    public record Point(int x, Optional<byte[]> y) implements Serializable {}

    public enum Colour {
        RED
    }

    record Hidden() {}
}
