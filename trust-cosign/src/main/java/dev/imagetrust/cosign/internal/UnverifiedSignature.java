/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.ClaimedSigner;
import java.util.Optional;

/**
 * A candidate taken apart, whatever format it came in. Nothing in it is verified.
 *
 * @param kind what it was stored as
 * @param signature the octets of the signature
 * @param signed the octets it has to hold over
 * @param payload what is read once it holds; {@code signed} is made from nothing else
 * @param material what came along to verify it with
 * @param logEntries how many log entries came along
 * @param timestamps how many timestamps came along
 */
record UnverifiedSignature(
        CosignKind kind,
        Bytes signature,
        Bytes signed,
        Bytes payload,
        Material material,
        int logEntries,
        int timestamps) {

    /** Verification material: it may select one of the trusted keys, and never brings another. */
    sealed interface Material {

        /** None at all. */
        record None() implements Material {}

        /** Says which key to try first; may be empty. */
        record KeyHint(String hint) implements Material {

            /** Who that would be, for people. */
            Optional<ClaimedSigner> signer() {
                return hint.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ClaimedSigner("key with hint " + Printable.of(hint)));
            }
        }

        /** A certificate of a bundle. */
        record BundleCertificate() implements Material {}

        /** What the certificate annotation of a legacy layer contains. */
        record CertificateAnnotation(String pem) implements Material {}
    }
}
