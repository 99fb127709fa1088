/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignAuthority.OwnCa;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.IdentityPattern.FullMatch;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.SignerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Signatures under certificates of an authority that has nothing to do with Fulcio. */
class OwnAuthorityTest {

    private static final Pinned ROOT = pinned(SigstoreForge.ROOT_CERTIFICATE, "root.pem");
    private static final Pinned ISSUING = pinned(SigstoreForge.ISSUING, "issuing.pem");
    private static final Exact EMAIL = new Exact(SigstoreForge.SUBJECT);
    /** Without anything of Fulcio's. */
    private static final Leaf LEAF = Leaf.good().issuers(null, null).timestamps(list -> null);

    private static final Candidates.Legacy SIGNED = SigstoreForge.keyless(LEAF);

    // ---- who issued it

    @Test
    void refusesACertificateOfAnotherAuthority() {
        Pinned other = new Pinned(AnchorKind.COSIGN_CA, Bytes.utf8(Forge.certificate(Forge.keys())), "other.pem");
        assertThat(why(own(Set.of(other), Set.of(ISSUING), List.of(EMAIL), List.of())))
                .isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void refusesACertificateWhoseIssuerIsNotThere() {
        assertThat(why(own(Set.of(ROOT), Set.of(), List.of(EMAIL), List.of())))
                .isEqualTo("cosign.certificate-untrusted");
        String chain = SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.ISSUING));
        assertThat(why(own(Set.of(ROOT), Set.of(), List.of(EMAIL), List.of()), SIGNED.with(Candidates.CHAIN, chain)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void anIntermediateVouchesForNothing() {
        Pinned other = new Pinned(AnchorKind.COSIGN_CA, Bytes.utf8(Forge.certificate(Forge.keys())), "other.pem");
        assertThat(why(own(Set.of(other), Set.of(ISSUING, ROOT), List.of(EMAIL), List.of())))
                .isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void takesAnIntermediateAsRootWhereItIsNamedAsOne() {
        assertThat(why(own(Set.of(ISSUING), Set.of(), List.of(EMAIL), List.of())))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesABareKeyAndACertificateForAnotherPurpose() {
        String key =
                SigstoreForge.pem("PUBLIC KEY", SigstoreForge.SIGNER.getPublic().getEncoded());
        assertThat(why(own(), SIGNED.with(Candidates.CERTIFICATE, key))).isEqualTo("cosign.not-a-certificate");
        assertThat(why(own(), SIGNED.without(Candidates.CERTIFICATE))).isEqualTo("cosign.certificate-absent");
        assertThat(why(own(), SigstoreForge.keyless(LEAF.purpose(KeyPurposeId.id_kp_serverAuth))))
                .isEqualTo("primitives.certificate-purpose");
        assertThat(why(own(), SigstoreForge.keyless(LEAF.authority())))
                .isEqualTo("primitives.certificate-is-an-authority");
    }

    /** The engine asks the deny list about all of it. */
    @Test
    void tellsEveryCertificateThatCanBeDenied() {
        SignatureReport report = report(own(), SIGNED, SigstoreForge.SIGNED);
        assertThat(report.trustedSigner().orElseThrow().material())
                .contains(
                        new DenyTarget.Certificate(
                                Digest.sha256(Bytes.copyOf(SigstoreForge.der(SigstoreForge.ROOT_CERTIFICATE)))),
                        new DenyTarget.Key(Digest.sha256(
                                Bytes.copyOf(SigstoreForge.SIGNER.getPublic().getEncoded()))))
                .hasSize(6);
    }

    // ---- when

    @Test
    void refusesACertificateThatIsOverNow() {
        assertThat(whyAt(SigstoreForge.SIGNED.plusSeconds(540))).isEqualTo("ACCEPTED");
        assertThat(whyAt(SigstoreForge.SIGNED.plusSeconds(541))).isEqualTo("cosign.certificate-not-valid");
        assertThat(whyAt(SigstoreForge.SIGNED.minusSeconds(61))).isEqualTo("cosign.certificate-not-valid");
    }

    @Test
    void tellsWhenTheCertificateEnds() {
        SignatureReport report = report(own(), SIGNED, SigstoreForge.SIGNED);
        assertThat(report.changesAt()).contains(SigstoreForge.SIGNED.plusSeconds(540));
        assertThat(report.facts()).containsEntry("certificate-judged-at", SigstoreForge.SIGNED.toString());
    }

    @Test
    void aTimeThatALogVouchesForCountsAndNotTheTimeOfVerification() {
        CosignRequirement.Builder logged = CosignRequirement.ownCa(List.of(ISSUING), EMAIL)
                .transparencyLog(SigstoreForge.root(SigstoreForge.rootText()));
        Instant later = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(Judging.why(report(logged, SIGNED, later))).isEqualTo("ACCEPTED");
        assertThat(Judging.why(report(logged.insecurelyJudgingCertificatesNow(), SIGNED, later)))
                .isEqualTo("ACCEPTED");
        assertThat(Judging.why(report(logged, SIGNED.without(Candidates.LOG), SigstoreForge.SIGNED)))
                .isEqualTo("cosign.log-entry-absent");
        assertThat(Judging.why(
                        report(logged.insecurelyWithoutTransparencyLog(), SIGNED.without(Candidates.LOG), later)))
                .isEqualTo("cosign.certificate-not-valid");
    }

    @Test
    void aRequirementWithoutAnySourceOfTheTimeCannotBeBuilt() {
        assertThatThrownBy(() -> CosignRequirement.ownCa(List.of(ROOT), EMAIL).build())
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- for whom

    @Test
    void refusesSomebodyElse() {
        assertThat(why(own(Set.of(ISSUING), Set.of(), List.of(new Exact("someone.else@example.org")), List.of())))
                .isEqualTo("cosign.identity-mismatch");
        assertThat(why(own(Set.of(ISSUING), Set.of(), List.of(new FullMatch("some")), List.of())))
                .isEqualTo("cosign.identity-mismatch");
        assertThat(why(own(Set.of(ISSUING), Set.of(), List.of(new FullMatch("some.*@example[.]org")), List.of())))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void anAddressIsNoHostAndAHostIsNoAddress() {
        GeneralName host = new GeneralName(GeneralName.dNSName, SigstoreForge.SUBJECT);
        assertThat(why(own(), SigstoreForge.keyless(LEAF.named(host))))
                .isEqualTo("primitives.certificate-alternative-name");
        assertThat(why(own(Set.of(ISSUING), Set.of(), List.of(), List.of(EMAIL))))
                .isEqualTo("cosign.identity-mismatch");
    }

    @Test
    void whereBothAreAskedForBothHaveToBeThere() {
        GeneralName mail = new GeneralName(GeneralName.rfc822Name, SigstoreForge.SUBJECT);
        GeneralName host = new GeneralName(GeneralName.dNSName, "build.example");
        GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, "https://example");
        CosignRequirement.Builder both =
                own(Set.of(ISSUING), Set.of(), List.of(EMAIL), List.of(new Exact("build.example")));
        assertThat(why(both, SigstoreForge.keyless(LEAF.named(mail)))).isEqualTo("cosign.identity-mismatch");
        assertThat(why(both, SigstoreForge.keyless(LEAF.named(host)))).isEqualTo("cosign.identity-mismatch");
        assertThat(why(both, SigstoreForge.keyless(LEAF.named(uri, host, mail))))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesANameThatReadsOtherwiseThanItMatches() {
        GeneralName odd = new GeneralName(GeneralName.rfc822Name, SigstoreForge.SUBJECT + "\0.example.net");
        assertThat(why(own(), SigstoreForge.keyless(LEAF.named(odd)))).isEqualTo("cosign.certificate-names");
    }

    @Test
    void anAuthorityWithoutNamesCannotBeAskedFor() {
        assertThatThrownBy(() -> new OwnCa(Set.of(ROOT), Set.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsAndTellsWhoItIs() {
        SignatureReport report = report(own(), SIGNED, SigstoreForge.SIGNED);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.trustedSigner().orElseThrow().countsAs().kind()).isEqualTo(SignerIdentity.Kind.CERTIFICATE);
        assertThat(report.trustedSigner().orElseThrow().anchor()).isEqualTo(ROOT.id());
        assertThat(report.facts()).containsEntry("certificate-subject", SigstoreForge.SUBJECT);
        assertThat(Judging.check(report, CosignCheck.CERTIFICATE_TIMESTAMP).result())
                .isEqualTo(Result.NOT_RUN);
        assertThat(Judging.check(report, CosignCheck.LOG_ENTRY).result()).isEqualTo(Result.NOT_RUN);
        assertThat(report.facts()).containsEntry("unverified-log-entries", "1");
    }

    // ---- set-up

    @Test
    void refusesMaterialThatCannotBeUsedWhilePreparing() {
        assertThat(setUp(new Pinned(AnchorKind.COSIGN_KEY, ROOT.material(), "x"), TrustSnapshot.empty()))
                .isEqualTo("cosign.anchor-kind");
        assertThat(setUp(new Pinned(AnchorKind.COSIGN_CA, Forge.publicKey(), "x"), TrustSnapshot.empty()))
                .isEqualTo("cosign.authority-unreadable");
        assertThat(setUp(new Pinned(AnchorKind.COSIGN_CA, Bytes.utf8("x"), "x"), TrustSnapshot.empty()))
                .isEqualTo("cosign.authority-unreadable");
        InStore store = new InStore(AnchorKind.COSIGN_CA, "default");
        assertThat(setUp(store, TrustSnapshot.empty())).isEqualTo("cosign.store-empty");
        SkippedEntry skipped = new SkippedEntry(AnchorKind.COSIGN_CA, "default", "x", "y");
        assertThat(setUp(store, TrustSnapshot.of(List.of(), List.of(skipped), DenyList.empty())))
                .isEqualTo("cosign.store-incomplete");
    }

    @Test
    void takesTheAuthoritiesOfAStoreAndAFileWithSeveral() {
        InStore store = new InStore(AnchorKind.COSIGN_CA, "default");
        Bytes both = Bytes.utf8(pem(SigstoreForge.EXPIRED_ISSUING) + pem(SigstoreForge.ISSUING));
        TrustAnchor anchor = new TrustAnchor(AnchorKind.COSIGN_CA, "default", "ours", both);
        SignatureReport report = Judging.by(
                        own(Set.of(store), Set.of(), List.of(EMAIL), List.of()).build(),
                        TrustSnapshot.of(List.of(anchor)))
                .report(SIGNED.about(Forge.IMAGE), Forge.IMAGE, at(SigstoreForge.SIGNED));
        assertThat(report.trustedSigner().orElseThrow().anchor()).isEqualTo(anchor.id());
    }

    private static String setUp(AnchorSelector root, TrustSnapshot trust) {
        CosignRequirement requirement =
                own(Set.of(root), Set.of(), List.of(EMAIL), List.of()).build();
        return catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement, trust))
                .reason()
                .code()
                .id();
    }

    private static CosignRequirement.Builder own() {
        return own(Set.of(ROOT), Set.of(ISSUING), List.of(EMAIL), List.of());
    }

    private static CosignRequirement.Builder own(
            Set<AnchorSelector> roots,
            Set<AnchorSelector> between,
            List<IdentityPattern> emails,
            List<IdentityPattern> hosts) {
        return CosignRequirement.by(new OwnCa(roots, between, emails, hosts)).insecurelyJudgingCertificatesNow();
    }

    private static String why(CosignRequirement.Builder requirement) {
        return why(requirement, SIGNED);
    }

    private static String why(CosignRequirement.Builder requirement, Candidates.Legacy layer) {
        return Judging.why(report(requirement, layer, SigstoreForge.SIGNED));
    }

    private static String whyAt(Instant now) {
        return Judging.why(report(own(), SIGNED, now));
    }

    private static SignatureReport report(CosignRequirement.Builder requirement, Candidates.Legacy layer, Instant now) {
        return Judging.by(requirement).report(layer.about(Forge.IMAGE), Forge.IMAGE, at(now));
    }

    private static VerificationContext at(Instant now) {
        return VerificationContext.builder(now).build();
    }

    private static Pinned pinned(X509CertificateHolder certificate, String name) {
        return new Pinned(AnchorKind.COSIGN_CA, Bytes.utf8(pem(certificate)), name);
    }

    private static String pem(X509CertificateHolder certificate) {
        return SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(certificate));
    }
}
