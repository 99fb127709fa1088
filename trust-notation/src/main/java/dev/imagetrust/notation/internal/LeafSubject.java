/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * The subject of a leaf certificate as attributes that identities are compared with.
 *
 * <p>It is read from the encoding, step by step (the name classes of Bouncy Castle cast without looking): a name rendered as text and parsed again is how CVE-2023-25656 came about, and how
 * a value could imitate another attribute.
 */
final class LeafSubject {

    private static final String NO_NAME = "the subject is no distinguished name";

    private LeafSubject() {}

    /**
     * From attribute type (see {@link AttributeType}) to value. A value that is no text of a usual type is left out, so
     * that nothing matches it.
     *
     * @param name a distinguished name in DER
     * @throws MalformedInputException {@code IDENTITY_NOT_TRUSTED} if the name is ambiguous: several attributes in one
     *     RDN, or a type twice
     */
    static Map<String, String> attributes(Bytes name) throws MalformedInputException {
        try {
            return read(ASN1Primitive.fromByteArray(name.toByteArray()));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // Bouncy Castle reads lazily: bad octets, such as text that is not UTF-8, show late and in three ways.
            throw new MalformedInputException(new Reason(NotationReason.IDENTITY_NOT_TRUSTED, NO_NAME), e);
        }
    }

    private static Map<String, String> read(ASN1Encodable name) throws MalformedInputException {
        Map<String, String> attributes = new HashMap<>();
        Set<String> types = new HashSet<>();
        for (ASN1Encodable rdn : sequence(name)) {
            ASN1Sequence attribute = onlyAttribute(rdn);
            if (attribute.size() != 2 || !(attribute.getObjectAt(0) instanceof ASN1ObjectIdentifier oid)) {
                throw refusal(NO_NAME);
            }
            String type = AttributeType.ofOid(oid.getId());
            if (!types.add(type)) {
                throw refusal("the subject has several attributes of type " + type);
            }
            ASN1Encodable value = attribute.getObjectAt(1);
            if (isText(value)) {
                attributes.put(type, ((ASN1String) value).getString());
            }
        }
        return attributes;
    }

    private static ASN1Sequence onlyAttribute(ASN1Encodable rdn) throws MalformedInputException {
        if (!(rdn instanceof ASN1Set set) || set.size() == 0) {
            throw refusal(NO_NAME);
        }
        if (set.size() > 1) {
            throw refusal("the subject has several attributes in one RDN");
        }
        return sequence(set.getObjectAt(0));
    }

    private static ASN1Sequence sequence(ASN1Encodable value) throws MalformedInputException {
        if (value instanceof ASN1Sequence sequence) {
            return sequence;
        }
        throw refusal(NO_NAME);
    }

    private static boolean isText(ASN1Encodable value) {
        return value instanceof DERUTF8String
                || value instanceof DERPrintableString
                || value instanceof DERIA5String
                || value instanceof DERBMPString;
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(NotationReason.IDENTITY_NOT_TRUSTED, detail));
    }
}
