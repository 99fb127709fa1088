/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonNull;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonText;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The inclusion proofs that transparency-dev publishes, good and bent. */
class MerkleCorpusTest {

    private static final Path PROOFS =
            Path.of(System.getProperty("imagetrust.shared"), "upstream", "merkle", "testdata", "inclusion");

    @TestFactory
    Stream<DynamicTest> inclusionProofs() throws IOException {
        assumeTrue(Files.isDirectory(PROOFS), () -> "the proofs are not there: " + PROOFS);
        List<Path> files;
        try (Stream<Path> found = Files.walk(PROOFS)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(80);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(PROOFS.relativize(file).toString(), () -> endsAsItShould(file)));
    }

    private static void endsAsItShould(Path file) throws IOException, MalformedInputException {
        JsonObject proof = Json.parseObject(Bytes.copyOf(Files.readAllBytes(file)), JsonLimits.CONFIGURATION);
        assertThat(holds(proof)).isEqualTo(!proof.bool("wantErr"));
    }

    private static boolean holds(JsonObject proof) throws MalformedInputException {
        Bytes leaf = octets(proof.value("leafHash"));
        if (leaf.length() != 32) {
            return false; // here the hash is always made from an entry
        }
        List<Bytes> hashes = new ArrayList<>();
        if (!(proof.value("proof") instanceof JsonNull)) {
            for (JsonValue hash : proof.array("proof").values()) {
                hashes.add(octets(hash));
            }
        }
        try {
            return InclusionProof.rootAbove(leaf, proof.integer("leafIdx"), proof.integer("treeSize"), hashes)
                    .equals(octets(proof.value("root")));
        } catch (MalformedInputException e) {
            return false;
        }
    }

    private static Bytes octets(JsonValue value) throws MalformedInputException {
        return value instanceof JsonText ? value.asBase64() : Bytes.empty();
    }
}
