/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.verdict.Outcome.TRUSTED;
import static dev.imagetrust.verdict.Outcome.UNTRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

/** Keys and identities together: and, or, so many of them. */
class CombinationTest {

    private static final SignatureRequirement KEY = Forge.key().build();
    private static final SignatureRequirement SOMEONE = identity(SigstoreForge.SUBJECT);
    private static final SignatureRequirement OTHER = identity("other@example.org");
    private static final SignatureCandidate BY_KEY =
            Forge.legacy(Forge.payload(Forge.IMAGE)).about(Forge.IMAGE);
    private static final SignatureCandidate BY_SOMEONE =
            SigstoreForge.keyless(Leaf.good()).about(Forge.IMAGE);
    private static final SignatureCandidate BY_OTHER = SigstoreForge.keyless(
                    Leaf.good().named(new GeneralName(GeneralName.rfc822Name, "other@example.org")))
            .about(Forge.IMAGE);

    @Test
    void bothAreNeededWhereBothAreAskedFor() {
        Requirement both = AllOf.of(KEY, SOMEONE);
        assertThat(outcome(both, BY_KEY)).isEqualTo(UNTRUSTED);
        assertThat(outcome(both, BY_SOMEONE)).isEqualTo(UNTRUSTED);
        assertThat(outcome(both, BY_KEY, BY_OTHER)).isEqualTo(UNTRUSTED);
        assertThat(outcome(both, BY_KEY, BY_SOMEONE)).isEqualTo(TRUSTED);
    }

    @Test
    void eitherSufficesWhereEitherIsAskedFor() {
        Requirement either = AnyOf.of(KEY, SOMEONE);
        assertThat(outcome(either)).isEqualTo(UNTRUSTED);
        assertThat(outcome(either, BY_OTHER)).isEqualTo(UNTRUSTED);
        assertThat(outcome(either, BY_KEY)).isEqualTo(TRUSTED);
        assertThat(outcome(either, BY_OTHER, BY_SOMEONE)).isEqualTo(TRUSTED);
    }

    @Test
    void twoOfThreeAreTwoDifferentSigners() {
        Requirement two = new DistinctSigners(2, List.of(KEY, SOMEONE, OTHER));
        assertThat(outcome(two, BY_KEY)).isEqualTo(UNTRUSTED);
        assertThat(outcome(two, BY_SOMEONE, anotherOf(SigstoreForge.SUBJECT))).isEqualTo(UNTRUSTED);
        assertThat(outcome(two, BY_KEY, BY_OTHER)).isEqualTo(TRUSTED);
        assertThat(outcome(two, BY_SOMEONE, BY_OTHER)).isEqualTo(TRUSTED);
        assertThat(outcome(new DistinctSigners(3, List.of(KEY, SOMEONE, OTHER)), BY_SOMEONE, BY_OTHER))
                .isEqualTo(UNTRUSTED);
        assertThat(outcome(new DistinctSigners(3, List.of(KEY, SOMEONE, OTHER)), BY_SOMEONE, BY_OTHER, BY_KEY))
                .isEqualTo(TRUSTED);
    }

    @Test
    void aSignatureUnderACertificateIsNoneUnderAKeyAndTheOtherWayRound() {
        assertThat(outcome(KEY, BY_SOMEONE)).isEqualTo(UNTRUSTED);
        assertThat(outcome(SOMEONE, BY_KEY)).isEqualTo(UNTRUSTED);
        assertThat(verdict(KEY, BY_SOMEONE).has(CosignReason.MATERIAL_MISMATCH)).isTrue();
        assertThat(verdict(SOMEONE, BY_KEY).has(CosignReason.CERTIFICATE_ABSENT))
                .isTrue();
    }

    /** A certificate of the same identity with another validity. */
    private static SignatureCandidate anotherOf(String subject) {
        return SigstoreForge.keyless(Leaf.good()
                        .issuers(SigstoreForge.ISSUER, null)
                        .named(new GeneralName(GeneralName.rfc822Name, subject)))
                .about(Forge.IMAGE);
    }

    private static SignatureRequirement identity(String subject) {
        return CosignRequirement.keyless(
                        SigstoreForge.root(SigstoreForge.rootText()),
                        new Exact(SigstoreForge.ISSUER),
                        new Exact(subject))
                .build();
    }

    private static Outcome outcome(Requirement requirement, SignatureCandidate... candidates) {
        return verdict(requirement, candidates).outcome();
    }

    private static Verdict verdict(Requirement requirement, SignatureCandidate... candidates) {
        return ImageTrust.builder()
                .policy(TrustPolicy.builder().otherwise(requirement).build())
                .signatures(new FixedSource(List.of(candidates)))
                .clock(() -> Instant.parse("2026-11-24T00:00:00Z"))
                .build()
                .verify(Judging.image("registry.example/some/image", Forge.IMAGE));
    }
}
