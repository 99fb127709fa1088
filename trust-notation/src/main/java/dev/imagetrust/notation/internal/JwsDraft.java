/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes JWS in flattened JSON serialisation (signature-envelope-jws.md). */
final class JwsDraft implements EnvelopeDraft {

    private final String header;
    private final String payload;

    JwsDraft(SignedHeader signed, Bytes payload) {
        this.header = Base64Text.encodeUrl(header(signed));
        this.payload = Base64Text.encodeUrl(payload);
    }

    private static Bytes header(SignedHeader signed) {
        return JsonWriter.object(out -> {
            out.text("alg", signed.algorithm().name())
                    .array("crit", names -> signed.critical().forEach(names::text))
                    .text("cty", NotationPayload.MEDIA_TYPE)
                    .text(
                            AttributeNames.SIGNING_SCHEME.toString(),
                            signed.scheme().id())
                    .text(signed.timeLabel().toString(), time(signed.signingTime()));
            @Nullable Instant expiry = signed.expiry();
            if (expiry != null) {
                out.text(AttributeNames.EXPIRY.toString(), time(expiry));
            }
        });
    }

    /** RFC 3339 in whole seconds: fractions are discouraged (signature-specification.md, "Signed Attributes"). */
    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public Bytes signingInput() {
        return Bytes.utf8(header + '.' + payload);
    }

    @Override
    public Bytes close(Bytes signature, UnsignedHeader beside) {
        return JsonWriter.object(out -> out.text("payload", payload)
                .text("protected", header)
                .object("header", unsigned -> {
                    unsigned.array(
                            "x5c", chain -> beside.chain().forEach(c -> chain.text(Base64Text.encodeStandard(c))));
                    Bytes timestamp = beside.timestamp();
                    if (timestamp != null) {
                        unsigned.text(AttributeNames.TIMESTAMP, Base64Text.encodeStandard(timestamp));
                    }
                    if (!beside.agent().isEmpty()) {
                        unsigned.text(AttributeNames.SIGNING_AGENT, beside.agent());
                    }
                })
                .text("signature", Base64Text.encodeUrl(signature)));
    }
}
