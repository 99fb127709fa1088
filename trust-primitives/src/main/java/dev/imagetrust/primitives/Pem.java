/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * PEM text as RFC 7468 writes it.
 *
 * <p>A block is its two markers and canonical base64 in between, in lines of any length: no headers, no prose, no blank
 * lines, nothing before or after a marker on its line. Lines end with LF or CRLF. A line that looks like a marker but is
 * none is refused everywhere, so that a typing error cannot make a trusted certificate vanish. At most
 * {@link #MAX_LENGTH} octets and {@link #MAX_BLOCKS} blocks.
 *
 * @since 0.1
 */
public final class Pem {

    /** Octets of one text. */
    public static final int MAX_LENGTH = 1024 * 1024;

    /** Blocks of one text. */
    public static final int MAX_BLOCKS = 1_000;

    private static final int LINE_LENGTH = 64;

    private Pem() {}

    /**
     * Reads a text of one or more blocks and nothing else; blank lines may stand around blocks.
     *
     * @throws MalformedInputException for anything else
     */
    public static List<PemBlock> parse(Bytes input) throws MalformedInputException {
        return new BlockReader(text(input), false).blocks();
    }

    /**
     * Reads a text of exactly one block; blank lines may stand around it.
     *
     * @throws MalformedInputException for anything else
     */
    public static PemBlock parseOne(Bytes input) throws MalformedInputException {
        List<PemBlock> blocks = parse(input);
        if (blocks.size() != 1) {
            throw malformed("expected one block, found " + blocks.size());
        }
        return blocks.get(0);
    }

    /**
     * Reads the blocks of a text that may have other lines around them, such as the description that some tools put above
     * each certificate. Only for files that an operator installs.
     *
     * @throws MalformedInputException if there is no block, or one is not well-formed
     */
    public static List<PemBlock> parseAmongOtherText(Bytes input) throws MalformedInputException {
        return new BlockReader(text(input), true).blocks();
    }

    /** Writes a block in lines of 64 characters, each ended by LF. */
    public static String write(PemBlock block) {
        String base64 = Base64Text.encodeStandard(block.content());
        StringBuilder text = new StringBuilder("-----BEGIN " + block.label() + "-----\n");
        for (int from = 0; from < base64.length(); from += LINE_LENGTH) {
            text.append(base64, from, Math.min(from + LINE_LENGTH, base64.length()))
                    .append('\n');
        }
        return text.append("-----END " + block.label() + "-----\n").toString();
    }

    private static String text(Bytes input) throws MalformedInputException {
        if (input.length() > MAX_LENGTH) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TOO_LONG, "PEM of " + input.length() + " octets, limit " + MAX_LENGTH));
        }
        return Utf8.decode(input);
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.PEM_MALFORMED, detail));
    }

    /** Walks over the lines of one text, without making each a text of its own: stores hold very many keys. */
    private static final class BlockReader {

        private static final String BEGIN = "-----BEGIN ";
        private static final String END = "-----END ";
        private static final String DASHES = "-----";

        private final String text;
        private final boolean otherText;
        private final List<PemBlock> blocks = new ArrayList<>(1);

        /** The base64 of the block that is read, without its line ends; no block is longer than the text. */
        private final byte[] base64;

        private int base64Length;

        /** Where the line begins that was gone to, where it ends, where the next begins, and its number from one. */
        private int from;

        private int to;
        private int next;
        private int number;

        BlockReader(String text, boolean otherText) {
            this.text = text;
            this.otherText = otherText;
            this.base64 = new byte[text.length()];
        }

        /** Goes to the next line; false behind the last, which is empty where the text ends with a line feed. */
        private boolean goOn() {
            if (next > text.length()) {
                return false;
            }
            int lineFeed = text.indexOf('\n', next);
            from = next;
            to = lineFeed < 0 ? text.length() : lineFeed;
            next = to + 1;
            if (lineFeed > from && text.charAt(lineFeed - 1) == '\r') {
                to--;
            }
            number++;
            return true;
        }

        private boolean lineIs(String other) {
            return to - from == other.length() && text.startsWith(other, from);
        }

        List<PemBlock> blocks() throws MalformedInputException {
            while (goOn()) {
                if (text.startsWith(BEGIN, from)) {
                    blocks.add(block(label()));
                } else if (!mayStandOutside()) {
                    throw malformedHere("expected a line -----BEGIN ...-----");
                }
                if (blocks.size() > MAX_BLOCKS) {
                    throw new MalformedInputException(
                            new Reason(PrimitiveReason.TOO_LONG, "more than " + MAX_BLOCKS + " PEM blocks"));
                }
            }
            if (blocks.isEmpty()) {
                throw malformed("there is no block");
            }
            return List.copyOf(blocks);
        }

        private boolean mayStandOutside() {
            if (from == to) {
                return true;
            }
            String line = text.substring(from, to);
            return otherText && !line.contains("--BEGIN") && !line.contains("--END");
        }

        private PemBlock block(String label) throws MalformedInputException {
            String endMarker = END + label + DASHES;
            base64Length = 0;
            while (goOn()) {
                if (lineIs(endMarker)) {
                    return new PemBlock(label, content());
                }
                if (!takeBase64()) {
                    throw malformedHere("expected base64 or " + endMarker);
                }
            }
            throw malformed("the last block has no line " + endMarker);
        }

        private String label() throws MalformedInputException {
            int begin = from + BEGIN.length();
            int end = to - DASHES.length();
            String label = begin < end && text.startsWith(DASHES, end) ? text.substring(begin, end) : "";
            if (!PemBlock.isLabel(label)) {
                throw malformedHere("not a label of upper-case words");
            }
            return label;
        }

        private Bytes content() throws MalformedInputException {
            if (base64Length == 0) {
                throw malformedHere("an empty block");
            }
            try {
                return Base64Text.decodeStandard(new String(base64, 0, base64Length, StandardCharsets.ISO_8859_1));
            } catch (MalformedInputException e) {
                throw new MalformedInputException(
                        new Reason(
                                PrimitiveReason.BASE64_NOT_CANONICAL,
                                "PEM block that ends in line " + number + ": "
                                        + e.reason().detail()),
                        e);
            }
        }

        /** Adds a line to the base64 of the block; false if it is empty or has other characters. */
        private boolean takeBase64() {
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (!isBase64(c)) {
                    return false;
                }
                base64[base64Length++] = (byte) c;
            }
            return from < to;
        }

        private static boolean isBase64(char c) {
            return (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '/'
                    || c == '=';
        }

        private MalformedInputException malformedHere(String expected) {
            return malformed("line " + number + ": " + expected);
        }
    }
}
