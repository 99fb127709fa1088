/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Dsse;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import java.io.IOException;

/**
 * A signature that is not stored anywhere yet.
 *
 * @param isStatement whether the payload is a statement, signed in an envelope
 * @param payload what it says
 * @param signed the octets it is over
 * @param signature the signature
 */
record Draft(boolean isStatement, Bytes payload, Bytes signed, Bytes signature) {

    /** Signs a simple-signing payload as it is. */
    static Draft ofPayload(OwnKey key, Bytes payload) throws IOException, InterruptedException {
        return new Draft(false, payload, payload, key.sign(payload));
    }

    /** Signs a statement in an envelope. */
    static Draft ofStatement(OwnKey key, Bytes statement) throws IOException, InterruptedException {
        Bytes encoded = Dsse.pae(CosignFormat.IN_TOTO, statement);
        return new Draft(true, statement, encoded, key.sign(encoded));
    }

    /** The envelope, as it lies in a layer and as logs get it. */
    Bytes envelope() {
        return JsonWriter.object(this::writeEnvelope);
    }

    void writeEnvelope(ObjectContent envelope) {
        envelope.text("payloadType", CosignFormat.IN_TOTO)
                .text("payload", Base64Text.encodeStandard(payload))
                .array(
                        "signatures",
                        signatures -> signatures.object(
                                each -> each.text("keyid", "").text("sig", Base64Text.encodeStandard(signature))));
    }
}
