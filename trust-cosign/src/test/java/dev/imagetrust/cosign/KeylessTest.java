/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.CosignAuthority.Keyless;
import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.IdentityPattern.Containing;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.IdentityPattern.FullMatch;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Signatures under certificates, with an authority and logs of our own. */
class KeylessTest {

    private static final Leaf LEAF = Leaf.good();
    private static final Exact ISSUER = new Exact(SigstoreForge.ISSUER);
    private static final Exact SUBJECT = new Exact(SigstoreForge.SUBJECT);

    @Test
    void refusesTheSignatureOfAnotherKeyUnderAGoodCertificate() {
        String signature = SigstoreForge.base64(SigstoreForge.sign(Forge.keys(), payload()));
        assertThat(why(SigstoreForge.keyless(LEAF).with(Candidates.SIGNATURE, signature)))
                .isEqualTo("cosign.signature-invalid");
    }

    @Test
    void refusesABareKeyInPlaceOfACertificate() {
        // GHSA-fx35-mq7g-6g98
        String key =
                SigstoreForge.pem("PUBLIC KEY", SigstoreForge.SIGNER.getPublic().getEncoded());
        assertThat(why(SigstoreForge.keyless(LEAF).with(Candidates.CERTIFICATE, key)))
                .isEqualTo("cosign.not-a-certificate");
    }

    @Test
    void refusesASignatureWithoutCertificate() {
        assertThat(why(SigstoreForge.keyless(LEAF).without(Candidates.CERTIFICATE)))
                .isEqualTo("cosign.certificate-absent");
    }

    @Test
    void refusesACertificateThatItsHolderMadeHimself() {
        String own = Forge.certificate(SigstoreForge.SIGNER);
        Candidates.Legacy good = SigstoreForge.keyless(LEAF);
        assertThat(why(relogged(good.with(Candidates.CERTIFICATE, own), own)))
                .isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void refusesACertificateWithoutItsAuthoritysKey() {
        assertThat(why(SigstoreForge.keyless(LEAF.issuedUnder(SigstoreForge.byNumber()))))
                .isEqualTo("primitives.certificate-key-identifier");
    }

    @Test
    void refusesACertificateThatNamesAnotherKeyThanItsAuthoritys() {
        assertThat(why(SigstoreForge.keyless(LEAF.issuedUnder(new AuthorityKeyIdentifier(new byte[20])))))
                .isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void refusesAnotherCertificateForTheSameKeyThanTheLogged() {
        // CVE-2026-22703
        String other = pem(Leaf.good().issuers(SigstoreForge.ISSUER, null));
        assertThat(why(SigstoreForge.keyless(LEAF).with(Candidates.CERTIFICATE, other)))
                .isEqualTo("cosign.log-entry-mismatch");
    }

    @Test
    void refusesALogTimeAfterTheEndOfTheCertificate() {
        // sigstore-java #1185
        assertThat(why(loggedAt(SigstoreForge.SIGNED.getEpochSecond() + 541)))
                .isEqualTo("cosign.certificate-not-valid");
        assertThat(why(loggedAt(SigstoreForge.SIGNED.getEpochSecond() + 540))).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesALogTimeBeforeTheStartOfTheCertificate() {
        assertThat(why(loggedAt(SigstoreForge.SIGNED.getEpochSecond() - 61))).isEqualTo("cosign.certificate-not-valid");
        assertThat(why(loggedAt(SigstoreForge.SIGNED.getEpochSecond() - 60))).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesAnIntermediateThatHadExpiredWhenTheLeafHadNot() {
        // CVE-2026-24122
        String root = SigstoreForge.rootText(SigstoreForge.EXPIRED_ISSUING);
        assertThat(why(SigstoreForge.keyless(LEAF), root)).isEqualTo("cosign.certificate-not-valid");
    }

    @Test
    void refusesAnExpiredIntermediateThatIsTheAnchor() {
        String root = SigstoreForge.rootText(SigstoreForge.EXPIRED_ISSUING)
                .replaceFirst(",\\{\"rawBytes\":\"[^\"]*\"}]},\"validFor\"", "]},\"validFor\"");
        assertThat(why(SigstoreForge.keyless(LEAF), root)).isEqualTo("cosign.certificate-not-valid");
    }

    @Test
    void refusesAnAuthorityThatWasRetiredBefore() {
        String root = inUse(
                SigstoreForge.rootText(), "{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-11-23T11:59:59Z\"}");
        assertThat(why(SigstoreForge.keyless(LEAF), root)).isEqualTo("cosign.certificate-not-valid");
    }

    @Test
    void refusesAnAuthorityThatWasInUseAtOneOfTwoTimesOnly() {
        StampForge stamps = StampForge.named("tsa.example");
        Candidates.Legacy loggedLater = loggedAt(SigstoreForge.SIGNED.getEpochSecond() + 300);
        byte[] signature = Base64.getDecoder().decode(loggedLater.annotations().get(Candidates.SIGNATURE));
        Candidates.Legacy stamped = loggedLater.with(
                Candidates.TIMESTAMP, "{\"SignedRFC3161Timestamp\":\"" + stamps.stamp(signature) + "\"}");
        String root = SigstoreForge.rootText()
                .replace("\"timestampAuthorities\":[]", "\"timestampAuthorities\":[" + stamps.listed() + "]");
        String end = "{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-11-23T12:00:01Z\"}";

        assertThat(why(stamped, root)).isEqualTo("ACCEPTED");
        assertThat(why(stamped, inUse(root, "{\"start\":\"2026-11-23T12:00:01Z\"}")))
                .isEqualTo("cosign.certificate-not-valid");
        assertThat(why(stamped, inUse(root, end))).isEqualTo("cosign.certificate-not-valid");
    }

    private static String inUse(String root, String when) {
        return root.replaceFirst("]},\"validFor\":\\{\"start\":\"2026-01-01T00:00:00Z\"}", "]},\"validFor\":" + when);
    }

    @Test
    void takesAnIntermediateThatCameAlongAndNoRoot() {
        String withoutIssuing = SigstoreForge.rootText()
                .replace(
                        "{\"rawBytes\":\"" + SigstoreForge.base64(SigstoreForge.der(SigstoreForge.ISSUING)) + "\"},",
                        "");
        Candidates.Legacy good = SigstoreForge.keyless(LEAF);
        assertThat(why(good, withoutIssuing)).isEqualTo("cosign.certificate-untrusted");
        String chain = SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.ISSUING));
        assertThat(why(good.with(Candidates.CHAIN, chain), withoutIssuing)).isEqualTo("ACCEPTED");
        String noAuthority = withoutIssuing.replaceFirst(
                "\"certificateAuthorities\":\\[.*],\"ctlogs\"", "\"certificateAuthorities\":[],\"ctlogs\"");
        assertThat(why(good.with(Candidates.CHAIN, chain), noAuthority)).isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void refusesACertificateForAnotherPurpose() {
        assertThat(why(SigstoreForge.keyless(LEAF.purpose(KeyPurposeId.id_kp_serverAuth))))
                .isEqualTo("primitives.certificate-purpose");
        assertThat(why(SigstoreForge.keyless(LEAF.purpose(KeyPurposeId.anyExtendedKeyUsage))))
                .isEqualTo("primitives.certificate-purpose");
    }

    @Test
    void refusesAnAuthorityAsSigner() {
        assertThat(why(SigstoreForge.keyless(LEAF.authority()))).isEqualTo("primitives.certificate-is-an-authority");
    }

    @Test
    void refusesACertificateThatNoLogSaw() {
        Candidates.Legacy unseen = SigstoreForge.keyless(LEAF.timestamps(list -> null));
        assertThat(why(unseen)).isEqualTo("cosign.certificate-timestamp-absent");
        assertThat(Judging.why(
                        Judging.by(requirement(SigstoreForge.rootText()).insecurelyWithoutCertificateTimestamps())
                                .report(unseen.about(Forge.IMAGE))))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesACertificateTimestampOfAnUnknownLog() {
        String root =
                SigstoreForge.rootText().replaceFirst("\"ctlogs\":\\[.*],\"timestamp", "\"ctlogs\":[],\"timestamp");
        assertThat(why(SigstoreForge.keyless(LEAF), root)).isEqualTo("cosign.certificate-timestamp-absent");
    }

    @Test
    void refusesACertificateTimestampThatWasChanged() {
        // 4 octets of lengths, version and log id; then the time and at last the signature
        for (int position : new int[] {37 + 7, 37 + 15}) {
            Leaf changed = LEAF.timestamps(list -> {
                list[position]++;
                return list;
            });
            assertThat(why(SigstoreForge.keyless(changed))).isEqualTo("cosign.certificate-timestamp-invalid");
        }
    }

    @Test
    void refusesAListOfCertificateTimestampsThatIsCutOff() {
        for (int length = 0; length < 40; length++) {
            int kept = length;
            Leaf cut = LEAF.timestamps(list -> Arrays.copyOf(list, kept));
            assertThat(why(SigstoreForge.keyless(cut))).isEqualTo("cosign.certificate-timestamp-invalid");
        }
    }

    @Test
    void refusesACertificateTimestampForACertificateWithAnotherName() {
        // The timestamp covers all of the certificate but itself.
        byte[][] stolen = new byte[1][];
        SigstoreForge.certificate(LEAF.timestamps(list -> stolen[0] = list));
        Leaf other = LEAF.named(mail("someone.else@example.org")).timestamps(list -> stolen[0]);
        assertThat(why(SigstoreForge.keyless(other))).isEqualTo("cosign.certificate-timestamp-invalid");
    }

    @Test
    void refusesSomebodyElse() {
        assertThat(why(SigstoreForge.keyless(LEAF.named(mail("someone.else@example.org")))))
                .isEqualTo("cosign.identity-mismatch");
    }

    @Test
    void refusesTheRightNameOfAnotherIssuer() {
        String other = "https://other.example";
        assertThat(why(SigstoreForge.keyless(LEAF.issuers(other, other)))).isEqualTo("cosign.issuer-mismatch");
    }

    @Test
    void refusesTwoIssuersThatDiffer() {
        assertThat(why(SigstoreForge.keyless(LEAF.issuers(SigstoreForge.ISSUER, "https://other.example"))))
                .isEqualTo("cosign.certificate-names");
    }

    @Test
    void refusesACertificateWithoutIssuer() {
        assertThat(why(SigstoreForge.keyless(LEAF.issuers(null, null)))).isEqualTo("cosign.certificate-names");
    }

    @Test
    void takesEitherIssuerAlone() {
        assertThat(why(SigstoreForge.keyless(LEAF.issuers(SigstoreForge.ISSUER, null))))
                .isEqualTo("ACCEPTED");
        assertThat(why(SigstoreForge.keyless(LEAF.issuers(null, SigstoreForge.ISSUER))))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesSeveralNamesAndNamesOfOtherKinds() {
        GeneralName host = new GeneralName(GeneralName.dNSName, "build.example.org");
        for (Leaf leaf : List.of(
                LEAF.named(mail(SigstoreForge.SUBJECT), mail("x@example.org")),
                LEAF.named(host),
                LEAF.named(mail(SigstoreForge.SUBJECT), host),
                LEAF.named(mail(SigstoreForge.SUBJECT + "\0.example.net")),
                LEAF.named(other("1.2.3", SigstoreForge.SUBJECT)))) {
            assertThat(why(SigstoreForge.keyless(leaf))).isEqualTo("cosign.certificate-names");
        }
    }

    @Test
    void readsUrisAndTheNamesOfFulcio() {
        String workflow = "https://forge.example/build.yml@refs/heads/main";
        Leaf uri = LEAF.named(new GeneralName(GeneralName.uniformResourceIdentifier, workflow));
        assertThat(Judging.why(Judging.by(CosignRequirement.keyless(
                                SigstoreForge.root(SigstoreForge.rootText()), ISSUER, new Exact(workflow)))
                        .report(SigstoreForge.keyless(uri).about(Forge.IMAGE))))
                .isEqualTo("ACCEPTED");
        assertThat(why(SigstoreForge.keyless(LEAF.named(other("1.3.6.1.4.1.57264.1.7", SigstoreForge.SUBJECT)))))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aPatternHasToMatchAllOfAnIdentityUnlessItSaysOtherwise() {
        assertThat(why(new FullMatch("some.*"), ISSUER)).isEqualTo("ACCEPTED");
        assertThat(why(new FullMatch("some"), ISSUER)).isEqualTo("cosign.identity-mismatch");
        assertThat(why(new Containing("some"), ISSUER)).isEqualTo("ACCEPTED");
        assertThat(why(new Containing("^one"), ISSUER)).isEqualTo("cosign.identity-mismatch");
        assertThat(why(SUBJECT, new FullMatch("https://issuer"))).isEqualTo("cosign.issuer-mismatch");
        assertThat(why(new Exact("some.*"), ISSUER)).isEqualTo("cosign.identity-mismatch");
    }

    @Test
    void aPatternThatExplodesElsewhereIsMatchedInNoTime() {
        assertThat(why(new FullMatch("(.*a){12}(.*.*)*b"), ISSUER)).isEqualTo("cosign.identity-mismatch");
    }

    @Test
    void issuerAndSubjectMatchTogetherAndNotEachForAnotherIdentity() {
        List<KeylessIdentity> identities = List.of(
                new KeylessIdentity(ISSUER, new Exact("x@example.org")),
                new KeylessIdentity(new Exact("https://other.example"), SUBJECT));
        CosignRequirement.Builder crossed =
                CosignRequirement.by(new Keyless(SigstoreForge.root(SigstoreForge.rootText()), identities));
        assertThat(Judging.why(Judging.by(crossed).report(good()))).isEqualTo("cosign.issuer-mismatch");
    }

    @Test
    void acceptsTheIdentityAndTellsWhoItIs() {
        SignatureReport report =
                Judging.by(requirement(SigstoreForge.rootText())).report(good());
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        TrustedSigner signer = report.trustedSigner().orElseThrow();
        assertThat(signer.countsAs())
                .isEqualTo(new SignerIdentity(
                        SignerIdentity.Kind.OIDC,
                        "oidc(issuer=\"https://issuer.example\", subject=\"someone@example.org\")"));
        assertThat(signer.anchor().origin()).isEqualTo("trusted_root.json");
        assertThat(signer.material())
                .contains(
                        new DenyTarget.OidcIdentity(SigstoreForge.ISSUER, SigstoreForge.SUBJECT),
                        denied(SigstoreForge.SIGNER),
                        denied(SigstoreForge.CA))
                .hasSize(7);
        assertThat(report.facts())
                .containsEntry("certificate-subject", SigstoreForge.SUBJECT)
                .containsEntry("certificate-issuer", SigstoreForge.ISSUER)
                .containsEntry("transparency-logs", SigstoreForge.HOST)
                .containsEntry("verified-times", SigstoreForge.SIGNED.toString());
    }

    /** Who has a log's key can write the times and entries that a signature lacks. */
    @Test
    void doesNotBelieveALogWhoseKeyIsDenied() {
        assertThat(whyDenying(SigstoreForge.LOG)).isEqualTo("cosign.log-unknown");
        assertThat(whyDenying(SigstoreForge.CERTIFICATE_LOG)).isEqualTo("cosign.certificate-timestamp-absent");
        assertThat(whyDenying(SigstoreForge.OTHER_LOG)).isEqualTo("ACCEPTED");
    }

    private static String whyDenying(KeyPair keys) {
        DenyList list = DenyList.of(List.of(new DenyList.Entry(denied(keys), "leaked", Instant.EPOCH)));
        return Judging.why(Judging.by(
                        requirement(SigstoreForge.rootText()).build(),
                        TrustSnapshot.empty().denying(list))
                .report(good()));
    }

    private static DenyTarget denied(KeyPair keys) {
        return new DenyTarget.Key(Digest.sha256(Bytes.copyOf(keys.getPublic().getEncoded())));
    }

    @Test
    void saysOfACertificateTimestampThatIsNotAskedForThatItWasNotLookedAt() {
        SignatureReport report = Judging.by(
                        requirement(SigstoreForge.rootText()).insecurelyWithoutCertificateTimestamps())
                .report(good());
        assertThat(Judging.check(report, CosignCheck.CERTIFICATE_TIMESTAMP).result())
                .isEqualTo(Result.NOT_RUN);
    }

    @Test
    void takesTheSpanOfATimestampAuthorityThatFitsWhereThereAreTwo() {
        String root = Recorded.text("sigstore-root.json");
        int start = root.indexOf("\"timestampAuthorities\":[") + "\"timestampAuthorities\":[".length();
        String authority = root.substring(start, root.lastIndexOf("]}"));
        String retired = authority.replace(
                "\"start\":\"2024-01-01T00:00:00Z\"",
                "\"start\":\"2024-01-01T00:00:00Z\",\"end\":\"2025-01-01T00:00:00Z\"");
        assertThat(whyRecorded(root.replace(authority, retired))).isEqualTo("cosign.timestamp-invalid");
        assertThat(whyRecorded(root.replace(authority, retired + "," + authority)))
                .isEqualTo("ACCEPTED");
        assertThat(whyRecorded(root.replace(authority, authority + "," + retired)))
                .isEqualTo("ACCEPTED");
    }

    private static String whyRecorded(String root) {
        CosignRequirement.Builder alice = CosignRequirement.keyless(
                        SigstoreForge.root(root),
                        new Exact("http://127.0.0.1:8999"),
                        new Exact("alice@dev.example.org"))
                .insecurelyWithoutCertificateTimestamps();
        return Judging.why(Judging.by(alice).report(Recorded.signature("bundle-keyless")));
    }

    @Test
    void refusesAnotherImage() {
        assertThat(Judging.why(Judging.by(requirement(SigstoreForge.rootText())).report(good(), Forge.OTHER_IMAGE)))
                .isEqualTo("cosign.digest-mismatch");
    }

    private static CosignRequirement.Builder requirement(String root) {
        return CosignRequirement.keyless(SigstoreForge.root(root), ISSUER, SUBJECT);
    }

    private static SignatureCandidate good() {
        return SigstoreForge.keyless(LEAF).about(Forge.IMAGE);
    }

    private static Candidates.Legacy loggedAt(long time) {
        Candidates.Legacy good = SigstoreForge.keyless(LEAF);
        String certificate = good.annotations().get(Candidates.CERTIFICATE);
        return good.with(Candidates.LOG, SigstoreForge.promised(hashed(good, certificate), SigstoreForge.LOG, time));
    }

    private static Candidates.Legacy relogged(Candidates.Legacy layer, String certificate) {
        return layer.with(Candidates.LOG, SigstoreForge.promised(hashed(layer, certificate)));
    }

    private static String hashed(Candidates.Legacy layer, String certificate) {
        byte[] signature = Base64.getDecoder().decode(layer.annotations().get(Candidates.SIGNATURE));
        return SigstoreForge.hashed(layer.content().toByteArray(), signature, certificate);
    }

    private static byte[] payload() {
        return Forge.payload(Forge.IMAGE).getBytes(StandardCharsets.UTF_8);
    }

    private static String pem(Leaf leaf) {
        return SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.certificate(leaf)));
    }

    private static GeneralName mail(String address) {
        return new GeneralName(GeneralName.rfc822Name, address);
    }

    private static GeneralName other(String type, String text) {
        return new GeneralName(
                GeneralName.otherName, new OtherName(new ASN1ObjectIdentifier(type), new DERUTF8String(text)));
    }

    private static String why(Candidates.Legacy layer) {
        return why(layer, SigstoreForge.rootText());
    }

    private static String why(Candidates.Legacy layer, String root) {
        return Judging.why(Judging.by(requirement(root)).report(layer.about(Forge.IMAGE)));
    }

    private static String why(IdentityPattern subject, IdentityPattern issuer) {
        return Judging.why(
                Judging.by(CosignRequirement.keyless(SigstoreForge.root(SigstoreForge.rootText()), issuer, subject))
                        .report(good()));
    }
}
