/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The published bundles of the Sigstore conformance suite and of CPython. */
class SigstoreCorpusTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared"), "upstream");
    private static final Path PRODUCTION = UPSTREAM.resolve("sigstore-trust-roots/production_trusted_root.json");
    private static final String IDENTITY =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/"
                    + ".github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";

    @TestFactory
    Stream<DynamicTest> conformanceBundles() throws IOException {
        Path cases = UPSTREAM.resolve("sigstore-conformance/assets/bundle-verify");
        assumeTrue(Files.isDirectory(cases), () -> "the conformance suite is not there: " + cases);
        List<Path> folders;
        try (Stream<Path> found = Files.list(cases)) {
            folders = found.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(folders).hasSizeGreaterThan(30);
        return folders.stream().flatMap(folder -> {
            Bytes artifact = bytes(
                    Files.exists(folder.resolve("artifact"))
                            ? folder.resolve("artifact")
                            : folder.resolveSibling("a.txt"));
            return Stream.of(
                    conformance(folder, "file", BundleSubject.of(artifact)),
                    conformance(folder, "digest", BundleSubject.ofDigest(Digest.sha256(artifact))));
        });
    }

    private static DynamicTest conformance(Path folder, String how, BundleSubject subject) {
        String name = folder.getFileName().toString();
        boolean good = !name.endsWith("fail");
        return DynamicTest.dynamicTest(
                name + " by " + how,
                () -> assertThat(conformance(folder, subject)).matches(a -> a.equals("ACCEPTED") == good));
    }

    private static String conformance(Path folder, BundleSubject subject) {
        Path own = folder.resolve("trusted_root.json");
        Path key = folder.resolve("key.pub");
        Pinned root = root(Files.exists(own) ? own : PRODUCTION);
        CosignRequirement.Builder requirement = Files.exists(key)
                ? CosignRequirement.key(bytes(key), "key.pub").transparencyLog(root)
                : CosignRequirement.keyless(
                        root,
                        new Exact(text(folder.resolve("issuer"), ISSUER)),
                        new Exact(text(folder.resolve("identity"), IDENTITY)));
        return why(requirement, bytes(folder.resolve("bundle.sigstore.json")), subject);
    }

    @TestFactory
    Stream<DynamicTest> cpythonBundles() throws IOException {
        Path list = UPSTREAM.resolve("cpython-bundles/list.tsv");
        assumeTrue(Files.exists(list), () -> "the bundles of CPython are not there: " + list);
        return Files.readAllLines(list).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(fields -> Files.exists(list.resolveSibling(fields[0])))
                .flatMap(fields -> {
                    Bytes bundle = bytes(list.resolveSibling(fields[0]));
                    Digest file = Digest.parse("sha256:" + fields[3]);
                    return Stream.of(
                            DynamicTest.dynamicTest(
                                    fields[0],
                                    () -> assertThat(cpython(bundle, file, fields[1], fields[2]))
                                            .isEqualTo("ACCEPTED")),
                            DynamicTest.dynamicTest(
                                    fields[0] + " of another file",
                                    () -> assertThat(cpython(bundle, Digest.sha256(bundle), fields[1], fields[2]))
                                            .isEqualTo("cosign.digest-mismatch")),
                            DynamicTest.dynamicTest(
                                    fields[0] + " of another issuer",
                                    () -> assertThat(cpython(bundle, file, fields[1], ISSUER))
                                            .isEqualTo("cosign.issuer-mismatch")));
                });
    }

    private static String cpython(Bytes bundle, Digest file, String identity, String issuer) {
        CosignRequirement.Builder requirement =
                CosignRequirement.keyless(root(PRODUCTION), new Exact(issuer), new Exact(identity));
        return why(requirement, bundle, BundleSubject.ofDigest(file));
    }

    private static String why(CosignRequirement.Builder requirement, Bytes bundle, BundleSubject subject) {
        try {
            return Judging.why(SigstoreBundles.of(requirement.build())
                    .insecurelyAcceptingEveryStatementType()
                    .verify(bundle, subject, Judging.CONTEXT));
        } catch (SetUpException e) {
            return e.reason().code().id();
        }
    }

    private static Pinned root(Path file) {
        return new Pinned(AnchorKind.SIGSTORE_ROOT, bytes(file), file.toString());
    }

    private static String text(Path file, String otherwise) {
        return Files.exists(file) ? new String(bytes(file).toByteArray(), StandardCharsets.UTF_8).strip() : otherwise;
    }

    private static Bytes bytes(Path file) {
        return RecordedLayout.read(file);
    }
}
