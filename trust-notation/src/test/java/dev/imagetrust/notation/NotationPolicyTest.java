/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotationPolicyTest {

    private static final Descriptor IMAGE = Descriptor.of("m", Bytes.utf8("image"));
    private static final String NAMED = """
            {"name":"named","registryScopes":["a.example/r","docker.io/library/busybox"],
             "signatureVerification":{"level":"strict"},"trustStores":["ca:acme"],"trustedIdentities":["*"]}""";
    private static final String OTHERS = """
            {"name":"others","registryScopes":["*"],"signatureVerification":{"level":"skip"}}""";

    @Test
    void refusesABrokenDocumentWithItsReason() {
        assertThatExceptionOfType(SetUpException.class)
                .isThrownBy(() -> NotationPolicy.parse(Bytes.utf8("{}")))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.POLICY_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example/r1", "a.example/r/s", "b.example/r", "busybox", "a.example:443/r"})
    void hasNoRuleForAnotherName(String name) {
        assertThat(ruleFor(policy(NAMED), name)).isEmpty();
    }

    @Test
    void prefersTheStatementThatNamesTheRepository() {
        TrustPolicy policy = policy(OTHERS + "," + NAMED);
        assertThat(ruleFor(policy, "a.example/r")).contains("named");
        assertThat(ruleFor(policy, "docker.io/library/busybox")).contains("named");
        assertThat(ruleFor(policy, "busybox")).contains("others");
        assertThat(policy.rules()).extracting(PolicyRule::name).containsExactly("others", "named");
    }

    /** DNS knows no case; whoever names the image must not choose the statement. */
    @Test
    void theCaseOfAHostDoesNotLeadToTheWildcard() {
        assertThat(ruleFor(policy(OTHERS + "," + NAMED), "A.Example/r")).contains("named");
    }

    @Test
    void hasOnlyTheWildcardForAnImageWithoutAName() {
        ImageSubject unnamed = ImageSubject.unnamed(IMAGE, new PolicyLocation("dir", "/a.example/r", List.of()));
        assertThat(policy(NAMED).ruleFor(unnamed)).isEmpty();
        assertThat(policy(OTHERS).ruleFor(unnamed)).isPresent();
    }

    @Test
    void hasAnIdThatChangesWithWhatDecides() {
        Digest id = policy(NAMED).id();
        assertThat(policy(NAMED.replace(" ", "")).id()).isEqualTo(id);
        assertThat(policy(NAMED.replace("strict", "audit")).id()).isNotEqualTo(id);
        assertThat(policy(NAMED.replace("a.example/r", "a.example/s")).id()).isNotEqualTo(id);
        assertThat(policy(NAMED.replace("\"named\"", "\"other\"")).id()).isNotEqualTo(id);
    }

    @Test
    void believesCrlsPastTheirTimeOnlyIfAskedTo() {
        Bytes document = Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[" + OTHERS + "," + NAMED + "]}");
        TrustPolicy offline = NotationPolicy.insecurelyParseAcceptingCrlsPastTheirTime(document, Duration.ofDays(3));

        assertThat(requirement(NotationPolicy.parse(document)).crlsPastTheirTime())
                .isZero();
        assertThat(requirement(offline).crlsPastTheirTime()).isEqualTo(Duration.ofDays(3));
        assertThat(requirement(offline).toBuilder()
                        .insecurelyAcceptCrlsPastTheirTime(Duration.ZERO)
                        .build())
                .as("nothing else changes")
                .isEqualTo(requirement(NotationPolicy.parse(document)));
        assertThat(offline.id()).isNotEqualTo(NotationPolicy.parse(document).id());
        assertThat(offline.rules()).hasSize(2);
    }

    private static NotationRequirement requirement(TrustPolicy policy) {
        return policy.rules().stream()
                .flatMap(rule -> rule.requirement().stream())
                .filter(NotationRequirement.class::isInstance)
                .map(NotationRequirement.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> ruleFor(TrustPolicy policy, String name) {
        return policy.ruleFor(ImageSubject.byDigest(ImageName.parse(name), IMAGE))
                .map(PolicyRule::name);
    }

    private static TrustPolicy policy(String statements) {
        return NotationPolicy.parse(Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[" + statements + "]}"));
    }
}
