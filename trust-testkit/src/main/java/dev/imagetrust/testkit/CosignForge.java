/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.CosignBend.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/**
 * Makes cosign signatures and attestations with a key: layers under a tag as up to version 2, and Sigstore bundles.
 *
 * <p>Without certificates, transparency log or timestamps. Under a key that nobody should accept (RSA of 1024 bits)
 * everything is to be refused, whatever its bend expects. Immutable; ECDSA signatures differ at each call.
 *
 * @since 0.1
 */
public final class CosignForge {

    /** The predicate type of an image signature in a bundle. */
    public static final String SIGN_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    /** The artifact type of Sigstore bundles, version 0.3. */
    public static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private final Layout layout;
    private final ImageSubject image;
    private final ForgedKey key;
    private final SigningAlgorithm algorithm;
    private final Map<String, String> annotations;
    private final Attestation attestation;

    private CosignForge(
            Layout layout,
            ImageSubject image,
            ForgedKey key,
            SigningAlgorithm algorithm,
            Map<String, String> annotations,
            Attestation attestation) {
        this.layout = layout;
        this.image = requireNonNull(image, "image");
        this.key = requireNonNull(key, "key");
        this.algorithm = algorithm;
        this.annotations = annotations;
        this.attestation = attestation;
    }

    /** An image signature in the tag layout of versions 1 and 2: a layer under {@code sha256-<hex>.sig}. */
    public static CosignForge legacy(ImageSubject image, ForgedKey key) {
        return begin(Layout.LEGACY_SIGNATURE, image, key, new Attestation("", ""));
    }

    /**
     * An attestation in the tag layout: a DSSE envelope under {@code sha256-<hex>.att}.
     *
     * @param predicateType what it is about
     * @param predicate JSON, put in as it is
     */
    public static CosignForge legacyAttestation(
            ImageSubject image, ForgedKey key, String predicateType, String predicate) {
        return begin(Layout.LEGACY_ATTESTATION, image, key, new Attestation(predicateType, predicate));
    }

    /** An image signature as a Sigstore bundle that refers to the image, as version 3 writes it. */
    public static CosignForge bundle(ImageSubject image, ForgedKey key) {
        return begin(Layout.BUNDLED_SIGNATURE, image, key, new Attestation(SIGN_PREDICATE, "{}"));
    }

    /**
     * An attestation as a Sigstore bundle that refers to the image.
     *
     * @param predicateType what it is about
     * @param predicate JSON, put in as it is
     */
    public static CosignForge bundledAttestation(
            ImageSubject image, ForgedKey key, String predicateType, String predicate) {
        return begin(Layout.BUNDLED_ATTESTATION, image, key, new Attestation(predicateType, predicate));
    }

    private static CosignForge begin(Layout layout, ImageSubject image, ForgedKey key, Attestation attestation) {
        return new CosignForge(layout, image, key, key.kind().cosignDefault(), Map.of(), attestation);
    }

    /** Signs by another algorithm than cosign's default for the kind of key. */
    public CosignForge by(SigningAlgorithm other) {
        return new CosignForge(layout, image, key, requireNonNull(other, "other"), annotations, attestation);
    }

    /** Signs an annotation with it, as {@code cosign sign -a name=value}. */
    public CosignForge annotation(String name, String value) {
        Map<String, String> more = new TreeMap<>(annotations);
        more.put(name, value);
        return new CosignForge(layout, image, key, algorithm, Map.copyOf(more), attestation);
    }

    /** The signature as it should be. */
    public SignatureCandidate good() {
        return bent(CosignBend.NONE);
    }

    /**
     * The signature, bent.
     *
     * @throws IllegalArgumentException if signatures in this layout, by this kind of key, cannot be bent like that
     */
    public SignatureCandidate bent(CosignBend bend) {
        if (!bend.applies(layout, key)) {
            throw new IllegalArgumentException(bend + " is no bend of a " + layout.title() + " by " + key.kind());
        }
        return new CosignDraft(this, bend).candidate();
    }

    /** Every bend that there is for this layout and kind of key; the good signature first. */
    public List<ForgedCase> table() {
        return Arrays.stream(CosignBend.values())
                .filter(bend -> bend.applies(layout, key))
                .map(bend -> new ForgedCase(layout.title() + ' ' + bend, bend, bent(bend)))
                .toList();
    }

    Layout layout() {
        return layout;
    }

    ImageSubject image() {
        return image;
    }

    ForgedKey key() {
        return key;
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }

    Map<String, String> annotations() {
        return annotations;
    }

    Attestation attestation() {
        return attestation;
    }

    /** What a statement says beside its subjects; both empty where there is no statement. */
    record Attestation(String predicateType, String predicate) {
        Attestation {
            requireNonNull(predicateType, "predicateType");
            requireNonNull(predicate, "predicate");
        }
    }
}
