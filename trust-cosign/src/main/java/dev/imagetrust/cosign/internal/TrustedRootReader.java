/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.verdict.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code trusted_root.json}, versions 0.1 and 0.2 (section 7). Unknown members are refused. */
final class TrustedRootReader {

    private static final Set<String> VERSIONS = Set.of(
            "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "application/vnd.dev.sigstore.trustedroot.v0.1+json",
            "application/vnd.dev.sigstore.trustedroot.v0.2+json");

    private static final ProtoFields ROOT =
            ProtoFields.of("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
    private static final ProtoFields LOG =
            ProtoFields.of("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
    private static final ProtoFields LOG_ID = ProtoFields.of("keyId");
    private static final ProtoFields KEY = ProtoFields.of("rawBytes", "keyDetails", "validFor");
    private static final ProtoFields RANGE = ProtoFields.of("start", "end");
    private static final ProtoFields AUTHORITY = ProtoFields.of("subject", "uri", "certChain", "validFor", "operator");
    private static final ProtoFields SUBJECT = ProtoFields.of("organization", "commonName");
    private static final ProtoFields CHAIN = ProtoFields.of("certificates");
    private static final ProtoFields CERTIFICATE = ProtoFields.of("rawBytes");

    private static final int MAX_LENGTH = 4 << 20;
    private static final int MAX_PARTS = 256;
    private static final int FULL_ID = 32;
    private static final int SHORT_ID = 4;

    private TrustedRootReader() {}

    static TrustedRoot read(Bytes json) throws MalformedInputException {
        ProtoObject root = ProtoObject.of(Json.parseObject(json, CosignFormat.json(MAX_LENGTH)), ROOT);
        String mediaType = root.text("mediaType");
        if (!VERSIONS.contains(mediaType)) {
            throw refusal("an unknown version: " + mediaType);
        }
        return new TrustedRoot(
                logs(root, "tlogs"),
                authorities(root, "certificateAuthorities"),
                logs(root, "ctlogs"),
                authorities(root, "timestampAuthorities"));
    }

    private static List<LogKey> logs(ProtoObject root, String field) throws MalformedInputException {
        List<LogKey> logs = new ArrayList<>();
        for (ProtoObject log : limited(root.objects(field, LOG), field)) {
            logs.add(log(log));
        }
        return logs;
    }

    private static LogKey log(ProtoObject log) throws MalformedInputException {
        if (!log.text("hashAlgorithm").equals("SHA2_256")) {
            throw refusal("a log with the hash algorithm " + log.text("hashAlgorithm"));
        }
        ProtoObject publicKey = log.object("publicKey", KEY);
        // Without a start nobody could say which entries the key covers.
        Validity validity = validity(publicKey.findObject("validFor", RANGE));
        SchemeOfKey signs = key(publicKey);
        List<String> names = names(log.text("baseUrl"));
        Bytes id = log.object("logId", LOG_ID).octets("keyId");
        if (!LogKey.ids(names, signs.key()).contains(id)) {
            throw refusal("the log id of " + names.get(0) + " is not that of its key");
        }
        requireCheckpointId(log.findObject("checkpointKeyId", LOG_ID), LogKey.noteIds(names, signs.key()));
        return new LogKey(names, id, signs.key(), signs.scheme(), validity, operator(log, names.get(0)));
    }

    private static void requireCheckpointId(Optional<ProtoObject> given, Set<Bytes> computed)
            throws MalformedInputException {
        if (given.isEmpty()) {
            return;
        }
        Bytes id = given.get().octets("keyId");
        boolean rightLength = id.length() == FULL_ID || id.length() == SHORT_ID;
        if (!rightLength
                || computed.stream().noneMatch(own -> own.slice(0, id.length()).equals(id))) {
            throw refusal("a checkpoint key id is not that of its key");
        }
    }

    /** Section 4.8: the host of the address, and the address without its scheme, which need not be there. */
    private static List<String> names(String baseUrl) throws MalformedInputException {
        String address = baseUrl.replaceFirst("^https?://", "").replaceFirst("/$", "");
        String host = address.replaceFirst("[/:].*", "");
        if (!host.matches("[A-Za-z0-9._-]+") || !address.matches("[!-~]+")) {
            throw refusal("a log without host name: " + baseUrl);
        }
        return host.equals(address) ? List.of(host) : List.of(host, address);
    }

    private record SchemeOfKey(VerificationKey key, SignatureScheme scheme) {}

    private static SchemeOfKey key(ProtoObject publicKey) throws MalformedInputException {
        Bytes octets = publicKey.octets("rawBytes");
        String details = publicKey.text("keyDetails");
        if (details.equals("PKCS1_RSA_PKCS1V5")) {
            return new SchemeOfKey(VerificationKey.fromPkcs1RsaPublicKey(octets), SignatureScheme.RSA_PKCS1_SHA256);
        }
        SignatureScheme scheme = scheme(details);
        VerificationKey key = VerificationKey.fromSpki(octets);
        if (key.type() != type(details) || (key.type() == KeyType.RSA && !details.contains("_" + key.sizeInBits()))) {
            throw refusal("a key that is none of " + details);
        }
        return new SchemeOfKey(key, scheme);
    }

    private static SignatureScheme scheme(String details) throws MalformedInputException {
        return switch (details) {
            case "PKIX_ECDSA_P256_SHA_256" -> SignatureScheme.ECDSA_SHA256_DER;
            case "PKIX_ECDSA_P384_SHA_384" -> SignatureScheme.ECDSA_SHA384_DER;
            case "PKIX_ECDSA_P521_SHA_512" -> SignatureScheme.ECDSA_SHA512_DER;
            case "PKIX_RSA_PKCS1V15_2048_SHA256", "PKIX_RSA_PKCS1V15_3072_SHA256", "PKIX_RSA_PKCS1V15_4096_SHA256" ->
                SignatureScheme.RSA_PKCS1_SHA256;
            case "PKIX_ED25519" -> SignatureScheme.ED25519;
            default -> throw refusal("key details " + details);
        };
    }

    private static KeyType type(String details) {
        return switch (details) {
            case "PKIX_ECDSA_P256_SHA_256" -> KeyType.EC_P256;
            case "PKIX_ECDSA_P384_SHA_384" -> KeyType.EC_P384;
            case "PKIX_ECDSA_P521_SHA_512" -> KeyType.EC_P521;
            case "PKIX_ED25519" -> KeyType.ED25519;
            default -> KeyType.RSA;
        };
    }

    private static List<Authority> authorities(ProtoObject root, String field) throws MalformedInputException {
        List<Authority> authorities = new ArrayList<>();
        for (ProtoObject authority : limited(root.objects(field, AUTHORITY), field)) {
            authority.findObject("subject", SUBJECT);
            List<Bytes> ders = new ArrayList<>();
            for (ProtoObject certificate : authority.object("certChain", CHAIN).objects("certificates", CERTIFICATE)) {
                ders.add(certificate.octets("rawBytes"));
            }
            List<CertificateFacts> chain = Certificates.parseChain(ders);
            authorities.add(new Authority(
                    chain,
                    validity(authority.findObject("validFor", RANGE)),
                    operator(authority, authority.text("uri"))));
        }
        return authorities;
    }

    private static Validity validity(Optional<ProtoObject> range) throws MalformedInputException {
        if (range.isEmpty() || !range.get().has("start")) {
            throw refusal("the key of a log, or an authority, has no start of validity");
        }
        Instant start = instant(range.get().text("start"));
        @Nullable Instant end = range.get().has("end") ? instant(range.get().text("end")) : null;
        return new Validity(start, end);
    }

    private static Instant instant(String text) throws MalformedInputException {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new MalformedInputException(
                    new Reason(CosignReason.TRUSTED_ROOT_MALFORMED, "not a time: " + text), e);
        }
    }

    private static String operator(ProtoObject object, String otherwise) throws MalformedInputException {
        return object.has("operator") ? object.text("operator") : otherwise;
    }

    private static List<ProtoObject> limited(List<ProtoObject> parts, String field) throws MalformedInputException {
        if (parts.size() > MAX_PARTS) {
            throw refusal(parts.size() + " " + field + ", limit " + MAX_PARTS);
        }
        return parts;
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(CosignReason.TRUSTED_ROOT_MALFORMED, detail));
    }
}
