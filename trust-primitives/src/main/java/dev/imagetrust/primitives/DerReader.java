/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Reads elements of DER one after another and accepts no other encoding (X.690 §10 and §11).
 *
 * <p>Every element has one encoding only, so what this class read needs no encoding again to know that it was
 * canonical. It neither recurses nor allocates by a claimed length: the caller opens each level, and an element has to
 * lie inside its parent. Instances are cursors for one thread.
 */
final class DerReader {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int ENUMERATED = 0x0a;
    private static final int SEQUENCE = 0x30;
    private static final int HIGH_TAG_NUMBER = 0x1f;
    /** Three octets of length are 16 MiB, more than any limit of this library on what is read here. */
    private static final int MOST_LENGTH_OCTETS = 3;

    /** Real identifiers have ten; a long one would be quoted in a report. */
    private static final int LONGEST_IDENTIFIER = 64;

    private final Bytes der;
    private final int end;
    private int position;

    DerReader(Bytes der) {
        this(der, 0, der.length());
    }

    /** A window of the same octets: a list of a million entries is not copied to be looked through. */
    private DerReader(Bytes der, int from, int end) {
        this.der = der;
        this.position = from;
        this.end = end;
    }

    /** Whether nothing is left at this level. */
    boolean atEnd() {
        return position == end;
    }

    /** Refuses anything left at this level. */
    void end() throws MalformedInputException {
        if (!atEnd()) {
            throw refusal("octets follow the last expected element");
        }
    }

    /** Whether an element of a tag comes next. */
    boolean nextIs(int tag) {
        return !atEnd() && (der.at(position) & 0xff) == tag;
    }

    /** Opens an element of a tag: a set, or one whose tag depends on where it stands. */
    DerReader open(int tag) throws MalformedInputException {
        int length = enter(tag);
        position += length;
        return new DerReader(der, position - length, position);
    }

    /** The content of an element of a tag that is not made of elements. */
    Bytes primitive(int tag) throws MalformedInputException {
        return content(tag);
    }

    /** The octets of an octet string in one piece. */
    Bytes octetString() throws MalformedInputException {
        return content(OCTET_STRING);
    }

    /** Opens a sequence. */
    DerReader sequence() throws MalformedInputException {
        return open(SEQUENCE);
    }

    /** An integer of either sign in its shortest form (X.690 §8.3.2). */
    BigInteger integer() throws MalformedInputException {
        Bytes content = content(INTEGER);
        if (content.isEmpty()) {
            throw refusal("an integer without octets");
        }
        if (content.length() > 1 && content.at(0) == (content.at(1) < 0 ? (byte) 0xff : 0)) {
            throw refusal("an integer with a needless leading octet");
        }
        return new BigInteger(content.toByteArray());
    }

    /** A small number of an enumeration; a larger one is none that anybody defined. */
    int enumerated() throws MalformedInputException {
        Bytes content = content(ENUMERATED);
        if (content.length() != 1 || content.at(0) < 0) {
            throw refusal("an enumerated value that is not one of 0 to 127");
        }
        return content.at(0);
    }

    /** A truth value (X.690 §11.1). */
    boolean truth() throws MalformedInputException {
        return truth(BOOLEAN);
    }

    /** A truth value of another tag. */
    boolean truth(int tag) throws MalformedInputException {
        Bytes content = content(tag);
        if (content.length() != 1 || (content.at(0) != 0 && content.at(0) != (byte) 0xff)) {
            throw refusal("a truth value that is neither 00 nor ff");
        }
        return content.at(0) != 0;
    }

    /** A bit string of whole octets. */
    Bytes octetsOfBitString() throws MalformedInputException {
        Bytes content = content(BIT_STRING);
        if (content.isEmpty() || content.at(0) != 0) {
            throw refusal("a bit string that is not made of whole octets");
        }
        return content.slice(1, content.length());
    }

    /** An object identifier in dotted form. */
    String objectIdentifier() throws MalformedInputException {
        Bytes content = content(OBJECT_IDENTIFIER);
        if (content.length() > LONGEST_IDENTIFIER) {
            throw refusal("an object identifier of " + content.length() + " octets");
        }
        try {
            return ASN1ObjectIdentifier.fromContents(content.toByteArray()).getId();
        } catch (IllegalArgumentException e) {
            throw refusal("an object identifier that breaks off or has a needless octet");
        }
    }

    /** A null. */
    void nullValue() throws MalformedInputException {
        if (!content(NULL).isEmpty()) {
            throw refusal("a null with content");
        }
    }

    /** The next element, whatever it is, with its tag and length; its content is not looked at. */
    Bytes anyElement() throws MalformedInputException {
        int start = position;
        int length = enter(tag());
        position += length;
        return der.slice(start, position);
    }

    /** The tag of the next element. */
    int tag() throws MalformedInputException {
        if (atEnd()) {
            throw refusal("an element is missing");
        }
        return der.at(position) & 0xff;
    }

    private Bytes content(int expectedTag) throws MalformedInputException {
        int length = enter(expectedTag);
        position += length;
        return der.slice(position - length, position);
    }

    /** Goes to the first octet of the next element's content, and tells how long that is. */
    private int enter(int expectedTag) throws MalformedInputException {
        int tag = tag();
        if (tag != expectedTag || (tag & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
            throw refusal("tag " + tag + " where another was expected");
        }
        position++;
        int length = length();
        if (length > end - position) {
            throw refusal("an element that is longer than what holds it");
        }
        return length;
    }

    /** The definite length in its shortest form (X.690 §10.1). */
    private int length() throws MalformedInputException {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > MOST_LENGTH_OCTETS) {
            throw refusal("a length that is indefinite or too large");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet();
        }
        if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
            throw refusal("a length that is not in its shortest form");
        }
        return length;
    }

    private int octet() throws MalformedInputException {
        if (atEnd()) {
            throw refusal("the input ends inside an element");
        }
        return der.at(position++) & 0xff;
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.NOT_DER, detail));
    }
}
