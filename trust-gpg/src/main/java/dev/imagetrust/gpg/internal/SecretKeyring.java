/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.SecretKeyPacket;

/**
 * A file of secret keys as {@code gpg --export-secret-keys} writes it, still locked.
 *
 * @param certificates the public half of each key, from the same file
 * @param locked the secret packets by fingerprint
 */
record SecretKeyring(List<Certificate> certificates, Map<String, SecretKeyPacket> locked) {

    private static final int MAX_PACKETS = 10_000;

    /** Reads the file; nothing is unlocked. */
    static SecretKeyring parse(Bytes file) throws MalformedInputException {
        Map<String, SecretKeyPacket> locked = new HashMap<>();
        List<Certificate> certificates = new ArrayList<>();
        int left = MAX_PACKETS;
        for (Bytes run : KeyFile.secretPacketRuns(file)) {
            List<Packet> publicHalves = new ArrayList<>();
            for (Packet packet : PacketReader.readAll(run, left)) {
                publicHalves.add(publicHalf(packet, locked));
            }
            left -= publicHalves.size();
            for (TransferableKey key : TransferableKey.split(publicHalves)) {
                if (key.isVersion4()) {
                    certificates.add(CertificateReader.read(key));
                }
            }
        }
        return new SecretKeyring(List.copyOf(certificates), Map.copyOf(locked));
    }

    /** The secret half of a key; empty where the file has only its public half. */
    Optional<SecretKeyPacket> find(ComponentKey key) {
        return Optional.ofNullable(locked.get(key.fingerprint()));
    }

    private static Packet publicHalf(Packet packet, Map<String, SecretKeyPacket> locked)
            throws MalformedInputException {
        int tag = switch (packet.tag()) {
            case Packet.SECRET_KEY -> Packet.PUBLIC_KEY;
            case Packet.SECRET_SUBKEY -> Packet.PUBLIC_SUBKEY;
            default -> 0;
        };
        if (tag == 0 || packet.body().isEmpty() || packet.octet(0) != 4) {
            // What is of another version is left out below, as in keyrings of public keys.
            return tag == 0 ? packet : new Packet(tag, packet.body());
        }
        SecretKeyPacket secret = BouncyCastle.parse("a secret key packet", () -> BouncyCastle.secretKey(packet));
        Packet half = BouncyCastle.parse(
                "a secret key packet",
                () -> new Packet(tag, Bytes.copyOf(secret.getPublicKeyPacket().getEncodedContents())));
        locked.putIfAbsent(ComponentKey.parse(half).fingerprint(), secret);
        return half;
    }
}
