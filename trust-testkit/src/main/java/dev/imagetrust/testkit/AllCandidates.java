/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Candidates that no verifier may accept, whatever it requires: good signatures by strangers in every format, and
 * content that is no signature at all in every place where signatures lie.
 *
 * @since 0.1
 */
public final class AllCandidates {

    private static final List<String> REFERRER_TYPES = List.of(
            CosignForge.BUNDLE,
            NotationForge.SIGNATURE,
            "application/vnd.dev.cosign.artifact.sig.v1+json",
            "application/vnd.in-toto+json",
            "");

    private static final List<String> LAYER_TYPES = List.of(
            CosignForge.BUNDLE,
            "application/jose+json",
            "application/cose",
            "application/vnd.dev.cosign.simplesigning.v1+json",
            "application/vnd.dsse.envelope.v1+json",
            "");

    private AllCandidates() {}

    /**
     * One good signature of the image in each format and layout, by keys that were made for this call and that nobody
     * trusts.
     */
    public static List<NamedCandidate> ofEveryKind(ImageSubject image) {
        ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
        ForgedChain chain = ForgedChain.of(key);
        ForgedOpenPgpKey openPgp = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519);
        SimpleSigningForge simple = SimpleSigningForge.of(image, openPgp);
        String type = "https://spdx.dev/Document";
        return List.of(
                named("cosign legacy", CosignForge.legacy(image, key).good()),
                named(
                        "cosign legacy attestation",
                        CosignForge.legacyAttestation(image, key, type, "{}").good()),
                named("cosign bundle", CosignForge.bundle(image, key).good()),
                named(
                        "cosign attestation bundle",
                        CosignForge.bundledAttestation(image, key, type, "{}").good()),
                named("notation JWS", NotationForge.jws(image, chain).good()),
                named("notation COSE", NotationForge.cose(image, chain).good()),
                named("simple signing", simple.good()),
                named("simple signing compressed", simple.bent(SimpleSigningBend.COMPRESSED)),
                named("simple signing in the extension", simple.inExtension(SimpleSigningBend.NONE)));
    }

    /**
     * Content that is no signature, in every place and under every media type: some thousand candidates, most of
     * them short, made in about a second.
     */
    public static List<NamedCandidate> hostile(ImageSubject image) {
        List<NamedCandidate> all = new ArrayList<>();
        HostileContent.all().forEach((name, content) -> {
            for (SignatureArtifact artifact : around(content, image.image())) {
                all.add(named(title(artifact) + " of " + name, found(artifact, image)));
            }
        });
        return all;
    }

    /** Each good signature of a stranger, with its content replaced by that of each other. */
    public static List<NamedCandidate> exchanged(ImageSubject image) {
        List<NamedCandidate> all = new ArrayList<>();
        List<NamedCandidate> good = ofEveryKind(image);
        for (NamedCandidate outside : good) {
            for (NamedCandidate inside : good) {
                if (!outside.name().equals(inside.name())) {
                    all.add(named(
                            outside.name() + " with the content of " + inside.name(),
                            withContent(outside.candidate(), content(inside.candidate()))));
                }
            }
        }
        return all;
    }

    /** What a candidate contains, as it is stored. */
    public static Bytes content(SignatureCandidate candidate) {
        SignatureArtifact artifact = candidate.artifact();
        if (artifact instanceof TagLayer layer) {
            return layer.content();
        } else if (artifact instanceof SignatureArtifact.Referrer referrer) {
            return referrer.content();
        } else if (artifact instanceof LookasideBlob blob) {
            return blob.content();
        }
        return ((ExtensionObject) artifact).content();
    }

    /** The same candidate with other content, and a descriptor that fits it. */
    public static SignatureCandidate withContent(SignatureCandidate candidate, Bytes content) {
        SignatureArtifact artifact = candidate.artifact();
        SignatureArtifact changed;
        if (artifact instanceof TagLayer layer) {
            changed = new TagLayer(layer.suffix(), fitting(layer.layer(), content), content);
        } else if (artifact instanceof SignatureArtifact.Referrer referrer) {
            SignatureArtifact.ReferrerManifest manifest = referrer.manifest();
            changed = new ForgedReferrer(manifest.artifactType(), manifest.subject(), manifest.annotations())
                    .withLayer(fitting(referrer.layer(), content), content);
        } else if (artifact instanceof LookasideBlob blob) {
            changed = new LookasideBlob(blob.name(), content);
        } else {
            ExtensionObject object = (ExtensionObject) artifact;
            changed = new ExtensionObject(object.name(), object.type(), content);
        }
        return new SignatureCandidate(changed, candidate.about(), candidate.place());
    }

    private static Descriptor fitting(Descriptor layer, Bytes content) {
        return Descriptor.of(layer.mediaType(), content).withAnnotations(layer.annotations());
    }

    private static List<SignatureArtifact> around(Bytes content, Descriptor image) {
        List<SignatureArtifact> all = new ArrayList<>();
        all.add(new LookasideBlob("signature-1", content));
        all.add(new LookasideBlob("", content));
        all.add(new ExtensionObject("", "atomic", content));
        all.add(new ExtensionObject(image.digest() + "@x", "unknown", content));
        Digest digest = Digest.sha256(content);
        Map<String, String> annotations = hostileAnnotations(content);
        for (String type : LAYER_TYPES) {
            Descriptor layer = Descriptor.of(type, digest, content.length());
            for (String suffix : List.of(".sig", ".att", "")) {
                all.add(new TagLayer(suffix, layer, content));
                all.add(new TagLayer(suffix, layer.withAnnotations(annotations), content));
            }
            for (String artifactType : REFERRER_TYPES) {
                all.add(new ForgedReferrer(artifactType, image, Map.of()).withLayer(layer, content));
            }
            all.add(new ForgedReferrer(NotationForge.SIGNATURE, image, annotations).withTypeInConfig(layer, content));
        }
        return all;
    }

    private static Map<String, String> hostileAnnotations(Bytes content) {
        Bytes some = content.slice(0, Math.min(content.length(), 2000));
        return Map.of(
                "dev.cosignproject.cosign/signature", Octets.base64(some),
                "dev.sigstore.cosign/bundle", "[".repeat(2000),
                "dev.sigstore.cosign/certificate", "-----BEGIN CERTIFICATE-----\n" + Octets.base64(some),
                "dev.sigstore.cosign/chain", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "dev.sigstore.cosign/rfc3161timestamp", "{\"SignedRFC3161Timestamp\":\"AAAA\"}",
                "predicateType", "\u202e\u0000",
                "io.cncf.notary.x509chain.thumbprint#S256", "[[[");
    }

    /** An artifact as a source would find it for an image, at the place that artifacts of its kind have. */
    public static SignatureCandidate found(SignatureArtifact artifact, ImageSubject image) {
        Digest about = image.image().digest();
        if (artifact instanceof TagLayer layer) {
            return new SignatureCandidate(artifact, about, new Place.DigestTag(layer.suffix()));
        } else if (artifact instanceof SignatureArtifact.Referrer referrer) {
            return new SignatureCandidate(
                    artifact, about, new Place.Referrers(referrer.manifest().artifactType()));
        }
        Place place = artifact instanceof LookasideBlob ? new Place.Lookaside() : new Place.SignatureExtension();
        return new SignatureCandidate(artifact, about, place);
    }

    private static String title(SignatureArtifact artifact) {
        if (artifact instanceof TagLayer layer) {
            String annotations = layer.layer().annotations().isEmpty() ? "" : " with annotations";
            return "layer '" + layer.layer().mediaType() + "' under '" + layer.suffix() + '\'' + annotations;
        } else if (artifact instanceof SignatureArtifact.Referrer referrer) {
            String byConfig = referrer.manifest().configMediaType().equals(ImageForge.EMPTY) ? "" : " by its config";
            return "layer '" + referrer.layer().mediaType() + "' of a referrer '"
                    + referrer.manifest().artifactType() + '\'' + byConfig;
        }
        return artifact instanceof LookasideBlob blob
                ? "blob '" + blob.name() + '\''
                : "object of type " + ((ExtensionObject) artifact).type();
    }

    private static NamedCandidate named(String name, SignatureCandidate candidate) {
        return new NamedCandidate(name, candidate);
    }
}
