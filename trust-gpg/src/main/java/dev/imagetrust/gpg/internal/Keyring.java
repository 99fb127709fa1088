/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The certificates of one or more key files, merged by primary key, so that a revocation in either copy counts.
 *
 * @param certificates at least one, in the order of their first appearance
 */
record Keyring(List<Certificate> certificates) {

    private static final int MAX_PACKETS = 10_000;

    /** A key that may have made a signature, and the certificate it belongs to. */
    record Candidate(Certificate certificate, ComponentKey key) {}

    /** Reads files that together form one keyring. */
    static Keyring parse(Collection<Bytes> files) throws MalformedInputException {
        Map<Bytes, TransferableKey> merged = new LinkedHashMap<>();
        int others = 0;
        for (Bytes file : files) {
            for (TransferableKey key : keys(file)) {
                if (key.isVersion4()) {
                    merged.merge(key.primary().packet().body(), key, TransferableKey::with);
                } else {
                    others++;
                }
            }
        }
        if (merged.isEmpty()) {
            throw Refusal.of(
                    GpgReason.NO_PUBLIC_KEYS, others == 0 ? "" : others + " keys of versions that are not read");
        }
        List<Certificate> certificates = new ArrayList<>();
        for (TransferableKey key : merged.values()) {
            certificates.add(read(key));
        }
        return new Keyring(List.copyOf(certificates));
    }

    /** Every key with this id. Ids are not unique; whoever stops at the first can be made to try the wrong one. */
    List<Candidate> withKeyId(long keyId) {
        return certificates.stream()
                .flatMap(certificate -> certificate.components().map(key -> new Candidate(certificate, key)))
                .filter(candidate -> candidate.key().keyId() == keyId)
                .toList();
    }

    private static List<TransferableKey> keys(Bytes file) throws MalformedInputException {
        List<TransferableKey> keys = new ArrayList<>();
        int left = MAX_PACKETS;
        for (Bytes run : KeyFile.packetRuns(file)) {
            List<Packet> packets = packets(run, left);
            left -= packets.size();
            keys.addAll(TransferableKey.split(packets));
        }
        return keys;
    }

    private static List<Packet> packets(Bytes run, int limit) throws MalformedInputException {
        try {
            return PacketReader.readAll(run, limit);
        } catch (MalformedInputException e) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, e.reason().detail(), e);
        }
    }

    private static Certificate read(TransferableKey key) throws MalformedInputException {
        try {
            return CertificateReader.read(key);
        } catch (MalformedInputException e) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, e.reason().detail(), e);
        }
    }
}
