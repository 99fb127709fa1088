/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class NotationBlobPolicyTest {

    private static final String TRUST = ",\"trustStores\":[\"ca:acme\"],\"trustedIdentities\":[\"*\"]";

    private static String statement(String name, String level, String more) {
        return "{\"name\":\"" + name + "\",\"signatureVerification\":{\"level\":\"" + level + "\"}" + more + "}";
    }

    private static Bytes document(String... statements) {
        return Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[" + String.join(",", statements) + "]}");
    }

    @Test
    void readsStatementsWithAndWithoutAGlobalOne() {
        NotationBlobPolicy policy = NotationBlobPolicy.parse(document(
                statement("one", "strict", TRUST),
                statement("two", "audit", TRUST + ",\"globalPolicy\":true"),
                statement("three", "skip", ",\"globalPolicy\":false")));
        assertThat(policy.names()).containsExactly("one", "two", "three");
        assertThat(policy.globalName()).contains("two");
        assertThat(policy.requirement("one").orElseThrow())
                .isInstanceOfSatisfying(
                        NotationRequirement.class,
                        requirement -> assertThat(requirement.level()).isEqualTo(Level.STRICT));
        assertThat(policy.requirement("three").orElseThrow()).isInstanceOf(Waive.class);
        assertThat(policy.requirement("four")).isEmpty();
        assertThat(NotationBlobPolicy.parse(document(statement("one", "strict", TRUST)))
                        .globalName())
                .isEmpty();
    }

    @Test
    void hasAnotherIdForEverythingThatItSays() {
        String global = TRUST + ",\"globalPolicy\":true";
        List<Bytes> documents = List.of(
                document(statement("one", "strict", TRUST), statement("two", "strict", TRUST)),
                document(statement("one", "strict", TRUST)),
                document(statement("two", "strict", TRUST)),
                document(statement("one", "permissive", TRUST)),
                document(statement("one", "strict", global)),
                document(statement("one", "strict", TRUST.replace("acme", "other"))));

        assertThat(documents.stream().map(NotationBlobPolicy::parse).map(NotationBlobPolicy::id))
                .doesNotHaveDuplicates();
        assertThat(NotationBlobPolicy.parse(document(statement("one", "strict", TRUST + " ")))
                        .id())
                .isEqualTo(NotationBlobPolicy.parse(documents.get(1)).id());
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("no statement", document(), NotationReason.POLICY_NO_STATEMENT),
                Arguments.of("no name", document(statement("", "strict", TRUST)), NotationReason.POLICY_NAME_EMPTY),
                Arguments.of(
                        "one name twice",
                        document(statement("a", "strict", TRUST), statement("a", "audit", TRUST)),
                        NotationReason.POLICY_NAME_DUPLICATE),
                Arguments.of(
                        "two global statements",
                        document(
                                statement("a", "strict", TRUST + ",\"globalPolicy\":true"),
                                statement("b", "strict", TRUST + ",\"globalPolicy\":true")),
                        NotationReason.POLICY_GLOBAL_DUPLICATE),
                Arguments.of(
                        "a global statement that skips",
                        document(statement("a", "skip", ",\"globalPolicy\":true")),
                        NotationReason.POLICY_GLOBAL_SKIP),
                Arguments.of(
                        "global as text",
                        document(statement("a", "strict", TRUST + ",\"globalPolicy\":\"true\"")),
                        NotationReason.POLICY_MALFORMED),
                Arguments.of(
                        "scopes of images",
                        document(statement("a", "strict", TRUST + ",\"registryScopes\":[\"*\"]")),
                        NotationReason.POLICY_MALFORMED),
                Arguments.of("no stores", document(statement("a", "strict", "")), NotationReason.POLICY_NO_TRUST_STORE),
                Arguments.of(
                        "skipping with trust",
                        document(statement("a", "skip", TRUST)),
                        NotationReason.POLICY_SKIP_WITH_TRUST),
                Arguments.of(
                        "an unknown level",
                        document(statement("a", "lax", TRUST)),
                        NotationReason.POLICY_LEVEL_UNKNOWN),
                Arguments.of(
                        "another version",
                        Bytes.utf8("{\"version\":\"2.0\",\"trustPolicies\":[" + statement("a", "strict", TRUST) + "]}"),
                        NotationReason.POLICY_VERSION_UNSUPPORTED),
                Arguments.of("no JSON", Bytes.utf8("version: 1.0"), NotationReason.POLICY_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void refusesDocumentsThatBreakARule(String name, Bytes document, NotationReason reason) {
        SetUpException refused = catchThrowableOfType(SetUpException.class, () -> NotationBlobPolicy.parse(document));
        assertThat(refused).isNotNull();
        assertThat(refused.reason().code()).isEqualTo(reason);
    }

    @Test
    void readsTheDocumentsOfTheEndToEndTests() throws IOException {
        Path e2e = Path.of(System.getProperty("imagetrust.shared", "")).resolve("upstream/notation-e2e");
        assumeTrue(Files.isDirectory(e2e), "no upstream data at " + e2e);
        NotationBlobPolicy first = NotationBlobPolicy.parse(
                Bytes.copyOf(Files.readAllBytes(e2e.resolve("blob/trustpolicies/trustpolicy.blob.json"))));
        assertThat(first.globalName()).contains("test-blob-global-statement");
        NotationBlobPolicy second = NotationBlobPolicy.parse(
                Bytes.copyOf(Files.readAllBytes(e2e.resolve("config/trustpolicies/blob_trust_policy.json"))));
        assertThat(second.requirement("skip-verification-policy").orElseThrow()).isInstanceOf(Waive.class);
        assertThat(second.globalName()).contains("global-verification-policy");
    }
}
