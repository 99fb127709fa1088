/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * The certificates of one or more key files, merged by primary key, so that a revocation in either copy counts.
 * Immutable.
 *
 * @param certificates at least one, in the order of their first appearance
 */
record Keyring(List<Entry> certificates) {

    private static final int MAX_PACKETS = 10_000;

    /** A certificate and the file that vouches for it: the first that contains it. */
    record Entry(AnchorId anchor, Certificate certificate) {}

    /** A key that may have made a signature, the certificate it belongs to, and the file that vouches for it. */
    record Candidate(AnchorId anchor, Certificate certificate, ComponentKey key) {

        String primaryFingerprint() {
            return certificate.primary().fingerprint();
        }
    }

    /** Reads files that together form one keyring; any of their keys may sign. */
    static Keyring parse(Collection<KeySource> files) throws MalformedInputException {
        Map<Bytes, TransferableKey> merged = new LinkedHashMap<>();
        Map<Bytes, AnchorId> anchors = new HashMap<>();
        for (KeySource file : files) {
            for (TransferableKey key : usableKeys(file)) {
                Bytes primary = key.primary().packet().body();
                merged.merge(primary, key, TransferableKey::with);
                anchors.putIfAbsent(primary, file.anchor());
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<Bytes, TransferableKey> key : merged.entrySet()) {
            entries.add(new Entry(requireNonNull(anchors.get(key.getKey())), certificate(key.getValue())));
        }
        return new Keyring(List.copyOf(entries));
    }

    /** The keys of one file, without anybody who vouches for it. */
    static List<Certificate> certificates(Bytes file) throws MalformedInputException {
        AnchorId anchor = new AnchorId(AnchorKind.OPENPGP_KEY, "", Digest.sha256(file));
        return parse(List.of(new KeySource(anchor, "the key file", file))).certificates().stream()
                .map(Entry::certificate)
                .toList();
    }

    /** Every key that may have made the signature. */
    List<Candidate> candidatesFor(DocumentSignature document) throws MalformedInputException {
        List<Candidate> named = withKeyId(document.keyId());
        if (named.isEmpty()) {
            throw Refusal.of(GpgReason.ISSUER_UNKNOWN, document.keyIdText());
        }
        String fingerprint = document.signedIssuerFingerprint().orElse("");
        List<Candidate> meant = named.stream()
                .filter(candidate ->
                        fingerprint.isEmpty() || candidate.key().fingerprint().equals(fingerprint))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.of(GpgReason.ISSUER_MISMATCH, "signed by " + fingerprint);
        }
        return meant;
    }

    /** All of them. Ids are not unique; whoever stops at the first can be made to try the wrong one. */
    private List<Candidate> withKeyId(long keyId) {
        return certificates.stream()
                .flatMap(entry -> entry.certificate()
                        .components()
                        .map(key -> new Candidate(entry.anchor(), entry.certificate(), key)))
                .filter(candidate -> candidate.key().keyId() == keyId)
                .toList();
    }

    /** The keys of one file, which has to contain some: a file without keys is a mistake, not a refusal of all. */
    private static List<TransferableKey> usableKeys(KeySource file) throws MalformedInputException {
        try {
            List<TransferableKey> keys = keys(file.content());
            List<TransferableKey> usable =
                    keys.stream().filter(TransferableKey::isVersion4).toList();
            if (usable.isEmpty()) {
                String others = keys.isEmpty() ? "" : keys.size() + " keys of versions that are not read";
                throw Refusal.of(GpgReason.NO_PUBLIC_KEYS, others);
            }
            return usable;
        } catch (MalformedInputException e) {
            String detail = e.reason().detail();
            throw new MalformedInputException(
                    new Reason(e.reason().code(), detail.isEmpty() ? file.name() : file.name() + ": " + detail), e);
        }
    }

    /** Every key of one file, of whatever version; none is no error here. */
    static List<TransferableKey> keys(Bytes file) throws MalformedInputException {
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

    static Certificate certificate(TransferableKey key) throws MalformedInputException {
        try {
            return CertificateReader.read(key);
        } catch (MalformedInputException e) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, e.reason().detail(), e);
        }
    }
}
