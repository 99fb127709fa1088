/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.internal.BlobPolicyDocument;
import dev.imagetrust.notation.internal.BlobStatement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import java.util.List;
import java.util.Optional;

/**
 * A {@code trustpolicy.blob.json}: what signatures of files have to be like. Immutable.
 *
 * <p>Specification: trust-store-trust-policy.md, "Blob trust policy".
 *
 * @since 0.1
 */
public final class NotationBlobPolicy {

    private final BlobPolicyDocument document;

    private final Digest id;

    private NotationBlobPolicy(BlobPolicyDocument document) {
        this.document = document;
        this.id = CanonicalText.sha256("blobPolicy", out -> {
            for (BlobStatement each : document.statements()) {
                out.put("name", each.name())
                        .put("global", String.valueOf(each.global()))
                        .put("requirement", each.requirement().canonical());
            }
        });
    }

    /**
     * Reads a document: strict JSON of at most 4 MiB, version {@code 1.0}, by the rules of {@link NotationPolicy}. In
     * place of scopes a statement may say that it is the global one; one at most, and not with the level {@code skip}.
     *
     * @throws SetUpException for the first rule that the document breaks, with a {@link NotationReason} that starts with
     *     {@code POLICY_}
     */
    public static NotationBlobPolicy parse(Bytes document) {
        try {
            return new NotationBlobPolicy(BlobPolicyDocument.parse(document));
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    /**
     * A hash over everything that it says, as {@link dev.imagetrust.policy.TrustPolicy#id}: documents that differ in white
     * space only have the same. It is not the digest of a file.
     */
    public Digest id() {
        return id;
    }

    /** The names of its statements, in the order of the document. */
    public List<String> names() {
        return document.statements().stream().map(BlobStatement::name).toList();
    }

    /** The name of the global statement. */
    public Optional<String> globalName() {
        return document.global().map(BlobStatement::name);
    }

    /** What a statement asks for: a {@link NotationRequirement}, or a {@link Waive} for the level {@code skip}. */
    public Optional<Requirement> requirement(String name) {
        return document.named(name).map(BlobStatement::requirement);
    }
}
