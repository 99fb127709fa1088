/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tagged COSE_Sign1 messages as the Notary Project profiles them (signature-envelope-cose.md). */
final class CoseEnvelope {

    /** Tag 18 and an array of four, in the only encoding that is accepted. */
    private static final Bytes HEAD = Bytes.fromHex("d284");

    private static final CborItem X5CHAIN = new CborItem.Int(33);
    private static final CborItem CRIT = new CborItem.Int(2);
    private static final CborItem TIMESTAMP = new CborItem.Text(AttributeNames.TIMESTAMP);
    private static final long EPOCH_TIME = 1;

    private final Map<CborItem, CborItem> signed;
    private final Map<CborItem, CborItem> unsigned;

    private CoseEnvelope(Map<CborItem, CborItem> signed, Map<CborItem, CborItem> unsigned) {
        this.signed = signed;
        this.unsigned = unsigned;
    }

    static UnverifiedEnvelope parse(Bytes envelope) throws MalformedInputException {
        if (envelope.length() < 2 || !envelope.slice(0, 2).equals(HEAD)) {
            throw malformed("not a tagged COSE_Sign1 message");
        }
        // Tags are refused outside the protected header, which has a reader of its own.
        CborReader reader = new CborReader(envelope.slice(2, envelope.length()), CborReader.Tags.REFUSED);
        Bytes protectedHeader = byteString(reader.next(), "protected header");
        Map<CborItem, CborItem> unsigned = map(reader.next(), "unprotected header");
        Bytes payload = byteString(reader.next(), "payload");
        Bytes signature = byteString(reader.next(), "signature");
        reader.expectEnd();
        CoseEnvelope parts = new CoseEnvelope(readProtected(protectedHeader), unsigned);
        parts.checkHeaders();
        return new UnverifiedEnvelope(
                parts.protectedHeader(),
                sigStructure(protectedHeader, payload),
                signature,
                payload,
                parts.chain(),
                parts.timestamp());
    }

    private static Map<CborItem, CborItem> readProtected(Bytes encoded) throws MalformedInputException {
        CborReader reader = new CborReader(encoded, CborReader.Tags.ALLOWED);
        Map<CborItem, CborItem> header = map(reader.next(), "protected header");
        reader.expectEnd();
        return header;
    }

    private void checkHeaders() throws MalformedInputException {
        if (unsigned.containsKey(CRIT)) {
            // RFC 9052, 3.1: crit must be protected; elsewhere an attacker could write it.
            throw new MalformedInputException(
                    new Reason(NotationReason.CRITICAL_HEADER_VIOLATION, "crit in the unprotected header"));
        }
        for (CborItem label : unsigned.keySet()) {
            if (signed.containsKey(label)) {
                throw new MalformedInputException(
                        new Reason(NotationReason.ENVELOPE_HEADER_INVALID, "both headers contain " + label(label)));
            }
        }
    }

    private ProtectedHeader protectedHeader() {
        Map<Label, HeaderValue> parameters = new LinkedHashMap<>();
        signed.forEach((label, value) -> parameters.put(label(label), value(value)));
        return new ProtectedHeader(EnvelopeFormat.COSE, parameters);
    }

    private static Label label(CborItem item) {
        return item instanceof CborItem.Int number
                ? new Label.Numbered(number.value())
                : new Label.Named(((CborItem.Text) item).value());
    }

    private static HeaderValue value(CborItem item) {
        if (item instanceof CborItem.Text text) {
            return new HeaderValue.Text(text.value());
        } else if (item instanceof CborItem.Int number) {
            return new HeaderValue.Whole(number.value());
        } else if (item instanceof CborItem.Tagged tagged
                && tagged.tag() == EPOCH_TIME
                && tagged.content() instanceof CborItem.Int seconds) {
            return new HeaderValue.EpochSeconds(seconds.value());
        } else if (item instanceof CborItem.Array array
                && array.items().stream().allMatch(CoseEnvelope::isLabel)) {
            return new HeaderValue.Labels(
                    array.items().stream().map(CoseEnvelope::label).toList());
        }
        return new HeaderValue.Other();
    }

    private static boolean isLabel(CborItem item) {
        return item instanceof CborItem.Int || item instanceof CborItem.Text;
    }

    /** From either header; that it is not in both was checked. */
    private List<Bytes> chain() throws MalformedInputException {
        CborItem chain = signed.containsKey(X5CHAIN) ? signed.get(X5CHAIN) : unsigned.get(X5CHAIN);
        if (!(chain instanceof CborItem.Array array) || array.items().isEmpty()) {
            // RFC 9360 allows a bare byte string for a single certificate, the profile does not.
            throw new MalformedInputException(
                    new Reason(NotationReason.CERT_CHAIN_MALFORMED, "x5chain is no array of certificates"));
        }
        List<Bytes> certificates = new ArrayList<>();
        for (CborItem item : array.items()) {
            certificates.add(byteString(item, "certificate"));
        }
        return certificates;
    }

    private @Nullable Bytes timestamp() throws MalformedInputException {
        CborItem token = unsigned.get(TIMESTAMP);
        return token == null ? null : byteString(token, "timestamp");
    }

    /** RFC 9052, 4.4. The protected header goes in as it was received; only its length is written anew. */
    static Bytes sigStructure(Bytes protectedHeader, Bytes payload) {
        return CborWriter.encode(new CborItem.Array(List.of(
                new CborItem.Text("Signature1"),
                new CborItem.ByteString(protectedHeader),
                new CborItem.ByteString(Bytes.empty()), // external_aad
                new CborItem.ByteString(payload))));
    }

    private static Bytes byteString(CborItem item, String what) throws MalformedInputException {
        if (item instanceof CborItem.ByteString string && !string.value().isEmpty()) {
            return string.value();
        }
        throw malformed("the " + what + " is no byte string, or empty");
    }

    private static Map<CborItem, CborItem> map(CborItem item, String what) throws MalformedInputException {
        if (item instanceof CborItem.Labelled map) {
            return map.entries();
        }
        throw malformed("the " + what + " is no map");
    }

    private static MalformedInputException malformed(String detail) {
        return new MalformedInputException(new Reason(NotationReason.ENVELOPE_MALFORMED, detail));
    }
}
