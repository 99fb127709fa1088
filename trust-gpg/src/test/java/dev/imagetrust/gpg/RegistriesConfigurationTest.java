/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RegistriesConfigurationTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "1".repeat(64));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "text",
                "docker: [a]",
                "docker: text",
                "docker: {example.com: text}",
                "default-docker: {lookaside: [a]}",
                "default-docker: {lookaside: ''}",
                "default-docker: {lookaside: }",
                "default-docker: {lookaside: {}}",
                "default-docker: {lookaside: /var/lib/signatures}",
                "default-docker: {lookaside: 'file://host/var'}",
                "default-docker: {lookaside: 'file:var'}",
                "default-docker: {lookaside: 'ftp://example.com/'}",
                "default-docker: {lookaside: 'https:///path'}",
                "default-docker: {lookaside: 'https://me:secret@example.com/'}",
                "default-docker: {lookaside: 'https://example.com/#part'}",
                "default-docker: {lookaside: 'https://example.com/a b'}",
                "default-docker: {use-sigstore-attachments: 'true'}",
                "default-docker: {use-sigstore-attachments: yes}",
                "default-docker: {use-sigstore-attachments: 1}",
                "docker: {}\ndocker: {}",
                "docker: {a: {}, a: {}}",
                "docker: {? [a] : {}}",
                "docker: &a {b: {}}\nother: *a",
                "docker: !!java.net.URL [x]",
                "default-docker: {lookaside: !!str 'https://example.com/'}",
                "docker: {}\n---\ndocker: {}",
                "docker: {",
                "\tdocker: {}",
                "a: [[[[[[[[[[1]]]]]]]]]]",
            })
    void refusesWhatIsNotStrictlyRight(String yaml) {
        assertThat(refusal(Map.of("bad.yaml", Bytes.utf8(yaml)))).startsWith("bad.yaml: ");
    }

    @Test
    void refusesOctetsThatAreNoUtf8AndFilesThatAreTooLong() {
        assertThat(refusal(Map.of("bad.yaml", Bytes.fromHex("c0af")))).startsWith("bad.yaml: ");
        assertThat(refusal(Map.of("bad.yaml", Bytes.utf8("#".repeat(RegistriesConfiguration.MAX_LENGTH + 1)))))
                .startsWith("bad.yaml: ");
    }

    @Test
    void depthCostsNoStack() {
        assertThat(refusal(Map.of("bad.yaml", Bytes.utf8("a: " + "[".repeat(500_000)))))
                .contains("deeper");
    }

    @Test
    void namesBothFilesThatSpeakOfOneScope() {
        assertThat(refusal(Map.of(
                        "a.yaml", Bytes.utf8("docker: {example.com: {}}"),
                        "b.yaml", Bytes.utf8("docker: {example.com: {}}"))))
                .isEqualTo("docker/example.com is in both a.yaml and b.yaml");
        assertThat(refusal(
                        Map.of("a.yaml", Bytes.utf8("default-docker: {}"), "b.yaml", Bytes.utf8("default-docker: {}"))))
                .isEqualTo("default-docker is in both a.yaml and b.yaml");
    }

    @Property(tries = 300)
    void nothingButARefusalComesOfAnyText(@ForAll("texts") String text) {
        assertThatCode(() -> {
                    try {
                        RegistriesConfiguration.parse(Map.of("any.yaml", Bytes.utf8(text)));
                    } catch (SetUpException e) {
                        assertThat(e.reason().code()).isEqualTo(GpgReason.REGISTRIES_INVALID);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "docker",
                "default-docker",
                "lookaside",
                ":",
                ": ",
                "\n",
                "  ",
                "{",
                "}",
                "[",
                "]",
                ",",
                "'",
                "\"",
                "\\",
                "#",
                "|",
                ">",
                "&a",
                "*a",
                "!",
                "%YAML 1.2",
                "---",
                "...",
                "?",
                "- ",
                "\t",
                "\u0000",
                "é",
                "https://a/");
        return pieces.list().ofMaxSize(20).map(all -> String.join("", all));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/ns/app:1, https://exact/",
        "example.com/ns/app:2, https://repository/",
        "example.com/ns/other:1, https://namespace/",
        "example.com/elsewhere/app:1, https://host/",
        "sub.example.com/app:1, https://wildcard/",
        "deep.sub.example.com:8443/app:1, https://wildcard/",
        "example.org/app:1, https://default/",
        "example.com:5000/ns/app:1, https://top/",
        "busybox:1, https://library/",
    })
    void theMostSpecificScopeIsTaken(String image, URI expected) {
        RegistriesConfiguration configuration = configuration("""
            default-docker: {lookaside: https://default/}
            docker:
              example.com/ns/app:1: {lookaside: https://exact/}
              example.com/ns/app: {lookaside: https://repository/}
              example.com/ns: {lookaside: https://namespace/}
              example.com: {lookaside: https://host/}
              "*.example.com": {lookaside: https://wildcard/}
              "*.com": {lookaside: https://top/}
              docker.io/library: {lookaside: https://library/}
            """);
        assertThat(configuration.lookaside(tagged(image))).contains(expected);
    }

    @Test
    void eachMemberIsLookedUpForItself() {
        RegistriesConfiguration configuration = configuration("""
            default-docker:
              lookaside: https://default/
              lookaside-staging: file:///default
            docker:
              example.com/ns:
                use-sigstore-attachments: true
              example.com:
                use-sigstore-attachments: false
                lookaside: https://host/
            """);
        ImageSubject image = tagged("example.com/ns/app:1");
        assertThat(configuration.usesSigstoreAttachments(image)).isTrue();
        assertThat(configuration.usesSigstoreAttachments(tagged("example.com/app:1")))
                .isFalse();
        assertThat(configuration.lookaside(image)).contains(URI.create("https://host/"));
        // Writing: the host's lookaside is nearer than the default's staging.
        assertThat(configuration.lookasideStaging(image)).contains(URI.create("https://host/"));
        assertThat(configuration.lookasideStaging(tagged("example.org/app:1"))).contains(URI.create("file:///default"));
    }

    @ParameterizedTest
    @CsvSource({
        "'sigstore: https://s/', https://s/, https://s/",
        "'sigstore: https://s/, sigstore-staging: file:///t', https://s/, file:///t",
        "'sigstore: https://s/, lookaside: https://l/', https://l/, https://l/",
        "'sigstore-staging: file:///t, lookaside: https://l/', https://l/, file:///t",
        "'sigstore-staging: file:///t, lookaside-staging: file:///u', , file:///u",
    })
    void theOlderMembersCountWhereTheNewerAreAbsent(String members, URI reading, URI writing) {
        RegistriesConfiguration configuration = configuration("docker: {example.com: {" + members + "}}");
        ImageSubject image = tagged("example.com/app:1");
        assertThat(configuration.lookaside(image).orElse(null)).isEqualTo(reading);
        assertThat(configuration.lookasideStaging(image).orElse(null)).isEqualTo(writing);
    }

    @Test
    void nothingIsBuiltIn() {
        ImageSubject image = tagged("example.com/app:1");
        RegistriesConfiguration empty = configuration("");
        assertThat(empty.lookaside(image)).isEmpty();
        assertThat(empty.lookasideStaging(image)).isEmpty();
        assertThat(empty.usesSigstoreAttachments(image)).isFalse();
        URI place = URI.create("file:///var/lib/containers/sigstore");
        assertThat(empty.withFallback(place).lookaside(image)).contains(place);
        assertThat(empty.withFallback(place).lookasideStaging(image)).contains(place);
    }

    @Test
    void anImageWithoutANameHasNoPlace() {
        ImageSubject unnamed =
                ImageSubject.unnamed(descriptor(), new PolicyLocation("dir", "/srv/app", List.of("/srv")));
        RegistriesConfiguration configuration = configuration("default-docker: {lookaside: https://default/}")
                .withFallback(URI.create("file:///fallback"));
        assertThat(configuration.lookaside(unnamed)).isEmpty();
    }

    @Test
    void unknownMembersAreTold() {
        RegistriesConfiguration configuration =
                configuration("docker: {example.com: {lookasid: https://a/, other: [1, {x: y}]}}\nversion: 2");
        assertThat(configuration.warnings())
                .containsExactly(
                        "one.yaml: /docker/example.com/lookasid: no such member; it is ignored",
                        "one.yaml: /docker/example.com/other: no such member; it is ignored",
                        "one.yaml: /version: no such member; it is ignored");
    }

    @Test
    void readsTheFilesOfAFolder() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "docker: {a.example: {lookaside: https://a/}}");
        Files.writeString(folder.resolve("b.yaml"), "docker: {b.example: {lookaside: https://b/}}");
        Files.writeString(folder.resolve("c.yaml.bak"), "this: is: no yaml");
        RegistriesConfiguration configuration = RegistriesConfiguration.load(folder);
        assertThat(configuration.lookaside(tagged("a.example/x:1"))).contains(URI.create("https://a/"));
        assertThat(configuration.lookaside(tagged("b.example/x:1"))).contains(URI.create("https://b/"));
        assertThat(RegistriesConfiguration.load(folder.resolve("absent")).warnings())
                .isEmpty();
    }

    private static String refusal(Map<String, Bytes> files) {
        SetUpException refused = catchThrowableOfType(SetUpException.class, () -> RegistriesConfiguration.parse(files));
        assertThat(refused.reason().code()).isEqualTo(GpgReason.REGISTRIES_INVALID);
        return refused.reason().detail();
    }

    private static RegistriesConfiguration configuration(String yaml) {
        return RegistriesConfiguration.parse(Map.of("one.yaml", Bytes.utf8(yaml)));
    }

    private static ImageSubject tagged(String text) {
        int colon = text.lastIndexOf(':');
        return ImageSubject.of(
                ImageName.parse(text.substring(0, colon)), new Asked.ByTag(text.substring(colon + 1)), descriptor());
    }

    private static Descriptor descriptor() {
        return Descriptor.of("application/vnd.oci.image.manifest.v1+json", DIGEST, 1);
    }
}
