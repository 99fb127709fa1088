/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.PluginException.ErrorCode;
import dev.imagetrust.notation.plugin.VerificationPlugin;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.imagetrust.notation.internal.EnvelopeFormat.JWS;
import static dev.imagetrust.notation.internal.NotationCheck.CRITICAL_ATTRIBUTES;
import static dev.imagetrust.notation.internal.NotationCheck.REVOCATION;
import static dev.imagetrust.notation.internal.NotationCheck.TRUSTED_IDENTITY;
import static dev.imagetrust.notation.plugin.PluginCapability.SIGNATURE_VERIFIER_REVOCATION_CHECK;
import static dev.imagetrust.notation.plugin.PluginCapability.SIGNATURE_VERIFIER_TRUSTED_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

/** Signatures that demand a plugin, and a plugin that says what it is told to. */
class PluginVerificationTest {

    private static final String PLUGIN = "io.cncf.notary.verificationPlugin";
    private static final String MIN_VERSION = "io.cncf.notary.verificationPluginMinVersion";

    private final ToldPlugin plugin = new ToldPlugin();

    @Test
    void letsThePluginJudgeIdentityAndRevocation() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, SIGNATURE_VERIFIER_REVOCATION_CHECK);

        SignatureReport report = judge(trusting("acme:somebody"), demanding());

        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.facts()).containsEntry("verificationPlugin", "p 1.2.3");
        assertThat(report.changesAt()).contains(Judgement.NOW.plus(Duration.ofHours(1)));
        assertThat(plugin.questions).singleElement().satisfies(question -> {
            assertThat(question.trustedIdentities()).containsExactly("acme:somebody");
            assertThat(question.contentType()).isEqualTo(NotationPayload.MEDIA_TYPE);
            assertThat(question.signingScheme()).isEqualTo("notary.x509");
            assertThat(question.authenticSigningTime()).isNull();
            assertThat(question.certificateChain()).containsExactly(TestChain.LEAF.der(), TestChain.ROOT.der());
            assertThat(question.wanted())
                    .containsExactlyInAnyOrder(
                            SIGNATURE_VERIFIER_TRUSTED_IDENTITY, SIGNATURE_VERIFIER_REVOCATION_CHECK);
        });
    }

    @Test
    void judgesItselfWhatThePluginCannot() {
        plugin.can(SIGNATURE_VERIFIER_REVOCATION_CHECK);
        assertFailed(
                judge(trusting("x509.subject: C=US, ST=WA, O=other"), demanding()),
                TRUSTED_IDENTITY,
                NotationReason.IDENTITY_NOT_TRUSTED);
    }

    @Test
    void refusesWhomThePluginDoesNotTrust() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY)
                .says(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, new VerificationPlugin.Result(false, "not of ours"));
        SignatureReport report = judge(trusting("*"), demanding());
        assertFailed(report, TRUSTED_IDENTITY, NotationReason.IDENTITY_NOT_TRUSTED);
        assertThat(check(report, TRUSTED_IDENTITY).reason().orElseThrow().text())
                .contains("not of ours");
    }

    @Test
    void refusesWhatThePluginCallsRevoked() {
        plugin.can(SIGNATURE_VERIFIER_REVOCATION_CHECK)
                .says(SIGNATURE_VERIFIER_REVOCATION_CHECK, new VerificationPlugin.Result(false, "revoked"));
        assertFailed(judge(trusting("*"), demanding()), REVOCATION, NotationReason.CERT_REVOKED);
    }

    @Test
    void doesNotAskAboutRevocationsThatThePolicySkips() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, SIGNATURE_VERIFIER_REVOCATION_CHECK);
        NotationRequirement.Builder skipping =
                Judgement.anybody(Level.STRICT).override(Step.REVOCATION, Action.SKIPPED);

        assertThat(judge(skipping, demanding()).status()).isEqualTo(Status.ACCEPTED);

        assertThat(plugin.questions.get(0).wanted()).containsExactly(SIGNATURE_VERIFIER_TRUSTED_IDENTITY);
    }

    /** CVE-class of section 17, row 7: the reference runs the plugin before anybody is trusted. */
    @ParameterizedTest
    @EnumSource(Level.class)
    void asksNoPluginAboutAChainThatNobodyTrusts(Level level) {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY);
        SignatureReport report = Judgement.under(Judgement.anybody(level))
                .trusting(Judgement.trust(AnchorKind.NOTATION_CA, other()))
                .withPlugins(VerificationPlugins.of(Map.of("p", plugin)))
                .judge(demanding());
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(plugin.asked).isZero();
    }

    @Test
    void refusesASignatureWhosePluginIsNotThere() {
        SignatureReport report = Judgement.under(Judgement.anybody(Level.STRICT))
                .withPlugins(VerificationPlugins.of(Map.of("another", plugin)))
                .judge(demanding());
        assertFailed(report, CRITICAL_ATTRIBUTES, NotationReason.PLUGIN_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.4, true",
        "1.2.3, 1.10.0, true",
        "1.2.3, 1.2.3, false",
        "1.2.3, 1.2.3-rc.1, false",
        "1.2.3-rc.1, 1.2.3, true",
        "1.2.3-rc.2, 1.2.3-rc.10, true",
        "1.2.3-rc.x, 1.2.3-rc.9, false",
        "1.2.3-1, 1.2.3-alpha, true",
        "1.2.3-alpha, 1.2.3-alpha.1, true",
        "1.2.3+build.9, 1.2.3+build.10, false",
        "nonsense, 1.0.0, true"
    })
    void refusesAPluginThatIsTooOld(String version, String atLeast, boolean refused) {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY).version = version;
        SignatureReport report = judge(trusting("*"), demanding().critical(MIN_VERSION, atLeast));
        if (refused) {
            assertFailed(report, CRITICAL_ATTRIBUTES, NotationReason.PLUGIN_INCOMPATIBLE);
        } else {
            assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        }
    }

    @Test
    void refusesAPluginThatVerifiesNothingOrSpeaksAnotherContract() {
        plugin.can(PluginCapability.SIGNATURE_GENERATOR_RAW);
        assertFailed(judge(trusting("*"), demanding()), CRITICAL_ATTRIBUTES, NotationReason.PLUGIN_INCOMPATIBLE);
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY).contracts = Set.of("2.0");
        assertFailed(judge(trusting("*"), demanding()), CRITICAL_ATTRIBUTES, NotationReason.PLUGIN_INCOMPATIBLE);
    }

    @Test
    void doesNotDecideWhereThePluginFails() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY).failure = new PluginException(ErrorCode.TIMEOUT, "too slow");
        SignatureReport report = judge(trusting("*"), demanding());
        assertThat(report.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(check(report, CRITICAL_ATTRIBUTES).reason().orElseThrow().code())
                .isEqualTo(NotationReason.PLUGIN_FAILED);
    }

    @Test
    void refusesAnAnswerThatLacksAResult() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, SIGNATURE_VERIFIER_REVOCATION_CHECK);
        plugin.results.remove(SIGNATURE_VERIFIER_REVOCATION_CHECK);
        assertFailed(judge(trusting("*"), demanding()), CRITICAL_ATTRIBUTES, NotationReason.PLUGIN_ANSWER_INVALID);
    }

    @Test
    void leavesCriticalAttributesToThePlugin() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY).processed = Set.of("acme.a");
        EnvelopeForge forge = demanding().critical("acme.a", "1");

        assertThat(judge(trusting("*"), forge).status()).isEqualTo(Status.ACCEPTED);

        assertThat(plugin.questions.get(0).unprocessedAttributes()).containsExactly("acme.a");
        assertThat(plugin.questions.get(0).extendedAttributes()).containsExactly(Map.entry("acme.a", "1"));
    }

    @Test
    void refusesCriticalAttributesThatThePluginDidNotProcess() {
        plugin.can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY).processed = Set.of("acme.b");
        assertFailed(
                judge(trusting("*"), demanding().critical("acme.a", "1")),
                CRITICAL_ATTRIBUTES,
                NotationReason.UNPROCESSED_CRITICAL_ATTRIBUTE);
    }

    /** Section 17, row 1: the reference does not run the plugin then, and accepts. */
    @Test
    void refusesCriticalAttributesWhereThePluginHasNothingToJudge() {
        plugin.can(SIGNATURE_VERIFIER_REVOCATION_CHECK).processed = Set.of("acme.a");
        NotationRequirement.Builder skipping =
                Judgement.anybody(Level.STRICT).override(Step.REVOCATION, Action.SKIPPED);
        assertFailed(
                judge(skipping, demanding().critical("acme.a", "1")),
                CRITICAL_ATTRIBUTES,
                NotationReason.UNPROCESSED_CRITICAL_ATTRIBUTE);
        assertThat(plugin.questions).isEmpty();
    }

    private SignatureReport judge(NotationRequirement.Builder requirement, EnvelopeForge forge) {
        return Judgement.under(requirement)
                .withPlugins(VerificationPlugins.of(Map.of("p", plugin)))
                .judge(forge);
    }

    private static EnvelopeForge demanding() {
        return EnvelopeTest.forge(JWS).critical(PLUGIN, "p");
    }

    private static NotationRequirement.Builder trusting(String identity) {
        return NotationRequirement.builder(Level.STRICT).caStore("acme").trustedIdentity(identity);
    }

    private static Bytes other() {
        return CertificateForge.authority(CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=other,CN=root")
                .issue()
                .der();
    }

    private static void assertFailed(SignatureReport report, NotationCheck check, NotationReason reason) {
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(check(report, check).result()).isEqualTo(Result.FAILED);
        assertThat(check(report, check).reason().orElseThrow().code()).isEqualTo(reason);
    }

    private static Check check(SignatureReport report, NotationCheck id) {
        return report.checks().stream()
                .filter(check -> check.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
