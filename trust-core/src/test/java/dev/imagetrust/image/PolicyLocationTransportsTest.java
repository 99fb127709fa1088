/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Scopes of transports other than {@code docker}: containers-policy.json(5), "SUPPORTED TRANSPORTS AND THEIR SCOPES". */
class PolicyLocationTransportsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "relative", "/a/", "/a//b", "/a/./b", "/a/../b", "/.."})
    void refusesPathsThatAreNotResolved(String path) {
        assertThatThrownBy(() -> PolicyLocation.path("dir", path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDirectoryHasItsParentsButNotTheRoot() {
        assertThat(PolicyLocation.path("dir", "/srv/images/app"))
                .isEqualTo(new PolicyLocation("dir", "/srv/images/app", List.of("/srv/images", "/srv")));
        assertThat(PolicyLocation.path("sif", "/a")).isEqualTo(new PolicyLocation("sif", "/a", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "oci-archive"})
    void aLayoutIsANamespaceOfTheImagesInIt(String transport) {
        assertThat(PolicyLocation.path(transport, "/srv/layout"))
                .isEqualTo(new PolicyLocation(transport, "/srv/layout", List.of("/srv/layout", "/srv")));
    }

    @Test
    void namesOfOtherTransportsAreThoseOfDocker() {
        ImageName name = ImageName.parse("registry.example:5000/ns/stream");
        Asked asked = new Asked.ByTag("1");
        PolicyLocation docker = PolicyLocation.docker(name, asked);
        assertThat(PolicyLocation.named("atomic", name, asked))
                .isEqualTo(new PolicyLocation("atomic", docker.identity(), docker.namespaces()));
        assertThat(docker.namespaces())
                .containsExactly(
                        "registry.example:5000/ns/stream",
                        "registry.example:5000/ns",
                        "registry.example:5000",
                        "*.example");
    }

    @Test
    void archivesHaveTheWholeTransportOnly() {
        assertThat(PolicyLocation.whole("docker-archive"))
                .isEqualTo(new PolicyLocation("docker-archive", "", List.of()));
    }

    @Test
    void aStoreHasImagesBelowItsDriverAndRoot() {
        String digest = "sha256:" + "a".repeat(64);
        String id = "b".repeat(64);
        PolicyLocation full = PolicyLocation.containersStorage(
                "overlay", "/var/lib/containers", DockerReference.parse("busybox:1@" + digest), id);
        String store = "[overlay@/var/lib/containers]";
        assertThat(full.identity()).isEqualTo(store + "docker.io/library/busybox:1@" + digest + "@" + id);
        assertThat(full.namespaces())
                .containsExactly(
                        store + "docker.io/library/busybox:1@" + digest,
                        store + "docker.io/library/busybox:1",
                        store + "docker.io/library/busybox",
                        store + "docker.io/library",
                        store + "docker.io",
                        store,
                        "[/var/lib/containers]");
        assertThat(PolicyLocation.containersStorage("overlay", "/r", null, id))
                .isEqualTo(new PolicyLocation(
                        "containers-storage", "[overlay@/r]@" + id, List.of("[overlay@/r]", "[/r]")));
        assertThat(PolicyLocation.containersStorage("overlay", "/r", DockerReference.parse("a.b/c:1"), null)
                        .namespaces())
                .containsExactly("[overlay@/r]a.b/c", "[overlay@/r]a.b", "[overlay@/r]", "[/r]");
    }
}
