/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.policy.CosignAuthority.Keyless;
import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.FulcioClaim;
import dev.imagetrust.policy.GitHubWorkflow;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.IdentityPattern.FullMatch;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a certificate says besides subject and issuer. */
class FulcioClaimsTest {

    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final String WORKFLOW = "https://github.com/shop/app/.github/workflows/release.yml@refs/tags/v1";
    private static final KeylessIdentity SOMEBODY =
            new KeylessIdentity(new Exact(SigstoreForge.ISSUER), new Exact(SigstoreForge.SUBJECT));

    // ---- demanded

    @ParameterizedTest
    @EnumSource
    void refusesAClaimThatIsNotMade(FulcioClaim claim) {
        // CVE-2026-48815
        KeylessIdentity asked = SOMEBODY.claiming(claim, new FullMatch(".*"));
        assertThat(why(asked, Leaf.good())).isEqualTo("cosign.extension-mismatch");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAClaimThatIsMadeOtherwise(FulcioClaim claim) {
        Leaf leaf = claiming(Leaf.good(), claim, "this");
        assertThat(why(SOMEBODY.claiming(claim, new Exact("that")), leaf)).isEqualTo("cosign.extension-mismatch");
        assertThat(why(SOMEBODY.claiming(claim, new Exact("this")), leaf)).isEqualTo("ACCEPTED");
        assertThat(why(SOMEBODY.claiming(claim, new FullMatch("th.s")), leaf)).isEqualTo("ACCEPTED");
        assertThat(why(SOMEBODY.claiming(claim, new FullMatch("th")), leaf)).isEqualTo("cosign.extension-mismatch");
    }

    @Test
    void oldClaimsDoNotStandInForNewOnes() {
        Leaf leaf = claiming(Leaf.good(), FulcioClaim.GITHUB_WORKFLOW_TRIGGER, "push");
        assertThat(why(SOMEBODY.claiming(FulcioClaim.BUILD_TRIGGER, new Exact("push")), leaf))
                .isEqualTo("cosign.extension-mismatch");
    }

    @Test
    void allClaimsOfOneIdentityHaveToHold() {
        Leaf leaf = claiming(Leaf.good(), FulcioClaim.BUILD_TRIGGER, "push");
        KeylessIdentity first = SOMEBODY.claiming(FulcioClaim.BUILD_TRIGGER, new Exact("push"))
                .claiming(FulcioClaim.SOURCE_REPOSITORY_REF, new Exact("refs/heads/main"));
        KeylessIdentity second = SOMEBODY.claiming(FulcioClaim.BUILD_TRIGGER, new Exact("push"));
        assertThat(why(first, leaf)).isEqualTo("cosign.extension-mismatch");
        assertThat(why(List.of(first, second), leaf)).isEqualTo("ACCEPTED");
    }

    // ---- read

    @Test
    void refusesAClaimThatIsNoText() {
        byte[] text = SigstoreForge.encoded(new DERUTF8String("x"));
        for (byte[] value : List.of(Arrays.copyOf(text, text.length + 1), new byte[0], new byte[] {4, 1, 'x'})) {
            assertThat(why(SOMEBODY, Leaf.good().extended(20, value))).isEqualTo("cosign.certificate-names");
        }
        assertThat(why(SOMEBODY, Leaf.good().extended(2, new byte[] {(byte) 0xff})))
                .startsWith("primitives.");
    }

    @ParameterizedTest
    @EnumSource
    void tellsEveryClaimInTheReport(FulcioClaim claim) {
        SignatureReport report = report(List.of(SOMEBODY), claiming(Leaf.good(), claim, "some value"));
        assertThat(report.facts()).containsEntry("certificate-" + claim.id(), "some value");
    }

    // ---- GitHub

    @Test
    void theWorkflowThatIsMeantIsAccepted() {
        assertThat(why(workflow(), UnaryOperator.identity())).isEqualTo("ACCEPTED");
        assertThat(why(GitHubWorkflow.of("shop/app"), UnaryOperator.identity())).isEqualTo("ACCEPTED");
        assertThat(why(
                        GitHubWorkflow.of("shop/app")
                                .file(".github/workflows/release.yml")
                                .refMatching("refs/tags/v[0-9]|refs/heads/main"),
                        UnaryOperator.identity()))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void anotherWorkflowIsRefused() {
        for (GitHubWorkflow other : List.of(
                GitHubWorkflow.of("shop/ap"),
                GitHubWorkflow.of("shop/.pp"),
                workflow().file(".github/workflows/other.yml"),
                workflow().file(".github/workflows/release"),
                workflow().ref("refs/tags/v2"),
                workflow().refMatching("refs/tags/v"),
                workflow().refMatching("refs/heads/.*|refs/tags/v2"),
                workflow().onServer("https://github.example", ISSUER))) {
            assertThat(why(other, UnaryOperator.identity())).isEqualTo("cosign.identity-mismatch");
        }
        assertThat(why(workflow().onServer("https://github.com/", "https://other"), UnaryOperator.identity()))
                .isEqualTo("cosign.issuer-mismatch");
    }

    @Test
    void aWorkflowThatWasStartedOtherwiseIsRefused() {
        for (GitHubWorkflow other : List.of(
                workflow().trigger("pull_request"),
                workflow().commit("cafe"),
                workflow().environment("production"),
                workflow().runner("self-hosted"),
                workflow().claiming(FulcioClaim.SOURCE_REPOSITORY_OWNER_URI, "https://github.com/other"))) {
            assertThat(why(other, UnaryOperator.identity())).isEqualTo("cosign.extension-mismatch");
        }
        GitHubWorkflow all = workflow()
                .trigger("push")
                .commit("c0ffee")
                .environment("staging")
                .runner("github-hosted");
        assertThat(why(all, leaf -> claiming(leaf, FulcioClaim.DEPLOYMENT_ENVIRONMENT, "staging")))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aReusableWorkflowSignsForTheRepositoryThatCalledIt() {
        String builder = "https://github.com/org/builder/.github/workflows/build.yml@refs/tags/v2";
        UnaryOperator<Leaf> called = leaf -> claiming(
                leaf.named(new GeneralName(GeneralName.uniformResourceIdentifier, builder)),
                FulcioClaim.BUILD_CONFIG_URI,
                WORKFLOW);
        assertThat(why(workflow(), called)).isEqualTo("cosign.identity-mismatch");
        assertThat(why(workflow().signedBy(new Exact(builder)), called)).isEqualTo("ACCEPTED");
        assertThat(why(workflow().file(".github/workflows/x.yml").signedBy(new Exact(builder)), called))
                .isEqualTo("cosign.extension-mismatch");
        assertThat(why(GitHubWorkflow.of("shop/other").signedBy(new Exact(builder)), called))
                .isEqualTo("cosign.extension-mismatch");
    }

    private static GitHubWorkflow workflow() {
        return GitHubWorkflow.of("shop/app")
                .file(".github/workflows/release.yml")
                .ref("refs/tags/v1");
    }

    private static String why(GitHubWorkflow workflow, UnaryOperator<Leaf> change) {
        Leaf leaf = Leaf.good()
                .issuers(ISSUER, ISSUER)
                .named(new GeneralName(GeneralName.uniformResourceIdentifier, WORKFLOW))
                .claiming(12, "https://github.com/shop/app")
                .claiming(13, "c0ffee")
                .claiming(14, "refs/tags/v1")
                .claiming(20, "push")
                .claiming(11, "github-hosted");
        return Judging.why(Judging.by(workflow.signedUnder(SigstoreForge.root(SigstoreForge.rootText())))
                .report(SigstoreForge.keyless(change.apply(leaf)).about(Forge.IMAGE)));
    }

    private static Leaf claiming(Leaf leaf, FulcioClaim claim, String value) {
        return claim.number() < 8
                ? leaf.extended(claim.number(), value.getBytes(StandardCharsets.UTF_8))
                : leaf.claiming(claim.number(), value);
    }

    private static String why(KeylessIdentity identity, Leaf leaf) {
        return why(List.of(identity), leaf);
    }

    private static String why(List<KeylessIdentity> identities, Leaf leaf) {
        return Judging.why(report(identities, leaf));
    }

    private static SignatureReport report(List<KeylessIdentity> identities, Leaf leaf) {
        CosignRequirement.Builder requirement =
                CosignRequirement.by(new Keyless(SigstoreForge.root(SigstoreForge.rootText()), identities));
        return Judging.by(requirement).report(SigstoreForge.keyless(leaf).about(Forge.IMAGE));
    }
}
