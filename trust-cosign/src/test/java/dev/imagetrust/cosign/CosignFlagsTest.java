/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignAuthority.Keyless;
import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import dev.imagetrust.policy.CosignAuthority.OwnCa;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.policy.FulcioClaim;
import dev.imagetrust.policy.GitHubWorkflow;
import dev.imagetrust.policy.IdentityPattern.Containing;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every requirement in {@code docs/cosign-flags.md} can be built and prepared, and none stands there that is not tried here. */
class CosignFlagsTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("imagetrust.root"), "docs", "cosign-flags.md");

    private final Bytes json = SigstoreForge.root(SigstoreForge.rootText()
                    .replace(
                            "\"timestampAuthorities\":[]",
                            "\"timestampAuthorities\":["
                                    + StampForge.named("tsa.example").listed() + "]"))
            .material();
    private final AnchorSelector root = new Pinned(AnchorKind.SIGSTORE_ROOT, json, "trusted_root.json");
    private final AnchorSelector ca = new Pinned(
            AnchorKind.COSIGN_CA,
            Bytes.utf8(SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.ROOT_CERTIFICATE))),
            "root.pem");
    private final AnchorSelector intermediates = new Pinned(
            AnchorKind.COSIGN_CA,
            Bytes.utf8(SigstoreForge.pem("CERTIFICATE", SigstoreForge.der(SigstoreForge.ISSUING))),
            "issuing.pem");
    private final Bytes pem = Forge.publicKey();
    private final String issuer = SigstoreForge.ISSUER;
    private final String identity = SigstoreForge.SUBJECT;
    private final String issuerExpression = "issuer";
    private final String identityExpression = "some";

    private record Row(String code, Supplier<Object> built) {}

    private static Row row(String code, Supplier<Object> built) {
        return new Row(code, built);
    }

    private List<Row> rows() {
        return List.of(
                row("CosignRequirement.key(pem, \"cosign.pub\")", () -> CosignRequirement.key(pem, "cosign.pub")),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").transparencyLog(root)",
                        () -> CosignRequirement.key(pem, "cosign.pub").transparencyLog(root)),
                row(
                        "CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity))",
                        () -> CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity))),
                row(
                        "CosignRequirement.keyless(root, new Containing(issuerExpression), new Containing(identityExpression))",
                        () -> CosignRequirement.keyless(
                                root, new Containing(issuerExpression), new Containing(identityExpression))),
                row("CosignRequirement.key(pem, \"cosign.pub\")", () -> CosignRequirement.key(pem, "cosign.pub")),
                row(
                        "CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity)).insecurelyWithoutTransparencyLog()",
                        () -> CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity))
                                .insecurelyWithoutTransparencyLog()),
                row(
                        "CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity)).requireTimestamp()",
                        () -> CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity))
                                .requireTimestamp()),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").transparencyLog(root).requireTimestamp().insecurelyWithoutTransparencyLog()",
                        () -> CosignRequirement.key(pem, "cosign.pub")
                                .transparencyLog(root)
                                .requireTimestamp()
                                .insecurelyWithoutTransparencyLog()),
                row(
                        "CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity)).insecurelyWithoutCertificateTimestamps()",
                        () -> CosignRequirement.keyless(root, new Exact(issuer), new Exact(identity))
                                .insecurelyWithoutCertificateTimestamps()),
                row(
                        "new Pinned(AnchorKind.SIGSTORE_ROOT, json, \"trusted_root.json\")",
                        () -> new Pinned(AnchorKind.SIGSTORE_ROOT, json, "trusted_root.json")),
                row(
                        "CosignRequirement.by(new OwnCa(Set.of(ca), Set.of(intermediates), List.of(new Exact(identity)), List.of())).transparencyLog(root)",
                        () -> CosignRequirement.by(new OwnCa(
                                        Set.of(ca), Set.of(intermediates), List.of(new Exact(identity)), List.of()))
                                .transparencyLog(root)),
                row(
                        "CosignRequirement.ownCa(List.of(ca), new Exact(identity)).insecurelyJudgingCertificatesNow()",
                        () -> CosignRequirement.ownCa(List.of(ca), new Exact(identity))
                                .insecurelyJudgingCertificatesNow()),
                row(
                        "CosignRequirement.by(new Keyless(root, List.of(new KeylessIdentity(new Exact(issuer), new Exact(identity)).claiming(FulcioClaim.GITHUB_WORKFLOW_TRIGGER, new Exact(\"push\")))))",
                        () -> CosignRequirement.by(new Keyless(
                                root,
                                List.of(new KeylessIdentity(new Exact(issuer), new Exact(identity))
                                        .claiming(FulcioClaim.GITHUB_WORKFLOW_TRIGGER, new Exact("push")))))),
                row(
                        "GitHubWorkflow.of(\"shop/app\").file(\".github/workflows/release.yml\").ref(\"refs/tags/v1\").trigger(\"push\").signedUnder(root)",
                        () -> GitHubWorkflow.of("shop/app")
                                .file(".github/workflows/release.yml")
                                .ref("refs/tags/v1")
                                .trigger("push")
                                .signedUnder(root)),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").annotation(\"a\", \"b\")",
                        () -> CosignRequirement.key(pem, "cosign.pub").annotation("a", "b")),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").attestation(\"https://slsa.dev/provenance/v1\")",
                        () -> CosignRequirement.key(pem, "cosign.pub").attestation("https://slsa.dev/provenance/v1")),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").attestation(\"https://slsa.dev/provenance/v1\").statementPolicy(\"ours\")",
                        () -> CosignRequirement.key(pem, "cosign.pub")
                                .attestation("https://slsa.dev/provenance/v1")
                                .statementPolicy("ours")),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").onlyFormat(Format.BUNDLE)",
                        () -> CosignRequirement.key(pem, "cosign.pub").onlyFormat(Format.BUNDLE)),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").onlyFormat(Format.LEGACY)",
                        () -> CosignRequirement.key(pem, "cosign.pub").onlyFormat(Format.LEGACY)),
                row(
                        "CosignRequirement.key(pem, \"cosign.pub\").onlyFormat(Format.LEGACY_REFERRER)",
                        () -> CosignRequirement.key(pem, "cosign.pub").onlyFormat(Format.LEGACY_REFERRER)),
                row(
                        "SigstoreBundles.of(CosignRequirement.key(pem, \"cosign.pub\").build())",
                        () -> SigstoreBundles.of(
                                CosignRequirement.key(pem, "cosign.pub").build())));
    }

    @TestFactory
    Stream<DynamicTest> everyRequirementCanBeBuiltAndPrepared() {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.code(), () -> prepare(row.built().get())));
    }

    private static void prepare(Object built) {
        if (built instanceof CosignRequirement.Builder requirement) {
            assertThat(Judging.by(requirement)).isNotNull();
        } else {
            assertThat(built).isInstanceOfAny(AnchorSelector.class, SigstoreBundles.class);
        }
    }

    @Test
    void theTableShowsExactlyThese() throws IOException {
        List<String> shown = Files.readAllLines(DOCUMENT).stream()
                .map(line -> line.split(" \\| ", -1))
                .filter(cells -> cells.length == 3 && cells[1].startsWith("`"))
                .map(cells -> cells[1].replace("`", ""))
                .toList();
        assertThat(shown).isEqualTo(rows().stream().map(Row::code).toList());
    }
}
