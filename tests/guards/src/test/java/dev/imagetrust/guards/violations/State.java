/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Static fields, the first letters of whose names tell whether they are constants. */
final class State {

    static int badCounter = 0;
    static final int[] BAD_ARRAY = {1};
    static final AtomicLong BAD_ATOMIC = new AtomicLong();
    static final List<String> BAD_LIST = new ArrayList<>();
    static final StringBuilder BAD_BUILDER = new StringBuilder();
    static final Counter BAD_VALUE = new Counter();
    static final Object BAD_OBJECT = new Object();

    static final int GOOD_NUMBER = 1;
    static final String GOOD_TEXT = "text";
    static final Pattern GOOD_PATTERN = Pattern.compile("x");
    static final List<String> GOOD_LIST = List.of("a");
    static final Set<String> GOOD_SET = Set.of("a");
    static final Map<String, String> GOOD_MAP = Map.of("a", "b");
    static final Point GOOD_VALUE = new Point(1);

    private State() {}

    static final class Counter {
        int count;
    }

    record Point(int x) {}

    /** The compiler keeps the values of an enum in a synthetic array. */
    enum GoodColour {
        RED
    }
}
