/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registry in memory: for tests, and for signing before anything is pushed.
 *
 * <p>Repositories come into being when something is stored in them; names are compared as docker normalises them. Safe
 * for use by several threads. Nothing is ever dropped, so it is not meant for content from outside.
 *
 * @since 0.1
 */
public final class MemoryRepository implements WritableRepository {

    private final boolean referrersApi;
    private final Map<String, Content> repositories = new HashMap<>();

    private MemoryRepository(boolean referrersApi) {
        this.referrersApi = referrersApi;
    }

    /** A registry that lists referrers itself. */
    public static MemoryRepository withReferrersApi() {
        return new MemoryRepository(true);
    }

    /** A registry that leaves referrers to the fallback tag. */
    public static MemoryRepository withoutReferrersApi() {
        return new MemoryRepository(false);
    }

    /** What one repository holds. */
    private static final class Content {
        private final Map<Digest, Bytes> blobs = new HashMap<>();
        private final Map<String, Manifest> manifests = new HashMap<>();
        private final Map<Digest, List<Descriptor>> referrers = new HashMap<>();
    }

    @Override
    public synchronized Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
        return Answer.ofNullable(of(name).manifests.get(reference.text()));
    }

    @Override
    public synchronized Answer<Page<Descriptor>> referrers(
            ImageName name, Digest subject, Cursor cursor, Deadline deadline) {
        return referrersApi
                ? Answer.present(Page.last(of(name).referrers.getOrDefault(subject, List.of())))
                : Answer.unsupported();
    }

    @Override
    public synchronized InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException {
        return Optional.ofNullable(of(name).blobs.get(blob.digest()))
                .orElseThrow(() -> new FileNotFoundException("no blob " + blob.digest()))
                .newInputStream();
    }

    @Override
    public synchronized void putBlob(ImageName name, Bytes content) {
        of(name).blobs.put(Digest.sha256(content), content);
    }

    /**
     * Stores a manifest; see {@link WritableRepository#putManifest}.
     *
     * @throws IOException if the bytes are no manifest, or not those of the digest
     */
    @Override
    public synchronized boolean putManifest(ImageName name, Reference reference, Manifest manifest) throws IOException {
        Descriptor descriptor = reference instanceof Reference.ByDigest byDigest
                ? Descriptor.of(
                        manifest.mediaType(),
                        byDigest.digest(),
                        manifest.content().length())
                : manifest.descriptor();
        OciDocument document = parse(descriptor, manifest.content());
        Content content = of(name);
        content.manifests.put(descriptor.digest().toString(), manifest);
        content.manifests.put(reference.text(), manifest);
        document.subject().ifPresent(subject -> list(content, subject.digest(), document));
        return referrersApi && document.subject().isPresent();
    }

    private static void list(Content content, Digest subject, OciDocument document) {
        List<Descriptor> known = content.referrers.computeIfAbsent(subject, s -> new ArrayList<>());
        Descriptor entry =
                document.descriptor().withAnnotations(document.annotations()).withArtifactType(document.artifactType());
        if (!known.contains(entry)) {
            known.add(entry);
        }
    }

    private static OciDocument parse(Descriptor descriptor, Bytes content) throws IOException {
        try {
            return OciDocument.parse(descriptor, content, Limits.defaults());
        } catch (MalformedInputException e) {
            throw new IOException("not stored: " + e.reason().text(), e);
        }
    }

    private Content of(ImageName name) {
        return repositories.computeIfAbsent(name.dockerNormalised(), n -> new Content());
    }
}
