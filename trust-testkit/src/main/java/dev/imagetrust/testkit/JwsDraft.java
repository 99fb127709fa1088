/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.bouncycastle.util.BigIntegers;

import static dev.imagetrust.testkit.NotationBend.*;

/** A Notary Project signature as JWS (RFC 7515) in flattened JSON. */
final class JwsDraft {

    private final NotationForge forge;
    private final NotationBend bend;
    private final NotationSignature signature;

    JwsDraft(NotationForge forge, NotationBend bend) {
        this.forge = forge;
        this.bend = bend;
        this.signature = new NotationSignature(forge, bend);
    }

    Bytes content() {
        String protectedHeader = Octets.base64Url(Bytes.utf8(protectedHeader().toString()));
        Bytes payload = signature.payload();
        Bytes raw = signature.over(Bytes.utf8(protectedHeader + '.' + Octets.base64Url(payload)));
        String text = Octets.base64Url(signature.afterwards(payload));
        Bytes envelope = Bytes.utf8(
                switch (bend) {
                    case COMPACT_FORM -> protectedHeader + '.' + text + '.' + Octets.base64Url(raw);
                    case GENERAL_FORM ->
                        RawJson.object()
                                .text("payload", text)
                                .raw(
                                        "signatures",
                                        RawJson.array(List.of(
                                                signed(protectedHeader, raw).toString())))
                                .toString();
                    case DUPLICATE_MEMBER ->
                        signed(protectedHeader, raw)
                                .text("payload", text)
                                .text("payload", text)
                                .toString();
                    case EXTRA_MEMBER ->
                        signed(protectedHeader, raw)
                                .text("payload", text)
                                .text("extra", "member")
                                .toString();
                    default ->
                        signed(protectedHeader, raw).text("payload", text).toString();
                });
        return switch (bend) {
            case TRUNCATED -> Octets.truncate(envelope, envelope.length() / 2);
            case EMPTY -> Bytes.empty();
            case TRAILING_DATA -> Octets.concat(envelope, Bytes.utf8("{}"));
            default -> envelope;
        };
    }

    private RawJson signed(String protectedHeader, Bytes raw) {
        return RawJson.object()
                .text("protected", protectedHeader)
                .object("header", unprotectedHeader())
                .text("signature", text(raw));
    }

    private String text(Bytes raw) {
        String text = Octets.base64Url(raw);
        return switch (bend) {
            case PADDED_BASE64 -> text + "=".repeat((4 - text.length() % 4) % 4);
            case LINE_BREAK_IN_BASE64 -> text.substring(0, 4) + "\n" + text.substring(4);
            default -> text;
        };
    }

    private RawJson protectedHeader() {
        RawJson header = RawJson.object();
        if (bend == DUPLICATE_HEADER) {
            header.text("alg", "PS256");
        }
        if (bend != NO_ALGORITHM) {
            header.text("alg", signature.jwsAlgorithm());
        }
        new NotationAttributes(forge, bend).all().forEach(a -> header.raw(a.name(), json(a.value())));
        switch (bend) {
            case B64_HEADER -> header.raw("b64", "true");
            case KEY_IN_HEADER ->
                header.object("jwk", key(forge.chain().leafKey().another()));
            case CHAIN_IN_BOTH_HEADERS -> header.raw("x5c", chain());
            default -> {}
        }
        return header;
    }

    private RawJson unprotectedHeader() {
        RawJson header = RawJson.object().text("io.cncf.notary.signingAgent", "image-trust testkit");
        if (bend == GARBAGE_TIMESTAMP) {
            header.text("io.cncf.notary.timestampSignature", Octets.base64(Bytes.utf8("no timestamp")));
        }
        return switch (bend) {
            case NO_CHAIN -> header;
            case EMPTY_CHAIN -> header.raw("x5c", "[]");
            default -> header.raw("x5c", chain());
        };
    }

    private String chain() {
        return RawJson.array(forge.chain().certificates().stream()
                .map(certificate -> RawJson.quote(Octets.base64(certificate)))
                .toList());
    }

    private static String json(NotationAttribute.Value value) {
        if (value instanceof NotationAttribute.Text text) {
            return RawJson.quote(text.text());
        } else if (value instanceof NotationAttribute.Time time) {
            return RawJson.quote(time.instant().toString());
        }
        return RawJson.array(((NotationAttribute.Names) value)
                .names().stream().map(RawJson::quote).toList());
    }

    /** RFC 7517; of an elliptic curve only, and without one otherwise: nobody should get so far. */
    private static RawJson key(ForgedKey key) {
        if (!(key.publicKey() instanceof ECPublicKey ec)) {
            return RawJson.object().text("kty", "RSA");
        }
        int length = EcdsaForms.length(key.kind());
        return RawJson.object()
                .text("kty", "EC")
                .text("crv", "P-" + ec.getParams().getCurve().getField().getFieldSize())
                .text("x", coordinate(length, ec.getW().getAffineX()))
                .text("y", coordinate(length, ec.getW().getAffineY()));
    }

    private static String coordinate(int length, BigInteger value) {
        return Octets.base64Url(Bytes.copyOf(BigIntegers.asUnsignedByteArray(length, value)));
    }
}
