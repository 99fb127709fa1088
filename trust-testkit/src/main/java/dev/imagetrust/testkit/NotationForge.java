/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.NotationBend.Envelope;
import dev.imagetrust.verdict.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/**
 * Makes Notary Project signatures: JWS and COSE envelopes in manifests that refer to the image.
 *
 * <p>Without timestamps. Under a leaf key that the Notary Project does not know (Ed25519, RSA of 1024 bits) it signs as
 * well as that goes, and everything is to be refused. Immutable; signatures differ at each call.
 *
 * @since 0.1
 */
public final class NotationForge {

    /** The artifact type of Notary Project signatures. */
    public static final String SIGNATURE = "application/vnd.cncf.notary.signature";

    private final Envelope envelope;
    private final ImageSubject image;
    private final ForgedChain chain;
    private final Map<String, String> metadata;
    private final boolean bySigningAuthority;

    private NotationForge(
            Envelope envelope,
            ImageSubject image,
            ForgedChain chain,
            Map<String, String> metadata,
            boolean bySigningAuthority) {
        this.envelope = envelope;
        this.image = requireNonNull(image, "image");
        this.chain = requireNonNull(chain, "chain");
        this.metadata = metadata;
        this.bySigningAuthority = bySigningAuthority;
    }

    /** A signature in a JWS envelope. */
    public static NotationForge jws(ImageSubject image, ForgedChain chain) {
        return new NotationForge(Envelope.JWS, image, chain, Map.of(), false);
    }

    /** A signature in a COSE envelope. */
    public static NotationForge cose(ImageSubject image, ForgedChain chain) {
        return new NotationForge(Envelope.COSE, image, chain, Map.of(), false);
    }

    /** Signs user metadata with it. */
    public NotationForge metadata(String name, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(name, value);
        return new NotationForge(envelope, image, chain, Map.copyOf(more), bySigningAuthority);
    }

    /** Signs by the scheme {@code notary.x509.signingAuthority}. */
    public NotationForge bySigningAuthority() {
        return new NotationForge(envelope, image, chain, metadata, true);
    }

    /** The signature as it should be. */
    public SignatureCandidate good() {
        return bent(NotationBend.NONE);
    }

    /**
     * The signature, bent.
     *
     * @throws IllegalArgumentException if such an envelope, by this kind of key, cannot be bent like that
     */
    public SignatureCandidate bent(NotationBend bend) {
        if (!bend.applies(envelope, chain.leafKey().kind())) {
            throw new IllegalArgumentException(bend + " is no bend of " + envelope + " by "
                    + chain.leafKey().kind());
        }
        Bytes content =
                envelope == Envelope.JWS ? new JwsDraft(this, bend).content() : new CoseDraft(this, bend).content();
        return candidate(content, bend);
    }

    /** A signature that is right in itself, with certificates that are bent. */
    public SignatureCandidate bent(ChainBend bend) {
        return new NotationForge(envelope, image, chain.bent(bend), metadata, bySigningAuthority).good();
    }

    /** Every bend that there is for this envelope and kind of key; the good signature first. */
    public List<ForgedCase> table() {
        return Arrays.stream(NotationBend.values())
                .filter(bend -> bend.applies(envelope, chain.leafKey().kind()))
                .map(bend -> new ForgedCase("notation " + envelope + ' ' + bend, bend, bent(bend)))
                .toList();
    }

    /** Every bend that there is for certificates; the good chain first. All are to be judged under its root. */
    public List<ForgedCase> chainTable() {
        return Arrays.stream(ChainBend.values())
                .map(bend -> new ForgedCase("notation " + envelope + " chain " + bend, bend, bent(bend)))
                .toList();
    }

    private SignatureCandidate candidate(Bytes content, NotationBend bend) {
        String type = switch (bend) {
            case OTHER_ENVELOPE_TYPE -> envelope.other().mediaType();
            case OTHER_MEDIA_TYPE -> "application/octet-stream";
            default -> envelope.mediaType();
        };
        Descriptor subject = bend == NotationBend.OTHER_REFERRER_SUBJECT
                ? ImageForge.image("another").descriptor()
                : image.image();
        ForgedReferrer referrer = new ForgedReferrer(SIGNATURE, subject, annotations());
        Descriptor layer = Descriptor.of(type, content);
        return new SignatureCandidate(
                bend == NotationBend.TYPE_IN_CONFIG
                        ? referrer.withTypeInConfig(layer, content)
                        : referrer.withLayer(layer, content),
                image.image().digest(),
                new Place.Referrers(SIGNATURE));
    }

    private Map<String, String> annotations() {
        List<String> thumbprints = chain.certificates().stream()
                .map(certificate -> RawJson.quote(Digest.sha256(certificate).hex()))
                .toList();
        return Map.of(
                "io.cncf.notary.x509chain.thumbprint#S256", RawJson.array(thumbprints),
                "org.opencontainers.image.created", ForgedTime.SIGNED.toString());
    }

    ImageSubject image() {
        return image;
    }

    ForgedChain chain() {
        return chain;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    boolean isBySigningAuthority() {
        return bySigningAuthority;
    }
}
