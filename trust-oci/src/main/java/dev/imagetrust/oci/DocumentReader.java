/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.Printable;
import dev.imagetrust.oci.DescriptorReader.OnBadEntry;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From bytes to {@link OciDocument}, in the order: size, digest, media type, JSON, shape. */
final class DocumentReader {

    private static final Set<String> NAMES = Set.of(
            "schemaVersion",
            "mediaType",
            "artifactType",
            "config",
            "layers",
            "manifests",
            "fsLayers",
            "subject",
            "annotations");
    private static final Set<String> OF_INDEXES = Set.of("manifests");
    private static final Set<String> OF_IMAGES = Set.of("config", "layers", "fsLayers");
    private static final Set<String> NAMES_OF_ARTIFACTS =
            Set.of("mediaType", "artifactType", "blobs", "subject", "annotations");
    private static final Set<String> NOT_OF_ARTIFACTS = Set.of("manifests", "config", "layers", "fsLayers");
    private static final Descriptor NO_CONFIG = Descriptor.of("", Bytes.empty());
    private static final int MAX_DEPTH = 20;
    private static final int MAX_MEMBERS = 100_000;

    private final Descriptor descriptor;
    private final Bytes content;
    private final OnBadEntry onBadEntry;

    private DocumentReader(Descriptor descriptor, Bytes content, OnBadEntry onBadEntry) {
        this.descriptor = descriptor;
        this.content = content;
        this.onBadEntry = onBadEntry;
    }

    static OciDocument read(Descriptor descriptor, Bytes content, Limits limits, OnBadEntry onBadEntry)
            throws MalformedInputException {
        requireSize(descriptor, limits);
        requireIdentity(descriptor, content);
        JsonObject document = Json.parseObject(content, jsonLimits(limits));
        return new DocumentReader(descriptor, content, onBadEntry).read(document);
    }

    /**
     * The same for what a listing of referrers announces, where the withdrawn artifact manifest may stand as well: its
     * {@code blobs} are the layers, and the media type of its config is empty, as there is none.
     */
    static OciDocument readListed(Descriptor descriptor, Bytes content, Limits limits, OnBadEntry onBadEntry)
            throws MalformedInputException {
        if (!descriptor.mediaType().equals(MediaTypes.OCI_ARTIFACT)) {
            return read(descriptor, content, limits, onBadEntry);
        }
        requireSize(descriptor, limits);
        requireIdentity(descriptor, content);
        JsonObject document = Json.parseObject(content, jsonLimits(limits));
        return new DocumentReader(descriptor, content, onBadEntry).readArtifact(document);
    }

    static JsonLimits jsonLimits(Limits limits) {
        return new JsonLimits(limits.manifestBytes(), MAX_DEPTH, limits.manifestBytes(), MAX_MEMBERS);
    }

    /** Whether it is worth fetching at all. */
    static void requireSize(Descriptor descriptor, Limits limits) throws MalformedInputException {
        if (descriptor.size() > limits.manifestBytes()) {
            throw refused(OciReason.MANIFEST_TOO_LARGE, descriptor.size() + " bytes, limit " + limits.manifestBytes());
        }
    }

    private static void requireIdentity(Descriptor descriptor, Bytes content) throws MalformedInputException {
        if (content.length() != descriptor.size()) {
            throw refused(OciReason.SIZE_MISMATCH, descriptor + " announced, " + content.length() + " bytes found");
        }
        if (!descriptor.digest().matches(content)) {
            throw refused(OciReason.DIGEST_MISMATCH, "expected " + descriptor.digest());
        }
    }

    private OciDocument read(JsonObject written) throws MalformedInputException {
        DescriptorReader.requireSpelling(written, NAMES);
        boolean index = isIndex(written);
        JsonObject document = written.withoutNulls();
        requireVersion(document);
        requireMediaType(document);
        requireOneKind(written, index);
        return index ? readIndex(written, document) : readImage(written, document);
    }

    private boolean isIndex(JsonObject written) throws MalformedInputException {
        String mediaType = descriptor.mediaType();
        if (MediaTypes.isSchema1(mediaType)) {
            throw refused(OciReason.SCHEMA_1, "its digest leaves out the signatures inside it");
        }
        if (!MediaTypes.isIndex(mediaType) && !MediaTypes.isImage(mediaType)) {
            throw written.refusal(OciReason.MEDIA_TYPE_UNSUPPORTED, Printable.of(mediaType));
        }
        return MediaTypes.isIndex(mediaType);
    }

    private static void requireVersion(JsonObject document) throws MalformedInputException {
        long version = document.integer("schemaVersion");
        if (version == 1) {
            throw document.refusal(OciReason.SCHEMA_1, "schemaVersion is 1");
        }
        if (version != 2) {
            throw document.refusal(OciReason.SCHEMA_VERSION, "schemaVersion is " + version);
        }
    }

    private void requireMediaType(JsonObject document) throws MalformedInputException {
        Optional<String> inside = document.findText("mediaType");
        // OCI image-spec: the member should be there; Docker schema 2 and artifact manifests always have it.
        boolean agrees = inside.map(descriptor.mediaType()::equals)
                .orElse(descriptor.mediaType().equals(MediaTypes.OCI_MANIFEST)
                        || descriptor.mediaType().equals(MediaTypes.OCI_INDEX));
        if (!agrees) {
            throw document.refusal(
                    OciReason.MEDIA_TYPE_MISMATCH,
                    "announced as " + Printable.of(descriptor.mediaType()) + ", says "
                            + inside.map(Printable::of).orElse("nothing"));
        }
    }

    /** Null counts as there: another reader may take the document for the other kind by the name alone. */
    private static void requireOneKind(JsonObject written, boolean index) throws MalformedInputException {
        for (String foreign : index ? OF_IMAGES : OF_INDEXES) {
            if (written.has(foreign)) {
                throw written.refusal(OciReason.AMBIGUOUS_MANIFEST, "has " + foreign);
            }
        }
    }

    private OciIndex readIndex(JsonObject written, JsonObject document) throws MalformedInputException {
        List<Descriptor> manifests = DescriptorReader.readAll(written.value("manifests"), onBadEntry);
        return new OciIndex(head(document, ""), manifests);
    }

    private ImageManifest readImage(JsonObject written, JsonObject document) throws MalformedInputException {
        Descriptor config = DescriptorReader.read(document.object("config"));
        List<Descriptor> layers = DescriptorReader.readAll(written.value("layers"), onBadEntry);
        return new ImageManifest(head(document, config.mediaType()), config, layers);
    }

    private ImageManifest readArtifact(JsonObject written) throws MalformedInputException {
        DescriptorReader.requireSpelling(written, NAMES_OF_ARTIFACTS);
        JsonObject document = written.withoutNulls();
        requireMediaType(document);
        for (String foreign : NOT_OF_ARTIFACTS) {
            if (written.has(foreign)) {
                throw written.refusal(OciReason.AMBIGUOUS_MANIFEST, "has " + foreign);
            }
        }
        Optional<JsonValue> blobs = written.find("blobs");
        List<Descriptor> layers = blobs.isEmpty() ? List.of() : DescriptorReader.readAll(blobs.get(), onBadEntry);
        return new ImageManifest(head(document, ""), NO_CONFIG, layers);
    }

    private DocumentHead head(JsonObject document, String defaultArtifactType) throws MalformedInputException {
        Optional<JsonObject> subject = document.findObject("subject");
        return new DocumentHead(
                descriptor,
                content,
                document.findText("artifactType")
                        .filter(type -> !type.isEmpty())
                        .orElse(defaultArtifactType),
                subject.isEmpty() ? null : DescriptorReader.read(subject.get()),
                DescriptorReader.annotations(document));
    }

    private static MalformedInputException refused(OciReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
