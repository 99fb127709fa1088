/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.FulcioClaim;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Utf8;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * Whom a Fulcio certificate names (section 4.4). Only as true as the authority that issued it.
 *
 * @param issuer who vouched for the subject, a URL
 * @param subject e-mail address, URI or other name
 * @param claims what else it says
 */
record FulcioIdentity(String issuer, String subject, Map<FulcioClaim, String> claims) {

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
    private static final String OTHER_NAME = FULCIO + "7";
    private static final String ISSUER = FULCIO + "8";
    private static final String OLD_ISSUER = FULCIO + "1";
    private static final int LAST_ASCII = 0x7f;

    /** From here on extensions are DER; those before are bare text. */
    private static final int FIRST_DER = 8;

    FulcioIdentity {
        claims = Map.copyOf(claims);
    }

    /**
     * Reads them.
     *
     * @throws MalformedInputException if there is not exactly one name, no issuer, two issuers that differ, or a claim that is no
     *     text
     */
    static FulcioIdentity of(CertificateFacts leaf) throws MalformedInputException {
        return new FulcioIdentity(printable(issuer(leaf)), printable(subject(leaf)), claims(leaf));
    }

    private static Map<FulcioClaim, String> claims(CertificateFacts leaf) throws MalformedInputException {
        Map<FulcioClaim, String> claims = new EnumMap<>(FulcioClaim.class);
        for (FulcioClaim claim : FulcioClaim.values()) {
            Optional<Bytes> value = leaf.extension(FULCIO + claim.number());
            if (value.isPresent()) {
                boolean der = claim.number() >= FIRST_DER;
                claims.put(claim, der ? utf8String(value.get()) : Utf8.decode(value.get()));
            }
        }
        return claims;
    }

    private static String issuer(CertificateFacts leaf) throws MalformedInputException {
        Optional<Bytes> current = leaf.extension(ISSUER);
        Optional<Bytes> old = leaf.extension(OLD_ISSUER);
        if (current.isEmpty() && old.isEmpty()) {
            throw refusal("it names no issuer");
        }
        String issuer = current.isPresent() ? utf8String(current.get()) : Utf8.decode(old.get());
        if (old.isPresent() && !Utf8.decode(old.get()).equals(issuer)) {
            throw refusal("it names two issuers");
        }
        return issuer;
    }

    private static String subject(CertificateFacts leaf) throws MalformedInputException {
        Optional<Bytes> extension = leaf.extension(SUBJECT_ALTERNATIVE_NAME);
        if (extension.isEmpty()) {
            throw refusal("it names no subject");
        }
        try {
            GeneralName[] names =
                    GeneralNames.getInstance(primitive(extension.get())).getNames();
            if (names.length != 1) {
                throw refusal("it has " + names.length + " subject alternative names");
            }
            return name(names[0]);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refusal("its subject alternative name cannot be read", e);
        }
    }

    private static String name(GeneralName name) throws MalformedInputException {
        return switch (name.getTagNo()) {
            case GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
                ascii(ASN1IA5String.getInstance(name.getName()).getString());
            case GeneralName.otherName -> otherName(OtherName.getInstance(name.getName()));
            default -> throw refusal("a subject alternative name of type " + name.getTagNo());
        };
    }

    private static String ascii(String text) throws MalformedInputException {
        if (text.chars().anyMatch(c -> c > LAST_ASCII)) {
            throw refusal("an IA5String that is not ASCII");
        }
        return text;
    }

    private static String otherName(OtherName name) throws MalformedInputException {
        ASN1Encodable value = name.getValue();
        if (!name.getTypeID().getId().equals(OTHER_NAME) || !(value instanceof ASN1UTF8String text)) {
            throw refusal("another name than Fulcio's");
        }
        return text.getString();
    }

    private static String utf8String(Bytes der) throws MalformedInputException {
        if (!(primitive(der) instanceof ASN1UTF8String text)) {
            throw refusal("an extension is no UTF8String");
        }
        return text.getString();
    }

    /** One element, with nothing behind it. */
    private static ASN1Primitive primitive(Bytes der) throws MalformedInputException {
        try {
            return ASN1Primitive.fromByteArray(der.toByteArray());
        } catch (IOException e) {
            throw refusal("an extension is not ASN.1", e);
        }
    }

    /** A name in which a reader may see less than a matcher does is nobody's. */
    private static String printable(String text) throws MalformedInputException {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw refusal("a name is empty or has control characters");
        }
        return text;
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(CosignReason.CERTIFICATE_NAMES, detail));
    }

    private static MalformedInputException refusal(String detail, Exception cause) {
        return new MalformedInputException(new Reason(CosignReason.CERTIFICATE_NAMES, detail), cause);
    }
}
