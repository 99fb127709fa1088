/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.util.Map;
import java.util.TreeMap;

import static dev.imagetrust.testkit.CosignBend.*;

/** One cosign signature in the making: what is signed, the signature over it, and how both are stored. */
final class CosignDraft {

    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String DSSE = "application/vnd.dsse.envelope.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";

    private final CosignForge forge;
    private final CosignBend bend;
    private final SignatureText signature;

    CosignDraft(CosignForge forge, CosignBend bend) {
        this.forge = forge;
        this.bend = bend;
        this.signature = new SignatureText(forge, bend);
    }

    SignatureCandidate candidate() {
        Digest about = forge.image().image().digest();
        return switch (forge.layout()) {
            case LEGACY_SIGNATURE -> new SignatureCandidate(legacySignature(), about, new Place.DigestTag(".sig"));
            case LEGACY_ATTESTATION -> new SignatureCandidate(legacyAttestation(), about, new Place.DigestTag(".att"));
            case BUNDLED_SIGNATURE, BUNDLED_ATTESTATION ->
                new SignatureCandidate(bundle(), about, new Place.Referrers(CosignForge.BUNDLE));
        };
    }

    private SignatureArtifact legacySignature() {
        Bytes payload = new CosignPayload(forge, bend).simpleSigning();
        Map<String, String> annotations = new TreeMap<>();
        if (bend != NO_SIGNATURE) {
            annotations.put(SIGNATURE, signature.over(payload));
        }
        if (bend == KEY_IN_CERTIFICATE) {
            annotations.put(CERTIFICATE, text(forge.key().another().publicKeyPem()));
        }
        return tagLayer(".sig", SIMPLE_SIGNING, afterwards(payload), annotations);
    }

    private SignatureArtifact legacyAttestation() {
        Map<String, String> annotations =
                Map.of(SIGNATURE, "", "predicateType", forge.attestation().predicateType());
        return tagLayer(".att", DSSE, Bytes.utf8(envelope().toString()), annotations);
    }

    private SignatureArtifact tagLayer(String suffix, String type, Bytes whole, Map<String, String> annotations) {
        Bytes content = stored(whole);
        Descriptor layer = Descriptor.of(bend == OTHER_MEDIA_TYPE ? "application/octet-stream" : type, content);
        return new SignatureArtifact.TagLayer(suffix, layer.withAnnotations(annotations), content);
    }

    private SignatureArtifact bundle() {
        String json = bundleJson().toString();
        Bytes content = stored(Bytes.utf8(bend == TRAILING_BUNDLE_DATA ? json + "{}" : json));
        Map<String, String> annotations = Map.of(
                "dev.sigstore.bundle.content", "dsse-envelope",
                "dev.sigstore.bundle.predicateType", forge.attestation().predicateType(),
                "org.opencontainers.image.created", ForgedTime.SIGNED.toString());
        Descriptor layer =
                Descriptor.of(bend == OTHER_MEDIA_TYPE ? "application/octet-stream" : CosignForge.BUNDLE, content);
        return new ForgedReferrer(CosignForge.BUNDLE, referrerSubject(), annotations).withLayer(layer, content);
    }

    private Descriptor referrerSubject() {
        ImageSubject image = forge.image();
        return bend == OTHER_REFERRER_SUBJECT ? ImageForge.image("another").descriptor() : image.image();
    }

    private RawJson bundleJson() {
        RawJson bundle = RawJson.object();
        if (bend != NO_BUNDLE_TYPE) {
            bundle.text(
                    "mediaType",
                    bend == UNKNOWN_VERSION ? CosignForge.BUNDLE.replace("v0.3", "v0.4") : CosignForge.BUNDLE);
        }
        if (bend != NO_MATERIAL) {
            bundle.object("verificationMaterial", material());
        }
        if (bend == MESSAGE_SIGNATURE || bend == TWO_CONTENTS) {
            bundle.object("messageSignature", messageSignature());
        }
        if (bend != MESSAGE_SIGNATURE) {
            bundle.object("dsseEnvelope", envelope());
        }
        if (bend == DUPLICATE_BUNDLE_KEY) {
            bundle.object("dsseEnvelope", envelope());
        }
        return bend == EXTRA_BUNDLE_KEY ? bundle.text("extra", "member") : bundle;
    }

    private RawJson material() {
        if (bend == CERTIFICATE_FOR_KEY) {
            Bytes certificate = ForgedCertificates.selfSigned(forge.key());
            return RawJson.object()
                    .object("certificate", RawJson.object().text("rawBytes", Octets.base64(certificate)));
        }
        ForgedKey hinted = bend == OTHER_HINT ? forge.key().another() : forge.key();
        String hint = Octets.base64(Digest.sha256(hinted.spki()).value());
        return RawJson.object().object("publicKey", RawJson.object().text("hint", hint));
    }

    /** Over the digest of the image as a message: the manifest itself is not at hand, and nobody should get so far. */
    private RawJson messageSignature() {
        Bytes digest = forge.image().image().digest().value();
        return RawJson.object()
                .object(
                        "messageDigest",
                        RawJson.object().text("algorithm", "SHA2_256").text("digest", Octets.base64(digest)))
                .text("signature", signature.over(digest));
    }

    private RawJson envelope() {
        Bytes payload = new CosignPayload(forge, bend).statement();
        String type = bend == OTHER_PAYLOAD_TYPE ? "application/json" : IN_TOTO;
        Bytes signed = bend == WITHOUT_PAE ? payload : preAuthenticationEncoding(type, payload);
        RawJson first = RawJson.object()
                .text("keyid", bend == KEY_ID ? "any name at all" : "")
                .text("sig", signature.over(signed));
        String signatures = bend == TWO_SIGNATURES
                ? RawJson.array(java.util.List.of(first.toString(), otherSignature(signed)))
                : RawJson.array(java.util.List.of(first.toString()));
        return RawJson.object()
                .text("payload", Octets.base64(afterwards(payload)))
                .text("payloadType", type)
                .raw("signatures", signatures);
    }

    private String otherSignature(Bytes signed) {
        Bytes raw = forge.key().another().sign(forge.algorithm(), signed);
        return RawJson.object()
                .text("keyid", "")
                .text("sig", Octets.base64(raw))
                .toString();
    }

    /** DSSE: lengths in octets, in decimal. */
    private static Bytes preAuthenticationEncoding(String type, Bytes payload) {
        Bytes typeOctets = Bytes.utf8(type);
        String head = "DSSEv1 " + typeOctets.length() + ' ' + type + ' ' + payload.length() + ' ';
        return Octets.concat(Bytes.utf8(head), payload);
    }

    /** What happens to a payload once it is signed. */
    private Bytes afterwards(Bytes payload) {
        return bend == FLIPPED_PAYLOAD_BIT ? Octets.flipBit(payload, 0) : payload;
    }

    /** What happens to the content on its way to the registry. */
    private Bytes stored(Bytes content) {
        return switch (bend) {
            case TRUNCATED -> Octets.truncate(content, content.length() / 2);
            case EMPTY -> Bytes.empty();
            default -> content;
        };
    }

    private static String text(Bytes ascii) {
        return new String(ascii.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
