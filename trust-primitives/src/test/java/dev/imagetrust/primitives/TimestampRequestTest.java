/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.spi.EvidenceFetcher;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static dev.imagetrust.primitives.TimestampForge.STAMPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class TimestampRequestTest {

    private static final URI AUTHORITY = URI.create("http://tsa.example/");

    private final TimestampRequest request = TimestampRequest.over(STAMPED, DigestAlgorithm.SHA256, new SecureRandom());

    @Test
    void asksForADigestWithANonceAndTheCertificates() throws Exception {
        DerReader fields = new DerReader(request.encoded()).sequence();

        assertThat(fields.integer()).isEqualTo(BigInteger.ONE);
        DerReader imprint = fields.sequence();
        assertThat(TimestampHash.read(imprint)).isEqualTo(DigestAlgorithm.SHA256);
        assertThat(imprint.octetString()).isEqualTo(TimestampForge.digest(DigestAlgorithm.SHA256, STAMPED));
        assertThat(fields.integer().bitLength()).isLessThanOrEqualTo(64);
        assertThat(fields.anyElement()).isEqualTo(Keys.der(ASN1Boolean.TRUE));
        fields.end();
    }

    @Test
    void takesEachNonceOnce() throws Exception {
        TimestampRequest again = TimestampRequest.over(STAMPED, DigestAlgorithm.SHA256, new SecureRandom());
        assertThat(again.encoded()).isNotEqualTo(request.encoded());
    }

    @Test
    void fetchesATokenThatVerifies() throws Exception {
        List<EvidenceFetcher.Request> seen = new ArrayList<>();
        Bytes answer = answer(nonce(), forge -> {});

        Bytes response = request.fetch(
                asked -> {
                    seen.add(asked);
                    return answer;
                },
                AUTHORITY,
                Deadline.never());

        assertThat(response).isEqualTo(answer);
        assertThat(seen).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri()).isEqualTo(AUTHORITY);
            assertThat(asked.body()).isEqualTo(request.encoded());
            assertThat(asked.bodyType()).isEqualTo("application/timestamp-query");
            assertThat(asked.acceptedType()).isEqualTo("application/timestamp-reply");
            assertThat(asked.maxBytes()).isEqualTo(TimestampToken.MAX_LENGTH);
        });
        TimestampToken token = request.answeredBy(response);
        assertThat(TimestampToken.parse(token.encoded())
                        .verify(STAMPED, TimestampAuthorities.of(List.of(TimestampForge.ROOT)), TimestampRules.notary())
                        .time())
                .isEqualTo(TimestampForge.TIME);
    }

    @Test
    void refusesAnAnswerToAnotherRequest() throws Exception {
        Bytes other = answer(nonce().add(BigInteger.ONE), forge -> {});
        assertRefused(PrimitiveReason.TIMESTAMP_NONCE, () -> request.answeredBy(other));

        Bytes none = TimestampForge.bent(forge -> {}).response(0);
        assertRefused(PrimitiveReason.TIMESTAMP_NONCE, () -> request.answeredBy(none));
    }

    @Test
    void refusesATimestampOfSomethingElse() throws Exception {
        Bytes other = answer(
                nonce(), forge -> forge.imprint = TimestampForge.digest(DigestAlgorithm.SHA256, Bytes.utf8("other")));
        assertRefused(PrimitiveReason.TIMESTAMP_IMPRINT, () -> request.answeredBy(other));
    }

    @Test
    void refusesARejection() throws Exception {
        Bytes rejected = TimestampForge.bent(forge -> {}).response(2);
        assertRefused(
                PrimitiveReason.TIMESTAMP_NOT_GRANTED,
                () -> request.fetch(asked -> rejected, AUTHORITY, Deadline.never()));
    }

    @Test
    void passesOnThatTheAuthorityCannotBeReached() {
        EvidenceFetcher unreachable = asked -> {
            throw new IOException("no route");
        };
        assertThatIOException().isThrownBy(() -> request.fetch(unreachable, AUTHORITY, Deadline.never()));
    }

    private BigInteger nonce() throws MalformedInputException {
        DerReader fields = new DerReader(request.encoded()).sequence();
        fields.integer();
        fields.sequence();
        return fields.integer();
    }

    private static Bytes answer(BigInteger nonce, Consumer<TimestampForge> change) throws Exception {
        TimestampForge forge = TimestampForge.bent(change);
        forge.afterTime.add(new ASN1Integer(nonce));
        return forge.response(0);
    }
}
