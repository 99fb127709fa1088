/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class OciDocumentPropertyTest {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"schemaVersion\":2",
            "\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"",
            "\"config\"",
            "\"layers\"",
            "\"manifests\"",
            "\"digest\":\"sha256:" + "0".repeat(64) + "\"",
            "\"size\":1",
            "\"annotations\"",
            "\"subject\"",
            "null",
            "1",
            "\"x\"");

    @Property(tries = 300)
    void whateverTheBytesTheAnswerIsADocumentOrARefusal(@ForAll @From("texts") String text) {
        for (String mediaType : List.of(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, "x")) {
            Bytes content = Bytes.utf8(text);
            try {
                OciDocument document = OciDocument.parse(Descriptor.of(mediaType, content), content, Limits.defaults());
                assertThat(document.content()).isEqualTo(content);
            } catch (MalformedInputException e) {
                assertThat(e.reason().code().id()).isNotBlank();
            }
        }
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(
            @ForAll @From("layers") List<Descriptor> layers, @ForAll @From("layers") List<Descriptor> more)
            throws MalformedInputException {
        Descriptor config = Descriptor.of("config/type", Bytes.utf8("{}"));
        OciDocument image = parse(ManifestWriter.image(config, layers));
        assertThat(((ImageManifest) image).layers()).isEqualTo(layers);
        for (Descriptor added : more) {
            OciDocument next = parse(ManifestWriter.append(image, "layers", added));
            assertThat(((ImageManifest) next).layers())
                    .hasSize(layers.size() + 1)
                    .endsWith(added);
        }
        OciIndex index = (OciIndex) parse(ManifestWriter.index(layers));
        assertThat(index.manifests()).isEqualTo(layers);
        assertThat(index.verified().members()).isEqualTo(layers);
    }

    /** No byte of a manifest is free: every change is another digest. */
    @Property(tries = 200)
    void anyChangedByteIsNoticed(
            @ForAll @From("layers") List<Descriptor> layers, @ForAll int position, @ForAll byte value) {
        Manifest manifest = ManifestWriter.index(layers);
        byte[] changed = manifest.content().toByteArray();
        int at = Math.floorMod(position, changed.length);
        if (changed[at] == value) {
            return;
        }
        changed[at] = value;
        try {
            OciDocument.parse(manifest.descriptor(), Bytes.copyOf(changed), Limits.defaults());
            throw new AssertionError("accepted");
        } catch (MalformedInputException e) {
            assertThat(e.reason().code()).isEqualTo(OciReason.DIGEST_MISMATCH);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<Descriptor>> layers() {
        Arbitrary<String> texts = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20);
        Arbitrary<Map<String, String>> annotations =
                Arbitraries.maps(texts, texts).ofMaxSize(3);
        return Combinators.combine(texts, texts, annotations)
                .as((type, content, notes) -> Descriptor.of(type, Digest.sha256(Bytes.utf8(content)), content.length())
                        .withAnnotations(notes))
                .list()
                .ofMaxSize(4);
    }

    private static OciDocument parse(Manifest manifest) throws MalformedInputException {
        return OciDocument.parse(manifest.descriptor(), manifest.content(), Limits.defaults());
    }
}
