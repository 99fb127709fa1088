/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;

/** Octets that have brought down parsers before. */
final class HostileContent {

    private static final int LONG = 70_000;

    private HostileContent() {}

    /** By name, in a stable order, the same at each call. */
    static Map<String, Bytes> all() {
        Map<String, Bytes> all = new LinkedHashMap<>();
        all.put("nothing", Bytes.empty());
        all.put("a zero octet", Bytes.fromHex("00"));
        all.put("an octet of ones", Bytes.fromHex("ff"));
        all.put("zeros", Bytes.copyOf(new byte[LONG]));
        all.put("random octets", random(1));
        all.put("other random octets", random(2));
        all.put("text", Bytes.utf8("this is no signature"));
        addJson(all);
        addEnvelopes(all);
        addBinary(all);
        return all;
    }

    private static void addJson(Map<String, Bytes> all) {
        all.put("null", Bytes.utf8("null"));
        all.put("an empty object", Bytes.utf8("{}"));
        all.put("an empty array", Bytes.utf8("[]"));
        all.put("a number", Bytes.utf8("1e999999999"));
        all.put("deep arrays", Bytes.utf8("[".repeat(LONG)));
        all.put("deep objects", Bytes.utf8("{\"a\":".repeat(LONG / 5)));
        all.put("a long number", Bytes.utf8("[" + "9".repeat(LONG) + "]"));
        all.put("a long text", Bytes.utf8("\"" + "x".repeat(LONG)));
        all.put("half a surrogate pair", Bytes.utf8("{\"\\ud800\":\"\\udfff\"}"));
        all.put("UTF-16", Bytes.copyOf("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16)));
    }

    /** Members that readers look for, with values of the wrong type. */
    private static void addEnvelopes(Map<String, Bytes> all) {
        for (String wrong : new String[] {"null", "1", "\"\"", "[]", "{}", "[null]", "[{}]", "true"}) {
            all.put(
                    "a bundle of " + wrong,
                    Bytes.utf8(RawJson.object()
                            .text("mediaType", CosignForge.BUNDLE)
                            .raw("verificationMaterial", wrong)
                            .raw("dsseEnvelope", wrong)
                            .toString()));
            all.put(
                    "a DSSE envelope of " + wrong,
                    Bytes.utf8(RawJson.object()
                            .raw("payload", wrong)
                            .text("payloadType", "application/vnd.in-toto+json")
                            .raw("signatures", wrong)
                            .toString()));
            all.put(
                    "a JWS of " + wrong,
                    Bytes.utf8(RawJson.object()
                            .raw("payload", wrong)
                            .raw("protected", wrong)
                            .raw("header", wrong)
                            .raw("signature", wrong)
                            .toString()));
            all.put(
                    "a payload of " + wrong,
                    Bytes.utf8(RawJson.object()
                            .raw("critical", wrong)
                            .raw("optional", wrong)
                            .toString()));
        }
        String dots = ".".repeat(LONG);
        all.put(
                "a JWS with a header of dots",
                Bytes.utf8(RawJson.object()
                        .text("payload", "e30")
                        .text("protected", dots)
                        .raw("header", "{\"x5c\":[]}")
                        .text("signature", "AA")
                        .toString()));
    }

    private static void addBinary(Map<String, Bytes> all) {
        all.put("CBOR arrays without end", Bytes.copyOf(filled((byte) 0x9f)));
        all.put("CBOR arrays within arrays", Bytes.copyOf(filled((byte) 0x81)));
        all.put("CBOR tags within tags", Bytes.copyOf(filled((byte) 0xd2)));
        all.put("a CBOR array of two thousand million", Bytes.fromHex("d29a7fffffff"));
        all.put("a CBOR text longer than memory", Bytes.fromHex("d2847b7fffffffffffffff"));
        all.put("a COSE message of nothing", Bytes.fromHex("d28440a04040"));
        all.put("a COSE message of nulls", Bytes.fromHex("d284f6f6f6f6"));
        all.put("DER longer than it is", Bytes.fromHex("30847fffffff02"));
        all.put("DER without end", Bytes.fromHex("3080".repeat(5000)));
        all.put("an OpenPGP packet longer than memory", Bytes.fromHex("90ffffffff"));
        all.put("an OpenPGP packet of ones", Bytes.fromHex("c4ff7fffffff"));
        all.put("OpenPGP partial lengths without end", Bytes.fromHex("cbe0".repeat(5000)));
        all.put("an OpenPGP marker", Bytes.fromHex("ca03504750"));
        all.put("an OpenPGP bomb", bomb(1));
        all.put("an OpenPGP bomb within a bomb", bomb(2));
        all.put("a framed nothing", Bytes.utf8("\0simple-signing\n"));
        all.put("a frame without end", Bytes.utf8("\0" + "x".repeat(LONG)));
        all.put("gzip", Bytes.fromHex("1f8b0800000000000003"));
        all.put("PEM", ForgedKey.pem("CERTIFICATE", random(3)));
        all.put("a public key", ForgedKey.pem("PUBLIC KEY", random(4)));
    }

    /** Compressed OpenPGP data that become ten million zeros, or whatever those are taken for. */
    private static Bytes bomb(int layers) {
        try {
            Bytes content = Bytes.copyOf(new byte[10_000_000]);
            for (int i = 0; i < layers; i++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (OutputStream body = new PGPCompressedDataGenerator(CompressionAlgorithmTags.ZIP).open(out)) {
                    body.write(content.toByteArray());
                }
                content = Bytes.copyOf(out.toByteArray());
            }
            return content;
        } catch (IOException e) {
            throw new IllegalStateException("cannot compress", e);
        }
    }

    private static byte[] filled(byte value) {
        byte[] octets = new byte[LONG];
        java.util.Arrays.fill(octets, value);
        return octets;
    }

    /** Not for secrets: the same for the same seed. */
    private static Bytes random(long seed) {
        byte[] octets = new byte[1000];
        new Random(seed).nextBytes(octets);
        return Bytes.copyOf(octets);
    }
}
