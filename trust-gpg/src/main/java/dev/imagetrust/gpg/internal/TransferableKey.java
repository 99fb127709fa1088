/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packets of one public key, in their order and unchecked: RFC 9580 section 10.1.
 *
 * @param primary the primary key and the signatures directly on it
 * @param userIds names with their signatures; user attributes (pictures) are left out
 * @param subkeys further keys with their signatures
 */
record TransferableKey(Part primary, List<Part> userIds, List<Part> subkeys) {

    private static final int MAX_SIGNATURES = 1_000;

    /** A packet and the signature packets behind it. */
    record Part(Packet packet, List<Packet> signatures) {

        private Part with(Part copy) {
            return new Part(
                    packet,
                    Stream.concat(signatures.stream(), copy.signatures.stream())
                            .distinct()
                            .toList());
        }
    }

    /** Splits a run of packets, which holds any number of keys. */
    static List<TransferableKey> split(List<Packet> packets) throws MalformedInputException {
        List<TransferableKey> keys = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Packet packet : packets) {
            switch (packet.tag()) {
                case Packet.SECRET_KEY, Packet.SECRET_SUBKEY -> throw Refusal.of(GpgReason.KEYRING_HAS_SECRETS, "");
                case Packet.PUBLIC_KEY -> {
                    close(parts, keys);
                    parts = start(packet);
                }
                case Packet.USER_ID, Packet.USER_ATTRIBUTE, Packet.PUBLIC_SUBKEY ->
                    inside(parts, packet).add(new Part(packet, new ArrayList<>()));
                case Packet.SIGNATURE -> addSignature(inside(parts, packet), packet);
                case Packet.TRUST, Packet.MARKER, Packet.PADDING -> {
                    // GnuPG's own notes and filling: nothing about the key.
                }
                default -> throw unexpected(packet);
            }
        }
        close(parts, keys);
        return keys;
    }

    /** Whether this library reads keys of this version; older ones are broken, newer ones not yet in use. */
    boolean isVersion4() {
        return isVersion4(primary);
    }

    /** This key and another copy of it: whatever either says. */
    TransferableKey with(TransferableKey copy) {
        return new TransferableKey(
                primary.with(copy.primary),
                merge(Stream.concat(userIds.stream(), copy.userIds.stream())),
                merge(Stream.concat(subkeys.stream(), copy.subkeys.stream())));
    }

    /** One part for each packet: names and subkeys may occur twice, also within one copy. */
    private static List<Part> merge(Stream<Part> parts) {
        Map<Packet, Part> merged = new LinkedHashMap<>();
        parts.forEach(part -> merged.merge(part.packet, part, Part::with));
        return List.copyOf(merged.values());
    }

    private static List<Part> start(Packet primary) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(primary, new ArrayList<>()));
        return parts;
    }

    private static List<Part> inside(List<Part> parts, Packet packet) throws MalformedInputException {
        if (parts.isEmpty()) {
            throw unexpected(packet);
        }
        return parts;
    }

    private static void addSignature(List<Part> parts, Packet signature) throws MalformedInputException {
        int count = parts.stream().mapToInt(part -> part.signatures().size()).sum();
        if (count >= MAX_SIGNATURES) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, "a key with more than " + MAX_SIGNATURES + " signatures");
        }
        parts.get(parts.size() - 1).signatures().add(signature);
    }

    private static void close(List<Part> parts, List<TransferableKey> keys) {
        if (!parts.isEmpty()) {
            Stream<Part> subkeys = ofType(Packet.PUBLIC_SUBKEY, parts).filter(TransferableKey::isVersion4);
            keys.add(new TransferableKey(parts.get(0), merge(ofType(Packet.USER_ID, parts)), merge(subkeys)));
        }
    }

    private static Stream<Part> ofType(int tag, List<Part> parts) {
        return parts.stream().filter(part -> part.packet().tag() == tag);
    }

    private static boolean isVersion4(Part part) {
        return !part.packet().body().isEmpty() && part.packet().octet(0) == 4;
    }

    private static MalformedInputException unexpected(Packet packet) {
        return Refusal.of(GpgReason.KEYRING_UNREADABLE, "packet type " + packet.tag() + " where a key is expected");
    }
}
