/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.cosign.CosignVerifierProvider;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationVerifierProvider;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.testkit.AllCandidates;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.SignatureReport;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every layout of a signature, judged by its verifier. The input is what the artifact contains; of a legacy layer, the
 * line before it is the annotation with the signature.
 */
enum Layout {
    COSIGN_LEGACY("cosign.pub"),
    COSIGN_LEGACY_ATTESTATION("cosign.pub"),
    COSIGN_BUNDLE("cosign.pub"),
    COSIGN_BUNDLED_ATTESTATION("cosign.pub"),
    NOTATION_JWS("notation.crt"),
    NOTATION_COSE("notation.crt"),
    SIMPLE_SIGNING("openpgp.asc");

    /** What the seeds sign. */
    static final ImageSubject SIGNED = at(ImageForge.image("app"));

    /** What nobody signed. */
    static final ImageSubject OTHER = at(ImageForge.image("another app"));

    static final String PREDICATE = "https://spdx.dev/Document";

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    private final String trusted;
    private @Nullable Judges judges;

    Layout(String trusted) {
        this.trusted = trusted;
    }

    /** Made when asked for: the seeds are written before there is anything to trust. */
    private synchronized Judges judges() {
        if (judges == null) {
            Forge strangers = Forge.generate();
            judges = new Judges(
                    strangers.good(this, SIGNED),
                    strangers.good(this, OTHER),
                    judge(Seeds.trust(trusted)),
                    judge(strangers.anchor(this)));
        }
        return judges;
    }

    private static ImageSubject at(ForgedImage image) {
        return image.at("registry.example/team/app", "v1");
    }

    /**
     * Whatever the input is, its verifier answers. It accepts only what the key holder signed, hence the input neither for
     * another image nor by a stranger's key; members that no signature covers may be anything.
     */
    void feed(Bytes input) {
        Judges all = judges();
        Check.that(!accepts(all.ours(), with(all.otherShape(), input), OTHER), "nobody signed this image");
        Check.that(!accepts(all.strangers(), with(all.signedShape(), input), SIGNED), "this key signed nothing");
        isGood(input);
    }

    /** Whether the input is a good signature of {@link #SIGNED}: so that seeds are what they seem. */
    boolean isGood(Bytes input) {
        return accepts(judges().ours(), with(judges().signedShape(), input), SIGNED);
    }

    private static boolean accepts(SignatureJudge judge, SignatureCandidate candidate, ImageSubject image) {
        return judged(judge, candidate, image) == SignatureReport.Status.ACCEPTED;
    }

    private static SignatureReport.Status judged(
            SignatureJudge judge, SignatureCandidate candidate, ImageSubject image) {
        if (!judge.wants(candidate)) {
            return SignatureReport.Status.REFUSED;
        }
        SignatureReport report = judge.judge(candidate, image);
        boolean failed = report.checks().stream()
                .flatMap(check -> check.reason().stream())
                .anyMatch(reason -> reason.code() == CoreReason.VERIFIER_FAILED);
        Check.that(!failed, "the verifier recorded what it planned: " + report);
        return report.status();
    }

    private SignatureCandidate with(SignatureCandidate shape, Bytes input) {
        if (!(shape.artifact() instanceof TagLayer layer) || this == COSIGN_LEGACY_ATTESTATION) {
            return AllCandidates.withContent(shape, input);
        }
        String text = new String(input.toByteArray(), StandardCharsets.ISO_8859_1);
        int end = Math.max(0, text.indexOf('\n'));
        Bytes content = input.slice(Math.min(input.length(), end + 1), input.length());
        return layered(shape, layer, text.substring(0, end), content);
    }

    static SignatureCandidate layered(SignatureCandidate shape, TagLayer layer, String signature, Bytes content) {
        Map<String, String> annotations = new LinkedHashMap<>(layer.layer().annotations());
        annotations.put(SIGNATURE, signature);
        Descriptor descriptor =
                Descriptor.of(layer.layer().mediaType(), content).withAnnotations(annotations);
        return new SignatureCandidate(new TagLayer(layer.suffix(), descriptor, content), shape.about(), shape.place());
    }

    SignatureJudge judge(Bytes anchor) {
        return SignatureJudge.of(provider(), requirement(anchor), TrustSnapshot.empty());
    }

    private TrustVerifierProvider provider() {
        return switch (this) {
            case COSIGN_LEGACY, COSIGN_LEGACY_ATTESTATION, COSIGN_BUNDLE, COSIGN_BUNDLED_ATTESTATION ->
                new CosignVerifierProvider();
            case NOTATION_JWS, NOTATION_COSE -> new NotationVerifierProvider();
            case SIMPLE_SIGNING -> new GpgVerifierProvider();
        };
    }

    SignatureRequirement requirement(Bytes anchor) {
        return switch (this) {
            case COSIGN_LEGACY, COSIGN_BUNDLE ->
                CosignRequirement.key(anchor, "key.pub").build();
            case COSIGN_LEGACY_ATTESTATION, COSIGN_BUNDLED_ATTESTATION ->
                CosignRequirement.key(anchor, "key.pub").attestation(PREDICATE).build();
            case NOTATION_JWS, NOTATION_COSE ->
                NotationRequirement.builder(NotationRequirement.Level.STRICT)
                        .anchor(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, anchor, "root.crt"))
                        .trustedIdentity("*")
                        .override(NotationRequirement.Step.REVOCATION, Action.SKIPPED)
                        .build();
            case SIMPLE_SIGNING ->
                SimpleSigningRequirement.builder().pinnedKeys(anchor, "key.asc").build();
        };
    }

    private record Judges(
            SignatureCandidate signedShape,
            SignatureCandidate otherShape,
            SignatureJudge ours,
            SignatureJudge strangers) {}

    /** Keys made at random, and what they sign. */
    record Forge(ForgedKey key, ForgedChain chain, ForgedOpenPgpKey openPgp) {

        static Forge generate() {
            return new Forge(
                    ForgedKey.generate(ForgedKey.Kind.EC_P256),
                    ForgedChain.generate(ForgedKey.Kind.EC_P256),
                    ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519));
        }

        SignatureCandidate good(Layout layout, ImageSubject image) {
            return switch (layout) {
                case COSIGN_LEGACY -> CosignForge.legacy(image, key).good();
                case COSIGN_LEGACY_ATTESTATION ->
                    CosignForge.legacyAttestation(image, key, PREDICATE, "{}").good();
                case COSIGN_BUNDLE -> CosignForge.bundle(image, key).good();
                case COSIGN_BUNDLED_ATTESTATION ->
                    CosignForge.bundledAttestation(image, key, PREDICATE, "{}").good();
                case NOTATION_JWS -> NotationForge.jws(image, chain).good();
                case NOTATION_COSE -> NotationForge.cose(image, chain).good();
                case SIMPLE_SIGNING -> SimpleSigningForge.of(image, openPgp).good();
            };
        }

        Bytes anchor(Layout layout) {
            return switch (layout) {
                case COSIGN_LEGACY, COSIGN_LEGACY_ATTESTATION, COSIGN_BUNDLE, COSIGN_BUNDLED_ATTESTATION ->
                    key.publicKeyPem();
                case NOTATION_JWS, NOTATION_COSE -> chain.rootPem();
                case SIMPLE_SIGNING -> openPgp.armoredCertificate();
            };
        }

        /** The good signature as an input of its target. */
        Bytes input(Layout layout) {
            SignatureCandidate good = good(layout, SIGNED);
            Bytes content = AllCandidates.content(good);
            if (layout != COSIGN_LEGACY) {
                return content;
            }
            String signature =
                    ((TagLayer) good.artifact()).layer().annotations().get(SIGNATURE);
            return Resigned.joined(Bytes.utf8(signature + "\n"), content);
        }
    }
}
