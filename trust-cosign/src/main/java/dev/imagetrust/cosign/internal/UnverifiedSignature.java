/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.ClaimedSigner;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A candidate taken apart, whatever format it came in. Nothing in it is verified.
 *
 * @param kind what it was stored as
 * @param signature the octets of the signature
 * @param signed what it has to hold over
 * @param payload what is read once it holds; {@code signed} is made from nothing else. Empty where a file is signed, of which
 *     nothing is read
 * @param material what came along to verify it with
 * @param envelope the envelope as it was stored, where a log or timestamp authority saw just these octets; else null
 * @param logEntries what log entries came along
 * @param timestamps what timestamps came along, as responses of RFC 3161
 */
record UnverifiedSignature(
        CosignKind kind,
        Bytes signature,
        SignedOctets signed,
        Bytes payload,
        Material material,
        @Nullable Bytes envelope,
        List<Unread<LogEntry>> logEntries,
        List<Unread<Bytes>> timestamps) {

    /** Copies the lists. */
    UnverifiedSignature {
        logEntries = List.copyOf(logEntries);
        timestamps = List.copyOf(timestamps);
    }

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

        /** The certificates of a bundle, the signer's first; maybe none. */
        record BundleCertificates(List<Bytes> ders) implements Material {
            /** Copies the list. */
            public BundleCertificates {
                ders = List.copyOf(ders);
            }
        }

        /** Certificates in a field that bundles of the version do not have. */
        record OfAnotherVersion(String field) implements Material {}

        /** What the annotations for certificate and chain of a legacy layer contain; the chain may be empty. */
        record CertificateAnnotation(String pem, String chain) implements Material {}
    }
}
