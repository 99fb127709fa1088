/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** Writes and deletes trust stores with very many cosign keys, called after their content as zot does. */
final class ManyKeys {

    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
    private static final String BEFORE_THE_POINT = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final int BATCH = 1000;
    private static final int BITS = 17;

    private ManyKeys() {}

    /** As many different keys: each point is the one before and the generator. */
    static void writeDistinct(Path root, int count) throws IOException {
        Path folder = Files.createDirectory(root.resolve("_cosign"));
        ECPoint next = P256.getG().multiply(BigInteger.valueOf(1_000_003));
        for (int written = 0; written < count; written += BATCH) {
            ECPoint[] points = new ECPoint[Math.min(BATCH, count - written)];
            for (int i = 0; i < points.length; i++) {
                points[i] = next;
                next = next.add(P256.getG());
            }
            P256.getCurve().normalizeAll(points);
            for (ECPoint point : points) {
                write(folder, pem(point));
            }
        }
    }

    /** One key in as many files, which differ in the ends of blank lines. */
    static void writeOne(Path root, int count) throws IOException {
        Path folder = Files.createDirectory(root.resolve("_cosign"));
        String key = pem(P256.getG());
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(key);
            for (int bit = 0; bit < BITS; bit++) {
                text.append((i >> bit & 1) == 0 ? "\n" : "\r\n");
            }
            write(folder, text.toString());
        }
    }

    /** A key that is in no store written here. */
    static Bytes another(int number) {
        return Bytes.utf8(
                pem(P256.getG().multiply(BigInteger.valueOf(3 + number)).normalize()));
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }

    private static String pem(ECPoint point) {
        byte[] spki = HexFormat.of().parseHex(BEFORE_THE_POINT + HexFormat.of().formatHex(point.getEncoded(false)));
        return "-----BEGIN PUBLIC KEY-----\n" + LINES.encodeToString(spki) + "\n-----END PUBLIC KEY-----\n";
    }

    private static void write(Path folder, String key) throws IOException {
        Bytes file = Bytes.utf8(key);
        Files.write(folder.resolve(Digest.sha256(file).toString()), key.getBytes(StandardCharsets.US_ASCII));
    }
}
