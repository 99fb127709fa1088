/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.spi.EvidenceFetcher.Request;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class EvidenceExpiryTest {

    private static final Bytes THIS_UPDATE = Der.utcTime("261124000000Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "3080", "3005", "30030a0100", "0a0100", "3084ffffffff", "3085010101010100", "3000"})
    void whatIsNoCrlAndNoOcspAnswerHasNoExpiry(String hex) {
        assertThat(expiry(Bytes.fromHex(hex))).isEmpty();
    }

    @Test
    void aCrlThatBreaksOffHasNoExpiry() {
        Bytes crl = Der.crl(THIS_UPDATE, Der.utcTime("261201000000Z"));
        assertThat(expiry(crl)).isPresent();
        for (int length = 0; length < crl.length(); length++) {
            assertThat(expiry(crl.slice(0, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"20261301000000Z", "20260230000000Z", "20261201000000", "2026120100000Z", "20261201000000.5Z"})
    void aTimeThatIsNoneIsNoExpiry(String time) {
        assertThat(expiry(Der.crl(THIS_UPDATE, Der.generalizedTime(time)))).isEmpty();
    }

    @Test
    void aCrlWithoutNextUpdateHasNoExpiry() {
        assertThat(expiry(Der.crl(THIS_UPDATE))).isEmpty();
    }

    @Test
    void anOcspAnswerWithoutNextUpdateHasNoExpiry() {
        assertThat(expiry(Der.ocsp("20261201000000Z", ""))).isEmpty();
    }

    @Test
    void aCrlExpiresWhenTheNextIsDue() {
        Instant due = Instant.parse("2026-12-01T01:02:03Z");
        assertThat(expiry(Der.crl(THIS_UPDATE, Der.utcTime("261201010203Z")))).contains(due);
        assertThat(expiry(Der.crl(THIS_UPDATE, Der.generalizedTime("20261201010203Z"))))
                .contains(due);
        assertThat(expiry(Der.crl(THIS_UPDATE, Der.utcTime("501201010203Z"))))
                .contains(Instant.parse("1950-12-01T01:02:03Z"));
    }

    @Test
    void anOcspAnswerExpiresWithTheFirstOfItsParts() {
        assertThat(expiry(Der.ocsp("20261203000000Z", "20261201000000Z", "20261202000000Z")))
                .contains(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void readsPublishedCrlsAsTheJdkDoes() throws Exception {
        Path folder = Path.of(System.getProperty("imagetrust.shared", ".")).resolve("upstream/pkits/crls");
        assumeTrue(Files.isDirectory(folder), "the published CRLs are not here");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
                assertThat(expiry(Bytes.copyOf(Files.readAllBytes(file))))
                        .as(file.toString())
                        .isEqualTo(Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant));
            }
        }
    }

    private static Optional<Instant> expiry(Bytes content) {
        Request request = Request.get(URI.create("https://ca.example/x"), "", 1 << 20, Deadline.never());
        return EvidenceExpiry.nextUpdate().expires(request, content);
    }
}
