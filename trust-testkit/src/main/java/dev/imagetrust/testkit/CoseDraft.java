/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static dev.imagetrust.testkit.NotationBend.*;

/** A Notary Project signature as COSE_Sign1 (RFC 9052), tagged. */
final class CoseDraft {

    private static final int SIGN1 = 18;
    private static final int SIGN = 98;
    private static final int EPOCH_TIME = 1;
    private static final Bytes X5CHAIN = CborBytes.number(33);

    private final NotationForge forge;
    private final NotationBend bend;
    private final NotationSignature signature;

    CoseDraft(NotationForge forge, NotationBend bend) {
        this.forge = forge;
        this.bend = bend;
        this.signature = new NotationSignature(forge, bend);
    }

    Bytes content() {
        Bytes header = CborBytes.map(protectedHeader());
        Bytes payload = signature.payload();
        Bytes raw = signature.over(toBeSigned(header, payload));
        List<Bytes> parts = List.of(
                bend == LONG_LENGTH ? CborBytes.octetsWithLongLength(header) : CborBytes.octets(header),
                CborBytes.map(unprotectedHeader()),
                bend == DETACHED_PAYLOAD ? CborBytes.NULL : CborBytes.octets(signature.afterwards(payload)),
                CborBytes.octets(raw));
        Bytes message = bend == INDEFINITE_LENGTH ? CborBytes.endlessArray(parts) : CborBytes.array(parts);
        Bytes envelope = switch (bend) {
            case UNTAGGED -> message;
            case OTHER_TAG -> CborBytes.tagged(SIGN, message);
            default -> CborBytes.tagged(SIGN1, message);
        };
        return switch (bend) {
            case TRUNCATED -> Octets.truncate(envelope, envelope.length() / 2);
            case EMPTY -> Bytes.empty();
            case TRAILING_DATA -> Octets.concat(envelope, Bytes.fromHex("00"));
            default -> envelope;
        };
    }

    /** RFC 9052, 4.4. */
    private Bytes toBeSigned(Bytes header, Bytes payload) {
        Bytes external = bend == EXTERNAL_DATA ? Bytes.utf8("nowhere in the envelope") : Bytes.empty();
        return CborBytes.array(List.of(
                CborBytes.text("Signature1"),
                CborBytes.octets(header),
                CborBytes.octets(external),
                CborBytes.octets(payload)));
    }

    private List<Map.Entry<Bytes, Bytes>> protectedHeader() {
        List<Map.Entry<Bytes, Bytes>> header = new ArrayList<>();
        if (bend == DUPLICATE_LABEL) {
            header.add(Map.entry(label(NotationAttribute.ALGORITHM), CborBytes.number(-37)));
        }
        if (bend != NO_ALGORITHM) {
            Bytes algorithm = bend == TEXT_ALGORITHM
                    ? CborBytes.text(signature.jwsAlgorithm())
                    : CborBytes.number(signature.coseAlgorithm());
            header.add(Map.entry(label(NotationAttribute.ALGORITHM), algorithm));
        }
        new NotationAttributes(forge, bend).all().forEach(a -> header.add(Map.entry(label(a.name()), cbor(a.value()))));
        if (bend == PROTECTED_CHAIN) {
            header.add(Map.entry(X5CHAIN, chain()));
        }
        return header;
    }

    private List<Map.Entry<Bytes, Bytes>> unprotectedHeader() {
        List<Map.Entry<Bytes, Bytes>> header = new ArrayList<>();
        header.add(Map.entry(CborBytes.text("io.cncf.notary.signingAgent"), CborBytes.text("image-trust testkit")));
        switch (bend) {
            case NO_CHAIN, PROTECTED_CHAIN -> {}
            case EMPTY_CHAIN -> header.add(Map.entry(X5CHAIN, CborBytes.array(List.of())));
            case BARE_CERTIFICATE ->
                header.add(Map.entry(
                        X5CHAIN, CborBytes.octets(forge.chain().certificates().get(0))));
            default -> header.add(Map.entry(X5CHAIN, chain()));
        }
        if (bend == GARBAGE_TIMESTAMP) {
            header.add(Map.entry(
                    CborBytes.text("io.cncf.notary.timestampSignature"), CborBytes.octets(Bytes.utf8("no timestamp"))));
        }
        if (bend == UNPROTECTED_CRITICAL) {
            header.add(Map.entry(
                    label(NotationAttribute.CRITICAL),
                    cbor(new NotationAttribute.Names(new NotationAttributes(forge, bend).critical()))));
        }
        return header;
    }

    private Bytes chain() {
        return CborBytes.array(
                forge.chain().certificates().stream().map(CborBytes::octets).toList());
    }

    private static Bytes label(String name) {
        return switch (name) {
            case NotationAttribute.ALGORITHM -> CborBytes.number(1);
            case NotationAttribute.CRITICAL -> CborBytes.number(2);
            case NotationAttribute.CONTENT_TYPE -> CborBytes.number(3);
            default -> CborBytes.text(name);
        };
    }

    private Bytes cbor(NotationAttribute.Value value) {
        if (value instanceof NotationAttribute.Text text) {
            return CborBytes.text(text.text());
        } else if (value instanceof NotationAttribute.Time time) {
            Bytes seconds = CborBytes.number(time.instant().getEpochSecond());
            return bend == UNTAGGED_TIME ? seconds : CborBytes.tagged(EPOCH_TIME, seconds);
        }
        return CborBytes.array(((NotationAttribute.Names) value)
                .names().stream().map(CoseDraft::label).toList());
    }
}
