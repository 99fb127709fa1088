/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.BlobSignature;
import dev.imagetrust.notation.BlobVerdict;
import dev.imagetrust.notation.NotationBlobPolicy;
import dev.imagetrust.notation.NotationBlobs;
import dev.imagetrust.notation.NotationBlobs.Expected;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.VerificationPlugin;
import dev.imagetrust.notation.plugin.VerificationPlugins;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.imagetrust.notation.plugin.PluginCapability.SIGNATURE_VERIFIER_TRUSTED_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

/** Signatures of files that demand a plugin. */
class BlobPluginsTest {

    private static final Bytes BLOB = Bytes.utf8("a release, in one file");

    private static final NotationBlobPolicy POLICY = NotationBlobPolicy.parse(Bytes.utf8("""
            {"version": "1.0", "trustPolicies": [
              {"name": "strict", "signatureVerification": {"level": "strict"},
               "trustStores": ["ca:acme"], "trustedIdentities": ["acme:somebody"], "globalPolicy": true}]}
            """));

    private final ToldPlugin plugin = new ToldPlugin().can(SIGNATURE_VERIFIER_TRUSTED_IDENTITY);

    @ParameterizedTest
    @EnumSource
    void letsThePluginSayWhoIsTrusted(NotationEnvelope envelope) throws Exception {
        BlobVerdict verdict = verify(plugin, demanding(envelope), BLOB);

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.report().orElseThrow().facts()).containsEntry("verificationPlugin", "p 1.2.3");
        assertThat(plugin.questions)
                .singleElement()
                .satisfies(question -> assertThat(question.trustedIdentities()).containsExactly("acme:somebody"));
    }

    @Test
    void refusesWhomThePluginDoesNotTrust() throws Exception {
        plugin.says(SIGNATURE_VERIFIER_TRUSTED_IDENTITY, new VerificationPlugin.Result(false, "not of ours"));
        assertEnds(
                verify(plugin, demanding(NotationEnvelope.JWS), BLOB),
                Outcome.UNTRUSTED,
                NotationReason.IDENTITY_NOT_TRUSTED);
    }

    @Test
    void refusesWhereThePluginWasNotHandedIn() throws Exception {
        BlobVerdict verdict = blobs(Judgement.TRUST)
                .verify(demanding(NotationEnvelope.JWS), BLOB.newInputStream(), Expected.anything());
        assertEnds(verdict, Outcome.UNTRUSTED, NotationReason.PLUGIN_UNAVAILABLE);
    }

    @Test
    void asksNoPluginAboutAnotherFileNorAboutAStranger() throws Exception {
        assertEnds(
                verify(plugin, demanding(NotationEnvelope.JWS), Bytes.utf8("another file")),
                Outcome.UNTRUSTED,
                NotationReason.ARTIFACT_MISMATCH);
        TrustStore others = Judgement.trust(
                AnchorKind.NOTATION_CA, TimeAuthority.GOOD.root().der());
        BlobVerdict verdict = blobs(others)
                .plugins(VerificationPlugins.of(Map.of("p", plugin)))
                .verify(demanding(NotationEnvelope.JWS), BLOB.newInputStream(), Expected.anything());
        assertEnds(verdict, Outcome.UNTRUSTED, NotationReason.NO_TRUSTED_CERTIFICATE);
        assertThat(plugin.asked).isZero();
    }

    @Test
    void doesNotKnowWhereThePluginFailsOrBreaks() throws Exception {
        plugin.failure = new PluginException(PluginException.ErrorCode.TIMEOUT, "too slow");
        assertEnds(
                verify(plugin, demanding(NotationEnvelope.JWS), BLOB),
                Outcome.UNDETERMINED,
                NotationReason.PLUGIN_FAILED);
        VerificationPlugins broken = name -> {
            throw new IllegalStateException("broken");
        };
        BlobVerdict verdict = blobs(Judgement.TRUST)
                .plugins(broken)
                .verify(demanding(NotationEnvelope.JWS), BLOB.newInputStream(), Expected.anything());
        assertEnds(verdict, Outcome.UNDETERMINED, CoreReason.VERIFIER_FAILED);
    }

    @Test
    void keepsThePluginsWhereNoncesAreGivenLater() throws Exception {
        BlobVerdict verdict = blobs(Judgement.TRUST)
                .plugins(VerificationPlugins.of(Map.of("p", plugin)))
                .ocspNonces(() -> Bytes.utf8("0123456789abcdef"))
                .verify(demanding(NotationEnvelope.JWS), BLOB.newInputStream(), Expected.anything());
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
    }

    private static NotationBlobs blobs(TrustStore trust) {
        return NotationBlobs.of(POLICY, trust, () -> Judgement.NOW);
    }

    private static BlobVerdict verify(VerificationPlugin plugin, BlobSignature signature, Bytes content)
            throws InterruptedException {
        return blobs(Judgement.TRUST)
                .plugins(VerificationPlugins.of(Map.of("p", plugin)))
                .verify(signature, content.newInputStream(), Expected.anything());
    }

    private static BlobSignature demanding(NotationEnvelope envelope) {
        Bytes made = EnvelopeTest.forge(EnvelopeFormat.of(envelope))
                .critical("io.cncf.notary.verificationPlugin", "p")
                .payload("{\"targetArtifact\":{\"mediaType\":\"application/gzip\",\"digest\":\"" + Digest.sha256(BLOB)
                        + "\",\"size\":" + BLOB.length() + "}}")
                .build();
        return new BlobSignature(envelope, made);
    }

    private static void assertEnds(BlobVerdict verdict, Outcome outcome, ReasonCode reason) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(outcome);
        assertThat(verdict.report().orElseThrow().checks().stream()
                        .flatMap(check -> check.reason().stream())
                        .map(Reason::code))
                .contains(reason);
    }
}
