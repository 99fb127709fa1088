/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
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
        return new BlockReader(lines(input), false).blocks();
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
        return new BlockReader(lines(input), true).blocks();
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

    private static List<String> lines(Bytes input) throws MalformedInputException {
        if (input.length() > MAX_LENGTH) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TOO_LONG, "PEM of " + input.length() + " octets, limit " + MAX_LENGTH));
        }
        return lines(Utf8.decode(input));
    }

    /** Without a regular expression: stores with very many keys are read through here. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
            lines.add(text.substring(start, carriageReturn ? end - 1 : end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.PEM_MALFORMED, detail));
    }

    /** Walks over the lines of one text. */
    private static final class BlockReader {

        private static final String BEGIN = "-----BEGIN ";
        private static final String END = "-----END ";
        private static final String DASHES = "-----";

        private final List<String> lines;
        private final boolean otherText;
        private final List<PemBlock> blocks = new ArrayList<>();
        private int next;

        BlockReader(List<String> lines, boolean otherText) {
            this.lines = lines;
            this.otherText = otherText;
        }

        List<PemBlock> blocks() throws MalformedInputException {
            while (next < lines.size()) {
                String line = lines.get(next++);
                if (line.startsWith(BEGIN)) {
                    blocks.add(block(label(line)));
                } else if (!mayStandOutside(line)) {
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

        private boolean mayStandOutside(String line) {
            return line.isEmpty() || (otherText && !line.contains("--BEGIN") && !line.contains("--END"));
        }

        private PemBlock block(String label) throws MalformedInputException {
            StringBuilder base64 = new StringBuilder();
            String endMarker = END + label + DASHES;
            while (next < lines.size()) {
                String line = lines.get(next++);
                if (line.equals(endMarker)) {
                    return new PemBlock(label, content(base64.toString()));
                }
                if (!isBase64(line)) {
                    throw malformedHere("expected base64 or " + endMarker);
                }
                base64.append(line);
            }
            throw malformed("the last block has no line " + endMarker);
        }

        private String label(String line) throws MalformedInputException {
            boolean closed = line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length();
            String label = closed ? line.substring(BEGIN.length(), line.length() - DASHES.length()) : "";
            if (!PemBlock.isLabel(label)) {
                throw malformedHere("not a label of upper-case words");
            }
            return label;
        }

        private Bytes content(String base64) throws MalformedInputException {
            if (base64.isEmpty()) {
                throw malformedHere("an empty block");
            }
            try {
                return Base64Text.decodeStandard(base64);
            } catch (MalformedInputException e) {
                throw new MalformedInputException(
                        new Reason(
                                PrimitiveReason.BASE64_NOT_CANONICAL,
                                "PEM block that ends in line " + next + ": "
                                        + e.reason().detail()),
                        e);
            }
        }

        private static boolean isBase64(String line) {
            for (int i = 0; i < line.length(); i++) {
                if (!isBase64(line.charAt(i))) {
                    return false;
                }
            }
            return !line.isEmpty();
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
            return malformed("line " + next + ": " + expected);
        }
    }
}
