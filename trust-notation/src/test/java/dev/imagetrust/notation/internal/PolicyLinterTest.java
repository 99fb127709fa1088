/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationPolicyDocument;
import dev.imagetrust.notation.PolicyFinding;
import dev.imagetrust.notation.PolicyFinding.Kind;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyLinterTest {

    private static final String ACME = "x509.subject: C=US, ST=WA, O=acme";
    private static final Set<Kind> FOUND = EnumSet.noneOf(Kind.class);

    private static final NotationRequirement GOOD = requirement(Level.STRICT).build();

    @Test
    void findsNothingInACarefulDocument() {
        assertThat(builder("ours", GOOD, "registry.example/app", "localhost/app", "registry:5000/app")
                        .build()
                        .lint())
                .isEmpty();
    }

    @Test
    void findsWhoIsNotVerified() {
        NotationPolicyDocument document = NotationPolicyDocument.builder()
                .skipping("some", "registry.example/app")
                .skipping("rest", "*")
                .build();
        assertFound(document, new PolicyFinding(Kind.SKIPS, "some", ""));
        assertFound(document, new PolicyFinding(Kind.SKIPS_ALL_OTHERS, "rest", ""));
    }

    @Test
    void findsEachStepThatIsNotEnforced() {
        assertThat(kinds(builder("a", requirement(Level.AUDIT).build(), "*")))
                .containsExactly(
                        Kind.AUTHENTICITY_NOT_ENFORCED,
                        Kind.TIMESTAMP_NOT_ENFORCED,
                        Kind.EXPIRY_NOT_ENFORCED,
                        Kind.REVOCATION_NOT_ENFORCED);
        assertThat(kinds(builder(
                        "a",
                        requirement(Level.STRICT)
                                .override(Step.REVOCATION, Action.SKIPPED)
                                .build(),
                        "*")))
                .containsExactly(Kind.REVOCATION_NOT_ENFORCED);
    }

    @Test
    void findsIdentitiesThatAreEverybodyOrNobody() {
        assertFound(builder("a", trusting("*").build(), "*"), new PolicyFinding(Kind.ANY_IDENTITY, "a", ""));
        assertFound(
                builder("a", trusting("plugin:them").build(), "*"), new PolicyFinding(Kind.NO_KNOWN_IDENTITY, "a", ""));
    }

    @Test
    void findsStoresThatAreMissingFromAStatement() {
        NotationRequirement clockOnly = NotationRequirement.builder(Level.STRICT)
                .anchor(new InStore(AnchorKind.NOTATION_TSA, "clock"))
                .trustedIdentity(ACME)
                .build();
        NotationRequirement noClock = NotationRequirement.builder(Level.STRICT)
                .caStore("acme")
                .trustedIdentity(ACME)
                .build();
        assertFound(builder("a", clockOnly, "*"), new PolicyFinding(Kind.NO_SIGNER_STORE, "a", ""));
        assertFound(builder("a", noClock, "*"), new PolicyFinding(Kind.NO_TIMESTAMP_STORE, "a", ""));
    }

    @Test
    void findsScopesThatImagesAreSeldomCalled() {
        assertFound(
                builder("a", GOOD, "library/busybox"),
                new PolicyFinding(Kind.SCOPE_LOOKS_SHORT, "a", "library/busybox"));
        assertFound(
                builder("a", GOOD, "docker.io/library/busybox"),
                new PolicyFinding(Kind.SCOPE_OF_DOCKER_HUB, "a", "docker.io/library/busybox"));
    }

    @Test
    void findsTwoSpellingsOfOneRepository() {
        assertFound(
                builder("a", GOOD, "Registry.example/app", "registry.example:443/app"),
                new PolicyFinding(Kind.SCOPES_OVERLAP, "a", "registry.example:443/app and Registry.example/app"));
    }

    @Test
    void findsThatANamedRepositoryIsProtectedLessThanAllOthers() {
        NotationRequirement permissive = requirement(Level.PERMISSIVE).build();
        PolicyFinding weaker = new PolicyFinding(Kind.WEAKER_THAN_OTHERS, "special", "rest");
        assertFound(builder("special", permissive, "registry.example/app").statement("rest", GOOD, "*"), weaker);
        assertFound(builder("rest", GOOD, "*").skipping("special", "registry.example/app"), weaker);

        assertThat(kinds(builder("special", GOOD, "registry.example/app").statement("rest", permissive, "*")))
                .doesNotContain(Kind.WEAKER_THAN_OTHERS);
        NotationRequirement otherwise = requirement(Level.PERMISSIVE)
                .override(Step.EXPIRY, Action.ENFORCED)
                .build();
        NotationRequirement elsewise = requirement(Level.PERMISSIVE)
                .override(Step.REVOCATION, Action.ENFORCED)
                .build();
        assertThat(kinds(builder("special", otherwise, "registry.example/app").statement("rest", elsewise, "*")))
                .doesNotContain(Kind.WEAKER_THAN_OTHERS);
    }

    @Test
    void findsStatementsThatAskForTheSame() {
        assertFound(
                builder("one", GOOD, "registry.example/a").statement("two", GOOD, "registry.example/b"),
                new PolicyFinding(Kind.SAME_AS_ANOTHER, "two", "one"));
    }

    @Test
    void looksIntoTheStores() {
        NotationPolicyDocument document = NotationPolicyDocument.builder()
                .statement(
                        "a",
                        NotationRequirement.builder(Level.STRICT)
                                .caStore("acme")
                                .anchor(new InStore(AnchorKind.NOTATION_TSA, "clock"))
                                .anchor(new InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "broken"))
                                .trustedIdentity(ACME)
                                .build(),
                        "*")
                .build();
        TrustSnapshot trust = TrustSnapshot.of(List.of(
                new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.pem", TestChain.ROOT.der()),
                new TrustAnchor(
                        AnchorKind.NOTATION_SIGNING_AUTHORITY, "broken", "junk.pem", Bytes.utf8("no certificate"))));

        List<PolicyFinding> late = document.lint(trust, Instant.parse("2199-01-01T00:00:00Z"));
        List<PolicyFinding> inTime = document.lint(trust, Instant.parse("2026-06-01T00:00:00Z"));

        assertThat(late).contains(new PolicyFinding(Kind.STORE_OUT_OF_DATE, "a", "ca:acme"));
        assertThat(inTime).extracting(PolicyFinding::kind).doesNotContain(Kind.STORE_OUT_OF_DATE);
        assertThat(inTime).contains(new PolicyFinding(Kind.STORE_EMPTY, "a", "tsa:clock"));
        assertThat(inTime)
                .filteredOn(each -> each.kind() == Kind.STORE_UNUSABLE)
                .singleElement();
        FOUND.addAll(EnumSet.of(Kind.STORE_OUT_OF_DATE, Kind.STORE_EMPTY, Kind.STORE_UNUSABLE));
    }

    @Test
    void saysWhatItFoundInASentence() {
        assertThat(new PolicyFinding(Kind.STORE_EMPTY, "ours", "ca:acme").text())
                .isEqualTo("statement 'ours': there is no certificate in the store: ca:acme");
        assertThat(new PolicyFinding(Kind.SKIPS, "ours", "").text())
                .isEqualTo("statement 'ours': images in these repositories are not verified at all");
    }

    @AfterAll
    static void everyKindIsFoundByATest() {
        assertThat(FOUND).isEqualTo(EnumSet.allOf(Kind.class));
    }

    private static NotationRequirement.Builder requirement(Level level) {
        return trusting(level, ACME);
    }

    private static NotationRequirement.Builder trusting(String identity) {
        return trusting(Level.STRICT, identity);
    }

    private static NotationRequirement.Builder trusting(Level level, String identity) {
        return NotationRequirement.builder(level)
                .caStore("acme")
                .anchor(new InStore(AnchorKind.NOTATION_TSA, "clock"))
                .trustedIdentity(identity);
    }

    private static NotationPolicyDocument.Builder builder(
            String name, NotationRequirement requirement, String... scopes) {
        return NotationPolicyDocument.builder().statement(name, requirement, scopes);
    }

    private static List<Kind> kinds(NotationPolicyDocument.Builder builder) {
        List<Kind> kinds =
                builder.build().lint().stream().map(PolicyFinding::kind).toList();
        FOUND.addAll(kinds);
        return kinds;
    }

    private static void assertFound(NotationPolicyDocument.Builder builder, PolicyFinding finding) {
        assertFound(builder.build(), finding);
    }

    private static void assertFound(NotationPolicyDocument document, PolicyFinding finding) {
        assertThat(document.lint()).contains(finding);
        FOUND.add(finding.kind());
    }
}
