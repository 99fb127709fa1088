/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationVerifierProvider;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happens to an envelope on its way: nothing that was not signed is accepted, and nothing is thrown. */
class HostileEnvelopeTest {

    /**
     * What no signature covers, by name: the signing agent, which nobody reads, and the timestamp, which has a signature
     * of its own and counts only under a policy that asks for one. Besides, how the outer structure is written. The third
     * member without cover, the chain, is not here: its certificates are signed, and the last one is compared with the
     * trust store.
     */
    private static final String AGENT = "~agent of the signer~";

    private static final byte[] TIMESTAMP = "~timestamp token~".getBytes(StandardCharsets.US_ASCII);

    private static final Map<EnvelopeFormat, byte[]> GOOD = new HashMap<>();

    static {
        for (EnvelopeFormat format : EnvelopeFormat.values()) {
            GOOD.put(
                    format,
                    EnvelopeTest.forge(format)
                            .critical(EnvelopeForge.EXPIRY, CertificateForge.TO)
                            .put("io.example.note", "x")
                            .unsigned("io.cncf.notary.signingAgent", AGENT)
                            .unsigned("io.cncf.notary.timestampSignature", TIMESTAMP)
                            .build()
                            .toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheEnvelopeAsItWas(EnvelopeFormat format) {
        assertThat(judge(format, GOOD.get(format)).status()).isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void claimsTheSubjectOfTheFirstCertificate(EnvelopeFormat format) {
        SignatureCandidate candidate = Judgement.candidate(format.mediaType(), Bytes.copyOf(GOOD.get(format)), 1);
        assertThat(new NotationVerifierProvider().recognise(candidate).flatMap(Claim::signer))
                .hasValueSatisfying(signer -> assertThat(signer.display()).contains("CN=signer"));
    }

    @Property(tries = 1000)
    void aFlippedBitIsRefusedUnlessNothingSignedOrTrustedHasIt(
            @ForAll EnvelopeFormat format, @ForAll @IntRange(max = 1 << 20) int where) {
        byte[] bent = GOOD.get(format).clone();
        int bit = where % (bent.length * 8);
        bent[bit / 8] ^= (byte) (1 << (bit % 8));
        SignatureReport report = judge(format, bent);
        if (report.status() != Status.REFUSED) {
            assertThat(isUncovered(format, bit / 8))
                    .as("bit %d of %s", bit, format)
                    .isTrue();
            assertSame(format, report);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyBitOfTheUncoveredValuesIsHarmlessOrRefused(EnvelopeFormat format) {
        byte[] good = GOOD.get(format);
        int start = indexOf(good, AGENT.getBytes(StandardCharsets.US_ASCII));
        for (int octet = start; octet < start + AGENT.length(); octet++) {
            byte[] bent = good.clone();
            bent[octet] ^= 1;
            SignatureReport report = judge(format, bent);
            assertThat(report.status()).isEqualTo(Status.ACCEPTED);
            assertSame(format, report);
        }
    }

    @Test
    void howTheOuterJsonIsWrittenIsHarmless() {
        String good = new String(GOOD.get(EnvelopeFormat.JWS), StandardCharsets.UTF_8);
        String payload = good.replaceFirst("\\{(\"payload\":\"[^\"]*\"),.*", "$1");
        String reordered = "{ " + good.substring(payload.length() + 2, good.length() - 1) + " ,\n" + payload + "}";
        String escaped = good.replace("\"payload\":\"e", "\"p\\u0061yload\":\"\\u0065");
        for (String other : List.of(reordered, escaped)) {
            assertThat(other).isNotEqualTo(good);
            SignatureReport report = judge(EnvelopeFormat.JWS, other.getBytes(StandardCharsets.UTF_8));
            assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
            assertSame(EnvelopeFormat.JWS, report);
        }
    }

    @Test
    void theLengthHeadsOfCoseAreHarmless() {
        byte[] good = GOOD.get(EnvelopeFormat.COSE);
        assertThat(good[2]).as("a length in one octet").isEqualTo((byte) 0x58);
        byte[] longer = CborForge.concat(
                new byte[] {good[0], good[1], 0x5a, 0, 0, 0},
                Bytes.copyOf(good, 3, good.length - 3).toByteArray());
        SignatureReport report = judge(EnvelopeFormat.COSE, longer);
        assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
        assertSame(EnvelopeFormat.COSE, report);
    }

    @Property(tries = 300)
    void aTruncatedEnvelopeIsRefused(@ForAll EnvelopeFormat format, @ForAll @IntRange(max = 1 << 20) int length) {
        Bytes good = Bytes.copyOf(GOOD.get(format));
        SignatureReport report =
                judge(format, good.slice(0, length % good.length()).toByteArray());
        assertThat(report.status()).isEqualTo(Status.REFUSED);
    }

    @Property(tries = 300)
    void aRepeatedPartNeverThrowsAndNeverChangesWhatIsSigned(
            @ForAll EnvelopeFormat format,
            @ForAll @IntRange(max = 1 << 20) int start,
            @ForAll @IntRange(min = 1, max = 1 << 20) int length) {
        Bytes good = Bytes.copyOf(GOOD.get(format));
        int from = start % good.length();
        int to = from + 1 + length % (good.length() - from);
        byte[] bent = CborForge.concat(
                good.slice(0, to).toByteArray(), good.slice(from, good.length()).toByteArray());
        SignatureReport report = judge(format, bent);
        if (report.status() != Status.REFUSED) {
            assertSame(format, report);
        }
    }

    @Property(tries = 500)
    void anythingElseIsRefused(@ForAll EnvelopeFormat format, @ForAll @Size(max = 300) byte[] anything) {
        assertThat(judge(format, anything).status()).isEqualTo(Status.REFUSED);
        byte[] head = format == EnvelopeFormat.COSE ? new byte[] {(byte) 0xd2, (byte) 0x84} : new byte[] {'{'};
        assertThat(judge(format, CborForge.concat(head, anything)).status()).isEqualTo(Status.REFUSED);
    }

    private static void assertSame(EnvelopeFormat format, SignatureReport report) {
        SignatureReport good = judge(format, GOOD.get(format));
        assertThat(report.facts()).isEqualTo(good.facts());
        assertThat(report.trustedSigner()).isEqualTo(good.trustedSigner());
        assertThat(report.changesAt()).isEqualTo(good.changesAt());
    }

    private static SignatureReport judge(EnvelopeFormat format, byte[] envelope) {
        SignatureCandidate candidate = Judgement.candidate(format.mediaType(), Bytes.copyOf(envelope), 1);
        assertThat(new NotationVerifierProvider().recognise(candidate)).isPresent();
        return Judgement.strictly().judge(format.mediaType(), Bytes.copyOf(envelope));
    }

    /** Name and value of the two members that no signature covers. */
    private static boolean isUncovered(EnvelopeFormat format, int octet) {
        if (format == EnvelopeFormat.COSE) {
            return isBetweenAgentAndToken(octet);
        }
        byte[] token = Base64.getEncoder().encode(TIMESTAMP);
        return isWithin(format, octet, "io.cncf.notary.signingAgent".getBytes(StandardCharsets.US_ASCII))
                || isWithin(format, octet, AGENT.getBytes(StandardCharsets.US_ASCII))
                || isWithin(format, octet, "io.cncf.notary.timestampSignature".getBytes(StandardCharsets.US_ASCII))
                || isWithin(format, octet, token);
    }

    /** In COSE also the heads of the two members: text may turn into octets, and a label swallow what is behind it. */
    private static boolean isBetweenAgentAndToken(int octet) {
        byte[] good = GOOD.get(EnvelopeFormat.COSE);
        int headOfLabel = 2;
        return octet >= indexOf(good, "io.cncf.notary.signingAgent".getBytes(StandardCharsets.US_ASCII)) - headOfLabel
                && octet < indexOf(good, TIMESTAMP) + TIMESTAMP.length;
    }

    private static boolean isWithin(EnvelopeFormat format, int octet, byte[] part) {
        int start = indexOf(GOOD.get(format), part);
        return octet >= start && octet < start + part.length;
    }

    private static int indexOf(byte[] whole, byte[] part) {
        int start =
                new String(whole, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
        assertThat(start).isNotNegative();
        return start;
    }
}
