/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.primitives.JsonLimits;
import java.util.Set;

/** The names and numbers of the formats; everything that is a text of the specification stands here once. */
final class CosignFormat {

    static final String SIGNATURE_TAG = ".sig";
    static final String ATTESTATION_TAG = ".att";

    static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    static final String DSSE_ENVELOPE = "application/vnd.dsse.envelope.v1+json";

    /** Legacy signatures over referrers: {@code cosign sign --registry-referrers-mode=oci-1-1}. */
    static final String LEGACY_REFERRER = "application/vnd.dev.cosign.artifact.sig.v1+json";

    /** Legacy attestations over referrers, by either name (section 1.3). */
    static final String LEGACY_REFERRER_ATTESTATION = "application/vnd.dev.cosign.artifact.att.v1+json";

    static final String LEGACY_REFERRER_STATEMENT = "application/vnd.in-toto+json";

    /** Any version of a bundle. */
    static final String ANY_BUNDLE = "application/vnd.dev.sigstore.bundle";

    static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    static final String SIGNATURE_ANNOTATION = "dev.cosignproject.cosign/signature";
    static final String CERTIFICATE_ANNOTATION = "dev.sigstore.cosign/certificate";
    static final String CHAIN_ANNOTATION = "dev.sigstore.cosign/chain";
    static final String LOG_ANNOTATION = "dev.sigstore.cosign/bundle";
    static final String TIMESTAMP_ANNOTATION = "dev.sigstore.cosign/rfc3161timestamp";

    static final String SIGNATURE_CLAIM = "cosign container image signature";
    static final String IN_TOTO = "application/vnd.in-toto+json";
    static final String STATEMENT_V1 = "https://in-toto.io/Statement/v1";
    static final String STATEMENT_V01 = "https://in-toto.io/Statement/v0.1";
    static final Set<String> STATEMENTS = Set.of(STATEMENT_V1, STATEMENT_V01);

    /** What makes a statement a signature: the predicate type that {@code cosign sign} writes. */
    static final String SIGN_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    /** A simple-signing payload is a few hundred octets; the rest is room for annotations. */
    static final int MAX_PAYLOAD = 1 << 20;

    /** CVE-2024-45395: the numbers of sigstore-go. */
    static final int MAX_LOG_ENTRIES = 32;

    static final int MAX_TIMESTAMPS = 32;
    static final int MAX_SUBJECTS = 1024;
    static final int MAX_DIGESTS = 32;

    /** Each may cost a signature check per candidate. */
    static final int MAX_KEYS = 1000;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_MEMBERS = 500_000;

    private CosignFormat() {}

    /** The limits for JSON whose length was limited to some octets. */
    static JsonLimits json(int maxBytes) {
        return new JsonLimits(maxBytes, MAX_DEPTH, maxBytes, MAX_MEMBERS);
    }
}
