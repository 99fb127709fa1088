/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tokens that the Notary Project's library tests with, each named by its defect; real but for that. */
class RecordedTimestampsTest {

    private static final Path TOKENS =
            Path.of(System.getProperty("imagetrust.shared"), "upstream", "tspclient-go", "testdata");

    /** What the tokens were made for. */
    private static final Bytes STAMPED = Bytes.utf8("notation");

    @BeforeEach
    void needsTheTokens() {
        assumeTrue(Files.isDirectory(TOKENS), "no recorded tokens at hand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TimeStampToken.p7s", "TimeStampTokenWithValidAndInvalidSignerInfos.p7s"})
    void acceptsATokenWithOneGoodSigner(String file) throws Exception {
        VerifiedTimestamp verified =
                TimestampToken.parse(read(file)).verify(STAMPED, globalSign(), TimestampRules.notary());

        assertThat(verified.time()).isEqualTo("2021-09-17T14:09:10Z");
        assertThat(verified.earliest()).isEqualTo("2021-09-17T14:09:09Z");
        assertThat(verified.chain()).hasSizeGreaterThan(2);
    }

    @Test
    void acceptsAGrantedResponse() throws Exception {
        VerifiedTimestamp verified = TimestampToken.parseResponse(read("granted.tsq"))
                .verify(STAMPED, globalSign(), TimestampRules.sigstore());

        assertThat(verified.time()).isEqualTo("2021-09-18T11:54:34Z");
    }

    @Test
    void refusesWhatIsNoGrantedResponse() throws Exception {
        Bytes rejection = read("rejection.tsq");
        Bytes malformed = read("malformed.tsq");

        assertRefused(PrimitiveReason.TIMESTAMP_NOT_GRANTED, () -> TimestampToken.parseResponse(rejection));
        assertRefused(PrimitiveReason.NOT_DER, () -> TimestampToken.parseResponse(malformed));
    }

    /** Edited tokens fail where the edit is noticed first; nothing is read before the signature over it held. */
    @ParameterizedTest
    @CsvSource({
        "TimeStampToken.p7s,TIMESTAMP_IMPRINT",
        "TimeStampTokenNoRoot.p7s,TIMESTAMP_IMPRINT",
        "SHA1TimeStampToken.p7s,TIMESTAMP_CONTENT",
        "TimeStampTokenWithInvalidSignature.p7s,TIMESTAMP_SIGNATURE",
        "TimeStampTokenWithInvalidSigningCertificateV1.p7s,TIMESTAMP_ATTRIBUTES",
        "TimeStampTokenWithInvalidSigningCertificateV2.p7s,NOT_DER",
        "TimeStampTokenWithInvalidTSTInfo.p7s,TIMESTAMP_CONTENT",
        "TimeStampTokenWithInvalideContentType.p7s,TIMESTAMP_MALFORMED",
        "TimeStampTokenWithMismatchCertHash.p7s,TIMESTAMP_SIGNER_CERTIFICATE",
        "TimeStampTokenWithSHA1CertHash.p7s,TIMESTAMP_HASH",
        "TimeStampTokenWithSigningCertificateV1.p7s,TIMESTAMP_ATTRIBUTES",
        "TimeStampTokenWithSigningCertificateV1NoCert.p7s,TIMESTAMP_ATTRIBUTES",
        "TimeStampTokenWithSigningCertificateV2NoCert.p7s,TIMESTAMP_ATTRIBUTES",
        "TimeStampTokenWithTSTInfoVersion2.p7s,TIMESTAMP_CONTENT",
        "TimeStampTokenWithWrongSigningCertificateV2IssuerChoiceTag.p7s,NOT_DER",
        "TimeStampTokenWithoutCertificate.p7s,TIMESTAMP_SIGNER_UNKNOWN",
        "TimeStampTokenWithoutSigningCertificate.p7s,TIMESTAMP_ATTRIBUTES",
        "TimeStampTokenWithoutSigningCertificateV2IssuerSerial.p7s,TIMESTAMP_SIGNATURE",
        "TimeStampTokenWithValidAndInvalidSignerInfos.p7s,TIMESTAMP_SIGNATURE",
    })
    void refusesATokenForItsDefect(String file, PrimitiveReason reason) throws Exception {
        Bytes token = read(file);
        TimestampAuthorities globalSign = globalSign();

        assertRefused(
                reason,
                () -> TimestampToken.parse(token).verify(Bytes.utf8("other"), globalSign, TimestampRules.notary()));
    }

    private static TimestampAuthorities globalSign() throws Exception {
        return TimestampAuthorities.of(List.of(CertificateFacts.of(
                Certificates.parsePemOrDer(read("GlobalSignRootCA.crt")).get(0))));
    }

    private static Bytes read(String file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(TOKENS.resolve(file)));
    }
}
