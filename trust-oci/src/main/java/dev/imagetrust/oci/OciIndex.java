/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.VerifiedIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of manifests: an image for several platforms, or the referrers of something. See {@link OciDocument} for what
 * was checked.
 *
 * @since 0.1
 */
public final class OciIndex implements OciDocument {

    private final DocumentHead head;
    private final List<Descriptor> manifests;

    OciIndex(DocumentHead head, List<Descriptor> manifests) {
        this.head = head;
        this.manifests = manifests;
    }

    /** What it lists, in order; may be nothing. */
    public List<Descriptor> manifests() {
        return manifests;
    }

    /** As the engine needs it to narrow a subject: {@code subject.memberOf(index.verified(), child)}. */
    public VerifiedIndex verified() {
        return VerifiedIndex.of(descriptor(), content(), manifests);
    }

    @Override
    public Descriptor descriptor() {
        return head.descriptor();
    }

    @Override
    public Bytes content() {
        return head.content();
    }

    @Override
    public String artifactType() {
        return head.artifactType();
    }

    @Override
    public Optional<Descriptor> subject() {
        return Optional.ofNullable(head.subject());
    }

    @Override
    public Map<String, String> annotations() {
        return head.annotations();
    }

    @Override
    public String toString() {
        return "index " + descriptor();
    }
}
