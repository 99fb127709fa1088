/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Wycheproof.Group;
import dev.imagetrust.primitives.Wycheproof.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Published attack vectors: no wrong accept, no wrong refusal, and nothing left out without a name. */
class WycheproofTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("imagetrust.shared", "../../shared"), "upstream/wycheproof/testvectors_v1");

    /** What no format here uses: how many vectors, and why. */
    private static final String UNSUPPORTED = """
            60 PSS with SHA-1
            60 PSS with SHA-224
            12 PSS with SHA-256 and MGF1 with SHA-1
            12 PSS with SHA-256 and MGF1 with SHA-224
            12 PSS with SHA-256 and MGF1 with SHA-384
            12 PSS with SHA-256 and MGF1 with SHA-512
            105 PSS with SHA-256 and a salt of 0
            2 PSS with SHA-256 and a salt of 20
            2 PSS with SHA-256 and a salt of 28
            2 PSS with SHA-256 and a salt of 48
            2 PSS with SHA-256 and a salt of 64
            12 PSS with SHA-384 and MGF1 with SHA-1
            12 PSS with SHA-384 and MGF1 with SHA-224
            12 PSS with SHA-384 and MGF1 with SHA-256
            12 PSS with SHA-384 and MGF1 with SHA-512
            2 PSS with SHA-384 and a salt of 0
            2 PSS with SHA-384 and a salt of 20
            2 PSS with SHA-384 and a salt of 28
            2 PSS with SHA-384 and a salt of 32
            2 PSS with SHA-384 and a salt of 64
            12 PSS with SHA-512 and MGF1 with SHA-1
            12 PSS with SHA-512 and MGF1 with SHA-224
            12 PSS with SHA-512 and MGF1 with SHA-256
            12 PSS with SHA-512 and MGF1 with SHA-384
            2 PSS with SHA-512 and a salt of 0
            2 PSS with SHA-512 and a salt of 20
            2 PSS with SHA-512 and a salt of 28
            2 PSS with SHA-512 and a salt of 32
            2 PSS with SHA-512 and a salt of 48
            5 RSA exponent 3
            """;

    private static final List<String> HASHES = List.of("SHA-256", "SHA-384", "SHA-512");

    @BeforeAll
    static void vectorsAreThere() {
        assumeTrue(Files.isDirectory(FOLDER), "no Wycheproof vectors in " + FOLDER);
    }

    static List<Path> files() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of(FOLDER);
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySupportedVectorGetsTheAnswerItShould(Path file) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Group group : Wycheproof.read(file)) {
            if (unsupported(group).isPresent()) {
                continue;
            }
            VerificationKey key = key(group);
            // An elliptic key is checked in another way from its second use on.
            for (int use = 0; use < (key.type() == KeyType.RSA ? 1 : 3); use++) {
                for (Vector vector : group.vectors()) {
                    SignatureResult result = result(key, group, vector);
                    if (contradicts(vector, result)) {
                        wrong.add(vector + " was " + result);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNotSupportedIsKnownByName() throws IOException {
        Map<String, Integer> left = new TreeMap<>();
        int all = 0;
        for (Path file : files()) {
            for (Group group : Wycheproof.read(file)) {
                int size = group.vectors().size();
                unsupported(group).ifPresent(name -> left.merge(name, size, Integer::sum));
                all += size;
            }
        }
        assertThat(left).isEqualTo(expectedToBeLeft());
        assertThat(all).isEqualTo(8672);
    }

    @Test
    void aSmallExponentIsRefusedWithTheKey() throws IOException {
        int refused = 0;
        for (Group group : groups("rsa_signature_")) {
            if (unsupported(group).isPresent()) {
                assertThatThrownBy(() -> key(group)).satisfies(hasCode(PrimitiveReason.KEY_RSA_EXPONENT));
                refused += group.vectors().size();
            }
        }
        assertThat(refused).isEqualTo(5);
    }

    @Test
    void aSaltOrMaskOfAnotherLengthOrHashIsNotAccepted() throws Exception {
        List<String> accepted = new ArrayList<>();
        for (Group group : groups("rsa_pss_")) {
            if (unsupported(group).isPresent() && HASHES.contains(group.parameter("sha"))) {
                VerificationKey key = key(group);
                for (Vector vector : group.vectors()) {
                    // An "invalid" one may be invalid for being made with our parameters.
                    if (vector.expected().equals("valid") && result(key, group, vector) == SignatureResult.VALID) {
                        accepted.add(unsupported(group) + ": " + vector);
                    }
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void aKeyMarkedForPssIsRefused() throws IOException {
        for (Group group : groups("rsa_pss_")) {
            if (group.parameter("type").equals("RsassaPssWithParametersVerify")) {
                assertThatThrownBy(() -> VerificationKey.fromSpki(group.octets("publicKeyDer")))
                        .satisfies(hasCode(PrimitiveReason.KEY_ALGORITHM));
            }
        }
    }

    private static List<Group> groups(String prefix) throws IOException {
        List<Group> groups = new ArrayList<>();
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith(prefix)) {
                groups.addAll(Wycheproof.read(file));
            }
        }
        assertThat(groups).isNotEmpty();
        return groups;
    }

    private static Map<String, Integer> expectedToBeLeft() {
        Map<String, Integer> expected = new TreeMap<>();
        UNSUPPORTED
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(line -> expected.put(line[1], Integer.valueOf(line[0])));
        return expected;
    }

    private static Consumer<Throwable> hasCode(PrimitiveReason code) {
        return thrown ->
                assertThat(((MalformedInputException) thrown).reason().code()).isEqualTo(code);
    }

    private static Optional<String> unsupported(Group group) {
        if ("03".equals(group.parameter("publicKey.publicExponent"))) {
            return Optional.of("RSA exponent 3");
        }
        String hash = group.parameter("sha");
        if (group.parameter("type").startsWith("RsassaPss")) {
            if (!HASHES.contains(hash)) {
                return Optional.of("PSS with " + hash);
            }
            if (!hash.equals(group.parameter("mgfSha"))) {
                return Optional.of("PSS with " + hash + " and MGF1 with " + group.parameter("mgfSha"));
            }
            if (Integer.parseInt(hash.substring(4)) / 8 != Integer.parseInt(group.parameter("sLen"))) {
                return Optional.of("PSS with " + hash + " and a salt of " + group.parameter("sLen"));
            }
        }
        return Optional.empty();
    }

    /** A key marked for PSS is refused as such; its numbers are tried in the form that carries no mark. */
    private static VerificationKey key(Group group) throws MalformedInputException {
        return group.parameter("type").equals("RsassaPssWithParametersVerify")
                ? VerificationKey.fromPkcs1RsaPublicKey(group.octets("publicKeyAsn"))
                : VerificationKey.fromSpki(group.octets("publicKeyDer"));
    }

    private static boolean contradicts(Vector vector, SignatureResult result) {
        boolean accepted = result == SignatureResult.VALID;
        return switch (vector.expected()) {
            case "valid" -> !accepted;
            case "invalid" -> accepted;
            case "acceptable" -> result == SignatureResult.UNSUITABLE;
            default -> throw new AssertionError("unknown expectation of " + vector);
        };
    }

    private static SignatureResult result(VerificationKey key, Group group, Vector vector) {
        SignatureScheme scheme = scheme(group);
        SignatureResult result = SignatureCheck.verify(key, scheme, vector.message(), vector.signature());
        Digest digest = Digest.of(scheme.hash(), vector.message());
        SignatureResult byDigest = SignatureCheck.verifyDigest(key, scheme, digest, vector.signature());
        // An encoding that the engine happens to tolerate is not built here, and need not be.
        if (!vector.expected().equals("acceptable")) {
            assertThat(byDigest)
                    .as("by digest: " + vector)
                    .isEqualTo(takesDigests(scheme) ? result : SignatureResult.UNSUITABLE);
        }
        return result;
    }

    private static boolean takesDigests(SignatureScheme scheme) {
        return scheme != SignatureScheme.ED25519 && !scheme.name().startsWith("RSA_PSS");
    }

    private static SignatureScheme scheme(Group group) {
        String hash = group.parameter("sha").replace("-", "");
        return switch (group.parameter("type")) {
            case "EcdsaVerify" -> SignatureScheme.valueOf("ECDSA_" + hash + "_DER");
            case "EcdsaP1363Verify" -> SignatureScheme.valueOf("ECDSA_" + hash + "_P1363");
            case "RsassaPkcs1Verify" -> SignatureScheme.valueOf("RSA_PKCS1_" + hash);
            case "RsassaPssVerify", "RsassaPssWithParametersVerify" -> SignatureScheme.valueOf("RSA_PSS_" + hash);
            case "EddsaVerify" -> SignatureScheme.ED25519;
            default -> throw new AssertionError("unknown kind of group " + group.parameter("type"));
        };
    }
}
