/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import java.util.function.Consumer;

/** Every parser of octets from outside. Each swallows what its contract lets it throw, and nothing else. */
enum Target {
    JSON(Primitives::json),
    PEM(Primitives::pem),
    BASE64(Primitives::base64),
    CERTIFICATE(Primitives::certificate),
    CERTIFICATE_FILE(Primitives::certificateFile),
    PUBLIC_KEY(Primitives::publicKey),
    SIGNATURE(Primitives::signature),
    KEY_AND_SIGNATURE(Primitives::keyAndSignature),
    TIMESTAMP(Primitives::timestamp),
    OCSP(Revocations::ocsp),
    CRL(Revocations::crl),

    COSIGN_LEGACY(Layout.COSIGN_LEGACY::feed),
    COSIGN_LEGACY_ATTESTATION(Layout.COSIGN_LEGACY_ATTESTATION::feed),
    COSIGN_BUNDLE(Layout.COSIGN_BUNDLE::feed),
    COSIGN_BUNDLED_ATTESTATION(Layout.COSIGN_BUNDLED_ATTESTATION::feed),
    NOTATION_JWS(Layout.NOTATION_JWS::feed),
    NOTATION_COSE(Layout.NOTATION_COSE::feed),
    SIMPLE_SIGNING(Layout.SIMPLE_SIGNING::feed),
    SIMPLE_SIGNING_UNVERIFIED(Documents::unverifiedSimpleSignature),

    SIGNED_COSIGN_PAYLOAD(Resigned::cosignPayload),
    SIGNED_STATEMENT(Resigned::statement),
    SIGNED_JWS_HEADER(Resigned::jwsHeader),
    SIGNED_JWS_PAYLOAD(Resigned::jwsPayload),
    SIGNED_COSE_HEADER(Resigned::coseHeader),
    SIGNED_COSE_PAYLOAD(Resigned::cosePayload),

    COSIGN_KEY_FILE(Documents::cosignKeyFile),
    NOTATION_TRUST_FILE(Documents::notationTrustFile),
    KEYRING(Documents::keyring),
    NOTATION_POLICY(Documents::notationPolicy),
    CONTAINERS_POLICY(Documents::containersPolicy),
    REGISTRIES(Documents::registries),
    SECRET_KEYS(Documents::secretKeys),
    OCI_DOCUMENT(Documents::ociDocument),
    DOCKER_REFERENCE(Documents::dockerReference),
    VERDICT_DOCUMENT(Documents::verdictDocument);

    private final Consumer<Bytes> parser;

    Target(Consumer<Bytes> parser) {
        this.parser = parser;
    }

    /** Throws, whatever it is, only if a promise is broken. */
    void feed(Bytes input) {
        parser.accept(input);
    }
}
