/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Through the whole of {@link ImageTrust}, as an embedder meets it. */
class VerdictTest {

    private static final String SIGNATURE = Forge.statement(Forge.IMAGE, Forge.SIGN);
    private static final String PROVENANCE = Forge.statement(Forge.IMAGE, Forge.PROVENANCE);
    private static final SignatureCandidate LEGACY =
            Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);
    private static final SignatureCandidate FOREIGN =
            Recorded.legacy("legacy-ecdsa-p256").about(Forge.IMAGE);

    @Test
    void untrustedWithoutSignatures() {
        Verdict verdict = verify(Forge.key().build());
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CoreReason.UNSIGNED)).isTrue();
    }

    @Test
    void untrustedWithOnlyASignatureBySomebodyElse() {
        Verdict verdict = verify(Forge.key().build(), FOREIGN);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CosignReason.SIGNATURE_INVALID)).isTrue();
    }

    @Test
    void untrustedWithOnlyAnAttestation() {
        assertThat(verify(Forge.key().build(), Forge.bundle(PROVENANCE), Forge.attestation(PROVENANCE))
                        .outcome())
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void untrustedWhereTheKeyIsDenied() {
        Digest denied = Digest.parse(Judging.by(Forge.key())
                .report(LEGACY)
                .trustedSigner()
                .orElseThrow()
                .countsAs()
                .value());
        DenyList list = DenyList.of(List.of(new DenyList.Entry(new DenyTarget.Key(denied), "stolen", Instant.EPOCH)));
        Verdict verdict = trust(Forge.key().build(), TrustSnapshot.empty().denying(list), LEGACY)
                .verify(image());
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CoreReason.SIGNER_DENIED)).isTrue();
    }

    @Test
    void untrustedWhereEverySignatureHasToBeGoodAndOneIsNot() {
        assertThat(verify(Forge.key().every().build(), LEGACY, FOREIGN).outcome())
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void trustedWhereEverySignatureHasToBeGoodBesideAttestationsOfOthers() {
        String foreign = Recorded.text("attestation-bundle.json");
        SignatureCandidate attestation = Forge.bundleOf(foreign);
        assertThat(verify(Forge.key().every().build(), LEGACY, attestation).outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void trustedByEitherFormatWhateverElseIsThere() {
        Verdict legacy = verify(Forge.key().build(), FOREIGN, Forge.bundle(PROVENANCE), LEGACY);
        assertThat(legacy.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verify(Forge.key().build(), FOREIGN, Forge.bundle(SIGNATURE)).outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void oneKeyIsOneSignerInBothFormats() {
        CosignRequirement requirement = Forge.key().build();
        Requirement two = new DistinctSigners(2, List.of(requirement));
        assertThat(verify(two, LEGACY, Forge.bundle(SIGNATURE)).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void undeterminedWhereTheCallersRuleThrows() {
        CosignRequirement requirement = Forge.key()
                .attestation(Forge.PROVENANCE)
                .statementPolicy("ours")
                .build();
        ImageTrust trust = builder(requirement, Forge.attestation(PROVENANCE))
                .statementPolicy("ours", statement -> {
                    throw new IllegalStateException("rule is broken");
                })
                .build();
        assertThat(trust.verify(image()).outcome()).isEqualTo(Outcome.UNDETERMINED);
    }

    private static Verdict verify(Requirement requirement, SignatureCandidate... candidates) {
        return trust(requirement, TrustSnapshot.empty(), candidates).verify(image());
    }

    private static ImageTrust trust(Requirement requirement, TrustSnapshot trust, SignatureCandidate... candidates) {
        return builder(requirement, candidates).trustStore(trust).build();
    }

    private static ImageTrust.Builder builder(Requirement requirement, SignatureCandidate... candidates) {
        return ImageTrust.builder()
                .policy(TrustPolicy.builder().otherwise(requirement).build())
                .signatures(new FixedSource(List.of(candidates)))
                .clock(() -> Instant.parse("2026-11-24T00:00:00Z"));
    }

    private static ImageSubject image() {
        return Judging.image("registry.example/some/image", Forge.IMAGE);
    }
}
