/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the alternative names of a subject are names at all (RFC 5280 section 4.2.1.6). The Java runtime takes an
 * extension that it cannot read, and that is not critical, for absent. What the names mean is for the formats to say.
 */
final class AlternativeNames {

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    private static final int OTHER = 0xa0;
    private static final int EMAIL = 0x81;
    private static final int HOST = 0x82;
    private static final int X400 = 0xa3;
    private static final int DIRECTORY = 0xa4;
    private static final int EDI = 0xa5;
    private static final int URI = 0x86;
    private static final int ADDRESS = 0x87;
    private static final int REGISTERED = 0x88;
    private static final int LONGEST_HOST = 253;
    private static final int ADDRESS_V4 = 4;
    private static final int ADDRESS_V6 = 16;

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** RFC 1123 section 2.1: letters, digits and hyphens, and the last label tells a host from an address. */
    private static final Pattern HOST_NAME = Pattern.compile("(\\*\\.)?(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

    private AlternativeNames() {}

    /** There are none, or at least one and all of them of a kind and form that the specification has. */
    static Optional<Reason> readable(CertificateFacts certificate) {
        Optional<Bytes> extension = certificate.extension(SUBJECT_ALTERNATIVE_NAME);
        return extension.isEmpty() || isListOfNames(extension.get())
                ? Optional.empty()
                : Optional.of(new Reason(
                        PrimitiveReason.CERTIFICATE_ALTERNATIVE_NAME, "certificate of " + certificate.subjectText()));
    }

    private static boolean isListOfNames(Bytes extension) {
        try {
            DerReader whole = new DerReader(extension);
            DerReader names = whole.sequence();
            whole.end();
            boolean good;
            do {
                good = isName(names);
            } while (good && !names.atEnd());
            return good;
        } catch (MalformedInputException e) {
            return false;
        }
    }

    private static boolean isName(DerReader names) throws MalformedInputException {
        int tag = names.tag();
        return switch (tag) {
            case EMAIL, URI -> isText(names.primitive(tag));
            case HOST -> isHost(names.primitive(tag));
            case ADDRESS -> isAddress(names.primitive(tag));
            case REGISTERED -> !names.primitive(tag).isEmpty();
            case OTHER -> isOther(names.open(tag));
            case DIRECTORY -> isOneElement(names.open(tag));
            case X400, EDI -> !names.anyElement().isEmpty();
            default -> false;
        };
    }

    private static boolean isHost(Bytes content) {
        return content.length() <= LONGEST_HOST
                && HOST_NAME.matcher(ascii(content)).matches();
    }

    private static boolean isText(Bytes content) {
        return !content.isEmpty() && ascii(content).chars().allMatch(c -> c < 0x80);
    }

    /** Other octets than those of ASCII become characters that are none of it either. */
    private static String ascii(Bytes content) {
        return new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAddress(Bytes content) {
        return content.length() == ADDRESS_V4 || content.length() == ADDRESS_V6;
    }

    private static boolean isOther(DerReader fields) throws MalformedInputException {
        fields.objectIdentifier();
        DerReader value = fields.open(OTHER);
        return fields.atEnd() && isOneElement(value);
    }

    private static boolean isOneElement(DerReader field) throws MalformedInputException {
        field.anyElement();
        return field.atEnd();
    }
}
