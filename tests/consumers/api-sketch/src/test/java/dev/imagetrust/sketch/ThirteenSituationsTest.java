/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Receipts;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each test is a caller's situation; together they hold the API in place. */
class ThirteenSituationsTest {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static ImageSubject image(String name) {
        return ImageSubject.byDigest(ImageName.parse(name), Descriptor.of(MANIFEST, Bytes.utf8("manifest of " + name)));
    }

    private static ImageTrust.Builder setUp(PolicySource policy, CannedSource source) {
        return ImageTrust.builder()
                .policy(policy)
                .signatures(source)
                .clock(InstantSource.fixed(NOW))
                .provider(CannedProvider.cosign())
                .provider(CannedProvider.notation())
                .provider(CannedProvider.gpg());
    }

    private static TrustSnapshot stores() {
        return TrustSnapshot.of(List.of(
                new TrustAnchor(AnchorKind.COSIGN_KEY, "red", "rita", Bytes.utf8("rita's key")),
                new TrustAnchor(AnchorKind.COSIGN_KEY, "blue", "ben", Bytes.utf8("ben's key")),
                new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "acme root", Bytes.utf8("acme's root"))));
    }

    @Test
    void pushGatePerRepository() {
        ImageSubject red = image("registry.example/red/app");
        ImageSubject blue = image("registry.example/blue/app");
        CannedSource registry = new CannedSource()
                .holding(red, Canned.by("cosign", "rita", red))
                .holding(blue, Canned.by("cosign", "rita", blue));
        ImageTrust trust =
                setUp(Policies.perRepository(), registry).trustStore(stores()).build();

        assertThat(trust.verify(red).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(trust.verify(blue).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(trust.verify(image("registry.example/playground/x")).outcome())
                .isEqualTo(Outcome.EXEMPT);
        assertThat(trust.verify(image("registry.example/green/app")).has(CoreReason.REJECTED))
                .isTrue();
        assertThat(registry.searches()).as("constant rules cause no search").isEqualTo(2);
    }

    @Test
    void pushGateWithoutAProviderDoesNotStart() {
        assertThatThrownBy(() -> new PushGate(Policies.perRepository(), stores(), new CannedSource()))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("CosignRequirement");
    }

    @Test
    void twoRequirementsOneOfThemWithSeveralKeys() {
        ImageSubject image = image("registry.example/app");
        CannedSource builderOnly = new CannedSource().holding(image, Canned.by("cosign", "builder", image));
        CannedSource both = new CannedSource()
                .holding(image, Canned.by("cosign", "builder", image))
                .holding(image, Canned.by("cosign", "bob", image));

        Verdict refused =
                setUp(Policies.builderAndReleaseManager(), builderOnly).build().verify(image);
        Verdict trusted =
                setUp(Policies.builderAndReleaseManager(), both).build().verify(image);

        assertThat(refused.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(trusted.signers()).extracting(TrustedSigner::display).containsExactly("builder", "bob");
    }

    @Test
    void notationAuditAndSkip() {
        ImageSubject audited = image("registry.example/audited/app");
        CannedSource source = new CannedSource().holding(audited, Canned.by("notation", "stranger", audited));
        ImageTrust trust =
                setUp(Policies.notationAudit(), source).trustStore(stores()).build();

        Verdict audit = trust.verify(audited);

        assertThat(audit.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(audit.has(CannedReason.UNKNOWN_SIGNER))
                .as("what failed is told")
                .isTrue();
        assertThat(trust.verify(image("registry.example/skipped/app")).outcome())
                .isEqualTo(Outcome.EXEMPT);
        assertThat(trust.verify(image("registry.example/other")).has(CoreReason.NO_RULE))
                .isTrue();
    }

    @Test
    void twoOfThreeDistinctSignersOverKeyedAndKeyless() {
        ImageSubject image = image("registry.example/app");
        CannedSource aliceTwice = new CannedSource()
                .holding(image, Canned.by("cosign", "alice", image))
                .holding(image, Canned.by("cosign", "alice", image).with("note", "again"));
        CannedSource aliceAndCarol = new CannedSource()
                .holding(image, Canned.by("cosign", "alice", image))
                .holding(image, Canned.by("cosign", "carol@example.com", image));

        Verdict once = setUp(Policies.twoOfThree(), aliceTwice).build().verify(image);
        Verdict twice = setUp(Policies.twoOfThree(), aliceAndCarol).build().verify(image);

        assertThat(once.has(CoreReason.TOO_FEW_SIGNERS)).isTrue();
        assertThat(twice.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(twice.signers()).hasSize(2);
    }

    @Test
    void attestationWithANamedCallback() {
        ImageSubject image = image("registry.example/app");
        StatementPolicy noCriticals = statement -> statement.payload().equals(Bytes.utf8("criticals: 0"))
                ? StatementPolicy.Answer.accept()
                : StatementPolicy.Answer.refuse("critical findings");
        CannedSource clean = new CannedSource()
                .holding(
                        image,
                        Canned.by("cosign", "scanner", image)
                                .with("type", "vuln")
                                .with("payload", "criticals: 0"));
        CannedSource dirty = new CannedSource()
                .holding(
                        image,
                        Canned.by("cosign", "scanner", image)
                                .with("type", "vuln")
                                .with("payload", "criticals: 3"));

        assertThat(setUp(Policies.scanned(), clean)
                        .statementPolicy("no-criticals", noCriticals)
                        .build()
                        .verify(image)
                        .outcome())
                .isEqualTo(Outcome.TRUSTED);
        assertThat(setUp(Policies.scanned(), dirty)
                        .statementPolicy("no-criticals", noCriticals)
                        .build()
                        .verify(image)
                        .has(CannedReason.STATEMENT_REFUSED))
                .isTrue();
        assertThatThrownBy(() -> setUp(Policies.scanned(), clean).build())
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("no-criticals");
    }

    @Test
    void summaryOfAllSignaturesAlsoOfToolsThePolicyDoesNotName() {
        ImageSubject image = image("registry.example/app");
        CannedSource source = new CannedSource()
                .holding(image, Canned.by("cosign", "bob", image))
                .holding(image, Canned.by("cosign", "mallory\u202e", image))
                .holding(image, Canned.by("gpg", "releaser", image))
                .holding(image, Canned.by("pgp2", "somebody", image));
        ImageTrust trust = setUp(TrustPolicy.forAllImages(Policies.anyReleaseManager()), source)
                .build();

        assertThat(new Summary(trust).lines(image))
                .containsExactly(
                        "cosign: ACCEPTED, says it is by bob",
                        "cosign: REFUSED, says it is by mallory\\u202e",
                        "gpg: not asked for, says it is by releaser",
                        "unknown tool: not asked for, says it is by ");
    }

    @Test
    void onePlaceFailingBesideAGoodOne() {
        ImageSubject image = image("registry.example/app");
        TrustPolicy policy = TrustPolicy.forAllImages(Policies.anyReleaseManager());
        CannedSource good = new CannedSource()
                .holding(image, Canned.by("cosign", "bob", image))
                .failingAt(Canned.PLACE);
        CannedSource nothing = new CannedSource().failingAt(Canned.PLACE);

        Verdict trusted = setUp(policy, good).build().verify(image);
        Verdict open = setUp(policy, nothing).build().verify(image);

        assertThat(trusted.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(trusted.looks()).extracting(Look::answer).containsExactly(Look.Answer.FAILED);
        assertThat(open.outcome()).as("could not look is not unsigned").isEqualTo(Outcome.UNDETERMINED);
        assertThat(open.mayChange()).isTrue();
        assertThat(setUp(policy, new CannedSource()).build().verify(image).has(CoreReason.UNSIGNED))
                .isTrue();
    }

    @Test
    void tagBoundRuleAskedByTagAndByDigest() {
        Descriptor manifest = Descriptor.of(MANIFEST, Bytes.utf8("manifest"));
        ImageName name = ImageName.parse("registry.example/app");
        ImageSubject byTag = ImageSubject.of(name, new Asked.ByTag("1.0"), manifest);
        ImageSubject byOtherTag = ImageSubject.of(name, new Asked.ByTag("1.1"), manifest);
        ImageSubject byDigest = ImageSubject.byDigest(name, manifest);
        CannedSource source = new CannedSource()
                .holding(byTag, Canned.by("gpg", "releaser", byTag).with("name", "registry.example/app:1.0"));
        ImageTrust trust = setUp(Policies.tagBound(), source).build();

        assertThat(trust.verify(byTag).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(trust.verify(byOtherTag).has(CannedReason.OTHER_NAME)).isTrue();
        assertThat(trust.verify(byDigest).has(CannedReason.OTHER_NAME)).isTrue();
    }

    @Test
    void signedIndexWithAnAskedChild() {
        Descriptor child = Descriptor.of(MANIFEST, Bytes.utf8("child"));
        Bytes indexBytes = Bytes.utf8("{\"manifests\":[{\"digest\":\"" + child.digest() + "\"}]}");
        ImageSubject index =
                ImageSubject.byDigest(ImageName.parse("registry.example/app"), Descriptor.of(INDEX, indexBytes));
        VerifiedIndex verified = VerifiedIndex.of(index.image(), indexBytes, List.of(child));
        ImageSubject asked = index.memberOf(verified, child.digest());
        CannedSource source = new CannedSource().holding(index, Canned.by("cosign", "alice", index));
        ImageTrust trust = setUp(Policies.signedIndex(), source).build();

        assertThat(trust.verify(asked).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(trust.verify(ImageSubject.byDigest(ImageName.parse("registry.example/app"), child))
                        .outcome())
                .as("the same image without its index")
                .isEqualTo(Outcome.UNTRUSTED);
        assertThatThrownBy(() -> index.memberOf(verified, Digest.sha256(Bytes.utf8("stranger"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void expiryAndDependencies() {
        ImageSubject image = image("registry.example/app");
        Instant end = NOW.plus(Duration.ofDays(30));
        CannedSource source = new CannedSource()
                .holding(image, Canned.by("cosign", "bob", image).with("until", end.toString()));
        TrustPolicy policy = TrustPolicy.forAllImages(Policies.anyReleaseManager());
        Verdict verdict = setUp(policy, source).build().verify(image);
        VerdictIndex index = new VerdictIndex();
        index.remember(verdict);

        assertThat(index.dueAt(end.minusSeconds(1))).isEmpty();
        assertThat(index.dueAt(end)).containsExactly(image.image().digest());
        assertThat(index.affectedByRemovalOf(verdict.signers().get(0).anchor()))
                .containsExactly(image.image().digest());
        assertThat(setUp(policy, source)
                        .clock(InstantSource.fixed(end))
                        .build()
                        .verify(image)
                        .has(CannedReason.EXPIRED))
                .isTrue();
        assertThat(replay(verdict, image, policy, source)).isEqualTo(Receipts.document(verdict));
    }

    private static String replay(Verdict verdict, ImageSubject image, TrustPolicy policy, CannedSource source) {
        SignatureArtifact kept = Canned.by("cosign", "bob", image)
                .with(
                        "until",
                        verdict.dependencies().reevaluateAt().orElseThrow().toString())
                .artifact();
        return Receipts.replay(
                Receipts.document(verdict),
                image,
                setUp(policy, source),
                id -> Optional.of(kept).filter(a -> a.id().equals(id)));
    }

    @Test
    void signingToASink() throws Exception {
        ImageSubject image = image("registry.example/app");
        ImageSigner signer = new ImageSigner() {
            @Override
            public Set<Class<? extends SignatureArtifact>> yields() {
                return Set.of(SignatureArtifact.LookasideBlob.class);
            }

            @Override
            public SignatureArtifact sign(ImageSubject subject, SigningContext context) {
                return Canned.by("cosign", "alice", subject).artifact();
            }
        };
        CannedSource registry = new CannedSource();
        ImageTrust trust = setUp(TrustPolicy.forAllImages(Policies.anyReleaseManager()), registry)
                .build();
        assertThat(trust.verify(image).outcome()).isEqualTo(Outcome.UNTRUSTED);

        new Release(signer, List.of(registry)).sign(image, SigningContext.offline(NOW, Deadline.never()));

        assertThat(trust.verify(image).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void anyOfKeysForAWebhook() {
        ImageSubject image = image("registry.example/app");
        ImageSubject unsigned = image("registry.example/unsigned");
        CannedSource source = new CannedSource().holding(image, Canned.by("cosign", "bob", image));
        Webhook webhook = new Webhook(setUp(Policies.namespacesDecide(), source).build());

        assertThat(webhook.admits(List.of(Policies.key("alice"), Policies.key("bob")), List.of(image)))
                .isTrue();
        assertThat(webhook.admits(List.of(Policies.key("alice")), List.of(image)))
                .isFalse();
        assertThat(webhook.admits(List.of(Policies.key("bob")), List.of(image, unsigned)))
                .isFalse();
    }

    @Test
    void evidenceFetcherWithADeadline() {
        ImageSubject image = image("registry.example/app");
        CannedSource source = new CannedSource().holding(image, Canned.by("notation", "acme root", image));
        List<Duration> left = new ArrayList<>();
        ImageTrust.Builder setUp = setUp(Policies.withRevocation(), source).trustStore(stores());

        Verdict without = setUp.build().verify(image);
        Verdict with = setUp.evidence(request -> {
                    left.add(request.deadline().remaining());
                    return Bytes.utf8("good");
                })
                .build()
                .verify(image, Deadline.after(Duration.ofSeconds(5), () -> 0L));
        Verdict broken = setUp.evidence(request -> {
                    throw new IOException("connection refused");
                })
                .build()
                .verify(image);

        assertThat(without.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(with.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(with.reports().get(0).evidence()).containsExactly(Digest.sha256(Bytes.utf8("good")));
        assertThat(left).containsExactly(Duration.ofSeconds(5));
        assertThat(broken.has(CannedReason.NO_EVIDENCE)).isTrue();
        assertThat(broken.mayChange()).isTrue();
    }
}
