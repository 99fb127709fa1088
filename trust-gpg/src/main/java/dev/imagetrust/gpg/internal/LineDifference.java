/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tells people which lines of a text change: from the first that differs to the last. */
public final class LineDifference {

    private LineDifference() {}

    /** Lines that go and lines that come; what they contain is escaped. */
    public static String between(Optional<Bytes> before, Optional<Bytes> after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int shorter = Math.min(old.size(), now.size());
        int front = 0;
        while (front < shorter && old.get(front).equals(now.get(front))) {
            front++;
        }
        int back = 0;
        while (back < shorter - front && old.get(old.size() - 1 - back).equals(now.get(now.size() - 1 - back))) {
            back++;
        }
        StringBuilder out = new StringBuilder();
        append(out, "-", old.subList(front, old.size() - back));
        append(out, "+", now.subList(front, now.size() - back));
        return out.toString();
    }

    private static void append(StringBuilder out, String mark, List<String> lines) {
        lines.forEach(line -> out.append(mark).append(Printable.of(line)).append('\n'));
    }

    private static List<String> lines(Optional<Bytes> content) {
        return content.map(octets ->
                        StandardCharsets.UTF_8.decode(octets.asReadOnlyBuffer()).toString())
                .map(text -> text.lines().toList())
                .orElse(List.of());
    }
}
