/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.SignedIdentity.ExactReference;
import dev.imagetrust.policy.SignedIdentity.ExactRepository;
import dev.imagetrust.policy.SignedIdentity.MatchExact;
import dev.imagetrust.policy.SignedIdentity.MatchRepoDigestOrExact;
import dev.imagetrust.policy.SignedIdentity.MatchRepository;
import dev.imagetrust.policy.SignedIdentity.RemapIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** containers-policy.json(5), signedIdentity; the tables of its reference implementation in short. */
class SignedIdentityTest {

    private static final Descriptor MANIFEST = Descriptor.of("application/x", Bytes.utf8("manifest"));
    private static final String DIGEST = MANIFEST.digest().toString();
    private static final String OTHER_DIGEST = "sha256:" + "0".repeat(64);

    private static ImageSubject tagged(String name, String tag) {
        return ImageSubject.of(ImageName.parse(name), new Asked.ByTag(tag), MANIFEST);
    }

    private static ImageSubject byDigest(String name) {
        return ImageSubject.byDigest(ImageName.parse(name), MANIFEST);
    }

    @Test
    void exactWantsTheSameTag() {
        MatchExact rule = new MatchExact();
        assertThat(rule.accepts("busybox:1", tagged("docker.io/library/busybox", "1")))
                .isTrue();
        assertThat(rule.accepts("busybox:2", tagged("busybox", "1"))).isFalse();
        assertThat(rule.accepts("busybox", tagged("busybox", "1"))).isFalse();
        assertThat(rule.accepts("busybox:1", byDigest("busybox"))).isFalse();
        assertThat(rule.accepts("busybox@" + DIGEST, byDigest("busybox"))).isTrue();
        assertThat(rule.accepts("busybox@" + OTHER_DIGEST, byDigest("busybox"))).isFalse();
    }

    @Test
    void theDefaultTakesAnyTagOfTheRepositoryForAnImageAskedForByDigest() {
        MatchRepoDigestOrExact rule = new MatchRepoDigestOrExact();
        assertThat(rule.accepts("a.b/c:1", tagged("a.b/c", "1"))).isTrue();
        assertThat(rule.accepts("a.b/c:2", tagged("a.b/c", "1"))).isFalse();
        assertThat(rule.accepts("a.b/c:2", byDigest("a.b/c"))).isTrue();
        assertThat(rule.accepts("a.b/c@" + OTHER_DIGEST, byDigest("a.b/c"))).isTrue();
        assertThat(rule.accepts("a.b/c", byDigest("a.b/c"))).isFalse();
        assertThat(rule.accepts("a.b/d:2", byDigest("a.b/c"))).isFalse();
    }

    @Test
    void repositoryIgnoresTags() {
        MatchRepository rule = new MatchRepository();
        assertThat(rule.accepts("a.b/c", tagged("a.b/c", "1"))).isTrue();
        assertThat(rule.accepts("a.b/c:2", tagged("a.b/c", "1"))).isTrue();
        assertThat(rule.accepts("a.b/d:1", tagged("a.b/c", "1"))).isFalse();
    }

    @Test
    void exactReferenceAndExactRepositoryDoNotAskForTheImage() {
        ImageSubject unnamed = ImageSubject.unnamed(MANIFEST, new PolicyLocation("dir", "/x", List.of()));
        assertThat(new ExactReference("a.b/c:1").accepts("a.b/c:1", unnamed)).isTrue();
        assertThat(new ExactReference("a.b/c:1").accepts("a.b/c:2", unnamed)).isFalse();
        assertThat(new ExactRepository("a.b/c").accepts("a.b/c:2", unnamed)).isTrue();
        assertThat(new ExactRepository("a.b/c").accepts("a.b/d:2", unnamed)).isFalse();
        assertThat(new MatchRepository().accepts("a.b/c", unnamed)).isFalse();
        assertThatThrownBy(() -> new ExactReference("a.b/c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExactRepository("A")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remapReplacesAWholePrefixOnly() {
        RemapIdentity rule = new RemapIdentity("mirror.example", "vendor.example");
        assertThat(rule.accepts("vendor.example/a:1", tagged("mirror.example/a", "1")))
                .isTrue();
        assertThat(rule.accepts("mirror.example/a:1", tagged("mirror.example/a", "1")))
                .isFalse();
        assertThat(rule.accepts("mirror.example:5000/a:1", tagged("mirror.example:5000/a", "1")))
                .as("another port is another host, and stays as it is")
                .isTrue();
        assertThat(rule.accepts("vendor.example:5000/a:1", tagged("mirror.example:5000/a", "1")))
                .isFalse();
        RemapIdentity path = new RemapIdentity("docker.io/library", "vendor.example/base");
        assertThat(path.accepts("vendor.example/base/busybox:1", tagged("busybox", "1")))
                .isTrue();
        assertThat(path.accepts("docker.io/libraryy/x:1", tagged("docker.io/libraryy/x", "1")))
                .isTrue();
    }

    @Test
    void remapToWhatWouldBeNormalisedAgainMatchesNothing() {
        RemapIdentity rule = new RemapIdentity("mirror.example/hub", "docker.io");
        assertThat(rule.accepts("docker.io/library/busybox:1", tagged("mirror.example/hub/busybox", "1")))
                .isFalse();
        assertThat(rule.accepts("docker.io/a/b:1", tagged("mirror.example/hub/a/b", "1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b/c:1", "a.b/", "a.b/C", "a.b/c@sha256:00", "http://a.b", "a.b:x"})
    void refusesPrefixesThatAreNone(String prefix) {
        assertThatThrownBy(() -> new RemapIdentity(prefix, "a.b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RemapIdentity("a.b", prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "a.b/c:1\n", "a.b/c:1:2", "a b"})
    void aSignedNameThatDoesNotParseMatchesNothing(String signed) {
        for (SignedIdentity rule : List.of(
                new MatchExact(),
                new MatchRepoDigestOrExact(),
                new MatchRepository(),
                new ExactReference("a.b/c:1"),
                new ExactRepository("a.b/c"),
                new RemapIdentity("x.y", "a.b"))) {
            assertThat(rule.accepts(signed, tagged("a.b/c", "1"))).isFalse();
        }
    }
}
