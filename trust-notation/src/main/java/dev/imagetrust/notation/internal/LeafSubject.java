/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The subject of a leaf certificate as attributes that identities are compared with.
 *
 * <p>It is read from the encoding: a name rendered as text and parsed again is how CVE-2023-25656 came about, and how
 * a value could imitate another attribute.
 */
final class LeafSubject {

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
            return read(X500Name.getInstance(name.toByteArray()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Bouncy Castle reads lazily: bad octets, such as text that is not UTF-8, show late and in two ways.
            throw new MalformedInputException(
                    new Reason(NotationReason.IDENTITY_NOT_TRUSTED, "the subject is no distinguished name"), e);
        }
    }

    private static Map<String, String> read(X500Name name) throws MalformedInputException {
        Map<String, String> attributes = new HashMap<>();
        Set<String> types = new HashSet<>();
        for (RDN rdn : name.getRDNs()) {
            if (rdn.isMultiValued()) {
                throw refusal("the subject has several attributes in one RDN");
            }
            AttributeTypeAndValue attribute = rdn.getFirst();
            String type = AttributeType.ofOid(attribute.getType().getId());
            if (!types.add(type)) {
                throw refusal("the subject has several attributes of type " + type);
            }
            if (isText(attribute.getValue())) {
                attributes.put(type, ((ASN1String) attribute.getValue()).getString());
            }
        }
        return attributes;
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
