/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Octets of a signature that a signature covers, or that are one.
 *
 * @param name for people
 * @param value the octets
 * @param rebuild the signature with other octets in their stead, everything around made to fit
 */
record Part(String name, Bytes value, Function<Bytes, SignatureCandidate> rebuild) {

    private static final String COSIGN_SIGNATURE = "dev.cosignproject.cosign/signature";

    /**
     * What must not be changed in a good signature. Not in these lists, since nothing covers it: of bundles everything
     * but payload and signature; of JWS and COSE envelopes the unprotected headers (the chain in them must lead from the
     * key to the root); of OpenPGP messages packet headers, the one-pass packet, name and date of the literal packet, the
     * first two octets of the hash.
     */
    static List<Part> of(Format format, SignatureCandidate good) {
        Bytes content = content(good);
        return switch (format) {
            case COSIGN_LAYER ->
                List.of(
                        new Part("payload", content, other -> with(good, other)),
                        annotated((TagLayer) good.artifact(), good));
            case COSIGN_BUNDLE ->
                List.of(
                        encoded(good, "payload", Base64.getDecoder(), Base64.getEncoder()),
                        encoded(good, "sig", Base64.getDecoder(), Base64.getEncoder()));
            case NOTATION_JWS ->
                List.of(
                        encoded(good, "payload", Base64.getUrlDecoder(), unpadded()),
                        encoded(good, "protected", Base64.getUrlDecoder(), unpadded()),
                        encoded(good, "signature", Base64.getUrlDecoder(), unpadded()));
            case NOTATION_COSE ->
                List.of(
                        range(good, "protected", 3, indexOf(content, "io.cncf.notary.signingScheme")),
                        range(good, "payload", indexOf(content, "{\"targetArtifact\""), indexOf(content, "}}") + 2),
                        range(good, "signature", content.length() - 64, content.length()));
            case SIMPLE_SIGNING ->
                List.of(
                        range(good, "payload", indexOf(content, "{"), indexOf(content, "}}") + 2),
                        range(good, "signature", content.length() - 32, content.length()));
        };
    }

    static Bytes content(SignatureCandidate candidate) {
        SignatureArtifact artifact = candidate.artifact();
        if (artifact instanceof TagLayer layer) {
            return layer.content();
        }
        if (artifact instanceof Referrer referrer) {
            return referrer.content();
        }
        return artifact instanceof LookasideBlob blob ? blob.content() : ((ExtensionObject) artifact).content();
    }

    /** The same candidate with other octets; digest and size of a layer follow, as an attacker would see to it. */
    static SignatureCandidate with(SignatureCandidate candidate, Bytes content) {
        SignatureArtifact artifact = candidate.artifact();
        SignatureArtifact other;
        if (artifact instanceof TagLayer layer) {
            other = new TagLayer(layer.suffix(), describing(layer.layer(), content), content);
        } else if (artifact instanceof Referrer referrer) {
            other = new Referrer(referrer.manifest(), describing(referrer.layer(), content), content);
        } else if (artifact instanceof LookasideBlob blob) {
            other = new LookasideBlob(blob.name(), content);
        } else {
            ExtensionObject object = (ExtensionObject) artifact;
            other = new ExtensionObject(object.name(), object.type(), content);
        }
        return new SignatureCandidate(other, candidate.about(), candidate.place());
    }

    /** The part with one bit turned. */
    SignatureCandidate flipped(int bit) {
        byte[] octets = value.toByteArray();
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        return rebuild.apply(Bytes.copyOf(octets));
    }

    private static Descriptor describing(Descriptor layer, Bytes content) {
        return Descriptor.of(layer.mediaType(), content).withAnnotations(layer.annotations());
    }

    private static Part annotated(TagLayer layer, SignatureCandidate good) {
        Bytes signature = Bytes.copyOf(
                Base64.getDecoder().decode(layer.layer().annotations().get(COSIGN_SIGNATURE)));
        return new Part("signature", signature, other -> {
            Map<String, String> annotations = new LinkedHashMap<>(layer.layer().annotations());
            annotations.put(COSIGN_SIGNATURE, Base64.getEncoder().encodeToString(other.toByteArray()));
            Descriptor descriptor = layer.layer().withAnnotations(annotations);
            return new SignatureCandidate(
                    new TagLayer(layer.suffix(), descriptor, layer.content()), good.about(), good.place());
        });
    }

    private static Base64.Encoder unpadded() {
        return Base64.getUrlEncoder().withoutPadding();
    }

    private static Part encoded(SignatureCandidate good, String member, Base64.Decoder from, Base64.Encoder to) {
        String text = new String(content(good).toByteArray(), StandardCharsets.ISO_8859_1);
        Matcher value = Pattern.compile("\"" + member + "\"\\s*:\\s*\"([A-Za-z0-9+/=_-]+)\"")
                .matcher(text);
        if (!value.find()) {
            throw new AssertionError("no member " + member);
        }
        int start = value.start(1);
        int end = value.end(1);
        Bytes decoded = Bytes.copyOf(from.decode(value.group(1)));
        return new Part(member, decoded, other -> {
            String changed = text.substring(0, start) + to.encodeToString(other.toByteArray()) + text.substring(end);
            return with(good, Bytes.copyOf(changed.getBytes(StandardCharsets.ISO_8859_1)));
        });
    }

    private static Part range(SignatureCandidate good, String name, int from, int to) {
        byte[] octets = content(good).toByteArray();
        return new Part(name, content(good).slice(from, to), other -> {
            byte[] changed = octets.clone();
            System.arraycopy(other.toByteArray(), 0, changed, from, to - from);
            return with(good, Bytes.copyOf(changed));
        });
    }

    private static int indexOf(Bytes content, String text) {
        int index = new String(content.toByteArray(), StandardCharsets.ISO_8859_1).indexOf(text);
        if (index < 0) {
            throw new AssertionError("not there: " + text);
        }
        return index;
    }
}
