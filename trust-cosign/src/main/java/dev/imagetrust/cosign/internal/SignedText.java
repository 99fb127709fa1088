/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import java.util.Map;
import java.util.TreeMap;

/** Writes what signatures are over, in the order of members that cosign writes. */
final class SignedText {

    private SignedText() {}

    /** A simple-signing payload (section 2.2). */
    static Bytes payload(Digest image, String dockerReference, Map<String, String> annotations) {
        return JsonWriter.object(payload -> {
            payload.object(
                    "critical",
                    critical -> critical.object(
                                    "identity", identity -> identity.text("docker-reference", dockerReference))
                            .object("image", inner -> inner.text("docker-manifest-digest", image.toString()))
                            .text("type", CosignFormat.SIGNATURE_CLAIM));
            // cosign writes null where there are none; nobody tells the two apart.
            payload.object("optional", optional -> new TreeMap<>(annotations).forEach(optional::text));
        });
    }

    /** The statement of an image signature (section 5.5): a subject without a name, an empty predicate. */
    static Bytes signatureStatement(Digest image, Map<String, String> annotations) {
        return JsonWriter.object(statement -> {
            statement
                    .text("_type", CosignFormat.STATEMENT_V1)
                    .array(
                            "subject",
                            subjects -> subjects.object(subject -> {
                                digest(subject, image);
                                subject.object("annotations", pairs -> new TreeMap<>(annotations).forEach(pairs::text));
                            }))
                    .text("predicateType", CosignFormat.SIGN_PREDICATE)
                    .object("predicate", predicate -> {});
        });
    }

    /**
     * The statement of an attestation (section 5.4).
     *
     * @param name of the repository
     */
    static Bytes attestation(Digest image, String name, String predicateType, JsonObject predicate) {
        // All versions of cosign write, and read, the older one for attestations.
        return JsonWriter.object(statement -> statement
                .text("_type", CosignFormat.STATEMENT_V01)
                .array(
                        "subject",
                        subjects -> subjects.object(subject -> {
                            subject.text("name", name);
                            digest(subject, image);
                        }))
                .text("predicateType", predicateType)
                .value("predicate", predicate));
    }

    private static void digest(ObjectContent subject, Digest image) {
        subject.object("digest", digest -> digest.text(image.algorithm().ociName(), image.hex()));
    }
}
