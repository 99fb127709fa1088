/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.PrimitiveReason;
import dev.imagetrust.verdict.ReasonCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OciDocumentTest {

    private static final String DIGEST = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    private static final String DESCRIPTOR = "{'mediaType':'a/b','digest':'" + DIGEST + "','size':2}";
    private static final String IMAGE =
            "{'schemaVersion':2,'mediaType':'" + MediaTypes.OCI_MANIFEST + "','config':D,'layers':[D]}";
    private static final String INDEX =
            "{'schemaVersion':2,'mediaType':'" + MediaTypes.OCI_INDEX + "','manifests':[D]}";

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("bytes that are no JSON", "x", PrimitiveReason.JSON_SYNTAX),
                refused(
                        "a name twice",
                        image("'layers':[D]", "'layers':[D],'layers':[]"),
                        PrimitiveReason.JSON_DUPLICATE_MEMBER),
                refused("schema version 1", image("'schemaVersion':2", "'schemaVersion':1"), OciReason.SCHEMA_1),
                refused("schema version 3", image("'schemaVersion':2", "'schemaVersion':3"), OciReason.SCHEMA_VERSION),
                refused(
                        "schema version as text",
                        image("'schemaVersion':2", "'schemaVersion':'2'"),
                        PrimitiveReason.JSON_WRONG_TYPE),
                refused("no schema version", image("'schemaVersion':2,", ""), PrimitiveReason.JSON_MEMBER_MISSING),
                refused(
                        "another media type inside",
                        image(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX),
                        OciReason.MEDIA_TYPE_MISMATCH),
                refused(
                        "manifests beside layers",
                        image("'config'", "'manifests':[],'config'"),
                        OciReason.AMBIGUOUS_MANIFEST),
                refused(
                        "null manifests beside layers",
                        image("'config'", "'manifests':null,'config'"),
                        OciReason.AMBIGUOUS_MANIFEST),
                refused(
                        "Manifests beside layers",
                        image("'config'", "'Manifests':[],'config'"),
                        OciReason.MEMBER_SPELLING),
                refused("LAYERS for layers", image("'layers'", "'LAYERS'"), OciReason.MEMBER_SPELLING),
                refused(
                        "subject with a long s",
                        image("'config'", "'\\u017fubject':D,'config'"),
                        OciReason.MEMBER_SPELLING),
                refused(
                        "Digest in a descriptor",
                        image("'layers':[D]", "'layers':[{'Digest':'x'}]"),
                        OciReason.MEMBER_SPELLING),
                refused("no config", image("'config':D,", ""), PrimitiveReason.JSON_MEMBER_MISSING),
                refused("no layers", image(",'layers':[D]", ""), PrimitiveReason.JSON_MEMBER_MISSING),
                refused("layers that are no array", image("[D]", "D"), PrimitiveReason.JSON_WRONG_TYPE),
                refused(
                        "a layer without media type",
                        layer("'mediaType':'a/b',", ""),
                        PrimitiveReason.JSON_MEMBER_MISSING),
                refused("a layer with an empty media type", layer("a/b", ""), OciReason.DESCRIPTOR_MALFORMED),
                refused("a digest of an unknown algorithm", layer("sha256:", "md5:"), OciReason.DESCRIPTOR_MALFORMED),
                refused(
                        "a digest in upper case",
                        layer("sha256:44136fa", "sha256:44136FA"),
                        OciReason.DESCRIPTOR_MALFORMED),
                refused("a digest that is a path", layer(DIGEST, "../../x"), OciReason.DESCRIPTOR_MALFORMED),
                refused("a negative size", layer("'size':2", "'size':-1"), OciReason.DESCRIPTOR_MALFORMED),
                refused("a size with a fraction", layer("'size':2", "'size':2.0"), PrimitiveReason.JSON_NOT_AN_INTEGER),
                refused(
                        "a size beyond 64 bits",
                        layer("'size':2", "'size':18446744073709551618"),
                        PrimitiveReason.JSON_NOT_AN_INTEGER),
                refused(
                        "a number as annotation",
                        layer("'size':2", "'size':2,'annotations':{'a':1}"),
                        PrimitiveReason.JSON_WRONG_TYPE),
                refused(
                        "a number as annotation of the manifest",
                        image("'config'", "'annotations':{'a':1},'config'"),
                        PrimitiveReason.JSON_WRONG_TYPE),
                refused(
                        "a subject that is no descriptor",
                        image("'config'", "'subject':'x','config'"),
                        PrimitiveReason.JSON_WRONG_TYPE));
    }

    /** Both {@code manifests} and {@code layers}, and members twice: GHSA-5j5w-g665-5m35. */
    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAManifestWith(String json, ReasonCode expected) {
        assertThat(refusal(MediaTypes.OCI_MANIFEST, json)).isEqualTo(expected);
    }

    static Stream<Arguments> refusedIndexes() {
        return Stream.of(
                refused("layers", index("'manifests'", "'layers':[],'manifests'"), OciReason.AMBIGUOUS_MANIFEST),
                refused("config", index("'manifests'", "'config':D,'manifests'"), OciReason.AMBIGUOUS_MANIFEST),
                refused(
                        "the layers of schema 1",
                        index("'manifests'", "'fsLayers':[],'manifests'"),
                        OciReason.AMBIGUOUS_MANIFEST),
                refused("null layers", index("'manifests'", "'layers':null,'manifests'"), OciReason.AMBIGUOUS_MANIFEST),
                refused("no manifests", index(",'manifests':[D]", ""), PrimitiveReason.JSON_MEMBER_MISSING),
                refused("a bad member", index("'size':2", "'size':'2'"), PrimitiveReason.JSON_WRONG_TYPE),
                refused(
                        "the media type of a manifest",
                        index(MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST),
                        OciReason.MEDIA_TYPE_MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("refusedIndexes")
    void refusesAnIndexWith(String json, ReasonCode expected) {
        assertThat(refusal(MediaTypes.OCI_INDEX, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.docker.distribution.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v1+prettyjws"
            })
    void refusesSchema1ByItsMediaType(String mediaType) {
        assertThat(refusal(mediaType, "{'schemaVersion':1}")).isEqualTo(OciReason.SCHEMA_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/html", "application/vnd.oci.artifact.manifest.v1+json"})
    void refusesOtherMediaTypes(String mediaType) {
        assertThat(refusal(mediaType, IMAGE)).isEqualTo(OciReason.MEDIA_TYPE_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST})
    void refusesADockerManifestThatDoesNotSayWhatItIs(String mediaType) {
        String json = MediaTypes.isIndex(mediaType)
                ? index("'mediaType':'" + MediaTypes.OCI_INDEX + "',", "")
                : image("'mediaType':'" + MediaTypes.OCI_MANIFEST + "',", "");
        assertThat(refusal(mediaType, json)).isEqualTo(OciReason.MEDIA_TYPE_MISMATCH);
    }

    @Test
    void refusesBytesOfAnotherDigest() {
        Bytes content = bytes(IMAGE);
        Descriptor other = Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.sha256(Bytes.utf8("other")), content.length());
        assertThat(refusal(other, content, Limits.defaults())).isEqualTo(OciReason.DIGEST_MISMATCH);
    }

    @Test
    void refusesBytesOfAnotherSize() {
        Bytes content = bytes(IMAGE);
        Descriptor other = Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.sha256(content), content.length() + 1L);
        assertThat(refusal(other, content, Limits.defaults())).isEqualTo(OciReason.SIZE_MISMATCH);
    }

    /** CVE-2020-1702. */
    @Test
    void refusesAManifestOverTheLimit() {
        Bytes content = bytes(IMAGE);
        Limits limits = Limits.builder().manifestBytes(content.length() - 1).build();
        assertThat(refusal(Descriptor.of(MediaTypes.OCI_MANIFEST, content), content, limits))
                .isEqualTo(OciReason.MANIFEST_TOO_LARGE);
    }

    @Test
    void readsAManifestOfExactlyTheLimit() throws MalformedInputException {
        Bytes content = bytes(IMAGE);
        Limits limits = Limits.builder().manifestBytes(content.length()).build();
        assertThat(OciDocument.parse(Descriptor.of(MediaTypes.OCI_MANIFEST, content), content, limits)
                        .content())
                .isEqualTo(content);
    }

    @Test
    void readsAnImageManifest() throws MalformedInputException {
        ImageManifest manifest =
                (ImageManifest) parse(MediaTypes.OCI_MANIFEST, layer("'size':2", "'size':2,'annotations':{'k':'v'}"));
        assertThat(manifest.config().digest()).isEqualTo(Digest.parse(DIGEST));
        assertThat(manifest.layers()).singleElement().satisfies(found -> {
            assertThat(found.mediaType()).isEqualTo("a/b");
            assertThat(found.size()).isEqualTo(2);
            assertThat(found.annotation("k")).contains("v");
        });
        assertThat(manifest.subject()).isEmpty();
    }

    @Test
    void readsAManifestByItsSha512Digest() throws MalformedInputException {
        Bytes content = bytes(IMAGE);
        Descriptor descriptor =
                Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.of(DigestAlgorithm.SHA512, content), content.length());
        assertThat(OciDocument.parse(descriptor, content, Limits.defaults()).descriptor())
                .isEqualTo(descriptor);
    }

    @Test
    void readsALayerWithoutContent() throws MalformedInputException {
        ImageManifest manifest = (ImageManifest) parse(MediaTypes.OCI_MANIFEST, layer("'size':2", "'size':0"));
        assertThat(manifest.layers())
                .singleElement()
                .extracting(Descriptor::size)
                .isEqualTo(0L);
    }

    @Test
    void readsADockerManifest() throws MalformedInputException {
        assertThat(parse(MediaTypes.DOCKER_MANIFEST, image(MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST)))
                .isInstanceOf(ImageManifest.class);
    }

    @Test
    void readsADockerManifestList() throws MalformedInputException {
        assertThat(parse(MediaTypes.DOCKER_LIST, index(MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST)))
                .isInstanceOf(OciIndex.class);
    }

    @Test
    void readsAnIndexWhoseMembersTheEngineCanUse() throws MalformedInputException {
        OciIndex index = (OciIndex) parse(MediaTypes.OCI_INDEX, INDEX);
        assertThat(index.verified().members()).isEqualTo(index.manifests()).hasSize(1);
    }

    @Test
    void readsAnIndexWithoutMembersAsGoWritesIt() throws MalformedInputException {
        assertThat(((OciIndex) parse(MediaTypes.OCI_INDEX, index("[D]", "null"))).manifests())
                .isEmpty();
    }

    @Test
    void readsMembersThatItDoesNotKnow() throws MalformedInputException {
        assertThat(parse(MediaTypes.OCI_MANIFEST, image("'config'", "'later':{'x':[1]},'config'")))
                .isNotNull();
    }

    @Test
    void takesTheArtifactTypeOfTheManifestBeforeThatOfItsConfig() throws MalformedInputException {
        assertThat(parse(MediaTypes.OCI_MANIFEST, image("'config'", "'artifactType':'x/y','config'"))
                        .artifactType())
                .isEqualTo("x/y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'artifactType':'',", "'artifactType':null,"})
    void takesTheTypeOfTheConfigWhereThereIsNoArtifactType(String member) throws MalformedInputException {
        assertThat(parse(MediaTypes.OCI_MANIFEST, image("'config'", member + "'config'"))
                        .artifactType())
                .isEqualTo("a/b");
    }

    private static Arguments refused(String name, String json, ReasonCode code) {
        return arguments(Named.of(name, json), code);
    }

    private static String image(String from, String to) {
        assertThat(IMAGE).contains(from);
        return IMAGE.replace(from, to);
    }

    private static String index(String from, String to) {
        assertThat(INDEX.replace("[D]", "[" + DESCRIPTOR + "]")).contains(from.replace("[D]", "[" + DESCRIPTOR + "]"));
        return INDEX.replace("[D]", "[" + DESCRIPTOR + "]").replace(from.replace("[D]", "[" + DESCRIPTOR + "]"), to);
    }

    private static String layer(String from, String to) {
        assertThat(DESCRIPTOR).contains(from);
        return IMAGE.replace("[D]", "[" + DESCRIPTOR.replace(from, to) + "]");
    }

    private static Bytes bytes(String json) {
        return Bytes.utf8(json.replaceAll("(?<=[:\\[])D", DESCRIPTOR).replace('\'', '"'));
    }

    private static OciDocument parse(String mediaType, String json) throws MalformedInputException {
        Bytes content = bytes(json);
        return OciDocument.parse(Descriptor.of(mediaType, content), content, Limits.defaults());
    }

    private static ReasonCode refusal(String mediaType, String json) {
        Bytes content = bytes(json);
        return refusal(Descriptor.of(mediaType, content), content, Limits.defaults());
    }

    private static ReasonCode refusal(Descriptor descriptor, Bytes content, Limits limits) {
        return catchThrowableOfType(MalformedInputException.class, () -> OciDocument.parse(descriptor, content, limits))
                .reason()
                .code();
    }
}
