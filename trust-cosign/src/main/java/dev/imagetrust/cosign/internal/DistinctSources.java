/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How many witnesses there are (CVE-2026-49834): an operator with two logs is one, and so is a key that two names have.
 * Where both overlap, rather fewer are counted.
 */
final class DistinctSources {

    /**
     * Somebody who vouches.
     *
     * @param operator who runs it
     * @param key by what it is known
     */
    record Source(String operator, Object key) {

        static Source of(LogKey log) {
            return new Source(log.operator(), log.key());
        }

        static Source of(Authority authority) {
            return new Source(authority.operator(), authority.chain().get(0));
        }
    }

    private DistinctSources() {}

    static int count(Collection<Source> sources) {
        Set<Object> seen = new HashSet<>();
        int count = 0;
        for (Source source : sources) {
            if (!seen.contains(source.operator()) && !seen.contains(source.key())) {
                count++;
            }
            seen.add(source.operator());
            seen.add(source.key());
        }
        return count;
    }

    static int countLogs(Collection<LogKey> logs) {
        return count(logs.stream().map(Source::of).toList());
    }
}
