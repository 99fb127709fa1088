/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes tagged COSE_Sign1 messages (signature-envelope-cose.md). */
final class CoseDraft implements EnvelopeDraft {

    private static final long ALGORITHM = 1;
    private static final long CRITICAL = 2;
    private static final long CONTENT_TYPE = 3;
    private static final long X5CHAIN = 33;
    private static final long COSE_SIGN1 = 18;
    private static final long EPOCH_TIME = 1;

    private final CborItem.ByteString header;
    private final CborItem.ByteString payload;

    CoseDraft(SignedHeader signed, Bytes payload) {
        this.header = new CborItem.ByteString(CborWriter.encode(header(signed)));
        this.payload = new CborItem.ByteString(payload);
    }

    private static CborItem header(SignedHeader signed) {
        Map<CborItem, CborItem> header = new LinkedHashMap<>();
        header.put(
                new CborItem.Int(ALGORITHM), new CborItem.Int(signed.algorithm().coseNumber()));
        header.put(
                new CborItem.Int(CRITICAL),
                new CborItem.Array(
                        signed.critical().stream().map(CoseDraft::text).toList()));
        header.put(new CborItem.Int(CONTENT_TYPE), text(NotationPayload.MEDIA_TYPE));
        header.put(text(AttributeNames.SIGNING_SCHEME), text(signed.scheme().id()));
        header.put(text(signed.timeLabel()), time(signed.signingTime()));
        @Nullable Instant expiry = signed.expiry();
        if (expiry != null) {
            header.put(text(AttributeNames.EXPIRY), time(expiry));
        }
        return new CborItem.Labelled(header);
    }

    private static CborItem text(Object value) {
        return new CborItem.Text(value.toString());
    }

    private static CborItem time(Instant time) {
        return new CborItem.Tagged(EPOCH_TIME, new CborItem.Int(time.getEpochSecond()));
    }

    @Override
    public Bytes signingInput() {
        return CoseEnvelope.sigStructure(header.value(), payload.value());
    }

    @Override
    public Bytes close(Bytes signature, UnsignedHeader beside) {
        Map<CborItem, CborItem> unsigned = new LinkedHashMap<>();
        List<CborItem> chain = beside.chain().stream()
                .map(certificate -> (CborItem) new CborItem.ByteString(certificate))
                .toList();
        unsigned.put(new CborItem.Int(X5CHAIN), new CborItem.Array(chain));
        Bytes timestamp = beside.timestamp();
        if (timestamp != null) {
            unsigned.put(text(AttributeNames.TIMESTAMP), new CborItem.ByteString(timestamp));
        }
        if (!beside.agent().isEmpty()) {
            unsigned.put(text(AttributeNames.SIGNING_AGENT), text(beside.agent()));
        }
        return CborWriter.encode(new CborItem.Tagged(
                COSE_SIGN1,
                new CborItem.Array(List.of(
                        header, new CborItem.Labelled(unsigned), payload, new CborItem.ByteString(signature)))));
    }
}
