/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PolicyTest {

    private static final Descriptor MANIFEST = Descriptor.of("application/x", Bytes.utf8("manifest"));

    private static ImageSubject image(String name) {
        return ImageSubject.byDigest(ImageName.parse(name), MANIFEST);
    }

    private static CosignRequirement cosign(String store) {
        return CosignRequirement.keysInStore(store).build();
    }

    @Test
    void theLongestNameDecides() {
        TrustPolicy policy = TrustPolicy.builder()
                .registry("a.example:5000", cosign("registry"))
                .repository("a.example:5000/team", cosign("team"))
                .repository("a.example:5000/team/app", cosign("app"))
                .otherwise(new Reject(""))
                .build();
        assertThat(name(policy, "a.example:5000/team/app")).isEqualTo("a.example:5000/team/app");
        assertThat(name(policy, "a.example:5000/team/app/sub")).isEqualTo("a.example:5000/team/app");
        assertThat(name(policy, "a.example:5000/team/apple")).isEqualTo("a.example:5000/team");
        assertThat(name(policy, "a.example:5000/teams")).isEqualTo("a.example:5000");
        assertThat(name(policy, "a.example/team")).isEqualTo("otherwise");
    }

    private static String name(TrustPolicy policy, String image) {
        return policy.ruleFor(image(image)).orElseThrow().name();
    }

    @Test
    void withoutARuleForAllOthersThereIsNone() {
        TrustPolicy policy =
                TrustPolicy.builder().repository("a.example/b", cosign("x")).build();
        assertThat(policy.ruleFor(image("a.example/c"))).isEmpty();
        assertThat(policy.ruleFor(ImageSubject.unnamed(MANIFEST, new PolicyLocation("dir", "/x", List.of()))))
                .isEmpty();
    }

    @Test
    void aPolicyHasRulesEachForOneName() {
        assertThatThrownBy(() -> TrustPolicy.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TrustPolicy.builder()
                        .repository("busybox", cosign("x"))
                        .repository("docker.io/library/busybox", cosign("y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustPolicy.builder().registry("a.example/x", cosign("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalPoliciesHaveEqualIdsAndOthersDoNot() {
        TrustPolicy one = TrustPolicy.forAllImages(cosign("x"));
        assertThat(TrustPolicy.forAllImages(cosign("x")).id()).isEqualTo(one.id());
        assertThat(TrustPolicy.forAllImages(cosign("y")).id()).isNotEqualTo(one.id());
        assertThat(TrustPolicy.builder()
                        .otherwise(PolicyRule.of("otherwise", cosign("x")).over(RuleScope.INDEX_ONLY))
                        .build()
                        .id())
                .isNotEqualTo(one.id());
    }

    @Test
    void whatAnythingWouldMeetCannotBeBuilt() {
        assertThatThrownBy(() -> new AllOf(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnyOf(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DistinctSigners(0, List.of(cosign("x"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DistinctSigners(1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CosignRequirement.keys(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SimpleSigningRequirement.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NotationRequirement.builder(NotationRequirement.Level.STRICT)
                        .trustedIdentity("*")
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NotationRequirement.builder(NotationRequirement.Level.STRICT)
                        .caStore("x")
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyRevocationCanBeSkipped() {
        NotationRequirement.Builder builder = NotationRequirement.builder(NotationRequirement.Level.STRICT);
        assertThatThrownBy(() -> builder.override(NotationRequirement.Step.EXPIRY, Action.SKIPPED))
                .isInstanceOf(IllegalArgumentException.class);
        builder.override(NotationRequirement.Step.REVOCATION, Action.SKIPPED);
    }

    @Test
    void aStatementPolicyNeedsAnAttestation() {
        CosignRequirement.Builder builder = CosignRequirement.keysInStore("x").statementPolicy("mine");
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    /** DNS knows no case; whoever names the image must not choose the rule. */
    @Test
    void theCaseOfAHostDoesNotLeadToTheRuleForAllOthers() {
        TrustPolicy policy = TrustPolicy.builder()
                .registry("a.example:5000", cosign("registry"))
                .repository("B.example/team", cosign("team"))
                .otherwise(new Waive("lab"))
                .build();
        assertThat(name(policy, "A.EXAMPLE:5000/x")).isEqualTo("a.example:5000");
        assertThat(name(policy, "b.EXAMPLE/team/app")).isEqualTo("B.example/team");
        assertThat(name(policy, "Docker.io/library/x")).isEqualTo("otherwise");
        assertThatThrownBy(() ->
                        TrustPolicy.builder().registry("a.example", cosign("x")).registry("A.example", cosign("y")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of requirements with equal texts only one is checked. */
    @Test
    void differentRequirementsNeverHaveTheSameText() {
        assertThat(CosignRequirement.keysInStore("x").annotation("a", "b=c").build())
                .isNotEqualTo(CosignRequirement.keysInStore("x")
                        .annotation("a=b", "c")
                        .build());
        assertThat(notation("a", "b=c")).isNotEqualTo(notation("a=b", "c"));
        assertThat(keyless("i], subject=Exact[value=s", "t")).isNotEqualTo(keyless("i", "s], subject=Exact[value=t"));
        assertThat(ownCa(new IdentityPattern.Exact("a"))).isNotEqualTo(ownCa(new IdentityPattern.FullMatch("a")));
        assertThat(ownCa(new IdentityPattern.Containing("a"))).isNotEqualTo(ownCa(new IdentityPattern.FullMatch("a")));
    }

    @Test
    void aRequirementThatIsBuiltAnewIsTheSame() {
        NotationRequirement requirement = NotationRequirement.builder(NotationRequirement.Level.AUDIT)
                .override(NotationRequirement.Step.EXPIRY, Action.ENFORCED)
                .override(NotationRequirement.Step.REVOCATION, Action.SKIPPED)
                .caStore("acme")
                .trustedIdentity("x509.subject: C=US, ST=WA, O=acme")
                .verifyTimestamp(NotationRequirement.VerifyTimestamp.AFTER_CERT_EXPIRY)
                .userMetadata("build", "42")
                .build();
        assertThat(requirement.toBuilder().build()).isEqualTo(requirement);
        assertThat(requirement.toBuilder().userMetadata("more", "x").build().userMetadata())
                .containsOnlyKeys("build", "more");
    }

    private static NotationRequirement notation(String key, String value) {
        return NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .caStore("x")
                .trustedIdentity("*")
                .userMetadata(key, value)
                .build();
    }

    private static CosignRequirement keyless(String issuer, String subject) {
        AnchorSelector root = new AnchorSelector.InStore(AnchorKind.SIGSTORE_ROOT, "x");
        return CosignRequirement.keyless(root, new IdentityPattern.Exact(issuer), new IdentityPattern.Exact(subject))
                .build();
    }

    private static CosignRequirement ownCa(IdentityPattern subject) {
        AnchorSelector root = new AnchorSelector.InStore(AnchorKind.COSIGN_CA, "x");
        return CosignRequirement.ownCa(List.of(root), subject)
                .insecurelyJudgingCertificatesNow()
                .build();
    }

    @Test
    void everyFieldOfARequirementShowsInItsText() {
        CosignRequirement plain = cosign("x");
        assertThat(List.of(
                        CosignRequirement.keysInStore("y").build(),
                        CosignRequirement.keysInStore("x").every().build(),
                        CosignRequirement.keysInStore("x")
                                .attestation("https://type.example")
                                .build(),
                        CosignRequirement.keysInStore("x")
                                .onlyFormat(CosignRequirement.Format.LEGACY)
                                .build(),
                        CosignRequirement.keysInStore("x")
                                .signedIdentity(new SignedIdentity.MatchExact())
                                .build(),
                        CosignRequirement.keysInStore("x").annotation("a", "b").build()))
                .doesNotContain(plain)
                .doesNotHaveDuplicates();
        assertThat(cosign("x")).isEqualTo(plain).hasSameHashCodeAs(plain);
    }
}
