/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.HexFormat;

/**
 * Makes text from outside safe to show to people.
 *
 * <p>Signatures, certificates and registries are written by anyone. Control characters, line separators, bidirectional
 * marks, invisible characters and lone surrogates can forge log lines or disguise one name as another, so they are
 * shown as Unicode escapes of the form {@code \}{@code u202e}, and a backslash is doubled.
 *
 * @since 0.1
 */
public final class Printable {

    /** Longer text is cut here, with a mark that says so. In UTF-16 code units. */
    public static final int MAX_LENGTH = 300;

    private Printable() {}

    /** The text, escaped and cut to {@link #MAX_LENGTH}. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** The text, escaped and cut after the given number of characters. */
    public static String of(String text, int maxLength) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength) + 16);
        int i = 0;
        while (i < text.length() && i < maxLength) {
            int codePoint = text.codePointAt(i);
            append(out, codePoint);
            i += Character.charCount(codePoint);
        }
        if (i < text.length()) {
            out.append("... (").append(text.length()).append(" characters)");
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint == '\\') {
            out.append("\\\\");
        } else if (isHarmless(codePoint)) {
            out.appendCodePoint(codePoint);
        } else {
            for (char unit : Character.toChars(codePoint)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(unit));
            }
        }
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
