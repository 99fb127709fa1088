/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class NotationPolicyDocumentTest {

    private static final NotationRequirement STRICT = NotationRequirement.builder(Level.STRICT)
            .caStore("acme")
            .trustedIdentity("x509.subject: C=US, ST=WA, O=acme")
            .build();

    @Test
    void writesADocumentAsTheSpecificationHasIt() {
        NotationRequirement permissive = NotationRequirement.builder(Level.PERMISSIVE)
                .override(Step.EXPIRY, Action.ENFORCED)
                .override(Step.REVOCATION, Action.SKIPPED)
                .anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "cloud"))
                .anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_TSA, "clock"))
                .verifyTimestamp(VerifyTimestamp.AFTER_CERT_EXPIRY)
                .trustedIdentity("*")
                .build();

        NotationPolicyDocument document = NotationPolicyDocument.builder()
                .statement("ours", STRICT, "registry.example/app", "registry.example/base")
                .statement("theirs", permissive, "other.example:5000/app")
                .skipping("rest", "*")
                .build();

        assertThat(document.toJson().toString()).isEqualTo(Bytes.utf8("""
                {"version":"1.0","trustPolicies":[\
                {"name":"ours","registryScopes":["registry.example/app","registry.example/base"],\
                "signatureVerification":{"level":"strict"},"trustStores":["ca:acme"],\
                "trustedIdentities":["x509.subject: C=US, ST=WA, O=acme"]},\
                {"name":"theirs","registryScopes":["other.example:5000/app"],\
                "signatureVerification":{"level":"permissive","override":{"expiry":"enforce","revocation":"skip"},\
                "verifyTimestamp":"afterCertExpiry"},"trustStores":["signingAuthority:cloud","tsa:clock"],\
                "trustedIdentities":["*"]},\
                {"name":"rest","registryScopes":["*"],"signatureVerification":{"level":"skip"}}]}""").toString());
        assertThat(document.policy().rules()).hasSize(3);
        assertThat(document.statements().get(0).requirement()).isEqualTo(STRICT);
        assertThat(document.statements().get(2).requirement()).isInstanceOf(Waive.class);
        assertThat(document).hasToString("trust policy of [ours, theirs, rest]");
    }

    @Test
    void statesTheSamePolicyAsTheFileThatItWrites() {
        NotationPolicyDocument document =
                NotationPolicyDocument.builder().statement("ours", STRICT, "*").build();

        assertThat(NotationPolicy.parse(document.toJson()).id())
                .isEqualTo(document.policy().id());
        assertThat(NotationPolicyDocument.parse(document.toJson()))
                .isEqualTo(document)
                .hasSameHashCodeAs(document);
    }

    @Test
    void buildsNoDocumentThatTheReaderRefuses() {
        assertRefused(NotationReason.POLICY_NO_STATEMENT, NotationPolicyDocument.builder());
        assertRefused(NotationReason.POLICY_SCOPES_EMPTY, builder("a", STRICT));
        assertRefused(NotationReason.POLICY_NAME_EMPTY, builder("", STRICT, "*"));
        assertRefused(NotationReason.POLICY_SCOPE_MALFORMED, builder("a", STRICT, "registry.example/app:v1"));
        assertRefused(NotationReason.POLICY_SCOPE_WILDCARD_MIXED, builder("a", STRICT, "*", "registry.example/app"));
        assertRefused(
                NotationReason.POLICY_NAME_DUPLICATE, builder("a", STRICT, "*").skipping("a", "b.example/r"));
        assertRefused(
                NotationReason.POLICY_SCOPE_DUPLICATE, builder("a", STRICT, "*").skipping("b", "*"));
        assertRefused(
                NotationReason.POLICY_IDENTITY_NAME_INCOMPLETE, builder("a", trusting("x509.subject: C=US"), "*"));
        assertRefused(
                NotationReason.POLICY_TRUST_STORE_NAME_INVALID,
                builder(
                        "a",
                        NotationRequirement.builder(Level.STRICT)
                                .caStore("..")
                                .trustedIdentity("*")
                                .build(),
                        "*"));
    }

    @Test
    void buildsNothingThatADocumentCannotSay() {
        NotationRequirement metadata = NotationRequirement.builder(Level.STRICT)
                .caStore("acme")
                .trustedIdentity("*")
                .userMetadata("stage", "production")
                .build();
        NotationRequirement pinned = NotationRequirement.builder(Level.STRICT)
                .anchor(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, Bytes.utf8("certificate"), "inline"))
                .trustedIdentity("*")
                .build();
        NotationRequirement foreign = NotationRequirement.builder(Level.STRICT)
                .anchor(new AnchorSelector.InStore(AnchorKind.COSIGN_KEY, "acme"))
                .trustedIdentity("*")
                .build();
        NotationRequirement offline = NotationRequirement.builder(Level.STRICT)
                .caStore("acme")
                .trustedIdentity("*")
                .insecurelyAcceptCrlsPastTheirTime(Duration.ofDays(1))
                .build();
        for (NotationRequirement requirement : List.of(metadata, pinned, foreign, offline)) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder("a", requirement, "*"));
        }
    }

    /** Whatever passes the reader comes back as it was. */
    @Property(tries = 200)
    void readsWhatItWrites(@ForAll("requirements") NotationRequirement requirement) {
        NotationPolicyDocument document = builder("a \"name\"\n", requirement, "registry.example/app")
                .skipping("skipped", "*")
                .build();

        NotationPolicyDocument again = NotationPolicyDocument.parse(document.toJson());

        assertThat(again.statements()).isEqualTo(document.statements());
        assertThat(again.statements().get(0).requirement()).isEqualTo(requirement);
        assertThat(again.toJson()).isEqualTo(document.toJson());
    }

    @Test
    void readsWhatItWritesOfTheDocumentsOfOthers() throws IOException {
        Path folder = Path.of(System.getProperty("imagetrust.shared", ""))
                .resolve("upstream/notation-e2e/config/trustpolicies");
        assumeTrue(Files.isDirectory(folder), "no folder " + folder);
        List<String> read = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                NotationPolicyDocument document;
                try {
                    document = NotationPolicyDocument.parse(Bytes.copyOf(Files.readAllBytes(file)));
                } catch (SetUpException broken) {
                    continue; // the documents with a defect are tested elsewhere
                }
                assertThat(NotationPolicyDocument.parse(document.toJson())).isEqualTo(document);
                read.add(file.getFileName().toString());
            }
        }
        assertThat(read).hasSizeGreaterThan(15);
    }

    @Provide
    Arbitrary<NotationRequirement> requirements() {
        Arbitrary<String> store = Arbitraries.strings()
                .withChars("abcXYZ019_.-")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !name.equals(".") && !name.equals(".."));
        Arbitrary<Map<Step, Action>> overrides = Arbitraries.maps(
                        Arbitraries.of(Step.class), Arbitraries.of(Action.ENFORCED, Action.LOGGED))
                .map(map -> map.isEmpty() ? new EnumMap<>(Step.class) : new EnumMap<>(map));
        return Combinators.combine(
                        Arbitraries.of(Level.class),
                        overrides,
                        Arbitraries.of(
                                        AnchorKind.NOTATION_CA,
                                        AnchorKind.NOTATION_SIGNING_AUTHORITY,
                                        AnchorKind.NOTATION_TSA)
                                .set()
                                .ofMinSize(1),
                        store,
                        Arbitraries.of(VerifyTimestamp.class),
                        Arbitraries.of("*", "x509.subject: C=US, ST=WA, O=a\\, b", "plugin:whoever"))
                .as((level, steps, kinds, name, timestamp, identity) -> {
                    NotationRequirement.Builder builder = NotationRequirement.builder(level)
                            .verifyTimestamp(timestamp)
                            .trustedIdentity(identity);
                    steps.forEach(builder::override);
                    kinds.forEach(kind -> builder.anchor(new AnchorSelector.InStore(kind, name)));
                    return builder.build();
                });
    }

    private static NotationPolicyDocument.Builder builder(
            String name, NotationRequirement requirement, String... scopes) {
        return NotationPolicyDocument.builder().statement(name, requirement, scopes);
    }

    private static NotationRequirement trusting(String identity) {
        return NotationRequirement.builder(Level.STRICT)
                .caStore("acme")
                .trustedIdentity(identity)
                .build();
    }

    private static void assertRefused(NotationReason code, NotationPolicyDocument.Builder builder) {
        assertThatExceptionOfType(SetUpException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(code));
    }
}
