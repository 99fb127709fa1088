/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.Explanation;
import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.RuleChoice;
import dev.imagetrust.policy.RuleChoice.Basis;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.SignatureReport;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;

class PolicyExplanationTest {

    private static final String REJECT = ":[{'type':'reject'}]";

    @ParameterizedTest
    @CsvSource({
        "yet.example.com:8443/ns/repo, 1, IMAGE, docker:yet.example.com:8443/ns/repo:1, 0",
        "yet.example.com:8443/ns/repo, 2, NAMESPACE, docker:yet.example.com:8443/ns, 2",
        "yet.example.com:8443/other, 1, WILDCARD, docker:*.example.com, 3",
        "example.org/a, 1, TRANSPORT, docker:, 4",
    })
    void saysWhichScopeWasChosenAndHowManyWereTriedBefore(
            String name, String tag, Basis basis, String scope, int tried) {
        TrustPolicy policy = parse("'docker':{''" + REJECT + ",'*.example.com'" + REJECT + ",'yet.example.com:8443/ns'"
                + REJECT + ",'yet.example.com:8443/ns/repo:1'" + REJECT + "}");

        RuleChoice choice = policy.choiceFor(Judging.tagged(name, tag));

        assertThat(choice.basis()).isEqualTo(basis);
        assertThat(choice.scope()).isEqualTo(scope);
        assertThat(choice.tried()).hasSize(tried).doesNotContain(scope);
        assertThat(choice.rule()).isEqualTo(policy.ruleFor(Judging.tagged(name, tag)));
    }

    @Test
    void saysThatATransportHasNoScopes() {
        RuleChoice choice = parse("'atomic':{''" + REJECT + "}").choiceFor(Judging.IMAGE);

        assertThat(choice.basis()).isEqualTo(Basis.DEFAULT);
        assertThat(choice.tried()).containsExactly("docker");
        assertThat(choice.text())
                .isEqualTo("default: the rule of everything that has no other; not in the policy: docker");
    }

    @Test
    void anImageWithoutANameOfItsOwnHasTheRuleOfItsTransport() {
        ImageSubject byId =
                ImageSubject.unnamed(Judging.descriptor(), new PolicyLocation("docker-daemon", "", List.of()));
        RuleChoice choice = parse("'docker-daemon':{''" + REJECT + "}").choiceFor(byId);

        assertThat(choice.basis()).isEqualTo(Basis.TRANSPORT);
    }

    @Test
    void listsEveryRequirementEverySignatureAndEveryCheck() {
        String key = Base64.getEncoder().encodeToString(recorded("plain.asc").toByteArray());
        String other = Base64.getEncoder().encodeToString(recorded("rsa.asc").toByteArray());
        TrustPolicy policy = parse("'docker':{'registry.example':["
                + "{'type':'signedBy','keyType':'GPGKeys','keyData':'" + key + "'},"
                + "{'type':'signedBy','keyType':'GPGKeys','keyData':'" + other + "'}]}");

        Explanation explanation = trust(policy, recorded("plain.signature"), recorded("sha1.signature"))
                .explain(Judging.IMAGE);

        assertThat(explanation.choice().map(RuleChoice::scope)).contains("docker:registry.example");
        assertThat(explanation.clauses()).hasSize(3);
        assertThat(explanation.clauses().get(1).reports())
                .extracting(SignatureReport::status)
                .containsExactly(SignatureReport.Status.ACCEPTED, SignatureReport.Status.REFUSED);
        assertThat(explanation.clauses().get(2).reports())
                .extracting(SignatureReport::status)
                .containsOnly(SignatureReport.Status.REFUSED);
        assertThat(explanation.verdict().outcome()).isEqualTo(Outcome.UNTRUSTED);
        for (GpgCheck check : GpgCheck.values()) {
            assertThat(explanation.text()).contains(check.id() + " ENFORCED");
        }
        assertThat(explanation.text())
                .contains(
                        "docker:registry.example: the most specific rule that contains this image",
                        "gpg.issuer-unknown",
                        "gpg.hash-not-allowed",
                        "docker-reference: registry.example/app:1");
    }

    private static TrustPolicy parse(String transports) {
        String json = "{'default':[{'type':'reject'}],'transports':{" + transports + "}}";
        return ContainersPolicy.parse(Bytes.utf8(json.replace('\'', '"')), path -> recorded("plain.asc"));
    }

    private static ImageTrust trust(TrustPolicy policy, Bytes... blobs) {
        return ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(policy)
                .clock(InstantSource.fixed(LATER))
                .signatures((image, about, places, budget) -> new Found(
                        Arrays.stream(blobs)
                                .map(blob -> Judging.candidate(blob, about.get(0)))
                                .toList(),
                        places.stream()
                                .map(place -> Look.found(place, about.get(0), blobs.length))
                                .toList()))
                .build();
    }
}
