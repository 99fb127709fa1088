/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.time.Instant;
import java.util.List;

/** An attribute of a Notary Project signature, before it is written for one of the envelopes. */
record NotationAttribute(String name, Value value) {

    static final String ALGORITHM = "alg";
    static final String CONTENT_TYPE = "cty";
    static final String CRITICAL = "crit";

    static NotationAttribute text(String name, String value) {
        return new NotationAttribute(name, new Text(value));
    }

    static NotationAttribute time(String name, Instant value) {
        return new NotationAttribute(name, new Time(value));
    }

    static NotationAttribute names(String name, List<String> values) {
        return new NotationAttribute(name, new Names(values));
    }

    /** What an attribute may have for a value. */
    sealed interface Value {}

    record Text(String text) implements Value {}

    record Time(Instant instant) implements Value {}

    record Names(List<String> names) implements Value {
        Names {
            names = List.copyOf(names);
        }
    }
}
