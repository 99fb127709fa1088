/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.Page;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which hosts have no referrers API, and for how long that is believed. */
class ReferrersTest {

    private TestRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = TestRegistry.withoutReferrersApi(MemoryRepository.withoutReferrersApi());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aHostWhoseRouterKnowsNoSuchPathIsNotAskedAgain() throws Exception {
        try (RegistryRepository client = registry.client()) {
            assertThat(ask(client, "team/app")).isEqualTo(Answer.unsupported());
            assertThat(ask(client, "team/other")).isEqualTo(Answer.unsupported());
        }
        assertThat(registry.lines()).hasSize(1);
    }

    @Test
    void aHostIsAskedAgainAfterAWhile() throws Exception {
        try (RegistryRepository client = RegistryRepository.builder()
                .http(registry.settings().build())
                .referrersMemory(Duration.ZERO)
                .build()) {
            ask(client, "team/app");
            ask(client, "team/app");
        }
        assertThat(registry.lines()).hasSize(2);
    }

    /** Its answer may concern the one repository; to pass over the API of others would miss their signatures. */
    @Test
    void anAnswerOfTheRegistryItselfIsRememberedForThatRepositoryOnly() throws Exception {
        registry.behind(exchange -> {
            TestRegistry.error(exchange, 404, "UNSUPPORTED");
            return true;
        });
        try (RegistryRepository client = registry.client()) {
            ask(client, "team/app");
            ask(client, "team/app");
            ask(client, "team/other");
        }
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void aRepositoryThatIsUnknownSaysNothingAboutTheApi() throws Exception {
        registry.behind(exchange -> {
            TestRegistry.error(exchange, 404, "NAME_UNKNOWN");
            return true;
        });
        try (RegistryRepository client = registry.client()) {
            ask(client, "team/app");
            ask(client, "team/app");
        }
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void aWebPageIsNotRemembered() throws Exception {
        registry.behind(exchange -> {
            TestRegistry.send(exchange, 200, "text/html", "<html>");
            return true;
        });
        try (RegistryRepository client = registry.client()) {
            assertThat(ask(client, "team/app")).isEqualTo(Answer.unsupported());
            ask(client, "team/app");
        }
        assertThat(registry.lines()).hasSize(2);
    }

    @Test
    void aCursorOfAnotherRepositoryLeadsNowhereElse() {
        try (RegistryRepository client = registry.client()) {
            for (String token : new String[] {"http://evil.example/", "//evil.example/x", "x", "\\\\evil.example/"}) {
                assertThatThrownBy(() -> client.referrers(
                                Asking.name(registry.host()), Asking.DIGEST, new Cursor(token), Asking.soon()))
                        .as(token)
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(registry.lines()).isEmpty();
    }

    private Answer<Page<Descriptor>> ask(RegistryRepository client, String path) throws Exception {
        return client.referrers(
                ImageName.parse(registry.host() + '/' + path), Asking.DIGEST, Cursor.START, Asking.soon());
    }
}
