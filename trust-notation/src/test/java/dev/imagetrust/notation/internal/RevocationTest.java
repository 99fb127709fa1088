/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationVerifierProvider;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.OcspResponse;
import dev.imagetrust.primitives.RevocationList;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.notation.NotationReason.*;
import static dev.imagetrust.notation.internal.Judgement.*;
import static dev.imagetrust.notation.internal.NotationCheck.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** Whether certificates have been revoked, by what OCSP responders and CRLs say of them. */
class RevocationTest {

    private static final String OCSP = "http://ocsp.example";
    private static final String OCSP_2 = "http://ocsp2.example";
    private static final String CRL = "http://crl.example/c.crl";
    private static final String CRL_2 = "http://crl2.example/c.crl";
    private static final String CRL_3 = "http://crl3.example/c.crl";
    private static final String CHANGES = "http://changes.example/d.crl";

    private static final Instant LOST = Instant.parse("2026-05-20T00:00:00Z");
    private static final Issued ROOT = TestChain.ROOT;
    private static final Issued MIDDLE = CertificateForge.authority(
                    CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=middle")
            .by(ROOT)
            .issue();
    private static final Issued RESPONDER = responder().by(ROOT).issue();

    private final Web web = new Web();

    private static CertificateForge responder() {
        return CertificateForge.leaf(CertificateForge.ec("secp256r1"), "CN=responder")
                .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
    }

    static CertificateForge leaf() {
        return CertificateForge.leaf(TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=signer");
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    static CertificateForge askedAt(CertificateForge forge, String... responders) {
        return forge.extension(
                Extension.authorityInfoAccess,
                false,
                new DERSequence(Arrays.stream(responders)
                        .map(at -> new AccessDescription(AccessDescription.id_ad_ocsp, uri(at)))
                        .toArray(ASN1Encodable[]::new)));
    }

    private static DistributionPoint point(String... mirrors) {
        GeneralName[] names = Arrays.stream(mirrors).map(RevocationTest::uri).toArray(GeneralName[]::new);
        return new DistributionPoint(new DistributionPointName(new GeneralNames(names)), null, null);
    }

    private static CertificateForge listedAt(CertificateForge forge, DistributionPoint... points) {
        return forge.extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(points));
    }

    private static CertificateFacts facts(Issued issued) {
        try {
            return CertificateFacts.parse(issued.der());
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long serial(Issued issued) {
        return facts(issued).serialNumber().longValue();
    }

    static Bytes answer(CertificateStatus status, Issued about) throws Exception {
        return OcspForge.called(ROOT.subject().toString())
                .says(status, facts(about), facts(ROOT))
                .signedBy(ROOT.key());
    }

    private static CertificateStatus revoked() {
        return new RevokedStatus(Date.from(LOST), CRLReason.keyCompromise);
    }

    private static CrlForge list() {
        return CrlForge.by(ROOT.subject().toString());
    }

    private static Bytes crl(long... revoked) throws Exception {
        CrlForge forge = list().number(1);
        for (long serial : revoked) {
            forge.revoking(serial);
        }
        return forge.signedBy(ROOT.key());
    }

    private SignatureReport judge(Issued leaf) {
        return judge(strictly(), leaf);
    }

    private SignatureReport judge(Judgement judgement, Issued leaf) {
        return judgement.asking(web).judge(EnvelopeForge.of(EnvelopeFormat.JWS, leaf, ROOT));
    }

    private static String detail(SignatureReport report) {
        return check(report, REVOCATION).reason().orElseThrow().detail();
    }

    @Test
    void acceptsACertificateThatItsResponderCallsGood() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        web.at(OCSP, answer(CertificateStatus.GOOD, leaf));
        SignatureReport report = judge(leaf);

        assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
        assertThat(result(report, REVOCATION)).isEqualTo(Result.PASSED);
        assertThat(report.facts()).containsEntry("revocation", "OK by OCSP");
        assertThat(report.changesAt()).contains(OcspForge.UNTIL);
        assertThat(web.asked).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.acceptedType()).isEqualTo("application/ocsp-response");
            assertThat(request.maxBytes()).isEqualTo(OcspResponse.MAX_LENGTH);
            assertThat(request.deadline().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void refusesACertificateThatItsResponderCallsRevoked() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        web.at(OCSP, answer(revoked(), leaf));

        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);
        assertThat(detail(judge(leaf))).startsWith("since " + LOST + ", keyCompromise; certificate of ");
        assertThat(judge(leaf).changesAt())
                .as("for good")
                .isEqualTo(
                        strictly().judge(EnvelopeTest.forge(EnvelopeFormat.JWS)).changesAt());
    }

    @Test
    void refusesACertificateThatIsInItsCrl() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL)).issue();
        web.at(CRL, crl(serial(leaf)));

        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);
        web.at(CRL, crl(serial(leaf) + 1));
        SignatureReport good = judge(leaf);
        assertThat(good.status()).isEqualTo(Status.ACCEPTED);
        assertThat(good.facts()).containsEntry("revocation", "OK by CRL");
        assertThat(web.asked.get(0).maxBytes()).isEqualTo(RevocationList.MAX_LENGTH);
    }

    @Test
    void aCertificateOnHoldMayBeGoodAgain() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL)).issue();
        web.at(
                CRL,
                list().revoking(serial(leaf), CRLReason.certificateHold, LOST).signedBy(ROOT.key()));
        SignatureReport report = judge(leaf);

        assertEnds(report, Status.REFUSED, REVOCATION, CERT_REVOKED);
        assertThat(report.changesAt()).contains(CrlForge.UNTIL);
    }

    @Test
    void aCrlDecidesWhereOcspTellsNothing() throws Exception {
        Issued leaf = listedAt(askedAt(leaf().by(ROOT), OCSP), point(CRL)).issue();
        web.at(CRL, crl(serial(leaf)));
        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);
        web.at(OCSP, answer(new UnknownStatus(), leaf));
        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);

        web.at(CRL, crl());
        assertThat(judge(leaf).facts()).containsEntry("revocation", "OK by OCSP_FALLBACK_CRL");
        web.asked.clear();
        web.at(OCSP, answer(CertificateStatus.GOOD, leaf)).at(CRL, crl(serial(leaf)));
        assertThat(judge(leaf).status()).as("an answer needs no second opinion").isEqualTo(Status.ACCEPTED);
        assertThat(web.hosts()).containsExactly("ocsp.example");
    }

    @Test
    void whatNobodySaysIsUnknown() throws Exception {
        Issued leaf = listedAt(askedAt(leaf().by(ROOT), OCSP), point(CRL)).issue();
        SignatureReport report = judge(leaf);

        assertEnds(report, Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(detail(report)).contains("OCSP " + OCSP + ": nobody is there; CRL " + CRL + ": nobody is there");
        assertThat(report.facts()).containsEntry("revocation", "UNKNOWN by OCSP_FALLBACK_CRL");
        Issued ocspOnly = askedAt(leaf().by(ROOT), OCSP).issue();
        assertThat(judge(ocspOnly).facts()).containsEntry("revocation", "UNKNOWN by OCSP");
        web.at(OCSP, answer(new UnknownStatus(), ocspOnly));
        assertEnds(judge(ocspOnly), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
    }

    @Test
    void withoutFetcherNothingIsKnown() {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        SignatureReport report = strictly().judge(EnvelopeForge.of(EnvelopeFormat.JWS, leaf, ROOT));

        assertEnds(report, Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(detail(report)).contains("no evidence fetcher");
    }

    @Test
    void whatIsUnknownOrRevokedIsOnlyLoggedWhereThePolicySaysSo() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        SignatureReport unknown = judge(under(anybody(Level.PERMISSIVE)), leaf);
        assertThat(unknown.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result(unknown, REVOCATION)).isEqualTo(Result.UNAVAILABLE);

        web.at(OCSP, answer(revoked(), leaf));
        SignatureReport report = judge(under(anybody(Level.PERMISSIVE)), leaf);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(check(report, REVOCATION).reason().orElseThrow().code()).isEqualTo(CERT_REVOKED);
    }

    @Test
    void nobodyIsAskedWhereThePolicySkipsIt() {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        SignatureReport report = judge(under(anybody(Level.STRICT).override(Step.REVOCATION, Action.SKIPPED)), leaf);

        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(web.asked).isEmpty();
    }

    /** Level audit goes on after an unknown root; a stranger's addresses are still nobody's business. */
    @Test
    void nobodyIsAskedAboutAChainThatIsNotTrusted() {
        Issued root = CertificateForge.authority(CertificateForge.ec("secp256r1"), "CN=stranger")
                .issue();
        Issued leaf = listedAt(askedAt(leaf().by(root), OCSP), point(CRL)).issue();
        SignatureReport report =
                under(anybody(Level.AUDIT)).asking(web).judge(EnvelopeForge.of(EnvelopeFormat.JWS, leaf, root));

        assertThat(web.asked).isEmpty();
        assertEnds(report, Status.TOLERATED, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(detail(report)).contains("not trusted");
    }

    @Test
    void everyCertificateIsAskedAboutButTheRoot() throws Exception {
        Issued root = listedAt(
                        CertificateForge.authority(ROOT.key(), ROOT.subject().toString()),
                        point("http://root.example/"))
                .issue();
        Issued middle = listedAt(CertificateForge.authority(MIDDLE.key(), "CN=middle"), point(CRL))
                .by(root)
                .issue();
        Issued leaf = askedAt(leaf().by(middle), OCSP).issue();
        EnvelopeForge forge = EnvelopeForge.of(EnvelopeFormat.JWS, leaf, middle, root);
        TrustSnapshot trust = trust(AnchorKind.NOTATION_CA, root.der());
        web.at(
                OCSP,
                OcspForge.called("CN=middle")
                        .says(CertificateStatus.GOOD, facts(leaf), facts(middle))
                        .signedBy(middle.key()));
        web.at(CRL, crl(serial(middle)));

        SignatureReport report = strictly().trusting(trust).asking(web).judge(forge);
        assertEnds(report, Status.REFUSED, REVOCATION, CERT_REVOKED);
        assertThat(detail(report)).contains("CN=middle");
        assertThat(report.facts()).containsEntry("revocation", "OK by OCSP, REVOKED by CRL");
        assertThat(web.hosts()).containsExactly("ocsp.example", "crl.example");

        web.at(CRL, crl());
        assertThat(strictly().trusting(trust).asking(web).judge(forge).status()).isEqualTo(Status.ACCEPTED);
    }

    /** What is revoked weighs more than what is unknown, also farther from the leaf. */
    @Test
    void aRevokedAuthorityCountsThoughNothingIsKnownAboutTheLeaf() throws Exception {
        Issued middle = listedAt(CertificateForge.authority(MIDDLE.key(), "CN=middle"), point(CRL))
                .by(ROOT)
                .issue();
        Issued leaf = askedAt(leaf().by(middle), OCSP).issue();
        EnvelopeForge forge = EnvelopeForge.of(EnvelopeFormat.JWS, leaf, middle, ROOT);
        web.at(CRL, crl(serial(middle)));
        assertEnds(strictly().asking(web).judge(forge), Status.REFUSED, REVOCATION, CERT_REVOKED);

        web.at(
                OCSP,
                OcspForge.called("CN=middle")
                        .says(revoked(), facts(leaf), facts(middle))
                        .signedBy(middle.key()));
        SignatureReport both = strictly().asking(web).judge(forge);
        assertThat(detail(both)).as("the one nearest to the leaf is named").contains("CN=signer");
    }

    @Test
    void theNextResponderIsAskedOnlyIfOneDoesNotAnswer() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP, OCSP_2).issue();
        web.at(OCSP_2, answer(CertificateStatus.GOOD, leaf));
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        web.at(OCSP, Bytes.utf8("<html>"));
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);

        web.at(OCSP, answer(new UnknownStatus(), leaf));
        web.asked.clear();
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(web.hosts()).containsExactly("ocsp.example");
    }

    @Test
    void addressesOfOnePointAreMirrorsAndEachPointHasToAnswer() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL, CRL_2), point(CRL_3)).issue();
        web.at(CRL_2, crl()).at(CRL_3, crl());
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        web.at(CRL_3, crl(serial(leaf)));
        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);

        web.at(CRL_3, Bytes.empty());
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        web.asked.clear();
        web.at(CRL, crl()).at(CRL_3, crl());
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        assertThat(web.hosts()).containsExactly("crl.example", "crl3.example");
    }

    @Test
    void placesThatCannotBeAskedLeaveItUnknown() throws Exception {
        DistributionPoint ofAnother = new DistributionPoint(
                new DistributionPointName(new GeneralNames(uri(CRL))),
                null,
                new GeneralNames(new GeneralName(ROOT.subject())));
        web.at(CRL, crl());
        for (CertificateForge forge : List.of(
                askedAt(leaf().by(ROOT), "https://ocsp.example"),
                listedAt(leaf().by(ROOT), point("ldap://crl.example")),
                listedAt(leaf().by(ROOT), ofAnother),
                leaf().by(ROOT).extension(Extension.authorityInfoAccess, false, DERNull.INSTANCE))) {
            assertEnds(judge(forge.issue()), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        }
        assertThat(web.asked).isEmpty();
    }

    @Test
    void changesToACrlAreFetchedToo() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL)).issue();
        CRLDistPoint there = new CRLDistPoint(new DistributionPoint[] {point("http://gone.example/d.crl", CHANGES)});
        web.at(CRL, list().number(5).with(Extension.freshestCRL, false, there).signedBy(ROOT.key()));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);

        web.at(CHANGES, list().number(6).changing(5).signedBy(ROOT.key()));
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        web.at(CHANGES, list().number(6).changing(5).revoking(serial(leaf)).signedBy(ROOT.key()));
        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);
        web.at(CHANGES, list().number(7).changing(6).signedBy(ROOT.key()));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
    }

    @Test
    void changesThatOnlyTheCertificateNamesAreNotSupported() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL))
                .extension(Extension.freshestCRL, false, new CRLDistPoint(new DistributionPoint[] {point(CHANGES)}))
                .issue();
        web.at(CRL, crl()).at(CHANGES, crl());

        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
    }

    @Test
    void aResponderWithACertificateOfItsOwnIsLookedUp() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        Issued listed = listedAt(responder().by(ROOT), point(CRL)).issue();
        web.at(OCSP, answerBy(listed, leaf));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);

        web.at(CRL, crl());
        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        web.at(CRL, crl(serial(listed)));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(detail(judge(leaf))).contains("its own certificate: it has been revoked");

        web.at(OCSP, answerBy(RESPONDER, leaf));
        assertThat(judge(leaf).status()).as("it names no place").isEqualTo(Status.ACCEPTED);
        Issued circular = askedAt(responder().by(ROOT), OCSP).issue();
        web.at(OCSP, answerBy(circular, leaf));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        Issued unchecked = listedAt(responder().by(ROOT), point(CRL))
                .extension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.5"), false, DERNull.INSTANCE)
                .issue();
        web.at(OCSP, answerBy(unchecked, leaf));
        assertThat(judge(leaf).status()).as("its issuer wants nobody to").isEqualTo(Status.ACCEPTED);
    }

    private static Bytes answerBy(Issued responder, Issued about) throws Exception {
        return OcspForge.called("CN=responder")
                .with(facts(responder))
                .says(CertificateStatus.GOOD, facts(about), facts(ROOT))
                .signedBy(responder.key());
    }

    /** Only an authority that vouches for the time can tell what was signed before the key was lost. */
    @Test
    void aKeyLostAfterTheAuthenticSigningTimeDoesNotTouchTheSignature() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL)).issue();
        NotationRequirement.Builder requirement = NotationRequirement.builder(Level.STRICT)
                .anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "acme"))
                .trustedIdentity("*");
        Judgement authority = under(requirement).trusting(trust(AnchorKind.NOTATION_SIGNING_AUTHORITY, ROOT.der()));
        EnvelopeForge forge = EnvelopeForge.of(EnvelopeFormat.JWS, leaf, ROOT).signingAuthority();
        web.at(CRL, lostAt(leaf, EnvelopeForge.SIGNED_AT.plusSeconds(1)));

        assertThat(authority.asking(web).judge(forge).status()).isEqualTo(Status.ACCEPTED);
        assertEnds(judge(leaf), Status.REFUSED, REVOCATION, CERT_REVOKED);
        web.at(CRL, lostAt(leaf, EnvelopeForge.SIGNED_AT));
        assertEnds(authority.asking(web).judge(forge), Status.REFUSED, REVOCATION, CERT_REVOKED);
    }

    private static Bytes lostAt(Issued leaf, Instant lost) throws Exception {
        return list().revoking(serial(leaf), LOST, lost).signedBy(ROOT.key());
    }

    @Test
    void aCrlPastItsTimeIsBelievedOnlyWhereTheRequirementSaysSo() throws Exception {
        Issued leaf = listedAt(leaf().by(ROOT), point(CRL)).issue();
        web.at(
                CRL,
                CrlForge.by(ROOT.subject().toString(), CrlForge.FROM, NOW.minus(Duration.ofDays(2)))
                        .signedBy(ROOT.key()));
        assertEnds(judge(leaf), Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);

        NotationRequirement.Builder offline = anybody(Level.STRICT);
        assertThat(judge(under(offline.insecurelyAcceptCrlsPastTheirTime(Duration.ofDays(3))), leaf)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertThat(offline.build())
                .as("another requirement")
                .isNotEqualTo(anybody(Level.STRICT).build());
        assertEnds(
                judge(under(anybody(Level.STRICT).insecurelyAcceptCrlsPastTheirTime(Duration.ofDays(1))), leaf),
                Status.UNAVAILABLE,
                REVOCATION,
                REVOCATION_UNKNOWN);
        for (Duration bad : List.of(Duration.ofDays(-1), Duration.ofDays(367))) {
            assertThatIllegalArgumentException().isThrownBy(() -> offline.insecurelyAcceptCrlsPastTheirTime(bad));
        }
    }

    @Test
    void aNonceIsSentIfWantedAndHasToBeRepeatedIfAnyIs() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP).issue();
        web.at(
                OCSP,
                OcspForge.called(ROOT.subject().toString())
                        .wholly(
                                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.2"),
                                false,
                                new DEROctetString(new byte[16]))
                        .says(CertificateStatus.GOOD, facts(leaf), facts(ROOT))
                        .signedBy(ROOT.key()));
        assertThat(judge(strictly().withNonces(() -> Bytes.copyOf(new byte[16])), leaf)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertEnds(
                judge(strictly().withNonces(() -> Bytes.copyOf(new byte[20])), leaf),
                Status.UNAVAILABLE,
                REVOCATION,
                REVOCATION_UNKNOWN);
        assertThat(web.asked.get(1).uri()).isNotEqualTo(web.asked.get(0).uri());
        assertThatNullPointerException().isThrownBy(() -> new NotationVerifierProvider().withOcspNonces(null));
        assertThat(new NotationVerifierProvider().withOcspNonces(Bytes::empty).verifiers())
                .hasSize(1);
    }

    @Test
    void anAddressWithAQueryIsAskedByPost() throws Exception {
        Issued leaf = askedAt(leaf().by(ROOT), OCSP + "/?a=b").issue();
        web.at(OCSP, answer(CertificateStatus.GOOD, leaf));

        assertThat(judge(leaf).status()).isEqualTo(Status.ACCEPTED);
        assertThat(web.asked).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.bodyType()).isEqualTo("application/ocsp-request");
            assertThat(request.body().isEmpty()).isFalse();
        });
    }

    /** However many addresses the certificates of a chain name. */
    @Test
    void thereIsAnEndToRequestsAboutOneChain() {
        DistributionPoint[] points = new DistributionPoint[16];
        for (int i = 0; i < points.length; i++) {
            points[i] = point("http://a.example/" + i, "http://b.example/" + i, "http://c.example/" + i);
        }
        String[] responders = new String[16];
        Arrays.setAll(responders, i -> OCSP + "/" + i);
        Issued middle = askedAt(CertificateForge.authority(MIDDLE.key(), "CN=middle"), responders)
                .by(ROOT)
                .issue();
        Issued lower = askedAt(CertificateForge.authority(RESPONDER.key(), "CN=lower"), responders)
                .by(middle)
                .issue();
        Issued leaf = listedAt(askedAt(leaf().by(lower), responders), points).issue();
        SignatureReport report =
                strictly().asking(web).judge(EnvelopeForge.of(EnvelopeFormat.JWS, leaf, lower, middle, ROOT));

        assertEnds(report, Status.UNAVAILABLE, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(web.asked).hasSize(RevocationRequests.MOST);
    }

    @Test
    void theAuthorityOfATimestampIsAskedAboutAsWell() throws Exception {
        Issued signer = listedAt(TimeAuthority.signer("CN=time"), point(CRL))
                .by(TimeAuthority.GOOD.root())
                .issue();
        TimeAuthority authority = new TimeAuthority(signer, TimeAuthority.GOOD.root());
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.JWS)
                .stampedBy(signature -> authority.stamp(signature, EnvelopeForge.SIGNED_AT));
        TrustSnapshot trust = TrustSnapshot.of(List.of(
                new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", ROOT.der()),
                new TrustAnchor(
                        AnchorKind.NOTATION_TSA,
                        "tsa",
                        "tsa.crt",
                        TimeAuthority.GOOD.root().der())));
        NotationRequirement.Builder skipping =
                NotationVerifierTest.timestamped().override(Step.REVOCATION, Action.SKIPPED);
        Judgement judgement = under(skipping).trusting(trust).asking(web);
        CrlForge timeCrl = CrlForge.by("CN=time root");
        assertEnds(judgement.judge(forge), Status.UNAVAILABLE, AUTHENTIC_TIMESTAMP, TSA_REVOCATION_UNKNOWN);

        web.at(CRL, timeCrl.signedBy(TimeAuthority.GOOD.root().key()));
        SignatureReport good = judgement.judge(forge);
        assertThat(good.status()).as(good.toString()).isEqualTo(Status.ACCEPTED);
        assertThat(good.facts()).containsEntry("timestampRevocation", "OK by CRL");
        assertThat(good.changesAt()).contains(CrlForge.UNTIL);

        // The key was lost after the stamp; a timestamp gives that no weight.
        web.at(
                CRL,
                timeCrl.revoking(serial(signer), LOST, LOST)
                        .signedBy(TimeAuthority.GOOD.root().key()));
        assertEnds(judgement.judge(forge), Status.REFUSED, AUTHENTIC_TIMESTAMP, TSA_REVOKED);
    }

    /** The stranger is one for timestamps here: nobody is asked about a chain that leads to no store. */
    @Test
    void nobodyIsAskedAboutAStrangersTimestamp() {
        Issued strange = TimeAuthority.root("CN=stranger").issue();
        Issued signer = listedAt(askedAt(TimeAuthority.signer("CN=time"), OCSP), point(CRL))
                .by(strange)
                .issue();
        EnvelopeForge forge = EnvelopeTest.forge(EnvelopeFormat.JWS)
                .stampedBy(signature -> new TimeAuthority(signer, strange).stamp(signature, EnvelopeForge.SIGNED_AT));
        TrustSnapshot trust = TrustSnapshot.of(List.of(
                new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", ROOT.der()),
                new TrustAnchor(
                        AnchorKind.NOTATION_TSA,
                        "tsa",
                        "tsa.crt",
                        TimeAuthority.GOOD.root().der())));

        assertEnds(
                under(NotationVerifierTest.timestamped())
                        .trusting(trust)
                        .asking(web)
                        .judge(forge),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TSA_NOT_TRUSTED);
        assertThat(web.asked).isEmpty();
    }
}
