/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes envelopes of both formats for tests, good by default; the headers may be bent before they are signed. */
final class EnvelopeForge {

    static final String SCHEME = "io.cncf.notary.signingScheme";
    static final String TIME = "io.cncf.notary.signingTime";
    static final String AUTHENTIC_TIME = "io.cncf.notary.authenticSigningTime";
    static final String EXPIRY = "io.cncf.notary.expiry";
    static final String PLUGIN = "io.cncf.notary.verificationPlugin";
    static final String PLUGIN_VERSION = "io.cncf.notary.verificationPluginMinVersion";
    static final String TIMESTAMP = "io.cncf.notary.timestampSignature";
    static final Instant SIGNED_AT = Instant.parse("2026-02-01T00:00:00Z");

    final EnvelopeFormat format;
    final Map<Object, Object> signed = new LinkedHashMap<>();
    final Map<Object, Object> unsigned = new LinkedHashMap<>();
    byte[] payload;
    private UnaryOperator<Bytes> authority = signature -> Bytes.empty();
    private final PrivateKey key;
    private final String hash;
    private int saltLength;

    private EnvelopeForge(EnvelopeFormat format, List<Bytes> chain, PrivateKey key, SigningAlgorithm algorithm) {
        this.format = format;
        this.key = key;
        this.hash = algorithm.name().substring(2);
        this.saltLength = Integer.parseInt(hash) / 8;
        signed.put(alg(), format == EnvelopeFormat.JWS ? algorithm.name() : cose(algorithm));
        signed.put(crit(), List.of(SCHEME));
        signed.put(contentType(), NotationPayload.MEDIA_TYPE);
        signed.put(SCHEME, "notary.x509");
        signed.put(TIME, SIGNED_AT);
        unsigned.put(x5c(), chain.stream().map(Bytes::toByteArray).toList());
        payload("sha256:" + "a".repeat(64), 42);
    }

    static EnvelopeForge of(EnvelopeFormat format, CertificateForge.Issued... chain) {
        return of(format, SigningAlgorithm.ES256, chain);
    }

    static EnvelopeForge of(EnvelopeFormat format, SigningAlgorithm algorithm, CertificateForge.Issued... chain) {
        return new EnvelopeForge(
                format, CertificateForge.ders(chain), chain[0].key().getPrivate(), algorithm);
    }

    Object alg() {
        return format == EnvelopeFormat.JWS ? "alg" : 1;
    }

    Object crit() {
        return format == EnvelopeFormat.JWS ? "crit" : 2;
    }

    Object contentType() {
        return format == EnvelopeFormat.JWS ? "cty" : 3;
    }

    Object x5c() {
        return format == EnvelopeFormat.JWS ? "x5c" : 33;
    }

    EnvelopeForge payload(String digest, long size) {
        return payload("{\"targetArtifact\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
                + digest + "\",\"size\":" + size + "}}");
    }

    EnvelopeForge payload(String json) {
        payload = json.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    EnvelopeForge put(Object label, Object value) {
        signed.put(label, value);
        return this;
    }

    EnvelopeForge remove(Object label) {
        signed.remove(label);
        return this;
    }

    /** Puts an attribute and lists it as critical. */
    EnvelopeForge critical(Object label, Object value) {
        List<Object> listed = new ArrayList<>((List<?>) signed.get(crit()));
        listed.add(label);
        return put(label, value).put(crit(), listed);
    }

    EnvelopeForge signingAuthority() {
        return remove(TIME).put(SCHEME, "notary.x509.signingAuthority").critical(AUTHENTIC_TIME, SIGNED_AT);
    }

    EnvelopeForge unsigned(Object label, Object value) {
        unsigned.put(label, value);
        return this;
    }

    /** Of RSASSA-PSS: another than the hash has. */
    EnvelopeForge salted(int octets) {
        saltLength = octets;
        return this;
    }

    /** Has somebody make a timestamp over the signature; what is empty is left out. */
    EnvelopeForge stampedBy(UnaryOperator<Bytes> newAuthority) {
        authority = newAuthority;
        return this;
    }

    private byte[] stamped(byte[] signature) {
        Bytes token = authority.apply(Bytes.copyOf(signature));
        if (!token.isEmpty()) {
            unsigned.put(TIMESTAMP, token.toByteArray());
        }
        return signature;
    }

    Bytes build() {
        if (format == EnvelopeFormat.JWS) {
            String header = base64Url(json(signed).getBytes(StandardCharsets.UTF_8));
            String body = base64Url(payload);
            byte[] signature = stamped(sign((header + "." + body).getBytes(StandardCharsets.US_ASCII)));
            return jws(header, body, base64Url(signature));
        }
        byte[] header = CborForge.encode(signed);
        byte[] toSign = CborForge.encode(List.of("Signature1", header, new byte[0], payload));
        return cose(CborForge.encode(header), CborForge.encode(payload), CborForge.encode(stamped(sign(toSign))));
    }

    /** A flattened JWS of the given members. */
    Bytes jws(String header, String body, String signature) {
        return Bytes.utf8("{\"payload\":\"" + body + "\",\"protected\":\"" + header + "\",\"header\":" + json(unsigned)
                + ",\"signature\":\"" + signature + "\"}");
    }

    /** A COSE_Sign1 message of the given encoded items. */
    Bytes cose(byte[] header, byte[] body, byte[] signature) {
        return Bytes.copyOf(CborForge.concat(
                new byte[] {(byte) 0xd2, (byte) 0x84}, header, CborForge.encode(unsigned), body, signature));
    }

    byte[] sign(byte[] message) {
        try {
            Signature engine;
            if (key.getAlgorithm().equals("RSA")) {
                engine = Signature.getInstance("RSASSA-PSS");
                String name = "SHA-" + hash;
                engine.setParameter(new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), saltLength, 1));
            } else {
                engine = Signature.getInstance("SHA" + hash + "withECDSAinP1363Format");
            }
            engine.initSign(key);
            engine.update(message);
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64Url(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static int cose(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case PS256 -> -37;
            case PS384 -> -38;
            case PS512 -> -39;
            case ES256 -> -7;
            case ES384 -> -35;
            case ES512 -> -36;
        };
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(EnvelopeForge::json).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof byte[] octets) {
            return json(Base64.getEncoder().encodeToString(octets));
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
