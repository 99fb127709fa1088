/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as one unambiguous text: the same value always as the same text, two values never as one.
 *
 * <p>The text identifies policies, requirements and trust material by its hash and is short enough to show. Names are
 * given by code; values are quoted, so that no value can imitate another field. Not thread-safe.
 *
 * @since 0.1
 */
public final class CanonicalText {

    /** Characters that are kept before they go into a hash. */
    private static final int FLUSHED_AT = 1 << 13;

    private final StringBuilder out = new StringBuilder(256);
    private final @Nullable MessageDigest hash;
    private boolean first = true;

    private CanonicalText(String type, @Nullable MessageDigest hash) {
        this.hash = hash;
        out.append(type).append('(');
    }

    /** Writes one value of the given type. */
    public static String of(String type, Consumer<CanonicalText> fields) {
        CanonicalText text = new CanonicalText(type, null);
        fields.accept(text);
        return text.out.append(')').toString();
    }

    /** The SHA-256 digest of what {@link #of} writes, for values whose text is too long to be put together. */
    public static Digest sha256(String type, Consumer<CanonicalText> fields) {
        MessageDigest hash = Digest.newMessageDigest(DigestAlgorithm.SHA256);
        CanonicalText text = new CanonicalText(type, hash);
        fields.accept(text);
        text.out.append(')');
        text.flush(hash);
        return new Digest(DigestAlgorithm.SHA256, HexFormat.of().formatHex(hash.digest()));
    }

    /** A text field. */
    public CanonicalText put(String name, String value) {
        begin(name);
        quote(value);
        return this;
    }

    /** A number field. */
    public CanonicalText put(String name, long value) {
        begin(name);
        out.append(value);
        return this;
    }

    /** A digest, as a text field. */
    public CanonicalText put(String name, Digest value) {
        begin(name);
        out.append('"')
                .append(value.algorithm().ociName())
                .append(':')
                .append(value.hex())
                .append('"');
        return this;
    }

    /** A field of several texts, in their order. */
    public CanonicalText put(String name, Collection<String> values) {
        begin(name);
        out.append('[');
        String separator = "";
        for (String value : values) {
            out.append(separator);
            quote(value);
            separator = ",";
        }
        out.append(']');
        return this;
    }

    /** A field that holds a value written by {@link #of}. */
    public CanonicalText putCanonical(String name, String canonical) {
        begin(name);
        out.append(canonical);
        return this;
    }

    /** A field of several values written by {@link #of}, in their order. */
    public CanonicalText putCanonical(String name, Collection<String> canonical) {
        begin(name);
        out.append('[').append(String.join(",", canonical)).append(']');
        return this;
    }

    /** A field of several values of a type, in their order, each as {@link #of} would write it. */
    public <T> CanonicalText putEach(
            String name, String type, Collection<T> values, BiConsumer<CanonicalText, T> fields) {
        begin(name);
        out.append('[');
        String separator = "";
        for (T value : values) {
            out.append(separator).append(type).append('(');
            first = true;
            fields.accept(this, value);
            out.append(')');
            flushLong();
            separator = ",";
        }
        out.append(']');
        first = false;
        return this;
    }

    private void begin(String name) {
        if (!first) {
            out.append(", ");
        }
        first = false;
        out.append(name).append('=');
    }

    private void quote(String value) {
        out.append('"');
        int plain = plainUntil(value, 0);
        if (plain == value.length()) {
            out.append(value); // nearly always, and copied in one piece
        } else {
            quoteFrom(plain, value);
        }
        out.append('"');
        flushLong();
    }

    private void quoteFrom(int firstEscape, String value) {
        int from = 0;
        for (int to = firstEscape; to < value.length(); to = plainUntil(value, from)) {
            out.append(value, from, to);
            escape(value.charAt(to));
            from = to + 1;
        }
        out.append(value, from, value.length());
    }

    private void escape(char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }

    /** Where the next character stands that has to be escaped. */
    private static int plainUntil(String value, int from) {
        int at = from;
        while (at < value.length() && isPlain(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
    }

    private void flushLong() {
        if (hash != null && out.length() >= FLUSHED_AT) {
            flush(hash);
        }
    }

    private void flush(MessageDigest to) {
        to.update(out.toString().getBytes(StandardCharsets.UTF_8));
        out.setLength(0);
    }
}
