/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes DER for tests. */
final class Der {

    private static final Bytes ALGORITHM = sequence(Bytes.fromHex("06092a864886f70d01010b"), Bytes.fromHex("0500"));

    private Der() {}

    static Bytes sequence(Bytes... parts) {
        return element(0x30, parts);
    }

    static Bytes utcTime(String text) {
        return element(0x17, ascii(text));
    }

    static Bytes generalizedTime(String text) {
        return element(0x18, ascii(text));
    }

    static Bytes element(int tag, Bytes... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            content.writeBytes(part.toByteArray());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() < 0x80) {
            out.write(content.size());
        } else {
            out.write(0x82);
            out.write(content.size() >> 8);
            out.write(content.size());
        }
        out.writeBytes(content.toByteArray());
        return Bytes.copyOf(out.toByteArray());
    }

    /** A CRL whose signature is nonsense. */
    static Bytes crl(Bytes... times) {
        Bytes[] parts = new Bytes[3 + times.length];
        parts[0] = Bytes.fromHex("020101");
        parts[1] = ALGORITHM;
        parts[2] = sequence(element(0x31, sequence(Bytes.fromHex("0603550403"), element(0x0c, ascii("ca")))));
        System.arraycopy(times, 0, parts, 3, times.length);
        return sequence(sequence(parts), ALGORITHM, Bytes.fromHex("03020001"));
    }

    /** An OCSP answer about as many certificates as there are next updates. */
    static Bytes ocsp(String... nextUpdates) {
        Bytes[] answers = new Bytes[nextUpdates.length];
        for (int i = 0; i < answers.length; i++) {
            Bytes certificate =
                    sequence(ALGORITHM, Bytes.fromHex("040101"), Bytes.fromHex("040102"), Bytes.fromHex("02012a"));
            Bytes thisUpdate = generalizedTime("20261124000000Z");
            Bytes next = element(0xa0, generalizedTime(nextUpdates[i]));
            answers[i] = nextUpdates[i].isEmpty()
                    ? sequence(certificate, Bytes.fromHex("8000"), thisUpdate)
                    : sequence(certificate, Bytes.fromHex("8000"), thisUpdate, next);
        }
        Bytes responder = element(0xa2, Bytes.fromHex("040101"));
        Bytes data = sequence(responder, generalizedTime("20261124000000Z"), sequence(answers));
        Bytes basic = sequence(data, ALGORITHM, Bytes.fromHex("03020001"));
        Bytes type = Bytes.fromHex("06092b0601050507300101");
        return sequence(Bytes.fromHex("0a0100"), element(0xa0, sequence(type, element(0x04, basic))));
    }

    private static Bytes ascii(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }
}
