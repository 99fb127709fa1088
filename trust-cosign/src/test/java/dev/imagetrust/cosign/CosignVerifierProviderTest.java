/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CosignVerifierProviderTest {

    private static final Place SIG = new Place.DigestTag(".sig");
    private static final Place ATT = new Place.DigestTag(".att");
    private static final Place BUNDLES = new Place.Referrers("application/vnd.dev.sigstore.bundle.v0.3+json");
    private static final Place REFERRER_ATT = new Place.Referrers("application/vnd.dev.cosign.artifact.att.v1+json");
    private static final Place REFERRER_STATEMENTS = new Place.Referrers("application/vnd.in-toto+json");
    private static final Place LEGACY_REFERRERS =
            new Place.Referrers("application/vnd.dev.cosign.artifact.sig.v1+json");

    private static final String STATEMENT = Forge.statement(Forge.IMAGE, Forge.PROVENANCE);
    private static final String SIGNATURE = Forge.statement(Forge.IMAGE, Forge.SIGN);

    private final CosignVerifierProvider provider = new CosignVerifierProvider();

    @Test
    void isFoundThroughTheServiceLoader() {
        assertThat(ServiceLoader.load(TrustVerifierProvider.class))
                .hasAtLeastOneElementOfType(CosignVerifierProvider.class);
    }

    @Test
    void recognisesNothingThatLiesElsewhere() {
        SignatureCandidate lookaside = new SignatureCandidate(
                new LookasideBlob("signature-1", Bytes.utf8("x")), Forge.IMAGE, new Place.Lookaside());
        assertThat(provider.recognise(lookaside)).isEmpty();
        SignatureCandidate sbom =
                new Candidates.Legacy(".sbom", "text/spdx", Map.of(), Bytes.utf8("x")).about(Forge.IMAGE);
        assertThat(provider.recognise(sbom)).isEmpty();
    }

    @Test
    void recognisesNoReferrerOfAnotherTool() {
        SignatureCandidate notation = Candidates.referrer(
                "application/vnd.cncf.notary.signature",
                Descriptor.of("application/jose+json", Bytes.utf8("{}")),
                Bytes.utf8("{}"),
                Forge.IMAGE,
                1);
        assertThat(provider.recognise(notation)).isEmpty();
    }

    @Test
    void recognisesABundleByItsLayerWhereTheManifestHasNoArtifactType() {
        Bytes bundle = Bytes.utf8(Forge.bundleText(SIGNATURE));
        Descriptor layer = Descriptor.of("application/vnd.dev.sigstore.bundle.v0.3+json", bundle);
        SignatureCandidate candidate = Candidates.referrer("", layer, bundle, Forge.IMAGE, 1);
        assertThat(kind(candidate)).isEqualTo("bundle");
        assertThat(Judging.by(Forge.key()).report(candidate).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void tellsTheKindsApart() {
        assertThat(kind(Recorded.signature("legacy-ecdsa-p256"))).isEqualTo("legacy-signature");
        assertThat(kind(Recorded.legacy("legacy-ecdsa-p256").referrerOf(Forge.IMAGE)))
                .isEqualTo("legacy-referrer");
        assertThat(kind(Recorded.signature("attestation-legacy"))).isEqualTo("legacy-attestation");
        assertThat(kind(Recorded.signature("bundle-ecdsa-p256"))).isEqualTo("bundle");
    }

    @Test
    void recognisesWhatItCannotReadSoThatItIsRefusedAndNotOverlooked() {
        assertThat(kind(Candidates.bundle(Bytes.utf8("no JSON"), Forge.IMAGE))).isEqualTo("bundle");
        assertThat(kind(Candidates.attestation(Bytes.empty()).about(Forge.IMAGE)))
                .isEqualTo("legacy-attestation");
        assertThat(kind(Recorded.legacy("legacy-ecdsa-p256")
                        .mediaType("text/plain")
                        .about(Forge.IMAGE)))
                .isEqualTo("legacy-signature");
    }

    @Test
    void claimsStatementTypeAndSignerWithoutCheckingThem() {
        Claim bundle = claim(Recorded.signature("attestation-bundle"));
        assertThat(bundle.tool()).isEqualTo("cosign");
        assertThat(bundle.statementType()).contains(Forge.PROVENANCE);
        assertThat(bundle.signer())
                .contains(new ClaimedSigner("key with hint 8haYaN5RTwzjobstDkc79vtL8uPHZeSMjblMeW4SJ4I="));
        assertThat(claim(Recorded.signature("attestation-legacy")).statementType())
                .contains(Forge.PROVENANCE);
        assertThat(claim(Recorded.signature("bundle-keyless")).signer()).isEmpty();
    }

    @Test
    void cutsAndEscapesAHint() {
        String hint = "\\u001b[2J" + "x".repeat(10_000);
        String text = Forge.bundleText(SIGNATURE).replace("some hint", hint);
        String display = claim(Forge.bundleOf(text)).signer().orElseThrow().display();
        assertThat(display).hasSizeLessThan(500).doesNotContain("\u001b");
    }

    @Test
    void wantsForASignatureNeitherAttestationsNorOtherTypes() {
        Judging judging = Judging.by(Forge.key());
        assertThat(judging.wants(Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE)))
                .isTrue();
        assertThat(judging.wants(Forge.bundle(SIGNATURE))).isTrue();
        assertThat(judging.wants(Forge.bundle(STATEMENT))).isFalse();
        assertThat(judging.wants(Forge.attestation(SIGNATURE))).isFalse();
    }

    @Test
    void wantsForAnAttestationItsTypesOnly() {
        Judging judging = Judging.by(Forge.key().attestation(Forge.PROVENANCE));
        assertThat(judging.wants(Forge.bundle(STATEMENT))).isTrue();
        assertThat(judging.wants(Forge.attestation(STATEMENT))).isTrue();
        assertThat(judging.wants(Forge.bundle(SIGNATURE))).isFalse();
        assertThat(judging.wants(Forge.attestation(Forge.statement(Forge.IMAGE, "https://spdx.dev/Document"))))
                .isFalse();
    }

    @Test
    void wantsWhatItCannotReadSoThatItStandsAgainstARuleForEveryOne() {
        SignatureCandidate unreadable = Candidates.bundle(Bytes.utf8("no JSON"), Forge.IMAGE);
        assertThat(Judging.by(Forge.key()).wants(unreadable)).isTrue();
        assertThat(Judging.by(Forge.key().attestation(Forge.PROVENANCE)).wants(unreadable))
                .isTrue();
    }

    @Test
    void wantsOnlyTheFormatOfTheRule() {
        Judging legacy = Judging.by(Forge.key().onlyFormat(Format.LEGACY));
        assertThat(legacy.wants(Forge.bundle(SIGNATURE))).isFalse();
        Judging bundles = Judging.by(Forge.key().onlyFormat(Format.BUNDLE));
        assertThat(bundles.wants(Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE)))
                .isFalse();
    }

    @Test
    void looksWhereTheFormatsOfTheRuleLie() {
        assertPlaces(Forge.key(), SIG, BUNDLES, LEGACY_REFERRERS);
        assertPlaces(Forge.key().onlyFormat(Format.LEGACY), SIG);
        assertPlaces(Forge.key().onlyFormat(Format.LEGACY_REFERRER), LEGACY_REFERRERS);
        assertPlaces(Forge.key().onlyFormat(Format.BUNDLE), BUNDLES);
        assertPlaces(Forge.key().attestation(Forge.PROVENANCE), ATT, BUNDLES, REFERRER_ATT, REFERRER_STATEMENTS);
        assertPlaces(Forge.key().attestation(Forge.PROVENANCE).onlyFormat(Format.LEGACY), ATT);
        assertThat(provider.places())
                .containsExactlyInAnyOrder(SIG, ATT, BUNDLES, LEGACY_REFERRERS, REFERRER_ATT, REFERRER_STATEMENTS);
    }

    private static void assertPlaces(CosignRequirement.Builder requirement, Place... places) {
        assertThat(Judging.verifier().places(requirement.build())).containsExactlyInAnyOrder(places);
    }

    private Claim claim(SignatureCandidate candidate) {
        return provider.recognise(candidate).orElseThrow();
    }

    private String kind(SignatureCandidate candidate) {
        Optional<Claim> claim = provider.recognise(candidate);
        return claim.map(Claim::kind).orElse("nothing");
    }
}
