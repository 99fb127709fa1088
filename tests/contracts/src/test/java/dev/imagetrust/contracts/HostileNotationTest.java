/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import com.sun.management.ThreadMXBean;
import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.ChainBend;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.imagetrust.testkit.TrustAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What an attacker may try with a Notary Project signature, each with its own reason and within its bounds. */
class HostileNotationTest {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final ForgedChain CHAIN = ForgedChain.generate(Kind.EC_P256);
    private static final NotationForge FORGE = NotationForge.jws(IMAGE, CHAIN);

    private static Verdict verify(List<SignatureCandidate> signatures) {
        return verify(signatures, Limits.defaults());
    }

    private static Verdict verify(List<SignatureCandidate> signatures, Limits limits) {
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(NotationRequirement.builder(Level.STRICT)
                        .caStore("acme")
                        .trustedIdentity("*")
                        .build()))
                .trustStore(() -> TrustSnapshot.of(
                        List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.pem", CHAIN.rootPem()))))
                .signatures(ForgedSource.of(signatures))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .limits(limits)
                .build()
                .verify(IMAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED_LEAF, CERT_NOT_VALID_NOW",
        "EXPIRED_INTERMEDIATE, CERT_NOT_VALID_NOW",
        "FUTURE_LEAF, CERT_NOT_VALID_NOW",
        "ROOT_FIRST, SIGNATURE_INVALID",
        "UNRELATED_CERTIFICATE, CERT_CHAIN_INVALID",
        "REPEATED_LEAF, CERT_CHAIN_INVALID",
        "SERVER_AUTHENTICATION, CERT_CHAIN_INVALID",
        "TIME_STAMPING, CERT_CHAIN_INVALID",
        "ANY_EXTENDED_KEY_USAGE, CERT_CHAIN_INVALID",
        "SHA1_LEAF, CERT_CHAIN_INVALID",
        "LOOKALIKE_ROOT, NO_TRUSTED_CERTIFICATE",
        "TRUNCATED_LEAF, CERT_CHAIN_MALFORMED"
    })
    void everyChainIsRefusedForItsOwnReason(ChainBend bend, NotationReason reason) {
        assertThat(verify(List.of(FORGE.bent(bend)))).isUntrustedBecause(reason);
    }

    @Test
    void anEnvelopeOf4MiBIsRefusedUnread() {
        Bytes huge = Bytes.utf8("{\"payload\":\"" + "A".repeat((4 << 20) - 20) + "\"}");

        assertThat(verify(List.of(holding(huge)))).isUntrustedBecause(NotationReason.ENVELOPE_TOO_LARGE);
    }

    /** As much as may be allowed at all, in what nobody signs. */
    @Test
    void anEnvelopeOf32MiBTakesBoundedMemoryWhereItIsAllowed() {
        Limits most = Limits.builder().envelopeBytes(Limits.LONGEST_ENVELOPE).build();
        SignatureCandidate longest = holding(ofLength(Limits.LONGEST_ENVELOPE));
        long before = allocated();
        assertThat(verify(List.of(longest), most)).isTrusted();
        assertThat(allocated() - before).isLessThan(10L * Limits.LONGEST_ENVELOPE);

        SignatureCandidate longer = holding(ofLength(Limits.LONGEST_ENVELOPE + 1));
        assertThat(verify(List.of(longer), most)).isUntrustedBecause(NotationReason.ENVELOPE_TOO_LARGE);
    }

    private static SignatureCandidate holding(Bytes envelope) {
        SignatureArtifact.Referrer good =
                (SignatureArtifact.Referrer) FORGE.good().artifact();
        return new SignatureCandidate(
                new SignatureArtifact.Referrer(
                        good.manifest(), Descriptor.of("application/jose+json", envelope), envelope),
                IMAGE.image().digest(),
                FORGE.good().place());
    }

    private static Bytes ofLength(int length) {
        SignatureArtifact.Referrer good =
                (SignatureArtifact.Referrer) FORGE.good().artifact();
        String jws = new String(good.content().toByteArray(), StandardCharsets.UTF_8);
        Bytes longer = Bytes.utf8(
                jws.replace("image-trust testkit", "image-trust testkit" + "x".repeat(length - jws.length())));
        assertThat(longer.length()).isEqualTo(length);
        return longer;
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Nobody can hide a good signature behind bad ones, nor make a verdict take for ever. */
    @Test
    void aHundredSignaturesAreJudgedAndTheGoodOneIsFound() {
        List<SignatureCandidate> signatures = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            NotationForge one = FORGE.metadata("n", String.valueOf(i));
            signatures.add(one.bent(ChainBend.EXPIRED_LEAF));
        }
        Verdict none = assertTimeout(Duration.ofSeconds(20), () -> verify(signatures));
        assertThat(none).isUntrustedBecause(NotationReason.CERT_NOT_VALID_NOW);
        assertThat(none.reports()).hasSize(99);

        signatures.add(FORGE.good());
        Verdict verdict = assertTimeout(Duration.ofSeconds(20), () -> verify(signatures));
        assertThat(verdict).isTrusted();
        assertThat(verdict.reports()).hasSize(100);
    }
}
