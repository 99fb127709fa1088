/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.imagetrust.notation.NotationReason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TrustPolicyDocumentTest {

    private static final String GOOD = """
            {"version":"1.0","trustPolicies":[{"name":"one","registryScopes":["a.example/r","b.example/r"],
             "signatureVerification":{"level":"strict"},"trustStores":["ca:acme"],"trustedIdentities":["*"]}]}""";
    private static final String SKIP = """
            {"version":"1.0","trustPolicies":[{"name":"one","registryScopes":["*"],
             "signatureVerification":{"level":"skip"}}]}""";
    private static final String SUBJECT = "x509.subject: C=US, ST=WA, O=acme";

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("not JSON", "}]}", "]}}", POLICY_MALFORMED),
                broken("trailing content", "}]}", "}]} {}", POLICY_MALFORMED),
                broken("duplicate member", "\"version\"", "\"version\":\"1.0\",\"version\"", POLICY_MALFORMED),
                broken("unknown member", "\"name\"", "\"registryscopes\":[],\"name\"", POLICY_MALFORMED),
                broken("unknown member at the top", "\"version\"", "\"Version\":1,\"version\"", POLICY_MALFORMED),
                broken("unknown verification member", "\"level\"", "\"overide\":{},\"level\"", POLICY_MALFORMED),
                broken("scope that is no text", "\"a.example/r\"", "1", POLICY_MALFORMED),
                broken("no version", "\"version\":\"1.0\",", "", POLICY_MALFORMED),
                broken("empty version", "1.0", "", POLICY_VERSION_UNSUPPORTED),
                broken("version 1.1", "1.0", "1.1", POLICY_VERSION_UNSUPPORTED),
                broken("empty name", "\"one\"", "\"\"", POLICY_NAME_EMPTY),
                broken("empty level", "strict", "", POLICY_LEVEL_UNKNOWN),
                broken("level in capitals", "strict", "STRICT", POLICY_LEVEL_UNKNOWN),
                broken("level custom", "strict", "custom", POLICY_LEVEL_UNKNOWN),
                override("\"integrity\":\"enforce\"", POLICY_OVERRIDE_INTEGRITY),
                override("\"integrity\":\"log\"", POLICY_OVERRIDE_INTEGRITY),
                override("\"Expiry\":\"log\"", POLICY_OVERRIDE_CHECK_UNKNOWN),
                override("\"expiry\":\"Log\"", POLICY_OVERRIDE_ACTION_UNKNOWN),
                override("\"expiry\":\"skip\"", POLICY_OVERRIDE_SKIP_FORBIDDEN),
                override("\"authenticity\":\"skip\"", POLICY_OVERRIDE_SKIP_FORBIDDEN),
                override("\"authenticTimestamp\":\"skip\"", POLICY_OVERRIDE_SKIP_FORBIDDEN),
                broken(
                        "unknown verifyTimestamp",
                        "\"strict\"",
                        "\"strict\",\"verifyTimestamp\":\"never\"",
                        POLICY_VERIFY_TIMESTAMP_UNKNOWN),
                broken("no trust stores", "[\"ca:acme\"]", "[]", POLICY_NO_TRUST_STORE),
                broken("no identities", "[\"*\"]", "[]", POLICY_NO_IDENTITY),
                broken("wildcard store", "ca:acme", "*", POLICY_TRUST_STORE_MALFORMED),
                broken("store type in capitals", "ca:acme", "CA:acme", POLICY_TRUST_STORE_TYPE_UNKNOWN),
                broken("no store type", "ca:acme", ":acme", POLICY_TRUST_STORE_TYPE_UNKNOWN),
                broken("empty store name", "ca:acme", "ca:", POLICY_TRUST_STORE_NAME_INVALID),
                broken("store name that climbs", "ca:acme", "ca:..", POLICY_TRUST_STORE_NAME_INVALID),
                broken("store name that stays", "ca:acme", "ca:.", POLICY_TRUST_STORE_NAME_INVALID),
                broken("store name with a slash", "ca:acme", "ca:a/b", POLICY_TRUST_STORE_NAME_INVALID),
                broken("store name with a colon", "ca:acme", "ca:a:b", POLICY_TRUST_STORE_NAME_INVALID),
                identities("", POLICY_IDENTITY_EMPTY),
                identities("*\",\"" + SUBJECT, POLICY_IDENTITY_WILDCARD_MIXED),
                identities(SUBJECT + "\",\"*", POLICY_IDENTITY_WILDCARD_MIXED),
                identities("x509.subject C=US", POLICY_IDENTITY_MALFORMED),
                identities("x509.subject:", POLICY_IDENTITY_NAME_INVALID),
                identities("x509.subject: C=US, ST=WA, O=#0400", POLICY_IDENTITY_NAME_INVALID),
                identities("x509.subject: C=US, ST=WA", POLICY_IDENTITY_NAME_INCOMPLETE),
                identities("x509.subject: C=US, O=acme", POLICY_IDENTITY_NAME_INCOMPLETE),
                identities("x509.subject: ST=WA, O=acme", POLICY_IDENTITY_NAME_INCOMPLETE),
                identities(SUBJECT + "\",\"" + SUBJECT, POLICY_IDENTITY_OVERLAP),
                identities(SUBJECT + "\",\"" + SUBJECT + ",CN=x", POLICY_IDENTITY_OVERLAP),
                identities(SUBJECT + ",CN=x\",\"" + SUBJECT, POLICY_IDENTITY_OVERLAP),
                scopes("", POLICY_SCOPES_EMPTY),
                scopes("\"*\",\"a.example/r\"", POLICY_SCOPE_WILDCARD_MIXED),
                scopes("\"a.example/*\"", POLICY_SCOPE_MALFORMED),
                scopes("\"\"", POLICY_SCOPE_MALFORMED),
                scopes("\"a.example/r\",\"a.example/r\"", POLICY_SCOPE_DUPLICATE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void refuses(String what, String document, NotationReason code) {
        assertThat(document).isNotEqualTo(GOOD);
        assertRefused(document, code);
    }

    @Test
    void refusesADocumentWithoutStatements() {
        assertRefused("{\"version\":\"1.0\",\"trustPolicies\":[]}", POLICY_NO_STATEMENT);
    }

    @Test
    void refusesTrustUnderLevelSkip() {
        assertRefused(SKIP.replace("}}", "},\"trustStores\":[\"ca:acme\"]}"), POLICY_SKIP_WITH_TRUST);
        assertRefused(SKIP.replace("}}", "},\"trustedIdentities\":[\"*\"]}"), POLICY_SKIP_WITH_TRUST);
    }

    @Test
    void refusesAnOverrideOfLevelSkip() {
        assertRefused(SKIP.replace("\"skip\"", "\"skip\",\"override\":{\"expiry\":\"log\"}"), POLICY_OVERRIDE_ON_SKIP);
    }

    @Test
    void refusesTwoStatementsThatShareANameOrAScope() {
        String second = ",{\"name\":\"two\",\"registryScopes\":[\"c.example/r\"],"
                + "\"signatureVerification\":{\"level\":\"skip\"}}]}";
        assertThat(GOOD.replace("]}]}", "]}" + second)).satisfies(both -> {
            assertRefused(both.replace("two", "one"), POLICY_NAME_DUPLICATE);
            assertRefused(both.replace("c.example", "a.example"), POLICY_SCOPE_DUPLICATE);
        });
        String wildcards = GOOD.replace("\"a.example/r\",\"b.example/r\"", "\"*\"")
                .replace("]}]}", "]}" + second.replace("c.example/r", "*"));
        assertRefused(wildcards, POLICY_SCOPE_DUPLICATE);
    }

    @Test
    void readsAStatement() throws MalformedInputException {
        PolicyStatement statement = only(GOOD);
        assertThat(statement.name()).isEqualTo("one");
        assertThat(statement.scopes()).containsExactly("a.example/r", "b.example/r");
        assertThat(statement.requirement())
                .isEqualTo(NotationRequirement.builder(Level.STRICT)
                        .caStore("acme")
                        .trustedIdentity("*")
                        .build());
    }

    @Test
    void appliesOverridesToTheRowOfTheLevel() throws MalformedInputException {
        NotationRequirement requirement = requirement(GOOD.replace(
                "\"strict\"", "\"permissive\",\"override\":{\"revocation\":\"skip\",\"expiry\":\"enforce\"}"));
        assertThat(requirement.action(Step.AUTHENTICITY)).isEqualTo(Action.ENFORCED);
        assertThat(requirement.action(Step.AUTHENTIC_TIMESTAMP)).isEqualTo(Action.LOGGED);
        assertThat(requirement.action(Step.EXPIRY)).isEqualTo(Action.ENFORCED);
        assertThat(requirement.action(Step.REVOCATION)).isEqualTo(Action.SKIPPED);
    }

    @Test
    void keepsIdentitiesOfWhateverKind() throws MalformedInputException {
        assertThat(requirement(GOOD.replace(
                                "\"*\"", "\"" + SUBJECT + "\",\"x509.subject: C=DE,S=BY,O=b\",\"other:thing\""))
                        .trustedIdentities())
                .containsExactly(SUBJECT, "x509.subject: C=DE,S=BY,O=b", "other:thing");
    }

    @Test
    void readsEachTypeOfTrustStoreAndARepeatedOneOnce() throws MalformedInputException {
        assertThat(requirement(GOOD.replace("\"ca:acme\"", "\"ca:a\",\"tsa:a\",\"signingAuthority:a.b_-\",\"ca:a\""))
                        .anchors())
                .containsExactly(
                        new AnchorSelector.InStore(AnchorKind.NOTATION_CA, "a"),
                        new AnchorSelector.InStore(AnchorKind.NOTATION_TSA, "a"),
                        new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "a.b_-"));
    }

    @Test
    void readsWhenTimestampsAreVerified() throws MalformedInputException {
        assertThat(requirement(GOOD).verifyTimestamp()).isEqualTo(VerifyTimestamp.ALWAYS);
        assertThat(requirement(GOOD.replace("\"strict\"", "\"strict\",\"verifyTimestamp\":\"afterCertExpiry\""))
                        .verifyTimestamp())
                .isEqualTo(VerifyTimestamp.AFTER_CERT_EXPIRY);
    }

    @Test
    void readsLevelSkipAsAWaiverForEverythingToo() throws MalformedInputException {
        assertThat(only(SKIP).requirement()).isInstanceOf(Waive.class);
        assertThat(only(SKIP).scopes()).containsExactly("*");
    }

    private static Arguments broken(String what, String good, String bad, NotationReason code) {
        return arguments(what, GOOD.replace(good, bad), code);
    }

    private static Arguments override(String override, NotationReason code) {
        return broken("override " + override, "\"strict\"", "\"strict\",\"override\":{" + override + "}", code);
    }

    private static Arguments identities(String identities, NotationReason code) {
        return broken("identity " + identities, "[\"*\"]", "[\"" + identities + "\"]", code);
    }

    private static Arguments scopes(String scopes, NotationReason code) {
        return broken("scope " + scopes, "\"a.example/r\",\"b.example/r\"", scopes, code);
    }

    private static NotationRequirement requirement(String document) throws MalformedInputException {
        return (NotationRequirement) only(document).requirement();
    }

    private static PolicyStatement only(String document) throws MalformedInputException {
        List<PolicyStatement> statements =
                TrustPolicyDocument.parse(Bytes.utf8(document)).statements();
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    private static void assertRefused(String document, NotationReason code) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> TrustPolicyDocument.parse(Bytes.utf8(document)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(code));
    }
}
