/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The CMS {@code SignedData} around a {@code TSTInfo} (RFC 5652 section 5.1), taken apart and not verified.
 *
 * @param content the {@code TSTInfo} in DER, what the signers signed a digest of
 * @param certificates whatever certificates were put beside it; nobody signed for their being there or their order
 * @param signers each {@code SignerInfo}
 */
record TimestampEnvelope(Bytes content, List<CertificateFacts> certificates, List<Bytes> signers) {

    /** Real tokens have one. */
    static final int MAX_SIGNERS = 4;

    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
    private static final BigInteger VERSION = BigInteger.valueOf(3);

    private static final int SET = 0x31;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_1 = 0xa1;

    TimestampEnvelope {
        certificates = List.copyOf(certificates);
        signers = List.copyOf(signers);
    }

    static TimestampEnvelope parse(Bytes contentInfo) throws MalformedInputException {
        DerReader fields = signedData(contentInfo);
        if (!fields.integer().equals(VERSION)) {
            throw malformed("signed data of another version than 3");
        }
        fields.open(SET); // digestAlgorithms: each signer names its own
        Bytes content = content(fields.sequence());
        List<Bytes> certificates = fields.nextIs(CONTEXT_0) ? elements(fields.open(CONTEXT_0)) : List.of();
        if (fields.nextIs(CONTEXT_1)) {
            fields.anyElement(); // CRLs that anybody may have put there
        }
        List<Bytes> signers = elements(fields.open(SET));
        fields.end();
        if (signers.size() > MAX_SIGNERS) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.TIMESTAMP_SIGNER_COUNT, signers.size() + " signers, limit " + MAX_SIGNERS));
        }
        return new TimestampEnvelope(
                content, certificates.isEmpty() ? List.of() : Certificates.parseChain(certificates), signers);
    }

    private static DerReader signedData(Bytes contentInfo) throws MalformedInputException {
        DerReader whole = new DerReader(contentInfo);
        DerReader info = whole.sequence();
        whole.end();
        String type = info.objectIdentifier();
        if (!type.equals(SIGNED_DATA)) {
            throw malformed("content of type " + type + ", expected signed data");
        }
        DerReader explicit = info.open(CONTEXT_0);
        info.end();
        DerReader fields = explicit.sequence();
        explicit.end();
        return fields;
    }

    private static Bytes content(DerReader encapsulated) throws MalformedInputException {
        String type = encapsulated.objectIdentifier();
        if (!type.equals(TST_INFO)) {
            throw malformed("signed content of type " + type + ", expected TSTInfo");
        }
        DerReader explicit = encapsulated.open(CONTEXT_0);
        encapsulated.end();
        Bytes content = explicit.octetString();
        explicit.end();
        return content;
    }

    private static List<Bytes> elements(DerReader reader) throws MalformedInputException {
        List<Bytes> elements = new ArrayList<>();
        while (!reader.atEnd()) {
            elements.add(reader.anyElement());
        }
        return elements;
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(PrimitiveReason.TIMESTAMP_MALFORMED, detail));
    }
}
