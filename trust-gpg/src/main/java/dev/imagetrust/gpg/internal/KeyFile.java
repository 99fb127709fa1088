/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * The containers in which keys travel: armor, bare packets, and for public keys GnuPG's keybox.
 *
 * <p>Recognised by content, not by name. Armor may hold several blocks with prose between them, as vendors publish
 * their keys; all blocks count.
 */
final class KeyFile {

    static final int MAX_LENGTH = 8 * 1024 * 1024;

    private static final String BEGIN = "-----BEGIN PGP ";
    private static final String END = "-----END PGP ";
    private static final String PUBLIC = "PUBLIC KEY BLOCK-----";
    private static final String PRIVATE = "PRIVATE KEY BLOCK-----";
    private static final Bytes KEYBOX_MAGIC = Bytes.utf8("KBXf");
    private static final Bytes SQLITE_MAGIC = Bytes.utf8("SQLite format 3\0");
    private static final Bytes AGENT_KEY = Bytes.utf8("(");
    private static final Bytes AGENT_EXTENDED_KEY = Bytes.utf8("Key:");
    private static final int KEYBOX_OPENPGP = 2;

    private KeyFile() {}

    /** Runs of packets, each whole, in which no secret keys are expected. */
    static List<Bytes> packetRuns(Bytes file) throws MalformedInputException {
        checkLength(file);
        if (startsWith(file, 0, SQLITE_MAGIC)) {
            throw Refusal.of(GpgReason.KEYRING_UNSUPPORTED, "the database of keyboxd; export the keys to a file");
        }
        if (startsWith(file, 8, KEYBOX_MAGIC)) {
            return keybox(file);
        }
        if (!file.isEmpty() && (file.at(0) & 0x80) != 0) {
            return List.of(file);
        }
        return armored(file, PUBLIC);
    }

    /** Runs of packets, each whole, of exported secret keys. */
    static List<Bytes> secretPacketRuns(Bytes file) throws MalformedInputException {
        checkLength(file);
        if (!file.isEmpty() && (file.at(0) & 0x80) != 0) {
            return List.of(file);
        }
        if (startsWith(file, 0, AGENT_KEY) || startsWith(file, 0, AGENT_EXTENDED_KEY)) {
            throw Refusal.of(GpgReason.KEYRING_UNSUPPORTED, "a file of gpg-agent; use gpg --export-secret-keys");
        }
        return armored(file, PRIVATE);
    }

    private static void checkLength(Bytes file) throws MalformedInputException {
        if (file.length() > MAX_LENGTH) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, "it is longer than " + MAX_LENGTH + " octets");
        }
    }

    /** GnuPG, kbx/keybox-blob.c: length, type, version, flags, offset and length of the packets. */
    private static List<Bytes> keybox(Bytes file) throws MalformedInputException {
        List<Bytes> runs = new ArrayList<>();
        int position = 0;
        while (position < file.length()) {
            long length = number(file, position);
            if (length < 6 || length > file.length() - position) {
                throw unreadable("a keybox entry at octet " + position + " that does not fit");
            }
            Bytes entry = file.slice(position, position + (int) length);
            if (entry.at(4) == KEYBOX_OPENPGP) {
                runs.add(keyOf(entry));
            }
            position += (int) length;
        }
        return runs;
    }

    private static Bytes keyOf(Bytes entry) throws MalformedInputException {
        long offset = number(entry, 8);
        long length = number(entry, 12);
        if (offset + length > entry.length()) {
            throw unreadable("a keybox entry whose key does not fit");
        }
        return entry.slice((int) offset, (int) (offset + length));
    }

    private static List<Bytes> armored(Bytes file, String wanted) throws MalformedInputException {
        String text =
                StandardCharsets.ISO_8859_1.decode(file.asReadOnlyBuffer()).toString();
        List<Bytes> runs = new ArrayList<>();
        Iterator<String> lines = text.lines().map(String::stripTrailing).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals(BEGIN + wanted)) {
                runs.add(block(lines, END + wanted));
            } else if (line.equals(BEGIN + PRIVATE)) {
                throw Refusal.of(GpgReason.KEYRING_HAS_SECRETS, "");
            } else if (line.startsWith(BEGIN)) {
                throw Refusal.of(GpgReason.KEYRING_UNSUPPORTED, line);
            }
        }
        return runs;
    }

    /** RFC 9580 section 6.2. The checksum is not compared: it protects against nothing but bad lines. */
    private static Bytes block(Iterator<String> lines, String end) throws MalformedInputException {
        StringBuilder base64 = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals(end)) {
                return decode(base64.toString());
            }
            boolean header = base64.length() == 0 && line.contains(": ");
            boolean checksum = line.length() == 5 && line.charAt(0) == '=';
            if (!header && !checksum) {
                base64.append(line);
            }
        }
        throw unreadable("an armored block without an end");
    }

    private static Bytes decode(String base64) throws MalformedInputException {
        try {
            return Bytes.copyOf(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(GpgReason.KEYRING_UNREADABLE, "an armored block that is not Base64", e);
        }
    }

    private static boolean startsWith(Bytes file, int offset, Bytes magic) {
        int end = offset + magic.length();
        return file.length() >= end && file.slice(offset, end).equals(magic);
    }

    private static long number(Bytes octets, int offset) throws MalformedInputException {
        if (offset + 4 > octets.length()) {
            throw unreadable("a keybox that ends early");
        }
        return Integer.toUnsignedLong(octets.asReadOnlyBuffer().getInt(offset));
    }

    private static MalformedInputException unreadable(String detail) {
        return Refusal.of(GpgReason.KEYRING_UNREADABLE, detail);
    }
}
