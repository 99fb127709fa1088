/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.NotationPolicy;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Policies times signatures. What has to come out is derived here from the table of the specification
 * (trust-store-trust-policy.md, "Signature Verification details") and from what is wrong with a signature, without any
 * code of the product.
 */
@Tag("every-combination")
class LevelTableTest {

    private static final String AUTHENTICITY = "authenticity";
    private static final String TIMESTAMP = "authenticTimestamp";
    private static final String EXPIRY = "expiry";
    private static final String REVOCATION = "revocation";

    /** The table: what each level does about each step that it decides; integrity is enforced by all. */
    private static final Map<String, Map<String, Action>> TABLE = Map.of(
            "strict", row(Action.ENFORCED, Action.ENFORCED, Action.ENFORCED, Action.ENFORCED),
            "permissive", row(Action.ENFORCED, Action.LOGGED, Action.LOGGED, Action.LOGGED),
            "audit", row(Action.LOGGED, Action.LOGGED, Action.LOGGED, Action.LOGGED));

    private static final Map<String, Action> WORDS =
            Map.of("enforce", Action.ENFORCED, "log", Action.LOGGED, "skip", Action.SKIPPED);

    private static final Instant SIGNED = EnvelopeForge.SIGNED_AT;
    private static final Instant EXPIRED_AT = SIGNED.plus(Duration.ofDays(10));
    private static final Instant NOW = Judgement.NOW;
    private static final ImageSubject IMAGE =
            ImageSubject.byDigest(ImageName.parse("registry.example/app"), Judgement.IMAGE);

    private static final CertificateForge.Issued REVOCABLE = CertificateForge.leaf(
                    TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=revocable")
            .extension(Extension.cRLDistributionPoints, false, crlAt("http://crl.example/leaf.crl"))
            .by(TestChain.ROOT)
            .issue();

    private static Map<String, Action> row(Action authenticity, Action timestamp, Action expiry, Action revocation) {
        return Map.of(AUTHENTICITY, authenticity, TIMESTAMP, timestamp, EXPIRY, expiry, REVOCATION, revocation);
    }

    static CRLDistPoint crlAt(String uri) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri))),
                    null,
                    null)
        });
    }

    /** A policy, read here a second time and simply. */
    private record Level(String name, String level, Map<String, String> override, List<String> stores) {

        Action action(String step) {
            return override.containsKey(step)
                    ? WORDS.get(override.get(step))
                    : TABLE.get(level).get(step);
        }

        String document() {
            StringBuilder written = new StringBuilder();
            override.forEach((step, word) ->
                    written.append(written.length() == 0 ? "" : ",").append("\"" + step + "\":\"" + word + "\""));
            return "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\",\"registryScopes\":[\"*\"],"
                    + "\"signatureVerification\":{\"level\":\"" + level + "\""
                    + (override.isEmpty() ? "" : ",\"override\":{" + written + "}")
                    + "},\"trustStores\":[\"ca:acme\"],\"trustedIdentities\":[\"*\"]}]}";
        }

        @Override
        public String toString() {
            return level + " " + override;
        }
    }

    /** What is wrong with a signature. */
    private record Signature(boolean intact, boolean trusted, boolean ends, boolean valid, boolean revocable) {

        boolean fails(String step) {
            return switch (step) {
                case AUTHENTICITY -> !trusted;
                case EXPIRY -> ends;
                case TIMESTAMP -> !valid;
                default -> false;
            };
        }

        /** Nobody is asked about a chain that is not trusted, and offline nobody can be. */
        boolean isUnknown(String step) {
            return step.equals(REVOCATION) && (!trusted || revocable);
        }

        Bytes envelope(EnvelopeFormat format) {
            EnvelopeForge forge = EnvelopeForge.of(format, revocable ? REVOCABLE : TestChain.LEAF, TestChain.ROOT);
            if (ends) {
                forge.critical(EnvelopeForge.EXPIRY, EXPIRED_AT);
            }
            byte[] envelope = forge.build().toByteArray();
            if (!intact) {
                // The last letter before the end of the JWS, the last octet of the COSE message: of the signature both.
                int at = envelope.length - (format == EnvelopeFormat.JWS ? 12 : 1);
                envelope[at] =
                        (byte) (format == EnvelopeFormat.JWS ? envelope[at] == 'A' ? 'B' : 'A' : envelope[at] ^ 1);
            }
            return Bytes.copyOf(envelope);
        }

        Instant now() {
            return valid ? NOW : CertificateForge.TO.plusSeconds(1);
        }
    }

    private static final Map<Map.Entry<EnvelopeFormat, Signature>, Bytes> ENVELOPES = new ConcurrentHashMap<>();

    private static Stream<Signature> signatures() {
        return Stream.concat(
                Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                        .map(bits -> new Signature(
                                true, (bits & 1) == 0, (bits & 2) != 0, (bits & 4) == 0, (bits & 8) != 0)),
                Stream.of(new Signature(false, true, false, true, false)));
    }

    private static final List<String> IN_ORDER = List.of(AUTHENTICITY, EXPIRY, TIMESTAMP, REVOCATION);

    private static final Map<String, NotationCheck> CHECKS = Map.of(
            AUTHENTICITY, NotationCheck.TRUSTED_CERTIFICATE,
            EXPIRY, NotationCheck.EXPIRY,
            TIMESTAMP, NotationCheck.AUTHENTIC_TIMESTAMP,
            REVOCATION, NotationCheck.REVOCATION);

    /** What the specification wants. */
    private static Outcome expected(Level level, Signature signature) {
        if (!signature.intact()) {
            return Outcome.UNTRUSTED;
        }
        for (String step : IN_ORDER) {
            if (signature.fails(step) && level.action(step) == Action.ENFORCED) {
                return Outcome.UNTRUSTED;
            }
        }
        for (String step : IN_ORDER) {
            if (signature.isUnknown(step) && level.action(step) == Action.ENFORCED) {
                return Outcome.UNDETERMINED;
            }
        }
        return signature.trusted() ? Outcome.TRUSTED : Outcome.EXEMPT;
    }

    /** How each step has to stand in the report: with what was done about it, and with its result. */
    private static Map<NotationCheck, String> expectedSteps(Level level, Signature signature) {
        Map<NotationCheck, String> steps = new LinkedHashMap<>();
        boolean ended = !signature.intact();
        for (String step : IN_ORDER) {
            Action action = level.action(step);
            Result result;
            if (ended || action == Action.SKIPPED) {
                result = Result.NOT_RUN;
            } else if (signature.fails(step)) {
                result = Result.FAILED;
                ended = action == Action.ENFORCED;
            } else if (signature.isUnknown(step)) {
                result = Result.UNAVAILABLE;
            } else if (step.equals(REVOCATION) || (step.equals(EXPIRY) && !signature.ends())) {
                result = Result.NOT_APPLICABLE;
            } else {
                result = Result.PASSED;
            }
            steps.put(CHECKS.get(step), action + " " + result);
        }
        return steps;
    }

    private static Map<NotationCheck, String> steps(SignatureReport report) {
        Map<NotationCheck, String> steps = new LinkedHashMap<>();
        for (String step : IN_ORDER) {
            NotationCheck id = CHECKS.get(step);
            steps.put(id, Judgement.check(report, id).action() + " " + Judgement.result(report, id));
        }
        return steps;
    }

    static Stream<Level> policies() {
        List<Level> all = new ArrayList<>();
        for (String level : List.of("strict", "permissive", "audit")) {
            for (String authenticity : List.of("", "enforce", "log")) {
                for (String timestamp : List.of("", "enforce", "log")) {
                    for (String expiry : List.of("", "enforce", "log")) {
                        for (String revocation : List.of("", "enforce", "log", "skip")) {
                            Map<String, String> override = new LinkedHashMap<>();
                            override.put(AUTHENTICITY, authenticity);
                            override.put(TIMESTAMP, timestamp);
                            override.put(EXPIRY, expiry);
                            override.put(REVOCATION, revocation);
                            override.values().removeIf(String::isEmpty);
                            all.add(new Level("all", level, override, List.of("ca:acme")));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void decidesAsTheTableOfTheSpecificationSays(Level level) {
        TrustPolicy policy = NotationPolicy.parse(Bytes.utf8(level.document()));
        signatures().forEach(signature -> {
            Verdict verdict = verdict(policy, signature, EnvelopeFormat.JWS);
            assertThat(verdict.outcome())
                    .as("%s %s %s", level, signature, verdict.summary())
                    .isEqualTo(expected(level, signature));
            assertThat(steps(verdict.reports().get(0)))
                    .as("%s %s", level, signature)
                    .isEqualTo(expectedSteps(level, signature));
        });
    }

    @ParameterizedTest
    @EnumSource(EnvelopeFormat.class)
    void looksAtNothingUnderTheLevelSkip(EnvelopeFormat format) {
        TrustPolicy policy = NotationPolicy.parse(
                Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\",\"registryScopes\":[\"*\"],"
                        + "\"signatureVerification\":{\"level\":\"skip\"}}]}"));
        Verdict verdict = verdict(policy, new Signature(false, false, true, false, true), format);
        assertThat(verdict.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(verdict.reports()).isEmpty();
    }

    private static Verdict verdict(TrustPolicy policy, Signature signature, EnvelopeFormat format) {
        Bytes root = signature.trusted()
                ? TestChain.ROOT.der()
                : TimeAuthority.GOOD.root().der();
        return ImageTrust.builder()
                .policy(policy)
                .trustStore(
                        TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", root))))
                .signatures(source(
                        format,
                        ENVELOPES.computeIfAbsent(Map.entry(format, signature), wanted -> signature.envelope(format))))
                .clock(signature::now)
                .build()
                .verify(IMAGE);
    }

    private static SignatureSource source(EnvelopeFormat format, Bytes envelope) {
        return (image, about, places, budget) -> new Found(
                List.of(Judgement.candidate(format.mediaType(), envelope, 1)),
                places.stream()
                        .map(place -> Look.found(place, Judgement.IMAGE.digest(), 1))
                        .toList());
    }

    /** The documents and layouts of the tool's own tests: every document that is good, on every layout. */
    @Test
    void decidesLikeTheTableAboutTheLayoutsOfTheEndToEndTests() throws Exception {
        Path e2e = Path.of(System.getProperty("imagetrust.shared", "")).resolve("upstream/notation-e2e");
        assumeTrue(Files.isDirectory(e2e), "no upstream data at " + e2e);
        int judged = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(e2e.resolve("config/trustpolicies"), "*.json")) {
            for (Path file : files) {
                Bytes document = RecordedSignaturesTest.read(file);
                Optional<TrustPolicy> policy = good(document);
                if (policy.isPresent()) {
                    judged += judgeLayouts(e2e, policy.get(), statement(document));
                }
            }
        }
        assertThat(judged).isGreaterThanOrEqualTo(20 * 6);
    }

    private static Optional<TrustPolicy> good(Bytes document) {
        try {
            return Optional.of(NotationPolicy.parse(document));
        } catch (SetUpException e) {
            return Optional.empty(); // UpstreamPoliciesTest says why
        }
    }

    /** The statement for everything, else the first. */
    private static JsonObject statement(Bytes document) throws MalformedInputException {
        List<JsonObject> statements = Json.parseObject(document, JsonLimits.CONFIGURATION)
                .array("trustPolicies")
                .objects();
        for (JsonObject statement : statements) {
            if (statement.array("registryScopes").texts().contains("*")) {
                return statement;
            }
        }
        return statements.get(0);
    }

    private static int judgeLayouts(Path e2e, TrustPolicy policy, JsonObject statement) throws Exception {
        String scope = statement.array("registryScopes").texts().get(0);
        ImageName name = ImageName.parse(scope.equals("*") ? "nowhere.example/e2e" : scope);
        JsonObject verification = statement.object("signatureVerification");
        int judged = 0;
        for (String layout : List.of("e2e", "e2e-valid-signature", "e2e-expired-signature")) {
            for (String root : List.of("e2e.crt", "new_e2e.crt")) {
                Verdict verdict = verdict(e2e, layout, root, policy, name);
                assertThat(verdict.outcome())
                        .as("%s %s under %s", layout, root, statement.text("name") + verification.names())
                        .isEqualTo(expected(statement, verification, layout, root));
                judged++;
            }
        }
        return judged;
    }

    private static Outcome expected(JsonObject statement, JsonObject verification, String layout, String root)
            throws MalformedInputException {
        String level = verification.text("level");
        if (level.equals("skip")) {
            return Outcome.EXEMPT;
        }
        if (layout.equals("e2e")) {
            return Outcome.UNTRUSTED; // nobody signed it
        }
        Map<String, String> override = new LinkedHashMap<>();
        Optional<JsonObject> written = verification.findObject("override");
        if (written.isPresent()) {
            for (String step : written.get().names()) {
                override.put(step, written.get().text(step));
            }
        }
        List<String> stores = statement.array("trustStores").texts();
        List<String> identities = statement.array("trustedIdentities").texts();
        boolean trusted = root.equals("e2e.crt")
                && stores.contains("ca:e2e")
                && identities.stream().anyMatch(LevelTableTest::isOfTheSigner);
        Level read = new Level(statement.text("name"), level, override, stores);
        // The store is there in every case, so a policy that names another one has none to look into.
        boolean empty = stores.stream().noneMatch(s -> s.equals("ca:e2e"));
        if (empty) {
            return read.action(AUTHENTICITY) == Action.ENFORCED ? Outcome.UNDETERMINED : Outcome.EXEMPT;
        }
        // Without stores for it no timestamp counts; with them it is missing.
        boolean stamped = stores.stream().anyMatch(s -> s.startsWith("tsa:"))
                && verification.findText("verifyTimestamp").orElse("always").equals("always");
        return expected(read, new Signature(true, trusted, layout.equals("e2e-expired-signature"), !stamped, false));
    }

    private static boolean isOfTheSigner(String identity) {
        return identity.equals("*") || identity.equals("x509.subject: CN=e2e,O=Notary,L=Seattle,ST=WA,C=US");
    }

    private static Verdict verdict(Path e2e, String layout, String root, TrustPolicy policy, ImageName name)
            throws IOException, MalformedInputException {
        LayoutSource source =
                LayoutSource.open(e2e.resolve("registry/oci_layout").resolve(layout));
        Digest image = Digest.parse("sha256:b8479de3f88fb259a0a9ea82a5b2a052a1ef3c4ebbcfc61482d5ae4c831f8af9");
        Bytes certificate =
                RecordedSignaturesTest.read(e2e.resolve("config/localkeys").resolve(root));
        return ImageTrust.builder()
                .policy(policy)
                .trustStore(
                        TrustSnapshot.of(List.of(new TrustAnchor(AnchorKind.NOTATION_CA, "e2e", root, certificate))))
                .signatures(source)
                .clock(() -> Instant.parse("2026-11-24T00:00:00Z"))
                .build()
                .verify(ImageSubject.byDigest(name, source.descriptor(image)));
    }
}
