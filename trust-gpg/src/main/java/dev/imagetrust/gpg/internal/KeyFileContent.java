/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.internal.TransferableKey.Part;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The keys of one file, to make other files of them. Immutable. */
public final class KeyFileContent {

    private static final int KEY_REVOCATION = 0x20;
    private static final int SUBKEY_REVOCATION = 0x28;
    private static final int CERTIFICATION_REVOCATION = 0x30;

    private final Bytes file;
    private final List<Entry> entries;

    private KeyFileContent(Bytes file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** A key of a version that is not read has no certificate. */
    private record Entry(TransferableKey key, Optional<Certificate> certificate) {

        /** Whether the fingerprint is that of the primary key or of a subkey that agreed to it. */
        boolean has(String fingerprint) {
            return certificate
                    .filter(each -> each.components()
                            .filter(each::claims)
                            .anyMatch(component -> component.fingerprint().equals(fingerprint)))
                    .isPresent();
        }

        Bytes primary() {
            return key.primary().packet().body();
        }
    }

    /**
     * Reads a file.
     *
     * @param name what people call it
     * @throws SetUpException if it cannot be used as a keyring
     */
    public static KeyFileContent read(Bytes file, String name) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (TransferableKey key : Keyring.keys(file)) {
                entries.add(
                        new Entry(key, key.isVersion4() ? Optional.of(Keyring.certificate(key)) : Optional.empty()));
            }
            if (entries.isEmpty()) {
                throw Refusal.of(GpgReason.NO_PUBLIC_KEYS, "");
            }
            return new KeyFileContent(file, List.copyOf(entries));
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(e.reason().code(), name + ": " + e.reason().detail()), e);
        }
    }

    /** Whether one of the keys, or one of its subkeys, has this fingerprint. */
    public boolean has(String fingerprint) {
        return entries.stream().anyMatch(entry -> entry.has(fingerprint));
    }

    /** The file without every key that has this fingerprint or such a subkey; empty if no key is left. */
    public Optional<Bytes> without(String fingerprint) {
        return written(entry -> !entry.has(fingerprint));
    }

    /** The same, as bare packets. */
    public Optional<Bytes> packetsWithout(String fingerprint) {
        List<TransferableKey> left = keys(entry -> !entry.has(fingerprint));
        return left.isEmpty() ? Optional.empty() : Optional.of(KeyFileWriter.packets(left));
    }

    /** The file with those keys only whose primary key has one of these fingerprints; empty if there is none. */
    public Optional<Bytes> only(Collection<String> fingerprints) {
        return written(entry -> entry.certificate()
                .filter(each -> fingerprints.contains(each.primary().fingerprint()))
                .isPresent());
    }

    /** The content as it was read. */
    public Bytes file() {
        return file;
    }

    /**
     * This file with the revocations that another copy of its keys has: nothing else is taken from there, so that it can
     * only take trust away.
     */
    public Bytes withRevocationsOf(KeyFileContent published) {
        Map<Bytes, TransferableKey> others = new LinkedHashMap<>();
        published.entries.forEach(entry -> others.merge(entry.primary(), entry.key(), TransferableKey::with));
        List<TransferableKey> merged = entries.stream()
                .map(entry -> Optional.ofNullable(others.get(entry.primary()))
                        .map(other -> revoked(entry.key(), other))
                        .orElse(entry.key()))
                .toList();
        boolean same = merged.equals(entries.stream().map(Entry::key).toList());
        return same ? file : KeyFileWriter.like(file, merged);
    }

    /**
     * Part by part; those of keys count wherever they stand, so that one in the wrong place goes to the primary key. A
     * revocation of a name or subkey that is not here has nothing to revoke.
     */
    private static TransferableKey revoked(TransferableKey key, TransferableKey other) {
        List<Part> names = key.userIds().stream()
                .map(part -> with(part, revocations(same(part, other.userIds()))))
                .toList();
        List<Part> subkeys = key.subkeys().stream()
                .map(part -> with(part, revocations(same(part, other.subkeys()))))
                .toList();
        List<Packet> here = Stream.concat(names.stream(), subkeys.stream())
                .flatMap(part -> part.signatures().stream())
                .toList();
        List<Packet> left = Stream.of(Stream.of(other.primary()), other.userIds().stream(), other.subkeys().stream())
                .flatMap(parts -> parts)
                .flatMap(part -> revocations(part).stream())
                .filter(signature -> type(signature.body()) != CERTIFICATION_REVOCATION)
                .filter(signature -> !here.contains(signature))
                .toList();
        return new TransferableKey(with(key.primary(), left), names, subkeys);
    }

    private static Part same(Part part, List<Part> others) {
        return others.stream()
                .filter(other -> other.packet().equals(part.packet()))
                .findFirst()
                .orElse(new Part(part.packet(), List.of()));
    }

    private static List<Packet> revocations(Part part) {
        return part.signatures().stream()
                .filter(signature -> isRevocation(signature.body()))
                .toList();
    }

    private static boolean isRevocation(Bytes signature) {
        int type = type(signature);
        return type == KEY_REVOCATION || type == SUBKEY_REVOCATION || type == CERTIFICATION_REVOCATION;
    }

    /** RFC 9580 section 5.2: the type is behind the version, in version 3 behind a length as well. */
    private static int type(Bytes signature) {
        return signature.length() < 3 ? 0 : Byte.toUnsignedInt(signature.at(signature.at(0) == 3 ? 2 : 1));
    }

    private static Part with(Part part, List<Packet> revocations) {
        return new Part(
                part.packet(),
                Stream.concat(part.signatures().stream(), revocations.stream())
                        .distinct()
                        .toList());
    }

    private Optional<Bytes> written(Predicate<Entry> kept) {
        List<TransferableKey> left = keys(kept);
        return left.isEmpty() ? Optional.empty() : Optional.of(KeyFileWriter.like(file, left));
    }

    private List<TransferableKey> keys(Predicate<Entry> kept) {
        return entries.stream().filter(kept).map(Entry::key).toList();
    }
}
