/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.testkit.CosignBend;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What the recorded answers of zot, in tests/conformance, cannot show. */
class SignatureSummariesTest {

    private static final ForgedImage FORGED = ImageForge.image("app");
    private static final ImageSubject IMAGE = FORGED.at("registry.example/team/app", "v1");
    private static final ForgedKey KEY = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private static final ForgedOpenPgpKey OPENPGP = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.values()[0]);
    private static final ForgedChain CHAIN = ForgedChain.generate(ForgedKey.Kind.EC_P256);

    private static final SignatureCandidate COSIGN =
            CosignForge.legacy(IMAGE, KEY).good();
    private static final SignatureCandidate NOTATION =
            NotationForge.jws(IMAGE, CHAIN).good();
    private static final SignatureCandidate GPG =
            SimpleSigningForge.of(IMAGE, OPENPGP).good();

    private static final TrustAnchor COSIGN_KEY =
            new TrustAnchor(AnchorKind.COSIGN_KEY, "default", "key", KEY.publicKeyPem());
    private static final TrustAnchor CA = new TrustAnchor(AnchorKind.NOTATION_CA, "default", "ca", CHAIN.rootPem());
    private static final TrustAnchor OPENPGP_KEY =
            new TrustAnchor(AnchorKind.OPENPGP_KEY, "default", "ring", OPENPGP.armoredCertificate());

    @Test
    void showsAllThreeToolsInAFixedOrderWhateverOrderTheyAreFoundIn() throws Exception {
        TrustSnapshot all = TrustSnapshot.of(List.of(OPENPGP_KEY, CA, COSIGN_KEY));
        SignatureInfo info = summaries(all, GPG, NOTATION, COSIGN);
        assertThat(info.signatures()).extracting(SignatureSummary::tool).containsExactly("cosign", "notation", "gpg");
        assertThat(info.signatures()).allMatch(SignatureSummary::isTrusted);
        assertThat(info.signatures().get(0).author()).isEqualTo(text(KEY.publicKeyPem()));
        assertThat(info.signatures().get(1).author()).isEqualTo("CN=Forged Signer,O=Image Trust,ST=WA,C=US");
        assertThat(info.signatures().get(2).author()).contains(OPENPGP.fingerprint());
        assertThat(summaries(all, COSIGN, GPG, NOTATION)).hasToString(info.toString());
        assertThat(info.gaps()).isEmpty();
    }

    @Test
    void anUnsignedImageHasAnEmptyListAndNotNone() throws Exception {
        assertThat(summaries(TrustSnapshot.of(List.of(COSIGN_KEY))).toGraphQl())
                .isEqualTo(Map.of("IsSigned", false, "SignatureInfo", List.of()));
    }

    /** Z41. */
    @Test
    void signaturesWithoutAnyKeyAreSignedAndNotTrustedAndSayWhy() throws Exception {
        SignatureInfo info = summaries(TrustSnapshot.empty(), COSIGN, NOTATION, GPG);
        assertThat(info.isSigned()).isTrue();
        assertThat(info.isTrusted()).isFalse();
        assertThat(info.signatures()).hasSize(3).allSatisfy(s -> {
            assertThat(s.author()).isEmpty();
            assertThat(s.reasons())
                    .singleElement()
                    .satisfies(r -> assertThat(r.code()).isEqualTo(EndpointReason.NO_ANCHOR));
        });
    }

    /** Z18: a genuine signature of another image. */
    @Test
    void aSignatureThatWasMovedIsNotTrusted() throws Exception {
        SignatureCandidate moved = CosignForge.legacy(IMAGE, KEY).bent(CosignBend.OTHER_DIGEST);
        assertThat(summaries(TrustSnapshot.of(List.of(COSIGN_KEY)), moved).signatures())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.isTrusted()).isFalse();
                    assertThat(s.author()).isEmpty();
                    assertThat(s.reasons()).isNotEmpty();
                });
    }

    @Test
    void whoeverIsOnTheDenyListIsNotTrusted() throws Exception {
        DenyList denied = DenyList.of(
                List.of(new DenyList.Entry(new DenyTarget.Key(Digest.sha256(KEY.spki())), "stolen", ForgedTime.NOW)));
        TrustSnapshot trust = TrustSnapshot.of(List.of(COSIGN_KEY, CA)).denying(denied);
        SignatureInfo info = summaries(trust, COSIGN, NOTATION);
        assertThat(info.trusted(true).signatures())
                .extracting(SignatureSummary::tool)
                .containsExactly("notation");
        assertThat(info.trusted(false).signatures().get(0).reasons())
                .extracting(r -> r.code().id())
                .contains(CoreReason.SIGNER_DENIED.id());
    }

    /** In zot a leaf certificate in the store ends all trust in notation. It must not end that in cosign. */
    @Test
    void aStoreThatIsSpoiltForOneToolIsSpoiltForThatOneOnly() throws Exception {
        TrustAnchor leaf = new TrustAnchor(
                AnchorKind.NOTATION_CA, "default", "leaf", CHAIN.certificates().get(0));
        SignatureInfo info = summaries(TrustSnapshot.of(List.of(COSIGN_KEY, CA, leaf)), COSIGN, NOTATION);
        assertThat(info.ofTool("cosign").isTrusted()).isTrue();
        assertThat(info.ofTool("notation").isSigned()).isTrue();
        assertThat(info.ofTool("notation").isTrusted()).isFalse();
        assertThat(info.gaps()).extracting(r -> r.code().id()).contains("notation.trust-store-invalid");
    }

    @Test
    void onlyTheStoreOfTheProfileCounts() throws Exception {
        TrustAnchor named = new TrustAnchor(AnchorKind.NOTATION_CA, "mine", "ca", CHAIN.rootPem());
        TrustSnapshot trust = TrustSnapshot.of(List.of(named));
        assertThat(summaries(trust, ZotCompat.V2_1, NOTATION).isTrusted()).isFalse();
        assertThat(summaries(trust, ZotCompat.SEED_2023_08, NOTATION).isTrusted())
                .isTrue();
    }

    @Test
    void moreKeysThanARequirementTakesAreAllTriedAndThoseThatAreNoneArePassedOver() throws Exception {
        List<TrustAnchor> keys = new ArrayList<>(List.of(COSIGN_KEY));
        ForgedKey other = ForgedKey.generate(ForgedKey.Kind.ED25519);
        byte[] spki = other.spki().toByteArray();
        for (int i = 0; i < 2_500; i++) {
            // Other keys than the one that signs; half of such octets are points of the curve.
            spki[spki.length - 1] = (byte) i;
            spki[spki.length - 2] = (byte) (i >> 8);
            keys.add(new TrustAnchor(
                    AnchorKind.COSIGN_KEY, "default", "key" + i, ZotFixture.pem("PUBLIC KEY", Bytes.copyOf(spki))));
        }
        assertThat(summaries(TrustSnapshot.of(keys), COSIGN).isTrusted()).isTrue();
    }

    @Test
    void aPlaceThatCannotBeReadIsAGap() throws Exception {
        ForgedSource source = ForgedSource.of(COSIGN).failingAt(new Place.DigestTag(".sig"));
        TrustSnapshot trust = TrustSnapshot.of(List.of(COSIGN_KEY));
        SignatureInfo info = SignatureSummaries.underZotsPolicy(trust(trust, source), trust, ZotCompat.V2_1)
                .summaries(IMAGE);
        assertThat(info.isSigned()).isFalse();
        assertThat(info.gaps()).isNotEmpty();
    }

    @Test
    void underItsOwnPolicyWhatThePolicyIsNotAboutIsListedAndNotTrusted() throws Exception {
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(
                        CosignRequirement.key(KEY.publicKeyPem(), "release key").build()))
                .signatures(ForgedSource.of(COSIGN, NOTATION))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
        SignatureInfo info = SignatureSummaries.underItsOwnPolicy(trust, TrustSnapshot.empty(), ZotCompat.V2_1)
                .summaries(IMAGE);
        assertThat(info.ofTool("cosign").isTrusted()).isTrue();
        assertThat(info.ofTool("cosign").signatures().get(0).author()).contains("release key");
        assertThat(info.ofTool("notation").isSigned()).isTrue();
        assertThat(info.ofTool("notation").isTrusted()).isFalse();
    }

    @Test
    void aStoreThatIsNotTheOneOfTheVerdictsIsFoundOut() {
        TrustSnapshot other = TrustSnapshot.of(List.of(COSIGN_KEY));
        SignatureSummaries summaries = SignatureSummaries.underZotsPolicy(
                trust(TrustSnapshot.empty(), ForgedSource.of(COSIGN)), other, ZotCompat.V2_1);
        assertThatIOException().isThrownBy(() -> summaries.summaries(IMAGE));
    }

    @Test
    void aStoreThatChangesMeanwhileIsReadAgain() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        TrustStore changing = () -> reads.getAndIncrement() < 3
                ? TrustSnapshot.of(List.of(
                        COSIGN_KEY,
                        new TrustAnchor(AnchorKind.SIGSTORE_ROOT, "s", "n" + reads.get(), Bytes.utf8("{}"))))
                : TrustSnapshot.of(List.of(COSIGN_KEY));
        ImageTrust trust = ImageTrust.builder()
                .policy(rejecting())
                .trustStore(changing)
                .signatures(ForgedSource.of(COSIGN))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
        assertThat(SignatureSummaries.underZotsPolicy(trust, changing, ZotCompat.V2_1)
                        .summaries(IMAGE)
                        .isTrusted())
                .isTrue();
    }

    private static SignatureInfo summaries(TrustSnapshot trust, SignatureCandidate... signatures) throws IOException {
        return summaries(trust, ZotCompat.V2_1, signatures);
    }

    private static SignatureInfo summaries(TrustSnapshot trust, ZotCompat compat, SignatureCandidate... signatures)
            throws IOException {
        return SignatureSummaries.underZotsPolicy(trust(trust, ForgedSource.of(signatures)), trust, compat)
                .summaries(IMAGE);
    }

    private static ImageTrust trust(TrustSnapshot trust, ForgedSource source) {
        return ImageTrust.builder()
                .policy(rejecting())
                .trustStore(trust)
                .signatures(source)
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
    }

    private static PolicySource rejecting() {
        return TrustPolicy.forAllImages(new Reject("not asked"));
    }

    private static String text(Bytes pem) {
        return StandardCharsets.UTF_8.decode(pem.asReadOnlyBuffer()).toString();
    }
}
