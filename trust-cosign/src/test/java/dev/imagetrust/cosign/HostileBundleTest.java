/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bundles as long as the limit allows, in a process with little memory. */
class HostileBundleTest {

    private static final int LENGTH = 16 << 20;
    private static final Bytes FILE = Bytes.utf8("a file");

    @Test
    void sixteenMebioctetsAreRefusedWithSixtyFourOfMemoryInUnderASecond() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        everything(),
                        HostileBundleTest.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("Picked up"))
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        assertThat(lines).hasSize(shapes().size()).allSatisfy(line -> {
            String[] parts = line.split(" ");
            assertThat(parts[1]).as(line).isNotEqualTo("ACCEPTED").matches("(cosign|primitives)\\..*");
            // Time of the processor: that of the wall depends on who else is there.
            assertThat(Long.parseLong(parts[2])).as(line).isLessThan(1000);
        });
    }

    /** The process: prints name, reason and milliseconds of processor time for each. */
    public static void main(String[] arguments) {
        // For attestations as much is read as anywhere.
        SigstoreBundles bundles =
                SigstoreBundles.of(Forge.key().attestation(Forge.PROVENANCE).build());
        for (Map.Entry<String, String[]> shape : shapes().entrySet()) {
            SignatureCandidate referrer = Candidates.bundle(
                    filled(shape.getValue()[0], shape.getValue()[1], shape.getValue()[2]), Forge.IMAGE);
            Bytes bundle = ((SignatureArtifact.Referrer) referrer.artifact()).content();
            long before = spent();
            new CosignVerifierProvider().recognise(referrer);
            String why = Judging.why(bundles.verify(bundle, BundleSubject.of(FILE), Judging.CONTEXT));
            System.out.println(shape.getKey() + " " + why + " " + (spent() - before));
        }
    }

    /** Milliseconds of processor time of the whole process. */
    private static long spent() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** What the tests run with, whether it lies on the path of modules or of classes. */
    private static String everything() {
        Path target = Path.of("target").toAbsolutePath();
        return Stream.of(
                        target.resolve("classes").toString(),
                        target.resolve("test-classes").toString(),
                        System.getProperty("jdk.module.path"),
                        System.getProperty("surefire.test.class.path"),
                        System.getProperty("java.class.path"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Beginning, what is repeated, end. */
    private static Map<String, String[]> shapes() {
        String head = "{\"mediaType\":\"" + Candidates.BUNDLE + "\",";
        String material = "\"verificationMaterial\":{\"publicKey\":{\"hint\":\"\"}},";
        Map<String, String[]> shapes = new TreeMap<>();
        shapes.put("zeros", new String[] {"", "\0", ""});
        shapes.put("spaces", new String[] {"{", " ", ""});
        shapes.put("brackets", new String[] {"", "[", ""});
        shapes.put("members", new String[] {"[", "0,", "0]"});
        shapes.put("objects", new String[] {head + "\"x\":[", "{},", "{}]}"});
        shapes.put("number", new String[] {head + "\"x\":", "1", "}"});
        shapes.put("escapes", new String[] {head + "\"x\":\"", "\\u0041", "\"}"});
        shapes.put("entries", new String[] {head + "\"verificationMaterial\":{\"tlogEntries\":[", "{},", "{}]}}"});
        shapes.put("hint", new String[] {head + "\"verificationMaterial\":{\"publicKey\":{\"hint\":\"", "A", "\"}}}"});
        shapes.put(
                "signature", new String[] {head + material + "\"messageSignature\":{\"signature\":\"", "AAAA", "\"}}"});
        shapes.put("payload", new String[] {
            head + material
                    + "\"dsseEnvelope\":{\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"sig\":"
                    + "\"AAAA\"}],\"payload\":\"",
            "AAAA",
            "\"}}"
        });
        shapes.put("certificate", new String[] {
            head + "\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\"",
            "AAAA",
            "\"}},\"messageSignature\":{\"signature\":\"AAAA\"}}"
        });
        return shapes;
    }

    private static Bytes filled(String begin, String repeated, String end) {
        byte[] all = new byte[LENGTH];
        byte[] unit = repeated.getBytes(StandardCharsets.US_ASCII);
        int room = LENGTH - begin.length() - end.length();
        int times = room / unit.length;
        put(all, 0, begin);
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, all, begin.length() + i * unit.length, unit.length);
        }
        int at = begin.length() + times * unit.length;
        put(all, at, end);
        return Bytes.copyOf(all, 0, at + end.length());
    }

    private static void put(byte[] all, int at, String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, all, at, octets.length);
    }
}
