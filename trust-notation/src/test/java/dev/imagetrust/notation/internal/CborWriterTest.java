/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CborWriterTest {

    /** RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void writesIntegersWithTheShortestHead(long number, String hex) {
        assertThat(CborWriter.encode(new CborItem.Int(number)).toHex()).isEqualTo(hex);
    }

    @Test
    void sortsLabelsByTheirOctets() {
        Map<CborItem, CborItem> map = new LinkedHashMap<>();
        map.put(new CborItem.Text("aa"), new CborItem.Bool(true));
        map.put(new CborItem.Text("z"), new CborItem.Bool(false));
        map.put(new CborItem.Int(-1), new CborItem.Null());
        map.put(new CborItem.Int(100), new CborItem.Int(1));
        map.put(new CborItem.Int(10), new CborItem.Int(2));
        // RFC 8949, 4.2.1 has these labels in this order.
        assertThat(CborWriter.encode(new CborItem.Labelled(map)).toHex())
                .isEqualTo("a50a02186401" + "20f6" + "617af4" + "626161f5");
    }

    @Test
    void writesWhatTheReaderReads() throws MalformedInputException {
        CborItem item = new CborItem.Array(List.of(
                new CborItem.ByteString(Bytes.copyOf(new byte[300])),
                new CborItem.Text("ü"),
                new CborItem.Tagged(1, new CborItem.Int(1_700_000_000)),
                new CborItem.Labelled(Map.of(new CborItem.Int(1), new CborItem.Array(List.of())))));
        assertThat(new CborReader(CborWriter.encode(item), CborReader.Tags.ALLOWED).next())
                .isEqualTo(item);
    }

    @Test
    void writesTheConformanceHeaderOfTheReferenceImplementationOctetForOctet()
            throws IOException, MalformedInputException {
        Path file = Path.of(System.getProperty("imagetrust.shared", ""))
                .resolve("upstream/notation-core-go/signature/cose/testdata/conformance.json");
        assumeTrue(Files.exists(file), "no upstream data at " + file);
        Bytes golden = Bytes.fromHex(Json.parseObject(RecordedSignaturesTest.read(file), JsonLimits.CONFIGURATION)
                .object("protectedHeaders")
                .text("cborHex")
                .toLowerCase(Locale.ROOT));
        CborItem header = new CborReader(golden, CborReader.Tags.ALLOWED).next();
        assertThat(CborWriter.encode(header)).isEqualTo(golden);
    }
}
