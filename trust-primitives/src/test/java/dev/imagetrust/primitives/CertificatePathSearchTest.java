/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.primitives.CertificatePathResult.Found;
import dev.imagetrust.primitives.CertificatePathResult.NotFound;
import dev.imagetrust.primitives.CertificatePathResult.Obstacle;
import dev.imagetrust.verdict.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What {@link TimestampTokenTest} and the tests of cosign do not see of the search. */
class CertificatePathSearchTest {

    private static final Instant TIME = Instant.parse("2026-06-01T12:00:00Z");
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private static CertificateFacts leaf() throws Exception {
        return leaf(CODE_SIGNING);
    }

    private static CertificateFacts leaf(String purpose) throws Exception {
        return TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, false, TimestampForge.purposes(purpose))
                .signedBy(TestCertificate.MIDDLE_KEY);
    }

    private static CertificatePathResult search(CertificateFacts leaf, CertificateFacts... others) throws Exception {
        return search(leaf, List.of(TIME), others);
    }

    private static CertificatePathResult search(CertificateFacts leaf, List<Instant> times, CertificateFacts... others)
            throws Exception {
        return new CertificatePathSearch(
                        CertificatePathRules.codeSigning(), List.of(TestCertificate.root()), List.of(others))
                .from(leaf, times);
    }

    private static void assertNotFound(Obstacle obstacle, ReasonCode code, CertificatePathResult result) {
        assertThat(result).isInstanceOfSatisfying(NotFound.class, none -> {
            assertThat(none.obstacle()).isEqualTo(obstacle);
            assertThat(none.reason().code()).isEqualTo(code);
        });
    }

    @Test
    void findsThePathFromLeafToAnchor() throws Exception {
        CertificateFacts leaf = leaf();
        CertificateFacts middle = TestCertificate.middle();

        assertThat(search(leaf, middle)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.path().leaf()).isEqualTo(leaf);
            assertThat(found.path().issuer()).isEqualTo(middle);
            assertThat(found.path().anchor().subjectText()).isEqualTo("CN=root");
            assertThat(found.path().certificates()).hasSize(3);
        });
    }

    @Test
    void refusesALeafThatNobodyKnownIssued() throws Exception {
        assertNotFound(Obstacle.NO_ISSUER, PrimitiveReason.CERTIFICATE_PATH, search(leaf()));
    }

    @Test
    void refusesALeafForAnotherPurpose() throws Exception {
        CertificateFacts leaf = leaf("1.3.6.1.5.5.7.3.8");

        assertNotFound(Obstacle.LEAF_RULE, PrimitiveReason.CERTIFICATE_PURPOSE, search(leaf, TestCertificate.middle()));
    }

    @Test
    void everyTimeCounts() throws Exception {
        List<Instant> times = List.of(TIME, TestCertificate.UNTIL.plusSeconds(1));

        assertNotFound(
                Obstacle.NOT_VALID,
                PrimitiveReason.CERTIFICATE_EXPIRED,
                search(leaf(), times, TestCertificate.middle()));
    }

    @Test
    void validAtNoTimeIsNoQuestion() throws Exception {
        CertificateFacts leaf = leaf();

        assertThatIllegalArgumentException().isThrownBy(() -> search(leaf, List.of()));
    }

    @Test
    void aPathHasAnIssuer() throws Exception {
        CertificateFacts leaf = leaf();

        assertThatIllegalArgumentException().isThrownBy(() -> new CertificatePath(List.of(leaf)));
    }
}
