/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.imagetrust.notation.NotationReason.*;
import static dev.imagetrust.notation.internal.Judgement.*;
import static dev.imagetrust.notation.internal.NotationCheck.*;
import static dev.imagetrust.notation.internal.NotationVerifierTest.timestamped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The authentic timestamp step where a policy names stores of authorities that tell the time. */
class TimestampTest {

    private static final EnvelopeFormat JWS = EnvelopeFormat.JWS;
    private static final Instant STAMPED_AT = Instant.parse("2026-02-02T00:00:00Z");
    private static final Instant EXPIRED = CertificateForge.TO.plusSeconds(1);

    private static EnvelopeForge stamped(Instant time) {
        return stamped(JWS, TimeAuthority.GOOD, time);
    }

    private static EnvelopeForge stamped(EnvelopeFormat format, TimeAuthority authority, Instant time) {
        return EnvelopeTest.forge(format).stampedBy(signature -> authority.stamp(signature, time));
    }

    static TrustSnapshot trusting(Bytes timeRoot) {
        return TrustSnapshot.of(List.of(
                new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", TestChain.ROOT.der()),
                new TrustAnchor(AnchorKind.NOTATION_TSA, "tsa", "tsa.crt", timeRoot)));
    }

    private static Judgement judgement() {
        return judgement(timestamped());
    }

    private static Judgement judgement(NotationRequirement.Builder requirement) {
        return under(requirement).trusting(trusting(TimeAuthority.GOOD.root().der()));
    }

    @Test
    void refusesATimestampThatCannotBeRead() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS).unsigned(EnvelopeForge.TIMESTAMP, new byte[] {0x30, 0});
        assertEnds(judgement().judge(forge), Status.REFUSED, AUTHENTIC_TIMESTAMP, TIMESTAMP_INVALID);
    }

    @Test
    void refusesATimestampOfAnotherSignature() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS)
                .stampedBy(signature -> TimeAuthority.GOOD.stamp(Bytes.utf8("another"), STAMPED_AT));
        assertEnds(judgement().judge(forge), Status.REFUSED, AUTHENTIC_TIMESTAMP, TIMESTAMP_INVALID);
    }

    @Test
    void refusesATimestampOfAStranger() {
        CertificateForge.Issued root = TimeAuthority.root("CN=stranger").issue();
        TimeAuthority stranger =
                new TimeAuthority(TimeAuthority.signer("CN=time").by(root).issue(), root);
        SignatureReport report = judgement().judge(stamped(JWS, stranger, STAMPED_AT));
        assertEnds(report, Status.REFUSED, AUTHENTIC_TIMESTAMP, TSA_NOT_TRUSTED);
        assertThat(report.facts()).doesNotContainKey("timestamp");
    }

    @Test
    void refusesATimestampByACertificateThatWasNotYetValid() {
        TimeAuthority late =
                TimeAuthority.with(TimeAuthority.signer("CN=time").valid(STAMPED_AT.plusSeconds(1), EXPIRED));
        assertEnds(
                judgement().judge(stamped(JWS, late, STAMPED_AT)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TSA_NOT_TRUSTED);
    }

    /** The authorities that issue signing certificates are others than those that tell the time. */
    @Test
    void refusesATimestampUnderAnAuthorityOfSigners() {
        TimeAuthority underSigners = new TimeAuthority(
                TimeAuthority.signer("CN=time").by(TestChain.ROOT).issue(), TestChain.ROOT);
        assertEnds(
                judgement().judge(stamped(JWS, underSigners, STAMPED_AT)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TSA_NOT_TRUSTED);
    }

    @Test
    void refusesATimestampOfSomebodyWhoIsDenied() {
        for (CertificateForge.Issued denied : List.of(TimeAuthority.GOOD.signer(), TimeAuthority.GOOD.root())) {
            Bytes spki = Bytes.copyOf(denied.key().getPublic().getEncoded());
            for (DenyTarget target : List.of(
                    new DenyTarget.Certificate(Digest.sha256(denied.der())), new DenyTarget.Key(Digest.sha256(spki)))) {
                DenyList list = DenyList.of(List.of(new DenyList.Entry(target, "leaked", STAMPED_AT)));
                assertEnds(
                        judgement()
                                .trusting(trusting(TimeAuthority.GOOD.root().der())
                                        .denying(list))
                                .judge(stamped(STAMPED_AT)),
                        Status.REFUSED,
                        AUTHENTIC_TIMESTAMP,
                        TSA_NOT_TRUSTED);
            }
        }
    }

    @Test
    void refusesATimeOutsideTheValidityOfTheCertificates() {
        for (Instant outside : List.of(CertificateForge.FROM.minusSeconds(1), EXPIRED)) {
            assertEnds(
                    judgement().judge(stamped(outside)), Status.REFUSED, AUTHENTIC_TIMESTAMP, TIMESTAMP_OUT_OF_RANGE);
        }
        assertThat(judgement().judge(stamped(CertificateForge.FROM)).status()).isEqualTo(Status.ACCEPTED);
        assertThat(judgement().judge(stamped(CertificateForge.TO)).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void theAccuracyCountsAgainstTheSigner() {
        for (Instant edge : List.of(CertificateForge.FROM, CertificateForge.TO)) {
            EnvelopeForge forge =
                    EnvelopeTest.forge(JWS).stampedBy(signature -> TimeAuthority.GOOD.stamp(signature, edge, 1));
            assertEnds(judgement().judge(forge), Status.REFUSED, AUTHENTIC_TIMESTAMP, TIMESTAMP_OUT_OF_RANGE);
        }
    }

    @Test
    void isUndecidedWithStoresThatAreEmpty() {
        assertEnds(
                under(timestamped()).judge(stamped(STAMPED_AT)),
                Status.UNAVAILABLE,
                AUTHENTIC_TIMESTAMP,
                TSA_TRUST_STORE_EMPTY);
    }

    /** Not even a policy that skips revocation makes a revoked authority one to rely on. */
    @Test
    void isUndecidedAboutAnAuthorityThatCouldBeRevoked() {
        CRLDistPoint crl = new CRLDistPoint(new DistributionPoint[0]);
        TimeAuthority revocable = TimeAuthority.with(
                TimeAuthority.signer("CN=time").extension(Extension.cRLDistributionPoints, false, crl));
        EnvelopeForge forge = stamped(JWS, revocable, STAMPED_AT);
        assertEnds(judgement().judge(forge), Status.UNAVAILABLE, AUTHENTIC_TIMESTAMP, TSA_REVOCATION_UNKNOWN);
        assertEnds(
                judgement(timestamped().override(Step.REVOCATION, Action.SKIPPED))
                        .judge(forge),
                Status.UNAVAILABLE,
                AUTHENTIC_TIMESTAMP,
                TSA_REVOCATION_UNKNOWN);
        assertThat(judgement(timestamped().override(Step.AUTHENTIC_TIMESTAMP, Action.LOGGED))
                        .judge(forge)
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void refusesToPrepareWithAnAuthorityThatIsNoRoot() {
        for (Bytes noRoot : List.of(
                TimeAuthority.GOOD.signer().der(),
                TimeAuthority.root("CN=middle")
                        .by(TimeAuthority.GOOD.root())
                        .issue()
                        .der(),
                CertificateForge.leaf(CertificateForge.ec("secp256r1"), "CN=alone")
                        .issue()
                        .der())) {
            assertThatExceptionOfType(SetUpException.class)
                    .isThrownBy(() ->
                            under(timestamped()).trusting(trusting(noRoot)).judge(stamped(STAMPED_AT)))
                    .satisfies(e -> assertThat(e.reason().code()).isEqualTo(TRUST_STORE_INVALID));
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsASignatureThatWasStampedBeforeItsCertificatesExpired(EnvelopeFormat format) {
        EnvelopeForge forge = stamped(format, TimeAuthority.GOOD, STAMPED_AT);
        for (VerifyTimestamp when : VerifyTimestamp.values()) {
            SignatureReport report =
                    judgement(timestamped().verifyTimestamp(when)).at(EXPIRED).judge(forge);
            assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
            assertThat(report.facts()).containsEntry("timestamp", STAMPED_AT.toString());
            assertThat(report.changesAt()).isEmpty();
        }
    }

    @Test
    void aTimestampIsNotLookedAtBeforeACertificateExpiresIfThePolicySaysSo() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS).unsigned(EnvelopeForge.TIMESTAMP, new byte[] {0x30, 0});
        NotationRequirement.Builder afterExpiry = timestamped().verifyTimestamp(VerifyTimestamp.AFTER_CERT_EXPIRY);
        assertThat(judgement(afterExpiry).judge(forge).status()).isEqualTo(Status.ACCEPTED);
        assertEnds(
                judgement(afterExpiry).at(EXPIRED).judge(forge),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TIMESTAMP_INVALID);
    }

    /** Without stores nobody vouches for the time, however good the token. */
    @Test
    void aTimestampDoesNotHelpAPolicyWithoutStores() {
        assertEnds(
                strictly().at(EXPIRED).judge(stamped(STAMPED_AT)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                CERT_NOT_VALID_NOW);
    }

    @Test
    void aTimestampThatIsNoGoodIsToleratedWhereTheStepIsLogged() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS).unsigned(EnvelopeForge.TIMESTAMP, new byte[] {0x30, 0});
        SignatureReport report = judgement(timestamped().override(Step.AUTHENTIC_TIMESTAMP, Action.LOGGED))
                .judge(forge);
        assertThat(result(report, AUTHENTIC_TIMESTAMP)).isEqualTo(Result.FAILED);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
    }
}
