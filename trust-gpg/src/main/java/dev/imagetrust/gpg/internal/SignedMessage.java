/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;

/**
 * The one legal shape of a simple signature, taken apart.
 *
 * <p>{@code [Compressed(] OnePassSignature LiteralData Signature [)]} and nothing else anywhere: RFC 9580 section 10.3
 * allows much more, and every published trick with unsigned data beside signed data needs that more. Nothing here is
 * verified yet. The file name and date of the literal packet are signed by nobody and therefore not kept.
 *
 * @param payload what the signature has to cover
 * @param announced the one-pass signature packet
 * @param signature the signature packet
 */
record SignedMessage(Bytes payload, OnePassSignature announced, Bytes signature) {

    /** A payload is one small JSON document. */
    static final int MAX_PAYLOAD = 1024 * 1024;

    private static final int MAX_PACKETS = 8;
    private static final List<Integer> SIGNED = List.of(Packet.ONE_PASS_SIGNATURE, Packet.LITERAL, Packet.SIGNATURE);

    /** Reads OpenPGP octets without their storage frame. */
    static SignedMessage parse(Bytes openPgp) throws MalformedInputException {
        List<Packet> packets = read(openPgp);
        if (!packets.isEmpty() && packets.get(0).tag() == Packet.COMPRESSED) {
            if (packets.size() > 1) {
                throw Refusal.of(GpgReason.TRAILING_DATA, "after the compressed packet");
            }
            packets = read(Compression.expand(packets.get(0), MAX_PAYLOAD));
        }
        requireGrammar(packets);
        return new SignedMessage(
                literalData(packets.get(1)),
                OnePassSignature.parse(packets.get(0)),
                packets.get(2).body());
    }

    private static List<Packet> read(Bytes octets) throws MalformedInputException {
        List<Packet> packets = PacketReader.readAll(octets, MAX_PACKETS);
        if (packets.stream().anyMatch(Packet::isEncrypted)) {
            throw Refusal.of(GpgReason.ENCRYPTED, "");
        }
        return packets;
    }

    private static void requireGrammar(List<Packet> packets) throws MalformedInputException {
        List<Integer> tags = packets.stream().map(Packet::tag).toList();
        if (tags.equals(SIGNED)) {
            return;
        }
        long literals = tags.stream().filter(tag -> tag == Packet.LITERAL).count();
        long signatures = tags.stream().filter(tag -> tag == Packet.SIGNATURE).count();
        String found = "packet types " + tags;
        if (tags.size() > SIGNED.size() && tags.subList(0, SIGNED.size()).equals(SIGNED)) {
            throw Refusal.of(GpgReason.TRAILING_DATA, found);
        }
        if (tags.contains(Packet.COMPRESSED)) {
            throw Refusal.of(GpgReason.COMPRESSION_UNSUPPORTED, "compression inside the message");
        }
        if (literals > 0 && signatures == 0) {
            throw Refusal.of(GpgReason.NOT_SIGNED, found);
        }
        if (literals == 0 && signatures > 0) {
            throw Refusal.of(GpgReason.DETACHED_NOT_ALLOWED, found);
        }
        throw Refusal.of(signatures > 1 ? GpgReason.MULTIPLE_SIGNATURES : GpgReason.GRAMMAR, found);
    }

    /** RFC 9580 section 5.9: format, length of the name, name, date, data. */
    private static Bytes literalData(Packet literal) throws MalformedInputException {
        Bytes body = literal.body();
        if (body.length() < 6 || body.length() < 6 + literal.octet(1)) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "a literal packet that ends early");
        }
        if (literal.octet(0) != 'b') {
            throw Refusal.of(GpgReason.GRAMMAR, "literal data that is not binary");
        }
        Bytes data = body.slice(6 + literal.octet(1), body.length());
        if (data.length() > MAX_PAYLOAD) {
            throw Refusal.of(GpgReason.INPUT_TOO_LARGE, "a payload over " + MAX_PAYLOAD + " octets");
        }
        return data;
    }
}
