/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonText;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JWS in flattened JSON serialisation as the Notary Project profiles it (signature-envelope-jws.md). */
final class JwsEnvelope {

    private static final Set<String> MEMBERS = Set.of("payload", "protected", "header", "signature");

    private JwsEnvelope() {}

    static UnverifiedEnvelope parse(Bytes envelope) throws MalformedInputException {
        try {
            // Its length was compared with the limit; one text may be nearly as long.
            JsonLimits outer = new JsonLimits(envelope.length(), 16, envelope.length(), 1_000);
            return read(Json.parseObject(envelope, outer).requireExactly(MEMBERS));
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.ENVELOPE_MALFORMED, e);
        }
    }

    private static UnverifiedEnvelope read(JsonObject jws) throws MalformedInputException {
        String encodedHeader = jws.text("protected");
        String encodedPayload = jws.text("payload");
        Bytes payload = notEmpty(Base64Text.decodeUrl(encodedPayload), "payload");
        Bytes signature = notEmpty(Base64Text.decodeUrl(jws.text("signature")), "signature");
        JsonObject signed = Json.parseObject(Base64Text.decodeUrl(encodedHeader), JsonLimits.SIGNED_PAYLOAD);
        JsonObject unsigned = jws.object("header");
        checkHeaders(signed, unsigned);
        return new UnverifiedEnvelope(
                protectedHeader(signed),
                // RFC 7515, 5.1: both texts as received; they are canonical base64, so there is one spelling only.
                Bytes.utf8(encodedHeader + '.' + encodedPayload),
                signature,
                payload,
                chain(unsigned),
                timestamp(unsigned));
    }

    private static void checkHeaders(JsonObject signed, JsonObject unsigned) throws MalformedInputException {
        if (signed.has("b64") || unsigned.has("b64")) {
            // RFC 7797 changes which octets are signed; the profile does not have it.
            throw new MalformedInputException(new Reason(NotationReason.ENVELOPE_MALFORMED, "header parameter b64"));
        }
        if (unsigned.has("crit")) {
            // RFC 7515, 4.1.11: crit must be protected; elsewhere an attacker could write it.
            throw new MalformedInputException(
                    new Reason(NotationReason.CRITICAL_HEADER_VIOLATION, "crit in the unprotected header"));
        }
        for (String name : unsigned.names()) {
            if (signed.has(name)) {
                throw new MalformedInputException(
                        new Reason(NotationReason.ENVELOPE_HEADER_INVALID, "both headers contain " + name));
            }
        }
    }

    private static ProtectedHeader protectedHeader(JsonObject signed) {
        Map<Label, HeaderValue> parameters = new LinkedHashMap<>();
        signed.members().forEach((name, value) -> parameters.put(new Label.Named(name), value(value)));
        return new ProtectedHeader(EnvelopeFormat.JWS, parameters);
    }

    private static HeaderValue value(JsonValue value) {
        if (value instanceof JsonText text) {
            return new HeaderValue.Text(text.value());
        } else if (value instanceof JsonArray array && array.values().stream().allMatch(JsonText.class::isInstance)) {
            return new HeaderValue.Labels(array.values().stream()
                    .map(v -> (Label) new Label.Named(((JsonText) v).value()))
                    .toList());
        }
        return new HeaderValue.Other();
    }

    private static List<Bytes> chain(JsonObject unsigned) throws MalformedInputException {
        try {
            List<Bytes> certificates = new ArrayList<>();
            for (String certificate : unsigned.array("x5c").texts()) {
                certificates.add(Base64Text.decodeStandard(certificate));
            }
            return certificates;
        } catch (MalformedInputException e) {
            throw Malformed.as(NotationReason.CERT_CHAIN_MALFORMED, e);
        }
    }

    private static @Nullable Bytes timestamp(JsonObject unsigned) throws MalformedInputException {
        return unsigned.has(AttributeNames.TIMESTAMP)
                ? Base64Text.decodeStandard(unsigned.text(AttributeNames.TIMESTAMP))
                : null;
    }

    private static Bytes notEmpty(Bytes octets, String what) throws MalformedInputException {
        if (octets.isEmpty()) {
            throw new MalformedInputException(new Reason(NotationReason.ENVELOPE_MALFORMED, "empty " + what));
        }
        return octets;
    }
}
