/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Dsse;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.AllCandidates;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.SignatureJudge;
import dev.imagetrust.verdict.SignatureReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is parsed only once a signature held: the input is signed by a trusted key, and judged for an image that it does
 * not name.
 */
final class Resigned {

    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final ForgedKey KEY = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private static final ForgedChain CHAIN = ForgedChain.generate(ForgedKey.Kind.RSA_2048);

    private static final SignatureCandidate LAYER =
            CosignForge.legacy(Layout.OTHER, KEY).good();
    private static final SignatureCandidate BUNDLE = CosignForge.bundledAttestation(
                    Layout.OTHER, KEY, Layout.PREDICATE, "{}")
            .good();
    private static final SignatureCandidate JWS =
            NotationForge.jws(Layout.OTHER, CHAIN).good();
    private static final SignatureCandidate COSE =
            NotationForge.cose(Layout.OTHER, CHAIN).good();
    private static final SignatureCandidate JWS_FOR_SIGNED =
            NotationForge.jws(Layout.SIGNED, CHAIN).good();
    private static final SignatureCandidate COSE_FOR_SIGNED =
            NotationForge.cose(Layout.SIGNED, CHAIN).good();

    private static final SignatureJudge LAYERS = Layout.COSIGN_LEGACY.judge(KEY.publicKeyPem());
    private static final SignatureJudge BUNDLES = Layout.COSIGN_BUNDLED_ATTESTATION.judge(KEY.publicKeyPem());
    private static final SignatureJudge NOTATION = Layout.NOTATION_JWS.judge(CHAIN.rootPem());

    private Resigned() {}

    static void cosignPayload(Bytes payload) {
        String signature = Base64Text.encodeStandard(KEY.sign(SigningAlgorithm.ECDSA_SHA256, payload));
        refused(LAYERS, Layout.layered(LAYER, (TagLayer) LAYER.artifact(), signature, payload));
    }

    static void statement(Bytes statement) {
        Bytes signature = KEY.sign(SigningAlgorithm.ECDSA_SHA256, Dsse.pae(IN_TOTO, statement));
        String bundle = put(text(AllCandidates.content(BUNDLE)), "payload", Base64Text.encodeStandard(statement));
        bundle = put(bundle, "sig", Base64Text.encodeStandard(signature));
        refused(BUNDLES, AllCandidates.withContent(BUNDLE, Bytes.utf8(bundle)));
    }

    static void jwsHeader(Bytes header) {
        String envelope = text(AllCandidates.content(JWS_FOR_SIGNED));
        String signed = jws(envelope, Base64Text.encodeUrl(header), member(envelope, "payload"));
        refused(NOTATION, AllCandidates.withContent(JWS, Bytes.utf8(signed)));
    }

    static void jwsPayload(Bytes payload) {
        String envelope = text(AllCandidates.content(JWS));
        String signed = jws(envelope, member(envelope, "protected"), Base64Text.encodeUrl(payload));
        refused(NOTATION, AllCandidates.withContent(JWS, Bytes.utf8(signed)));
    }

    private static String jws(String envelope, String header, String payload) {
        Bytes signature = CHAIN.leafKey().sign(SigningAlgorithm.RSA_PSS_SHA256, Bytes.utf8(header + "." + payload));
        String changed = put(put(envelope, "protected", header), "payload", payload);
        return put(changed, "signature", Base64Text.encodeUrl(signature));
    }

    static void coseHeader(Bytes header) {
        Cose cose = Cose.of(AllCandidates.content(COSE_FOR_SIGNED));
        refused(NOTATION, AllCandidates.withContent(COSE, cose.signed(header, cose.payload())));
    }

    static void cosePayload(Bytes payload) {
        Cose cose = Cose.of(AllCandidates.content(COSE));
        refused(NOTATION, AllCandidates.withContent(COSE, cose.signed(cose.header(), payload)));
    }

    private static void refused(SignatureJudge judge, SignatureCandidate candidate) {
        if (judge.wants(candidate)) {
            SignatureReport report = judge.judge(candidate, Layout.OTHER);
            Check.that(report.status() != SignatureReport.Status.ACCEPTED, "this image is not what was signed");
        }
    }

    /** The protected header, or the payload, of the good signature of {@link Layout#SIGNED}. */
    static Bytes good(Target target) {
        try {
            return switch (target) {
                case SIGNED_COSIGN_PAYLOAD ->
                    AllCandidates.content(CosignForge.legacy(Layout.SIGNED, KEY).good());
                case SIGNED_STATEMENT ->
                    Base64Text.decodeStandard(member(
                            text(AllCandidates.content(
                                    CosignForge.bundledAttestation(Layout.SIGNED, KEY, Layout.PREDICATE, "{}")
                                            .good())),
                            "payload"));
                case SIGNED_JWS_HEADER ->
                    Base64Text.decodeUrl(member(text(AllCandidates.content(JWS_FOR_SIGNED)), "protected"));
                case SIGNED_JWS_PAYLOAD ->
                    Base64Text.decodeUrl(member(text(AllCandidates.content(JWS_FOR_SIGNED)), "payload"));
                case SIGNED_COSE_HEADER ->
                    Cose.of(AllCandidates.content(COSE_FOR_SIGNED)).header();
                case SIGNED_COSE_PAYLOAD ->
                    Cose.of(AllCandidates.content(COSE_FOR_SIGNED)).payload();
                default -> throw new IllegalArgumentException("not signed anew: " + target);
            };
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Bytes content) {
        return new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static String member(String json, String name) {
        return find(json, name).group(1);
    }

    private static String put(String json, String name, String value) {
        Matcher found = find(json, name);
        return json.substring(0, found.start(1)) + value + json.substring(found.end(1));
    }

    private static Matcher find(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([A-Za-z0-9+/=_-]*)\"")
                .matcher(json);
        Check.that(found.find(), "the testkit writes " + name);
        return found;
    }

    static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.toByteArray());
        }
        return Bytes.copyOf(out.toByteArray());
    }

    /** The parts of a {@code COSE_Sign1} as the testkit writes it. */
    record Cose(Bytes header, Bytes unprotected, Bytes payload) {

        private static final int OCTETS = 0x40;
        private static final Bytes START = Bytes.fromHex("d284");

        static Cose of(Bytes envelope) {
            int header = start(envelope, 2);
            int afterHeader = header + length(envelope, 2);
            int payload = text(envelope).indexOf("{\"targetArtifact\"");
            int end = text(envelope).indexOf("}}", payload) + 2;
            int head = head(OCTETS, end - payload).length();
            return new Cose(
                    envelope.slice(header, afterHeader),
                    envelope.slice(afterHeader, payload - head),
                    envelope.slice(payload, end));
        }

        Bytes signed(Bytes newHeader, Bytes newPayload) {
            Bytes toBeSigned = joined(
                    Bytes.fromHex("84"),
                    head(0x60, 10),
                    Bytes.utf8("Signature1"),
                    octets(newHeader),
                    octets(Bytes.empty()),
                    octets(newPayload));
            Bytes signature = CHAIN.leafKey().sign(SigningAlgorithm.RSA_PSS_SHA256, toBeSigned);
            return joined(START, octets(newHeader), unprotected, octets(newPayload), octets(signature));
        }

        private static Bytes octets(Bytes content) {
            return joined(head(OCTETS, content.length()), content);
        }

        private static Bytes head(int major, int length) {
            if (length < 24) {
                return Bytes.fromHex(String.format("%02x", major + length));
            } else if (length < 0x100) {
                return Bytes.fromHex(String.format("%02x%02x", major + 24, length));
            } else if (length < 0x10000) {
                return Bytes.fromHex(String.format("%02x%04x", major + 25, length));
            }
            return Bytes.fromHex(String.format("%02x%08x", major + 26, length));
        }

        private static int start(Bytes envelope, int at) {
            int additional = envelope.at(at) & 0x1f;
            return at + 1 + (additional < 24 ? 0 : 1 << additional - 24);
        }

        private static int length(Bytes envelope, int at) {
            int first = envelope.at(at) & 0x1f;
            return first < 24
                    ? first
                    : Integer.parseInt(
                            envelope.slice(at + 1, start(envelope, at)).toHex(), 16);
        }
    }
}
