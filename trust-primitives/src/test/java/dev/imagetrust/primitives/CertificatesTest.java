/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CertificatesTest {

    private static final CertificateFacts MIDDLE = issued(TestCertificate::middle);
    private static final Bytes ROOT = issued(TestCertificate::root).der();
    private static final Bytes LEAF = issued(TestCertificate::leaf).der();

    private static CertificateFacts issued(Callable<CertificateFacts> issuing) {
        try {
            return issuing.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes join(Bytes... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            joined.writeBytes(part.toByteArray());
        }
        return Bytes.copyOf(joined.toByteArray());
    }

    private static Bytes pem(Bytes der) {
        return Bytes.utf8(Pem.write(new PemBlock(PemBlock.CERTIFICATE, der)));
    }

    @Test
    void refusesPemWhereDerIsExpected() {
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(pem(ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0a", "3000"})
    void refusesOctetsAfterACertificate(String hex) {
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(join(ROOT, Bytes.fromHex(hex))));
    }

    @Test
    void refusesASecondCertificateAfterTheFirst() {
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(join(ROOT, LEAF)));
    }

    @Test
    void refusesOctetsBeforeACertificate() {
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(join(Bytes.fromHex("0a"), ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3000", "30800000", "3084ffffffff", "ff", "31003000"})
    void refusesWhatIsNoCertificate(String hex) {
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(Bytes.fromHex(hex)));
    }

    @Test
    void refusesALongCertificateBeforeReadingIt() {
        Bytes octets = Bytes.copyOf(new byte[Certificates.MAX_CHAIN_LENGTH + 1]);

        assertRefused(PrimitiveReason.TOO_LONG, () -> Certificates.parse(octets));
    }

    @Test
    void readsOctetsUpToTheLimit() {
        Bytes octets = Bytes.copyOf(new byte[Certificates.MAX_CHAIN_LENGTH]);

        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parse(octets));
        assertRefused(PrimitiveReason.CERTIFICATE_MALFORMED, () -> Certificates.parseChain(List.of(octets)));
    }

    @Test
    void readsACertificateToTheSameOctets() throws Exception {
        assertThat(Bytes.copyOf(Certificates.parse(ROOT).getEncoded())).isEqualTo(ROOT);
    }

    @Test
    void readsCertificatesOneAfterAnotherInDer() throws Exception {
        assertThat(Certificates.parsePemOrDer(join(ROOT, LEAF)))
                .containsExactly(Certificates.parse(ROOT), Certificates.parse(LEAF));
    }

    @Test
    void readsPemBlocksWithTextAround() throws Exception {
        assertThat(Certificates.parsePemOrDer(join(Bytes.utf8("# our root\n"), pem(ROOT), pem(LEAF))))
                .containsExactly(Certificates.parse(ROOT), Certificates.parse(LEAF));
    }

    @ParameterizedTest
    @CsvSource({
        "00, NOT_DER",
        "0a, NOT_DER",
        "30800000, NOT_DER", //
        "3000, CERTIFICATE_MALFORMED"
    })
    void refusesAFileWithSomethingElseBetweenCertificates(String hex, PrimitiveReason code) {
        Bytes file = join(ROOT, Bytes.fromHex(hex), LEAF);

        assertRefused(code, () -> Certificates.parsePemOrDer(file));
    }

    @Test
    void refusesAPemBlockThatIsNoCertificate() {
        Bytes key = Bytes.utf8(Pem.write(new PemBlock(PemBlock.PUBLIC_KEY, ROOT)));

        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> Certificates.parsePemOrDer(join(pem(ROOT), key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no certificate here"})
    void refusesAFileWithoutCertificates(String text) {
        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> Certificates.parsePemOrDer(Bytes.utf8(text)));
    }

    @Test
    void refusesAFileThatIsTooLong() {
        byte[] octets = new byte[Pem.MAX_LENGTH + 1];
        octets[0] = 0x30;

        assertRefused(PrimitiveReason.TOO_LONG, () -> Certificates.parsePemOrDer(Bytes.copyOf(octets)));
    }

    @Test
    void refusesAFileOfTooManyCertificates() {
        Bytes empty = Bytes.fromHex("3000");
        Bytes file =
                join(Collections.nCopies(Certificates.MAX_IN_FILE + 1, empty).toArray(Bytes[]::new));

        assertRefused(PrimitiveReason.TOO_LONG, () -> Certificates.parsePemOrDer(file));
    }

    @Test
    void refusesAnEmptyChain() {
        assertRefused(PrimitiveReason.CERTIFICATE_CHAIN_EMPTY, () -> Certificates.parseChain(List.of()));
    }

    @Test
    void refusesAChainOfTooManyCertificates() throws Exception {
        assertThat(Certificates.parseChain(Collections.nCopies(10, LEAF))).hasSize(10);
        assertRefused(PrimitiveReason.TOO_LONG, () -> Certificates.parseChain(Collections.nCopies(11, LEAF)));
    }

    @Test
    void refusesAChainOfTooManyOctets() {
        Bytes half = Bytes.copyOf(new byte[Certificates.MAX_CHAIN_LENGTH / 2 + 1]);

        assertRefused(PrimitiveReason.TOO_LONG, () -> Certificates.parseChain(List.of(half, half)));
    }

    @Test
    void readsWhatNotationReads() throws Exception {
        Path folder = Path.of(System.getProperty("imagetrust.shared"), "upstream/notation-core-go/x509/testdata");
        assumeTrue(Files.isDirectory(folder), "no published test data at " + folder);

        for (String name : List.of("der.der", "multi-der.der", "multi-pem.crt", "pem.crt", "timestamp_root.crt")) {
            assertThat(Certificates.parsePemOrDer(Bytes.copyOf(Files.readAllBytes(folder.resolve(name)))))
                    .as(name)
                    .hasSize(name.startsWith("multi") ? 2 : 1);
        }
        assertRefused(
                PrimitiveReason.PEM_MALFORMED,
                () -> Certificates.parsePemOrDer(Bytes.copyOf(Files.readAllBytes(folder.resolve("invalid")))));
    }

    @Property(tries = 500)
    void neverThrowsAnythingElseForRandomOctets(@ForAll byte[] octets) {
        readOrRefuse(Bytes.copyOf(octets));
    }

    @Property(tries = 2_000)
    void neverThrowsAnythingElseForADamagedCertificate(
            @ForAll @IntRange(min = 0, max = 1_000) int position, @ForAll byte value) {
        byte[] octets = LEAF.toByteArray();
        octets[position % octets.length] = value;
        readOrRefuse(Bytes.copyOf(octets));
    }

    private static void readOrRefuse(Bytes octets) {
        try {
            CertificateFacts facts = CertificateFacts.parse(octets);
            assertThat(facts.der()).isEqualTo(octets);
            assertThat(facts.subjectText()).isNotNull();
            assertThat(CertificateRules.issuedBy(facts, MIDDLE).isEmpty()).isEqualTo(octets.equals(LEAF));
        } catch (MalformedInputException e) {
            assertThat(e.reason().code().id()).startsWith("primitives.");
        }
    }
}
