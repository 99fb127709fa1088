/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.registry.Credential.Login;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mirrors, and registries that are read elsewhere. */
class SitesTest {

    private static final Bytes BLOB = Bytes.utf8("a blob");
    private static final Descriptor BLOB_DESCRIPTOR = Descriptor.of("text/plain", BLOB);
    private static final Manifest MANIFEST = new Manifest(
            Asking.MANIFEST_TYPE,
            Bytes.utf8(
                    "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":"
                            + "\"" + BLOB_DESCRIPTOR.digest() + "\",\"size\":6},\"layers\":[]}"));
    private static final Reference BY_DIGEST =
            Reference.digest(MANIFEST.descriptor().digest());

    private final MemoryRepository sourceContent = MemoryRepository.withReferrersApi();
    private final MemoryRepository mirrorContent = MemoryRepository.withReferrersApi();
    private TestRegistry source;
    private TestRegistry mirror;

    @BeforeEach
    void open() throws Exception {
        source = TestRegistry.withReferrersApi(sourceContent);
        mirror = TestRegistry.withReferrersApi(mirrorContent);
        fill(sourceContent, "registry.example/team/app");
    }

    @AfterEach
    void close() {
        source.close();
        mirror.close();
    }

    @Test
    void aMirrorIsNotAskedForTagsNorForReferrers() throws Exception {
        fill(mirrorContent, "registry.example/team/app");
        try (RegistryRepository client = mirrored("")) {
            client.manifest(name(), Asking.TAG, Asking.soon());
            client.referrers(name(), Asking.DIGEST, Cursor.START, Asking.soon());
        }
        assertThat(mirror.lines()).isEmpty();
        assertThat(source.lines()).hasSize(2);
    }

    @Test
    void whatAMirrorLacksIsAskedOfTheSource() throws Exception {
        try (RegistryRepository client = mirrored("")) {
            assertThat(client.manifest(name(), BY_DIGEST, Asking.soon())).isEqualTo(Answer.present(MANIFEST));
            assertThat(Asking.read(client, source.host(), BLOB_DESCRIPTOR)).isEqualTo(BLOB);
        }
        assertThat(mirror.lines()).hasSize(2);
        assertThat(source.lines()).hasSize(2);
    }

    @Test
    void otherBytesOfAMirrorAreNotTaken() throws Exception {
        mirror.behind(exchange -> {
            TestRegistry.send(exchange, 200, Asking.MANIFEST_TYPE, "other!");
            return true;
        });
        try (RegistryRepository client = mirrored("")) {
            assertThat(client.manifest(name(), BY_DIGEST, Asking.soon())).isEqualTo(Answer.present(MANIFEST));
            assertThat(Asking.read(client, source.host(), BLOB_DESCRIPTOR)).isEqualTo(BLOB);
        }
        assertThat(source.lines()).hasSize(2);
    }

    @Test
    void whatAMirrorHasIsNotAskedOfTheSource() throws Exception {
        fill(mirrorContent, "registry.example/copies/team/app");
        try (RegistryRepository client = mirrored("/copies")) {
            assertThat(client.manifest(name(), BY_DIGEST, Asking.soon())).isEqualTo(Answer.present(MANIFEST));
            assertThat(Asking.read(client, source.host(), BLOB_DESCRIPTOR)).isEqualTo(BLOB);
        }
        assertThat(mirror.lines()).hasSize(2);
        assertThat(source.lines()).isEmpty();
    }

    @Test
    void aMirrorHasCredentialsOfItsOwn() throws Exception {
        List<String> askedFor = new CopyOnWriteArrayList<>();
        mirror.behind(exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            TestRegistry.error(exchange, 401, "UNAUTHORIZED");
            return true;
        });
        try (RegistryRepository client = builder()
                .mirror(source.host(), mirror.host())
                .credentials(host -> {
                    askedFor.add(host);
                    return RegistryCredentials.of(Map.of(source.host(), new Login("user", "s3cret")))
                            .find(host);
                })
                .build()) {
            client.manifest(name(), BY_DIGEST, Asking.soon());
        }
        assertThat(askedFor).containsExactly(mirror.host());
        assertThat(mirror.seen()).allMatch(seen -> seen.authorization().isEmpty());
    }

    @Test
    void aRegistryIsReadElsewhere() throws Exception {
        fill(mirrorContent, "registry.example/copies/team/app");
        try (RegistryRepository client = builder()
                .readFrom("registry.example", mirror.host() + "/copies")
                .build()) {
            assertThat(client.manifest(ImageName.parse("registry.example/team/app"), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.present(MANIFEST));
        }
        assertThat(mirror.lines()).containsExactly("GET /v2/copies/team/app/manifests/v1");
    }

    @Test
    void aPlaceThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> builder().mirror("a.example", "b.example/../x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().mirror("a.example", "b.example?x").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> builder().readFrom("a.example", "user@b.example").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RegistryRepository mirrored(String prefix) {
        return builder().mirror(source.host(), mirror.host() + prefix).build();
    }

    private RegistryRepository.Builder builder() {
        return RegistryRepository.builder()
                .http(source.settings()
                        .insecurelyPlainHttp(mirror.host())
                        .privateHost(mirror.host())
                        .build());
    }

    private ImageName name() {
        return Asking.name(source.host());
    }

    private static void fill(MemoryRepository content, String name) throws Exception {
        content.putBlob(ImageName.parse(name), BLOB);
        content.putManifest(ImageName.parse(name), Asking.TAG, MANIFEST);
    }
}
