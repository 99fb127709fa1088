/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Dsse;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;

/**
 * A DSSE envelope around an in-toto statement, not verified.
 *
 * @param payload the octets of the statement
 * @param signature the one signature
 */
record DsseEnvelope(Bytes payload, Bytes signature) implements Bundle.Content {

    static final ProtoFields FIELDS = ProtoFields.of("payload", "payloadType", "signatures");
    private static final ProtoFields SIGNATURE_FIELDS = ProtoFields.of("sig", "keyid");

    /** Reads the content of a layer. */
    static DsseEnvelope parse(Bytes content, JsonLimits limits) throws MalformedInputException {
        // Written by Go's JSON package: one spelling only.
        JsonObject json = Json.parseObject(content, limits)
                .requireExactly(FIELDS.originals().keySet());
        return of(ProtoObject.of(json, FIELDS));
    }

    /** Reads a part of a bundle. */
    static DsseEnvelope of(ProtoObject envelope) throws MalformedInputException {
        String payloadType = envelope.text("payloadType");
        if (!payloadType.equals(CosignFormat.IN_TOTO)) {
            throw new MalformedInputException(new Reason(CosignReason.PAYLOAD_TYPE, payloadType));
        }
        List<ProtoObject> signatures = envelope.objects("signatures", SIGNATURE_FIELDS);
        if (signatures.size() != 1) {
            throw new MalformedInputException(
                    new Reason(CosignReason.SIGNATURE_COUNT, "there are " + signatures.size()));
        }
        Bytes signature = Base64Text.decodeEither(signatures.get(0).text("sig"));
        if (signature.isEmpty()) {
            throw new MalformedInputException(new Reason(CosignReason.SIGNATURE_ABSENT, "sig is empty"));
        }
        return new DsseEnvelope(Base64Text.decodeEither(envelope.text("payload")), signature);
    }

    /** The octets that the signature covers. */
    Bytes signed() {
        return Dsse.pae(CosignFormat.IN_TOTO, payload);
    }
}
