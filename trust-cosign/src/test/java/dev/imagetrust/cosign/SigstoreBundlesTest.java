/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.StatementPolicy.Answer;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bundles about files, with keys, authority and logs of our own. */
class SigstoreBundlesTest {

    private static final String V1 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    private static final String V2 = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    private static final String V3 = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final Bytes FILE = Bytes.utf8("a file");
    private static final String KEYLESS = FileForge.keyless(FILE, Leaf.good());
    private static final String STATEMENT = Forge.statement(Digest.sha256(FILE), Forge.SIGN);

    // ---- by key

    @Test
    void refusesAFileOfWhichTheOctetsWereChanged() {
        assertThat(why(FileForge.keyed(FILE), BundleSubject.of(Bytes.utf8("another"))))
                .isEqualTo("cosign.digest-mismatch");
        String silent = FileForge.keyed(FILE).replaceFirst("\"messageDigest\":\\{[^}]*},", "");
        assertThat(why(silent, BundleSubject.of(FILE))).isEqualTo("ACCEPTED");
        assertThat(why(silent, BundleSubject.of(Bytes.utf8("another")))).isEqualTo("cosign.signature-invalid");
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        CosignRequirement other = CosignRequirement.key(Forge.publicKey(Forge.keys()), "other.pub")
                .build();
        assertThat(Judging.why(SigstoreBundles.of(other)
                        .verify(Bytes.utf8(FileForge.keyed(FILE)), BundleSubject.of(FILE), Judging.CONTEXT)))
                .isEqualTo("cosign.signature-invalid");
    }

    @Test
    void acceptsTheFileByItsOctetsAndByTheDigestThatWasSigned() {
        SignatureReport report = report(FileForge.keyed(FILE), BundleSubject.of(FILE));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.candidate().place()).isEqualTo(new Place.HandedIn());
        assertThat(report.candidate().about()).isEqualTo(Digest.sha256(FILE));
        assertThat(report.facts()).containsEntry("format", "message-signature");
        assertThat(Judging.check(report, CosignCheck.PREDICATE_TYPE).result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(why(FileForge.keyed(FILE), BundleSubject.ofDigest(Digest.sha256(FILE))))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesADigestOfAnotherAlgorithmThanTheSignatureRestsOn() {
        Digest other = Digest.of(DigestAlgorithm.SHA512, FILE);
        assertThat(why(FileForge.keyed(FILE), BundleSubject.ofDigest(other))).isEqualTo("cosign.digest-mismatch");
        String silent = FileForge.keyed(FILE).replaceFirst("\"messageDigest\":\\{[^}]*},", "");
        assertThat(why(silent, BundleSubject.ofDigest(other))).isEqualTo("cosign.signature-malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"SHA2_256\" | \"SHA1\" | cosign.bundle-malformed",
                "\"digest\":\" | \"digest\":\"AAAA | cosign.bundle-malformed",
                "\"signature\":\" | \"x\":\" | primitives.json-member-unknown",
                "\"signature\":\" | \"signature\":\"\",\"x\":\" | primitives.json-member-unknown",
                "\"publicKey\":{ | \"certificate\":{},\"publicKey\":{ | cosign.bundle-malformed",
                "v0.3 | v0.4 | cosign.bundle-version",
                "+json | +json;version=0.3 | cosign.bundle-version",
            })
    void refusesABundleThatDoesNotFollowTheFormat(String from, String to, String why) {
        String good = FileForge.keyed(FILE);
        assertThat(good).contains(from);
        assertThat(why(good.replace(from, to), BundleSubject.of(FILE))).isEqualTo(why);
    }

    @Test
    void refusesAnEmptySignature() {
        String none = FileForge.keyed(FILE).replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\"");
        assertThat(why(none, BundleSubject.of(FILE))).isEqualTo("cosign.signature-absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2, V3, "application/vnd.dev.sigstore.bundle+json;version=0.3"})
    void takesKeysInEveryVersion(String version) {
        assertThat(why(FileForge.keyed(FILE).replace(V3, version), BundleSubject.of(FILE)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesAKeyThatIsDenied() {
        SignatureReport good = report(FileForge.keyed(FILE), BundleSubject.of(FILE));
        Digest key = Digest.parse(good.trustedSigner().orElseThrow().countsAs().value());
        DenyList list = DenyList.of(List.of(new DenyList.Entry(new DenyTarget.Key(key), "stolen", Instant.EPOCH)));
        SignatureReport denied = SigstoreBundles.of(
                        Forge.key().build(), TrustSnapshot.empty().denying(list))
                .verify(Bytes.utf8(FileForge.keyed(FILE)), BundleSubject.of(FILE), Judging.CONTEXT);
        assertThat(Judging.why(denied)).isEqualTo("core.signer-denied");
        assertThat(denied.trustedSigner()).isEmpty();
    }

    @Test
    void refusesAFileWhereASignatureOverTheFileHasNoPlace() {
        Bytes bundle = Bytes.utf8(FileForge.keyed(FILE));
        assertThat(why(Forge.key().attestation(Forge.PROVENANCE), bundle)).isEqualTo("cosign.kind-mismatch");
        assertThat(why(Forge.key().annotation("a", "b"), bundle)).isEqualTo("cosign.annotation-mismatch");
        assertThat(why(Forge.key().signedIdentity(new SignedIdentity.MatchRepository()), bundle))
                .isEqualTo("cosign.reference-absent");
    }

    // ---- statements

    @Test
    void refusesAStatementAboutAnotherFile() {
        Bytes bundle = Bytes.utf8(Forge.bundleText(Forge.statement(Forge.IMAGE, Forge.SIGN)));
        assertThat(why(Forge.key(), bundle)).isEqualTo("cosign.digest-mismatch");
    }

    @Test
    void refusesAStatementThatContradictsItselfAboutTheFile() {
        String both = STATEMENT.replace("\"digest\":{", "\"digest\":{\"sha512\":\"" + "ab".repeat(64) + "\",");
        assertThat(why(Forge.key(), Bytes.utf8(Forge.bundleText(both)))).isEqualTo("cosign.digest-mismatch");
        String right = both.replace(
                "ab".repeat(64), Digest.of(DigestAlgorithm.SHA512, FILE).hex());
        assertThat(why(Forge.key(), Bytes.utf8(Forge.bundleText(right)))).isEqualTo("ACCEPTED");
    }

    @Test
    void anAttestationIsNoSignatureUnlessTheCallerGivesThatUpByName() {
        Bytes bundle = Bytes.utf8(Forge.bundleText(Forge.statement(Digest.sha256(FILE), Forge.PROVENANCE)));
        assertThat(why(Forge.key(), bundle)).isEqualTo("cosign.predicate-mismatch");
        assertThat(why(Forge.key().attestation(Forge.PROVENANCE), bundle)).isEqualTo("ACCEPTED");
        assertThat(Judging.why(SigstoreBundles.of(Forge.key().build())
                        .insecurelyAcceptingEveryStatementType()
                        .verify(bundle, BundleSubject.of(FILE), Judging.CONTEXT)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aStatementOfTheCallersPolicyThatThrowsDoesNotCount() {
        CosignRequirement requirement = Forge.key()
                .attestation(Forge.PROVENANCE)
                .statementPolicy("ours")
                .build();
        Bytes bundle = Bytes.utf8(Forge.bundleText(Forge.statement(Digest.sha256(FILE), Forge.PROVENANCE)));
        VerificationContext throwing = VerificationContext.builder(Instant.EPOCH)
                .statementPolicies(Map.of("ours", statement -> {
                    throw new IllegalStateException("broken");
                }))
                .build();
        VerificationContext accepting = VerificationContext.builder(Instant.EPOCH)
                .statementPolicies(Map.of("ours", statement -> Answer.accept()))
                .build();
        SigstoreBundles bundles = SigstoreBundles.of(requirement);
        assertThat(Judging.why(bundles.verify(bundle, BundleSubject.of(FILE), throwing)))
                .isEqualTo("core.verifier-failed");
        assertThat(Judging.why(bundles.verify(bundle, BundleSubject.of(FILE), accepting)))
                .isEqualTo("ACCEPTED");
    }

    // ---- keyless, by version

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                V1 + " | x509CertificateChain | promise and proof | ACCEPTED",
                V1 + " | x509CertificateChain | promise | ACCEPTED",
                V1 + " | x509CertificateChain | proof | cosign.log-promise-invalid",
                V1 + " | certificate | promise and proof | cosign.certificate-absent",
                V2 + " | x509CertificateChain | promise and proof | ACCEPTED",
                V2 + " | x509CertificateChain | promise | cosign.log-proof-invalid",
                V2 + " | certificate | promise and proof | cosign.certificate-absent",
                V3 + " | certificate | promise and proof | ACCEPTED",
                V3 + " | certificate | promise | cosign.log-proof-invalid",
                // Nothing says when, and no timestamp does either.
                V3 + " | certificate | proof | cosign.timestamp-absent",
                V3 + " | x509CertificateChain | promise and proof | cosign.certificate-absent",
            })
    void everyVersionHasItsOwnRules(String version, String field, String evidence, String expected) {
        String bundle = KEYLESS.replace(V3, version);
        if (field.equals("x509CertificateChain")) {
            bundle = bundle.replaceFirst(
                    "\"certificate\":(\\{[^}]*})", "\"x509CertificateChain\":{\"certificates\":[$1]}");
        }
        if (!evidence.contains("promise")) {
            bundle = bundle.replaceFirst("\"inclusionPromise\":\\{[^}]*},", "");
        }
        if (!evidence.contains("proof")) {
            bundle = bundle.replaceFirst("\"inclusionProof\":\\{.*?}},", "");
        }
        assertThat(whyKeyless(bundle)).isEqualTo(expected);
    }

    @Test
    void takesIntermediatesOfAChainAndNoRootOfIt() {
        String rootText = SigstoreForge.rootText();
        String issuing = "{\"rawBytes\":\"" + SigstoreForge.base64(SigstoreForge.der(SigstoreForge.ISSUING)) + "\"}";
        String withoutIssuing = rootText.replace(issuing + ",", "");
        String chain = KEYLESS.replace(V3, V2)
                .replaceFirst(
                        "\"certificate\":(\\{[^}]*})",
                        "\"x509CertificateChain\":{\"certificates\":[$1," + issuing + "]}");
        assertThat(whyKeyless(chain, withoutIssuing)).isEqualTo("ACCEPTED");
        assertThat(whyKeyless(chain.replace("," + issuing, ""), withoutIssuing))
                .isEqualTo("cosign.certificate-untrusted");
        String noAuthority = withoutIssuing.replaceFirst(
                "\"certificateAuthorities\":\\[.*],\"ctlogs\"", "\"certificateAuthorities\":[],\"ctlogs\"");
        assertThat(whyKeyless(chain, noAuthority)).isEqualTo("cosign.certificate-untrusted");
    }

    @Test
    void refusesAnEmptyChain() {
        String empty = KEYLESS.replace(V3, V2)
                .replaceFirst("\"certificate\":(\\{[^}]*})", "\"x509CertificateChain\":{\"certificates\":[]}");
        assertThat(whyKeyless(empty)).isEqualTo("cosign.certificate-absent");
    }

    @Test
    void refusesALogEntryAboutAnotherFile() {
        // CVE-2024-53267
        String other = FileForge.keyless(Bytes.utf8("another"), Leaf.good());
        String entry = other.replaceFirst(".*(\"tlogEntries\":\\[.*?]),\"certificate\".*", "$1");
        String swapped =
                KEYLESS.replaceFirst("\"tlogEntries\":\\[.*?](?=,\"certificate\")", entry.replace("\\", "\\\\"));
        assertThat(swapped).isNotEqualTo(KEYLESS);
        assertThat(whyKeyless(swapped)).isEqualTo("cosign.log-entry-mismatch");
    }

    @Test
    void refusesBundlesAboveTheLimit() {
        assertThat(why(padded(FileForge.keyed(FILE), 4 << 20), BundleSubject.of(FILE)))
                .isEqualTo("ACCEPTED");
        assertThat(why(padded(FileForge.keyed(FILE), (4 << 20) + 1), BundleSubject.of(FILE)))
                .isEqualTo("cosign.too-large");
        String attestation = Forge.bundleText(Forge.statement(Digest.sha256(FILE), Forge.PROVENANCE));
        CosignRequirement.Builder asking = Forge.key().attestation(Forge.PROVENANCE);
        assertThat(why(asking, Bytes.utf8(padded(attestation, 16 << 20)))).isEqualTo("ACCEPTED");
        assertThat(why(asking, Bytes.utf8(padded(attestation, (16 << 20) + 1)))).isEqualTo("cosign.too-large");
    }

    private static String padded(String bundle, int length) {
        return bundle + " ".repeat(length - bundle.length());
    }

    private static String whyKeyless(String bundle) {
        return whyKeyless(bundle, SigstoreForge.rootText());
    }

    private static String whyKeyless(String bundle, String root) {
        return why(
                CosignRequirement.keyless(
                        SigstoreForge.root(root), new Exact(SigstoreForge.ISSUER), new Exact(SigstoreForge.SUBJECT)),
                Bytes.utf8(bundle));
    }

    private static String why(CosignRequirement.Builder requirement, Bytes bundle) {
        return Judging.why(
                SigstoreBundles.of(requirement.build()).verify(bundle, BundleSubject.of(FILE), Judging.CONTEXT));
    }

    private static String why(String bundle, BundleSubject subject) {
        return Judging.why(report(bundle, subject));
    }

    private static SignatureReport report(String bundle, BundleSubject subject) {
        return SigstoreBundles.of(Forge.key().build()).verify(Bytes.utf8(bundle), subject, Judging.CONTEXT);
    }
}
