/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the text of a distinguished name (RFC 4514), as a trust policy writes it: one attribute to each RDN, every
 * type at most once, spaces around types, values and separators ignored.
 *
 * <p>Refused beyond RFC 4514: values in hexadecimal ({@code =#}, the cause of CVE-2023-25656), the separators
 * {@code ;} and {@code +}, empty values, types without a keyword here and not in dotted form. Everything behind the
 * first equals sign of an RDN is its value.
 */
final class DistinguishedNameParser {

    static final int MAX_LENGTH = 4096;

    /** Says what is wrong with a name. */
    static final class InvalidNameException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidNameException(String message) {
            super(message);
        }
    }

    private final String text;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private int position;

    private DistinguishedNameParser(String text) {
        this.text = text;
    }

    /** From attribute type (see {@link AttributeType}) to value, in the order of the text. */
    static Map<String, String> parse(String text) throws InvalidNameException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidNameException("the name is longer than " + MAX_LENGTH + " characters");
        }
        if (text.contains("=#")) {
            throw new InvalidNameException("hexadecimal values (=#) are not supported");
        }
        return new DistinguishedNameParser(text).all();
    }

    private Map<String, String> all() throws InvalidNameException {
        rdn();
        while (position < text.length()) {
            position++; // the comma that ended the value
            rdn();
        }
        return Map.copyOf(attributes);
    }

    private void rdn() throws InvalidNameException {
        int equals = text.indexOf('=', position);
        if (equals < 0) {
            throw new InvalidNameException("an attribute without '='");
        }
        String written = text.substring(position, equals).strip();
        String type = AttributeType.find(written)
                .orElseThrow(() -> new InvalidNameException("unknown attribute type '" + written + "'"));
        position = equals + 1;
        String value = value();
        if (value.isEmpty()) {
            throw new InvalidNameException("attribute " + type + " is empty");
        }
        if (attributes.put(type, value) != null) {
            throw new InvalidNameException("attribute " + type + " occurs twice");
        }
    }

    /** Up to the next comma that is not escaped, or to the end. */
    private String value() throws InvalidNameException {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        int lengthWithoutPadding = 0;
        skipSpaces();
        if (position < text.length() && text.charAt(position) == '#') {
            throw new InvalidNameException("hexadecimal values (=#) are not supported");
        }
        while (position < text.length() && text.charAt(position) != ',') {
            boolean padding = text.charAt(position) == ' ';
            utf8.writeBytes(character());
            if (!padding) {
                lengthWithoutPadding = utf8.size();
            }
        }
        return decode(utf8.toByteArray(), lengthWithoutPadding);
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private byte[] character() throws InvalidNameException {
        int codePoint = text.codePointAt(position);
        if (codePoint == '\\') {
            return escaped();
        }
        if (codePoint == '+') {
            throw new InvalidNameException("several attributes in one RDN ('+') are not supported");
        }
        if (codePoint < ' ' || "\";<>".indexOf(codePoint) >= 0) {
            throw new InvalidNameException("a character that has to be escaped");
        }
        position += Character.charCount(codePoint);
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] escaped() throws InvalidNameException {
        if (position + 1 < text.length() && ",;\\+\"<>=# ".indexOf(text.charAt(position + 1)) >= 0) {
            position += 2;
            return new byte[] {(byte) text.charAt(position - 1)};
        }
        int high = hexDigit(position + 1);
        int low = hexDigit(position + 2);
        if (high < 0 || low < 0 || (high | low) == 0) {
            throw new InvalidNameException("an escape that is not supported");
        }
        position += 3;
        return new byte[] {(byte) (high << 4 | low)};
    }

    private int hexDigit(int index) {
        return index < text.length() && text.charAt(index) < 0x80 ? Character.digit(text.charAt(index), 16) : -1;
    }

    private static String decode(byte[] utf8, int length) throws InvalidNameException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidNameException("escaped octets that are not UTF-8");
        }
    }
}
