/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Receipts;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.registry.GuardedEvidenceFetcher;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.Bend.Expectation;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.RevocationBend;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.imagetrust.testkit.TrustAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Revocation from end to end: the engine, the verifier, the guarded fetcher, and an authority's server. */
class RevocationOverHttpTest {

    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final ForgedChain CHAIN = ForgedChain.generate(Kind.EC_P256);
    private static final TrustPolicy POLICY = TrustPolicy.forAllImages(NotationRequirement.builder(Level.STRICT)
            .caStore("acme")
            .trustedIdentity("*")
            .build());
    private static final TrustSnapshot TRUST =
            TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.pem", CHAIN.rootPem())));

    private RevocationServer server;
    private GuardedEvidenceFetcher fetcher;

    @BeforeEach
    void open() throws Exception {
        server = new RevocationServer();
        fetcher = fetcher(server.settings());
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    private static GuardedEvidenceFetcher fetcher(HttpSettings settings) {
        return GuardedEvidenceFetcher.builder(InstantSource.fixed(ForgedTime.NOW))
                .http(settings)
                .build();
    }

    private static ImageTrust.Builder setUp(ForgedChain chain) {
        SignatureCandidate signature = NotationForge.jws(IMAGE, chain).good();
        return ImageTrust.builder()
                .policy(POLICY)
                .trustStore(() -> TRUST)
                .signatures(ForgedSource.of(signature))
                .clock(InstantSource.fixed(ForgedTime.NOW));
    }

    private Verdict verify(ForgedChain chain) {
        return setUp(chain).evidence(fetcher).build().verify(IMAGE);
    }

    private ForgedChain withOcsp() {
        return CHAIN.namingOcsp(server.at("/ocsp"));
    }

    private ForgedChain withCrl() {
        return CHAIN.namingCrl(server.at("/crl"));
    }

    private static void assertDeserved(Verdict verdict, RevocationBend bend) {
        if (bend.expectation() == Expectation.ACCEPTED) {
            assertThat(verdict).isTrusted();
        } else if (bend == RevocationBend.REVOKED) {
            assertThat(verdict).isUntrustedBecause(NotationReason.CERT_REVOKED);
        } else {
            assertThat(verdict).isUndeterminedBecause(NotationReason.REVOCATION_UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOcspAnswerIsTakenAsItDeserves(RevocationBend bend) {
        server.ocsp(CHAIN.ocspAnswer(bend));

        assertDeserved(verify(withOcsp()), bend);
        assertThat(server.requests).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyCrlIsTakenAsItDeserves(RevocationBend bend) {
        server.crl(CHAIN.crl(bend));

        assertDeserved(verify(withCrl()), bend);
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void anAnswerIsAskedForOnceAsLongAsItHolds() {
        server.ocsp(CHAIN.ocspAnswer(RevocationBend.NONE));
        Verdict first = verify(withOcsp());
        Verdict second = verify(withOcsp());

        assertThat(second).isTrusted();
        assertThat(server.requests).hasValue(1);
        assertThat(first.dependencies().reevaluateAt().orElseThrow())
                .isBeforeOrEqualTo(Instant.from(ForgedTime.NOW.plus(Duration.ofDays(7))));
    }

    @Test
    void aVerdictIsMadeAgainFromWhatWasFetched() {
        Map<Digest, Bytes> kept = new HashMap<>();
        EvidenceFetcher keeping = request -> {
            Bytes answer = fetcher.fetch(request);
            kept.put(Digest.sha256(answer), answer);
            return answer;
        };
        ForgedChain chain = withCrl().namingOcsp(server.at("/nobody"));
        SignatureCandidate signature = NotationForge.jws(IMAGE, chain).good();
        for (RevocationBend bend : List.of(RevocationBend.REVOKED, RevocationBend.NONE, RevocationBend.GARBAGE)) {
            server.crl(CHAIN.crl(bend));
            GuardedEvidenceFetcher before = fetcher;
            fetcher = fetcher(server.settings());
            before.close();
            ImageTrust.Builder set = setUp(chain).signatures(ForgedSource.of(signature));
            Verdict verdict = set.evidence(keeping).build().verify(IMAGE);
            assertDeserved(verdict, bend);
            String document = Receipts.document(verdict);

            int asked = server.requests.get();
            String again = Receipts.replay(
                    document,
                    IMAGE,
                    setUp(chain),
                    id -> Optional.of(signature.artifact()),
                    digest -> Optional.ofNullable(kept.get(digest)));
            assertThat(again).isEqualTo(document).contains("\"failure\":");
            assertThat(server.requests).hasValue(asked);
        }
    }

    @Test
    void anEndlessOcspAnswerIsGivenUp() {
        Verdict verdict = verify(CHAIN.namingOcsp(server.at("/endless")));

        assertThat(verdict).isUndeterminedBecause(NotationReason.REVOCATION_UNKNOWN);
        assertThat(verdict.summary()).contains("endless");
        assertThat(server.sent.get()).as("what fits into buffers on the way").isLessThan(64 << 20);
    }

    @Test
    void aCrlOf50MiBIsGivenUp() {
        Verdict verdict = verify(CHAIN.namingCrl(server.at("/50MiB")));

        assertThat(verdict).isUndeterminedBecause(NotationReason.REVOCATION_UNKNOWN);
        assertThat(server.requests).hasValue(1);
        assertThat(server.sent.get())
                .as("16 MiB, and what fits into buffers on the way")
                .isLessThan(40 << 20);
    }

    @Test
    void aLongCrlIsReadToItsEnd() {
        server.crl(CHAIN.crlOf(20_000));

        assertThat(verify(withCrl())).isTrusted();
    }

    /** A certificate must not make us call a neighbour of ours. */
    @Test
    void nobodyInsideIsAskedUnlessTheEmbedderSaysSo() {
        server.ocsp(CHAIN.ocspAnswer(RevocationBend.NONE));
        fetcher.close();
        fetcher = fetcher(HttpSettings.builder().insecurelyAllPlainHttp().build());

        assertThat(verify(withOcsp())).isUndeterminedBecause(NotationReason.REVOCATION_UNKNOWN);
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void aServerThatIsGoneLeavesItOpen() {
        URI gone = server.at("/ocsp");
        server.close();

        assertThat(verify(CHAIN.namingOcsp(gone))).isUndeterminedBecause(NotationReason.REVOCATION_UNKNOWN);
    }
}
