/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * An OCI image layout: a directory with {@code oci-layout}, {@code index.json} and {@code blobs/}.
 *
 * <p>OCI image-spec, image-layout.md. The directory holds one repository, so that the names it is asked under do not
 * matter. A tag is the value of {@code org.opencontainers.image.ref.name} in {@code index.json}, compared exactly. As
 * referrers count the manifests with a {@code subject} that {@code index.json} lists, tagged or not, and what the
 * fallback tag lists. Every call reads the directory anew, so that a long-lived layout sees new signatures. Writing
 * replaces files in one step and keeps what it does not know; nothing is locked, so one process may write at a time.
 *
 * <p>Images of a layout have no name in a registry. {@link OciSignatureSource#in} finds their signatures under any name
 * that the caller makes up.
 *
 * <p>A blob may be a symbolic link, since its digest is compared; it has to be a regular file in the end. Safe for use
 * by several threads.
 *
 * @since 0.1
 */
public final class OciLayout implements WritableRepository {

    private static final String INDEX = "index.json";
    private static final String VERSION_FILE = "oci-layout";
    static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final String VERSION = "1.0.0";
    private static final int VERSION_FILE_BYTES = 4096;

    private final Path root;
    private final Limits limits;

    private OciLayout(Path root, Limits limits) {
        this.root = root;
        this.limits = limits;
    }

    /**
     * Opens a layout.
     *
     * @throws IOException if the directory is none that can be read
     */
    public static OciLayout open(Path root) throws IOException {
        return open(root, Limits.defaults());
    }

    /**
     * Opens a layout.
     *
     * @param limits of these, {@code manifestBytes} bounds {@code index.json} and each manifest, {@code candidates} how
     *     many entries of {@code index.json} are opened to find referrers
     * @throws IOException if the directory is none that can be read
     */
    public static OciLayout open(Path root, Limits limits) throws IOException {
        OciLayout layout = new OciLayout(requireNonNull(root, "root"), requireNonNull(limits, "limits"));
        layout.requireVersion();
        layout.index();
        return layout;
    }

    /**
     * Makes an empty layout in a directory, and the directory if need be.
     *
     * @throws IOException if there is a layout already, or it cannot be written
     */
    public static OciLayout create(Path root) throws IOException {
        Files.createDirectories(root);
        if (Files.exists(root.resolve(INDEX)) || Files.exists(root.resolve(VERSION_FILE))) {
            throw new FileAlreadyExistsException(root.toString());
        }
        Bytes version = JsonWriter.object(out -> out.text("imageLayoutVersion", VERSION));
        write(root.resolve(INDEX), ManifestWriter.index(List.of()).content());
        write(root.resolve(VERSION_FILE), version);
        return open(root);
    }

    @Override
    public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) throws IOException {
        if (reference instanceof Reference.ByDigest byDigest) {
            return byDigest(byDigest.digest());
        }
        Optional<Descriptor> tagged = tagged(reference.text());
        if (tagged.isEmpty()) {
            return Answer.absent();
        }
        Path file = file(tagged.get().digest());
        return Answer.present(new Manifest(tagged.get().mediaType(), RegularFiles.read(file, limits.manifestBytes())));
    }

    @Override
    public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
            throws IOException {
        Map<Digest, Descriptor> found = new LinkedHashMap<>();
        for (Descriptor entry : fallbackTag(subject)) {
            found.putIfAbsent(entry.digest(), entry);
        }
        List<Descriptor> entries = index().manifests();
        if (entries.size() > limits.candidates()) {
            throw new IOException("index.json has more than " + limits.candidates() + " entries");
        }
        for (Descriptor entry : entries) {
            if (!found.containsKey(entry.digest()) && refersTo(entry, subject)) {
                found.put(entry.digest(), entry);
            }
        }
        return Answer.present(Page.last(List.copyOf(found.values())));
    }

    @Override
    public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException {
        return RegularFiles.open(file(blob.digest()));
    }

    @Override
    public synchronized void putBlob(ImageName name, Bytes content) throws IOException {
        putBlob(Digest.sha256(content), content);
    }

    /**
     * Stores a manifest and lists it in {@code index.json}; see {@link WritableRepository#putManifest}.
     *
     * @return whether it has a subject, since a layout lists referrers by itself
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
        Bytes index = RegularFiles.read(root.resolve(INDEX), limits.manifestBytes());
        LayoutIndex updated = new LayoutIndex(index, limits);
        Bytes next = reference instanceof Reference.Tag tag
                ? updated.tag(tag.text(), descriptor)
                : updated.list(descriptor.withArtifactType(document.artifactType()));
        // First what is listed, then the list.
        putBlob(descriptor.digest(), manifest.content());
        write(root.resolve(INDEX), next);
        return document.subject().isPresent();
    }

    private void putBlob(Digest digest, Bytes content) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            Files.createDirectories(
                    root.resolve("blobs").resolve(digest.algorithm().ociName()));
            write(file, content);
        }
    }

    private static void write(Path file, Bytes content) throws IOException {
        AtomicFiles.replace(file, content, AtomicFiles.Access.EVERYBODY);
    }

    private Answer<Manifest> byDigest(Digest digest) throws IOException {
        Path file = file(digest);
        if (Files.notExists(file)) {
            return Answer.absent();
        }
        Bytes content = RegularFiles.read(file, limits.manifestBytes());
        return Answer.present(new Manifest(mediaType(digest, content), content));
    }

    /** What the manifest says it is, else what {@code index.json} says, else what its members say. */
    private String mediaType(Digest digest, Bytes content) throws IOException {
        JsonObject document;
        Optional<String> inside;
        try {
            document = Json.parseObject(content, DocumentReader.jsonLimits(limits));
            inside = document.findText("mediaType");
        } catch (MalformedInputException e) {
            throw new IOException("no manifest: " + digest + ", " + e.reason().text(), e);
        }
        if (inside.isPresent()) {
            return inside.get();
        }
        return index().manifests().stream()
                .filter(entry -> entry.digest().equals(digest))
                .map(Descriptor::mediaType)
                .findFirst()
                .orElse(document.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST);
    }

    private Optional<Descriptor> tagged(String tag) throws IOException {
        List<Descriptor> matches = index().manifests().stream()
                .filter(entry -> entry.annotation(REF_NAME).filter(tag::equals).isPresent())
                .toList();
        if (matches.stream().map(Descriptor::digest).distinct().count() > 1) {
            throw new IOException("index.json has the tag " + Printable.of(tag) + " more than once");
        }
        return matches.stream().findFirst();
    }

    private List<Descriptor> fallbackTag(Digest subject) throws IOException {
        Optional<Descriptor> tagged = tagged(DigestTags.ofReferrers(subject));
        if (tagged.isEmpty()) {
            return List.of();
        }
        if (document(tagged.get()) instanceof OciIndex index) {
            return index.manifests();
        }
        throw new IOException("the fallback tag of " + subject + " is no index");
    }

    /** An entry that cannot be read counts as a referrer unless it has a tag: whoever opens it will say why. */
    private boolean refersTo(Descriptor entry, Digest subject) {
        try {
            Bytes content = RegularFiles.read(file(entry.digest()), limits.manifestBytes());
            return DocumentReader.readListed(entry, content, limits, problem -> {})
                    .subject()
                    .filter(found -> found.digest().equals(subject))
                    .isPresent();
        } catch (IOException | MalformedInputException e) {
            return entry.annotation(REF_NAME).isEmpty();
        }
    }

    private OciDocument document(Descriptor entry) throws IOException {
        return parse(entry, RegularFiles.read(file(entry.digest()), limits.manifestBytes()));
    }

    private OciIndex index() throws IOException {
        Bytes content = RegularFiles.read(root.resolve(INDEX), limits.manifestBytes());
        return (OciIndex) parse(Descriptor.of(MediaTypes.OCI_INDEX, content), content);
    }

    private OciDocument parse(Descriptor descriptor, Bytes content) throws IOException {
        try {
            return OciDocument.parse(descriptor, content, limits);
        } catch (MalformedInputException e) {
            throw new IOException(e.reason().text(), e);
        }
    }

    private void requireVersion() throws IOException {
        Bytes content = RegularFiles.read(root.resolve(VERSION_FILE), VERSION_FILE_BYTES);
        try {
            String version = Json.parseObject(content, JsonLimits.CONFIGURATION).text("imageLayoutVersion");
            if (!version.equals(VERSION)) {
                throw new IOException("the layout is of version " + Printable.of(version) + ", not " + VERSION);
            }
        } catch (MalformedInputException e) {
            throw new IOException("oci-layout: " + e.reason().text(), e);
        }
    }

    private Path file(Digest digest) {
        // A digest has nothing but lower-case letters and digits, so this cannot leave the directory.
        return root.resolve("blobs").resolve(digest.algorithm().ociName()).resolve(digest.hex());
    }
}
