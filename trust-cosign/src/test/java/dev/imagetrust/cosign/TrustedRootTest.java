/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.SignatureReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Trusted roots: what is wrong with one shows while a requirement is prepared. */
class TrustedRootTest {

    private static final String ROOT = SigstoreForge.rootText();
    private static final Exact ISSUER = new Exact(SigstoreForge.ISSUER);
    private static final Exact SUBJECT = new Exact(SigstoreForge.SUBJECT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=0.1 | version=0.3",
                "'\"tlogs\":' | '\"logs\":'",
                "'\"tlogs\":' | '\"x\":1,\"tlogs\":'",
                "'\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}' | '\"validFor\":{}'",
                "'\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}' | '\"validFor\":null'",
                "2026-01-01T00:00:00Z | 2026-01-01",
                "SHA2_256 | SHA2_512",
                "PKIX_ECDSA_P256_SHA_256 | PKIX_ECDSA_P384_SHA_384",
                "PKIX_ECDSA_P256_SHA_256 | PKIX_ED25519",
                "PKIX_ECDSA_P256_SHA_256 | PKIX_ECDSA_P256_SHA_512",
                "https://rekor.example | https://",
                "https://rekor.example | https://a@b",
                "'\"logId\":' | '\"checkpointKeyId\":{\"keyId\":\"AAAAAA==\"},\"logId\":'",
                "'\"certificates\":[{' | '\"certificates\":[{\"rawBytes\":\"AAAA\"},{'",
            })
    void refusesARootThatDoesNotFollowTheFormat(String from, String to) {
        assertThat(ROOT).contains(from);
        assertThat(refusal(ROOT.replace(from, to))).isEqualTo("cosign.trusted-root-malformed");
    }

    @Test
    void refusesALogIdOfAnotherKey() {
        String other = SigstoreForge.log("https://" + SigstoreForge.HOST, SigstoreForge.OTHER_LOG)
                .replaceFirst(".*\"logId\"", "\"logId\"");
        String own = SigstoreForge.log("https://" + SigstoreForge.HOST, SigstoreForge.LOG)
                .replaceFirst(".*\"logId\"", "\"logId\"");
        assertThat(refusal(ROOT.replace(own, other))).isEqualTo("cosign.trusted-root-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "no JSON"})
    void refusesWhatIsNoRoot(String text) {
        assertThat(refusal(text)).isEqualTo("cosign.trusted-root-malformed");
    }

    @Test
    void refusesAnAnchorOfAnotherKindInItsPlace() {
        Pinned key = new Pinned(AnchorKind.COSIGN_KEY, Forge.publicKey(), "key");
        assertThat(refusal(key, TrustSnapshot.empty())).isEqualTo("cosign.anchor-kind");
    }

    @Test
    void refusesAStoreWithoutRoot() {
        assertThat(refusal(new InStore(AnchorKind.SIGSTORE_ROOT, "default"), TrustSnapshot.empty()))
                .isEqualTo("cosign.store-empty");
    }

    @Test
    void takesTheOneRootOfAStore() {
        InStore store = new InStore(AnchorKind.SIGSTORE_ROOT, "default");
        TrustAnchor anchor = new TrustAnchor(
                AnchorKind.SIGSTORE_ROOT,
                "default",
                "ours",
                SigstoreForge.root(ROOT).material());
        SignatureReport report = Judging.by(
                        CosignRequirement.keyless(store, ISSUER, SUBJECT).build(), TrustSnapshot.of(List.of(anchor)))
                .report(SigstoreForge.keyless(Leaf.good()).about(Forge.IMAGE));
        assertThat(report.trustedSigner().orElseThrow().anchor()).isEqualTo(anchor.id());
    }

    @Test
    void takesBothVersionsAndTheIdsOfVersionTwo() {
        String two = ROOT.replace("trustedroot+json;version=0.1", "trustedroot.v0.2+json")
                .replaceFirst("\"logId\":(\\{[^}]*})", "\"checkpointKeyId\":$1,\"operator\":\"us\",\"logId\":$1");
        CosignRequirement.Builder requirement = CosignRequirement.keyless(SigstoreForge.root(two), ISSUER, SUBJECT);
        SignatureReport report = Judging.by(requirement)
                .report(SigstoreForge.keyless(Leaf.good()).about(Forge.IMAGE));
        assertThat(report.facts()).containsEntry("transparency-logs", "us");
    }

    @Test
    void takesTheSpanOfALogKeyThatFitsWhereThereAreTwo() {
        String log = SigstoreForge.log("https://" + SigstoreForge.HOST, SigstoreForge.LOG);
        String later = log.replace("2026-01-01", "2027-01-01");
        String both = ROOT.replace(log, later + "," + log);
        CosignRequirement.Builder requirement = CosignRequirement.keyless(SigstoreForge.root(both), ISSUER, SUBJECT);
        assertThat(Judging.why(Judging.by(requirement)
                        .report(SigstoreForge.keyless(Leaf.good()).about(Forge.IMAGE))))
                .isEqualTo("ACCEPTED");
    }

    private static String refusal(String text) {
        return refusal(SigstoreForge.root(text), TrustSnapshot.empty());
    }

    private static String refusal(AnchorSelector root, TrustSnapshot trust) {
        CosignRequirement requirement =
                CosignRequirement.keyless(root, ISSUER, SUBJECT).build();
        return catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement, trust))
                .reason()
                .code()
                .id();
    }
}
