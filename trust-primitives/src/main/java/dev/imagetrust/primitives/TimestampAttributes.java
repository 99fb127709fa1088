/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The signed attributes of a {@code SignerInfo}, RFC 5652 section 11, each at most once and with one value.
 *
 * <p>They are what the signature covers; without them a signature over one kind of content could be presented as one
 * over another.
 */
final class TimestampAttributes {

    private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";

    private static final int SET = 0x31;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    private final Map<String, Bytes> values;

    private TimestampAttributes(Map<String, Bytes> values) {
        this.values = values;
    }

    /** Reads them and checks that they are about a {@code TSTInfo}. */
    static TimestampAttributes read(DerReader attributes) throws MalformedInputException {
        Map<String, Bytes> values = new HashMap<>();
        while (!attributes.atEnd()) {
            DerReader attribute = attributes.sequence();
            String type = attribute.objectIdentifier();
            DerReader set = attribute.open(SET);
            attribute.end();
            Bytes value = set.anyElement();
            if (!set.atEnd() || values.put(type, value) != null) {
                throw refusal("more than one value of " + type);
            }
        }
        TimestampAttributes read = new TimestampAttributes(values);
        if (!read.value("content type", CONTENT_TYPE).objectIdentifier().equals(TST_INFO)) {
            throw refusal("a content type other than TSTInfo");
        }
        return read;
    }

    /** The digest of the content, of the signer's hash function. */
    Bytes messageDigest() throws MalformedInputException {
        return value("message digest", MESSAGE_DIGEST).octetString();
    }

    /** Which certificate the signer says to have signed with. Version 1, which is bound to SHA-1, does not do. */
    SigningCertificateId signingCertificate() throws MalformedInputException {
        DerReader certificates = value("signing certificate, version 2", SIGNING_CERTIFICATE_V2)
                .sequence()
                .sequence();
        if (certificates.atEnd()) {
            throw refusal("a list of signing certificates without any");
        }
        return SigningCertificateId.read(certificates.sequence());
    }

    /** When the signer says to have signed. */
    Optional<Instant> signingTime() throws MalformedInputException {
        if (!values.containsKey(SIGNING_TIME)) {
            return Optional.empty();
        }
        DerReader value = value("signing time", SIGNING_TIME);
        return Optional.of(
                value.nextIs(UTC_TIME)
                        ? utcTime(value.primitive(UTC_TIME))
                        : TimestampContent.time(value.primitive(GENERALIZED_TIME)));
    }

    /** RFC 5652 section 11.3: two digits of a year stand for 1950 to 2049. */
    private static Instant utcTime(Bytes content) throws MalformedInputException {
        Instant in20xx = TimestampContent.time(Bytes.fromHex("3230" + content.toHex()));
        var dateTime = in20xx.atOffset(ZoneOffset.UTC);
        return dateTime.getYear() < 2050 ? in20xx : dateTime.minusYears(100).toInstant();
    }

    private DerReader value(String name, String type) throws MalformedInputException {
        Bytes value = values.get(type);
        if (value == null) {
            throw refusal("no " + name);
        }
        return new DerReader(value);
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_ATTRIBUTES, detail));
    }
}
