/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubjectTest {

    private static final ImageName NAME = ImageName.parse("yet.another.example.com:8443/ns/repo");
    private static final Bytes CONTENT = Bytes.utf8("manifest");
    private static final Descriptor IMAGE = Descriptor.of("application/x", CONTENT);

    @Test
    void refusesAnotherDigestThanTheOneAskedFor() {
        Asked.ByDigest other = new Asked.ByDigest(Digest.sha256(Bytes.utf8("other")));
        assertThatThrownBy(() -> ImageSubject.of(NAME, other, IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asked for");
    }

    /** DNS knows no case; whoever names the image must not choose the rule. */
    @Test
    void namesTheScopesOfAHostInLowerCaseAlso() {
        PolicyLocation location = ImageSubject.of(ImageName.parse("A.Example/r"), new Asked.ByTag("1"), IMAGE)
                .location();
        assertThat(location.identity()).isEqualTo("A.Example/r:1");
        assertThat(location.namespaces())
                .containsExactly(
                        "A.Example/r",
                        "A.Example",
                        "*.Example",
                        "a.example/r:1",
                        "a.example/r",
                        "a.example",
                        "*.example");
    }

    @Test
    void namesTheScopesOfAContainersPolicyMostSpecificFirst() {
        PolicyLocation location =
                ImageSubject.of(NAME, new Asked.ByTag("1"), IMAGE).location();
        assertThat(location.identity()).isEqualTo("yet.another.example.com:8443/ns/repo:1");
        assertThat(location.namespaces())
                .containsExactly(
                        "yet.another.example.com:8443/ns/repo",
                        "yet.another.example.com:8443/ns",
                        "yet.another.example.com:8443",
                        "*.another.example.com",
                        "*.example.com",
                        "*.com");
    }

    @Test
    void anIndexHasToHaveItsOwnBytes() {
        Bytes index = Bytes.utf8("[\"" + IMAGE.digest() + "\"]");
        Descriptor descriptor = Descriptor.of("application/index", index);
        assertThatThrownBy(() -> VerifiedIndex.of(descriptor, Bytes.utf8("other"), List.of(IMAGE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifiedIndex.of(
                        descriptor, index, List.of(Descriptor.of("application/x", Bytes.utf8("stranger")))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(VerifiedIndex.of(descriptor, index, List.of(IMAGE)).members())
                .containsExactly(IMAGE);
    }

    @Test
    void onlyTheSubjectItselfCanBeNarrowedByAnIndex() {
        Bytes index = Bytes.utf8("[\"" + IMAGE.digest() + "\"]");
        VerifiedIndex verified = VerifiedIndex.of(Descriptor.of("application/index", index), index, List.of(IMAGE));
        ImageSubject another = ImageSubject.byDigest(NAME, IMAGE);
        assertThatThrownBy(() -> another.memberOf(verified, IMAGE.digest()))
                .isInstanceOf(IllegalArgumentException.class);
        ImageSubject whole = ImageSubject.byDigest(NAME, verified.descriptor());
        assertThat(whole.memberOf(verified, IMAGE.digest()).index()).contains(verified.descriptor());
    }

    @Test
    void anImageWithoutANameHasNoReference() {
        PolicyLocation location = new PolicyLocation("dir", "/images/x", List.of("/images"));
        ImageSubject unnamed = ImageSubject.unnamed(IMAGE, location);
        assertThat(unnamed.name()).isEmpty();
        assertThat(unnamed.reference()).isEmpty();
        assertThat(unnamed.location()).isEqualTo(location);
    }

    @Test
    void aTagHasToBeOne() {
        assertThatThrownBy(() -> new Asked.ByTag("-x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Asked.ByTag("a@b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Asked.ByTag("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasNeitherTagNorDigest() {
        assertThatThrownBy(() -> ImageName.parse("a.b/c:1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageName.parse("a.b/c@" + IMAGE.digest()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageName.parse("busybox").dockerNormalised()).isEqualTo("docker.io/library/busybox");
        assertThat(ImageName.parse("busybox").asWritten()).isEqualTo("busybox");
    }
}
