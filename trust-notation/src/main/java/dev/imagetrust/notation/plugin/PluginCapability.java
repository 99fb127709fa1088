/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plugin says that it can do (plugin-extensibility.md, "Plugin metadata").
 *
 * @since 0.1
 */
public enum PluginCapability {
    /** Signs octets. */
    SIGNATURE_GENERATOR_RAW("SIGNATURE_GENERATOR.RAW"),
    /** Makes whole envelopes about images. */
    SIGNATURE_GENERATOR_ENVELOPE("SIGNATURE_GENERATOR.ENVELOPE"),
    /** Makes whole envelopes about blobs. */
    SIGNATURE_GENERATOR_ENVELOPE_FOR_BLOB("SIGNATURE_GENERATOR.ENVELOPE_FOR_BLOB"),
    /** Says whether the signer is a trusted identity. */
    SIGNATURE_VERIFIER_TRUSTED_IDENTITY("SIGNATURE_VERIFIER.TRUSTED_IDENTITY"),
    /** Says whether a certificate of the chain is revoked. */
    SIGNATURE_VERIFIER_REVOCATION_CHECK("SIGNATURE_VERIFIER.REVOCATION_CHECK");

    private final String wireName;

    PluginCapability(String wireName) {
        this.wireName = wireName;
    }

    /** The name in requests and answers. */
    public String wireName() {
        return wireName;
    }

    /** Whether it is about verifying. */
    public boolean isVerifier() {
        return this == SIGNATURE_VERIFIER_TRUSTED_IDENTITY || this == SIGNATURE_VERIFIER_REVOCATION_CHECK;
    }

    /** The capability of a name; empty for one of a later contract. */
    public static Optional<PluginCapability> find(String wireName) {
        return Stream.of(values())
                .filter(each -> each.wireName.equals(wireName))
                .findFirst();
    }
}
