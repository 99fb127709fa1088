/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureScheme;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The published bundles of the Sigstore conformance suite and of CPython. They are about files, not images, so that only what
 * is not about content is put to the test: logs, times, certificates, identities, signatures.
 */
class SigstoreCorpusTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared"), "upstream");
    private static final Path PRODUCTION = UPSTREAM.resolve("sigstore-trust-roots/production_trusted_root.json");
    private static final String IDENTITY =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/"
                    + ".github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";

    private record Asked(Path root, String identity, String issuer) {}

    @TestFactory
    Stream<DynamicTest> conformanceBundles() throws IOException {
        Path cases = UPSTREAM.resolve("sigstore-conformance/assets/bundle-verify");
        assumeTrue(Files.isDirectory(cases), () -> "the conformance suite is not there: " + cases);
        List<Path> folders;
        try (Stream<Path> found = Files.list(cases)) {
            folders = found.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(folders).hasSizeGreaterThan(30);
        return folders.stream().map(folder -> {
            String name = folder.getFileName().toString();
            boolean good = !name.endsWith("fail");
            return DynamicTest.dynamicTest(
                    name, () -> assertThat(conformance(folder)).matches(a -> a.equals("accepted") == good));
        });
    }

    @TestFactory
    Stream<DynamicTest> cpythonBundles() throws IOException {
        Path list = UPSTREAM.resolve("cpython-bundles/list.tsv");
        assumeTrue(Files.exists(list), () -> "the bundles of CPython are not there: " + list);
        return Files.readAllLines(list).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(fields -> Files.exists(list.resolveSibling(fields[0])))
                .map(fields -> {
                    Path bundle = list.resolveSibling(fields[0]);
                    Asked asked = new Asked(PRODUCTION, fields[1], fields[2]);
                    return DynamicTest.dynamicTest(
                            fields[0], () -> assertThat(cpython(bundle, asked)).isEqualTo("accepted"));
                });
    }

    /** The files themselves are not there, so that everything but signature and binding is put to the test. */
    private static String cpython(Path file, Asked asked) throws IOException, MalformedInputException {
        TrustedRoot root = TrustedRoot.parse(bytes(asked.root()));
        UnverifiedSignature signature = parsed(bytes(file), Optional.empty());
        List<Instant> times = new ArrayList<>();
        for (LogEntry entry : Unread.readAll(signature.logEntries())) {
            LogKey log = root.logs().stream()
                    .filter(known -> known.id().equals(entry.logId()))
                    .findFirst()
                    .orElseThrow();
            LogRules.require(entry, log).ifPresent(times::add);
        }
        assertThat(times).isNotEmpty();
        CertificateFacts leaf = PresentedCertificate.of(signature.material()).leaf();
        CertificatePath path = CertificatePath.require(leaf, List.of(), root.certificateAuthorities(), times);
        CertificateTransparency.require(leaf, path.issuer(), root.certificateLogs());
        FulcioIdentity identity = FulcioIdentity.of(leaf);
        return identity.equals(new FulcioIdentity(asked.issuer(), asked.identity())) ? "accepted" : identity.toString();
    }

    private static String conformance(Path folder) throws IOException {
        Path own = folder.resolve("trusted_root.json");
        Asked asked = new Asked(
                Files.exists(own) ? own : PRODUCTION,
                text(folder.resolve("identity"), IDENTITY),
                text(folder.resolve("issuer"), ISSUER));
        Path artifact =
                Files.exists(folder.resolve("artifact")) ? folder.resolve("artifact") : folder.resolveSibling("a.txt");
        try {
            UnverifiedSignature signature =
                    parsed(bytes(folder.resolve("bundle.sigstore.json")), Optional.of(bytes(artifact)));
            return Files.exists(folder.resolve("key.pub"))
                    ? keyed(signature, bytes(folder.resolve("key.pub")), asked)
                    : keyless(signature, asked);
        } catch (MalformedInputException | SetUpException e) {
            return e.getMessage();
        }
    }

    private static String keyed(UnverifiedSignature signature, Bytes pem, Asked asked)
            throws IOException, MalformedInputException {
        Pinned pinned = new Pinned(AnchorKind.COSIGN_KEY, pem, "key.pub");
        VerificationKey key = SelectedKeys.of(List.of(pinned), TrustSnapshot.empty())
                .admissible(signature.material())
                .get(0)
                .key();
        Optional<SignatureScheme> scheme =
                TriedKey.of(key, signature.signed(), signature.signature()).holdsUnder();
        if (scheme.isEmpty()) {
            return "another key";
        }
        LogEvidence.require(
                new HeldSignature(signature, key, scheme.get(), null),
                TrustedRoot.parse(bytes(asked.root())).logs());
        return "accepted";
    }

    private static String keyless(UnverifiedSignature signature, Asked asked) throws IOException {
        CosignRequirement requirement = CosignRequirement.keyless(
                        new Pinned(AnchorKind.SIGSTORE_ROOT, bytes(asked.root()), "root"),
                        new Exact(asked.issuer()),
                        new Exact(asked.identity()))
                .build();
        CosignAuthority.Keyless authority = (CosignAuthority.Keyless) requirement.authority();
        SelectedRoot root = SelectedRoot.of(authority.root(), TrustSnapshot.empty());
        PreparedKeyless prepared = new PreparedKeyless(
                requirement, authority, new EvidenceRules(root.root(), EvidenceRules.Needs.TIME), root);
        CheckRecorder log = new CheckRecorder(prepared.plan());
        boolean accepted = prepared.signer(signature, log).isPresent();
        return accepted
                ? "accepted"
                : log.checks().stream()
                        .filter(check -> check.result() == Result.FAILED)
                        .toList()
                        .toString();
    }

    private static UnverifiedSignature parsed(Bytes json, Optional<Bytes> file) throws MalformedInputException {
        JsonObject bundle = Json.parseObject(json, JsonLimits.BUNDLE);
        String version = bundle.text("mediaType");
        if (!version.matches("application/vnd.dev.sigstore.bundle(.v0.3.json|.json;version=0.[123])")) {
            throw bundle.refusal(CosignReason.BUNDLE_VERSION, version);
        }
        if (bundle.has("messageSignature")) {
            JsonObject message = bundle.object("messageSignature");
            JsonObject digest = message.object("messageDigest");
            Bytes artifact = file.orElse(Bytes.empty());
            if (file.isPresent()
                    && !digest.value("digest")
                            .asBase64()
                            .equals(Digest.sha256(artifact).value())) {
                throw digest.refusal(CosignReason.DIGEST_MISMATCH, "");
            }
            Bytes signature = message.value("signature").asBase64();
            return signature(bundle, signature, artifact, artifact, CosignKind.LEGACY_SIGNATURE);
        }
        DsseEnvelope envelope = DsseEnvelope.of(ProtoObject.of(bundle.object("dsseEnvelope"), DsseEnvelope.FIELDS));
        InTotoStatement statement = InTotoStatement.parse(envelope.payload());
        if (!statement.covers(Digest.sha256(file.orElseThrow()))) {
            throw bundle.refusal(CosignReason.DIGEST_MISMATCH, "");
        }
        return signature(bundle, envelope.signature(), envelope.signed(), envelope.payload(), CosignKind.BUNDLE);
    }

    private static UnverifiedSignature signature(
            JsonObject bundle, Bytes signature, Bytes signed, Bytes payload, CosignKind kind)
            throws MalformedInputException {
        JsonObject material = bundle.object("verificationMaterial");
        List<Unread<LogEntry>> entries = new ArrayList<>();
        if (material.has("tlogEntries")) {
            for (JsonObject entry : material.array("tlogEntries").objects()) {
                ProtoObject read = ProtoObject.of(entry, LogEntry.FIELDS);
                entries.add(() -> LogEntry.ofBundle(read));
            }
        }
        List<Unread<Bytes>> timestamps = new ArrayList<>();
        if (material.has("timestampVerificationData")) {
            JsonObject data = material.object("timestampVerificationData");
            for (JsonObject timestamp : data.has("rfc3161Timestamps")
                    ? data.array("rfc3161Timestamps").objects()
                    : List.<JsonObject>of()) {
                timestamps.add(() -> timestamp.value("signedTimestamp").asBase64());
            }
        }
        return new UnverifiedSignature(kind, signature, signed, payload, material(material), null, entries, timestamps);
    }

    /** Versions 0.1 and 0.2 have a chain, whose first certificate is the signer's. */
    private static Material material(JsonObject material) throws MalformedInputException {
        if (material.has("publicKey")) {
            return new Material.KeyHint(
                    material.object("publicKey").findText("hint").orElse(""));
        }
        JsonObject certificate;
        if (material.has("certificate")) {
            certificate = material.object("certificate");
        } else {
            List<JsonObject> chain = material.object("x509CertificateChain")
                    .array("certificates")
                    .objects();
            if (chain.isEmpty()) {
                return new Material.None();
            }
            certificate = chain.get(0);
        }
        return new Material.BundleCertificate(certificate.value("rawBytes").asBase64());
    }

    private static String text(Path file, String otherwise) throws IOException {
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.UTF_8).strip()
                : otherwise;
    }

    private static Bytes bytes(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }
}
