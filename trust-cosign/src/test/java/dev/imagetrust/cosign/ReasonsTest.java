/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.FulcioClaim;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.StatementPolicy.Answer;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every reason can happen: the switches have no default, so that a new constant does not compile without a case. */
class ReasonsTest {

    private static final Pinned ROOT = new Pinned(AnchorKind.SIGSTORE_ROOT, Bytes.utf8("{}"), "trusted_root.json");
    private static final IdentityPattern SOMEONE = new IdentityPattern.Exact("someone@example.org");
    private static final IdentityPattern SOMEONE_ELSE = new IdentityPattern.Exact("someone.else@example.org");
    private static final IdentityPattern ISSUER = new IdentityPattern.Exact(SigstoreForge.ISSUER);
    private static final Pinned FORGED = SigstoreForge.root(SigstoreForge.rootText());
    private static final Pinned TWO_LOGS = SigstoreForge.root(SigstoreForge.rootText()
            .replace(
                    "\"tlogs\":[",
                    "\"tlogs\":[" + SigstoreForge.log("https://x.example", SigstoreForge.OTHER_LOG) + ","));
    private static final Candidates.Legacy LEGACY = SigstoreForge.keyless(Leaf.good());
    private static final String OTHER_KIND = "{\"apiVersion\":\"0.0.1\",\"kind\":\"tuf\",\"spec\":{}}";
    private static final String RECORDED = Recorded.text("bundle-keyless.json");
    private static final String RECORDED_ROOT = Recorded.text("sigstore-root.json");
    private static final String SIGNATURE = Forge.statement(Forge.IMAGE, Forge.SIGN);
    private static final String PROVENANCE = Forge.statement(Forge.IMAGE, Forge.PROVENANCE);
    private static final String GOOD = Forge.bundleText(SIGNATURE);

    @ParameterizedTest
    @EnumSource
    void everyReasonIsProduced(CosignReason reason) {
        assertThat(produced(reason)).isEqualTo(reason.id());
    }

    @Test
    void idsAreUniqueAndNamedAfterTheTool() {
        Set<String> ids = new HashSet<>();
        for (CosignReason reason : CosignReason.values()) {
            assertThat(reason.id()).matches("cosign\\.[a-z0-9-]+");
            assertThat(ids.add(reason.id())).isTrue();
            assertThat(reason.sentence()).isNotBlank().doesNotEndWith(".");
        }
    }

    private static String produced(CosignReason reason) {
        return switch (reason) {
            case KIND_MISMATCH -> why(Forge.attestation(PROVENANCE));
            case MEDIA_TYPE -> why(good().mediaType("text/plain").about(Forge.IMAGE));
            case LAYER_COUNT -> why(Candidates.bundle(Bytes.utf8(GOOD), Candidates.BUNDLE, Forge.IMAGE, 2));
            case REFERRER_SUBJECT -> {
                SignatureCandidate other = Candidates.bundle(Bytes.utf8(GOOD), Forge.OTHER_IMAGE);
                yield why(new SignatureCandidate(other.artifact(), Forge.IMAGE, other.place()));
            }
            case TOO_LARGE ->
                why(good().content(Bytes.utf8(" ".repeat((1 << 20) + 1))).about(Forge.IMAGE));
            case TOO_MANY -> why(bent("\"publicKey\"", "\"tlogEntries\":[" + "{},".repeat(40) + "{}],\"publicKey\""));
            case SIGNATURE_ABSENT -> why(good().without(Candidates.SIGNATURE).about(Forge.IMAGE));
            case BUNDLE_VERSION -> why(bent("v0.3", "v0.4"));
            case BUNDLE_MALFORMED -> why(bent("{\"hint\":\"some hint\"}", "null"));
            case MESSAGE_SIGNATURE ->
                why(Forge.bundleOf(
                        GOOD.replaceFirst("\"dsseEnvelope\":.*", "\"messageSignature\":{\"signature\":\"AAAA\"}}")));
            case SIGNATURE_COUNT -> why(bent("\"signatures\":[{", "\"signatures\":[{},{"));
            case PAYLOAD_TYPE -> why(bent("in-toto", "other"));
            case MATERIAL_MISMATCH -> why(bent("\"publicKey\":{\"hint\":\"some hint\"}", "\"certificate\":{}"));
            case NOT_A_CERTIFICATE -> {
                String key = Recorded.text("other.pub");
                yield why(good().with(Candidates.CERTIFICATE, key).about(Forge.IMAGE));
            }
            case SIGNATURE_INVALID -> why(Recorded.legacy("legacy-ecdsa-p256").about(Forge.IMAGE));
            case SIGNATURE_MALFORMED ->
                why(good().with(Candidates.SIGNATURE, "AAAA").about(Forge.IMAGE));
            case CLAIM_TYPE ->
                why(Forge.legacy(Forge.payload(Forge.IMAGE).replace("cosign container", "atomic container"))
                        .about(Forge.IMAGE));
            case STATEMENT_TYPE -> why(Forge.bundle(SIGNATURE.replace("Statement/v1", "Statement/v9")));
            case NO_SUBJECTS -> why(Forge.bundle(SIGNATURE.replaceFirst("\\[.*?]", "[]")));
            case DIGEST_MISMATCH ->
                why(Forge.legacy(Forge.payload(Forge.OTHER_IMAGE)).about(Forge.IMAGE));
            case PREDICATE_MISMATCH -> why(Forge.bundle(PROVENANCE));
            case ANNOTATION_MISMATCH -> why(Forge.key().annotation("a", "b"), good().about(Forge.IMAGE));
            case REFERENCE_MISMATCH -> why(named("registry.example/other"), good().about(Forge.IMAGE));
            case REFERENCE_ABSENT -> why(named("registry.example/some/image"), Forge.bundle(SIGNATURE));
            case STATEMENT_REFUSED -> {
                VerificationContext refusing = VerificationContext.builder(Instant.EPOCH)
                        .statementPolicies(Map.of("ours", statement -> Answer.refuse("")))
                        .build();
                yield Judging.why(Judging.by(asking()).report(Forge.bundle(PROVENANCE), Forge.IMAGE, refusing));
            }
            case STATEMENT_POLICY_UNKNOWN -> why(asking(), Forge.bundle(PROVENANCE));
            case LOG_THRESHOLD -> {
                CosignRequirement.Builder two =
                        CosignRequirement.keyless(TWO_LOGS, ISSUER, SOMEONE).requireLogs(2);
                yield keyless(two);
            }
            case TIMESTAMP_THRESHOLD -> {
                String root = RECORDED_ROOT.replace(
                        "\"timestampAuthorities\":[",
                        "\"timestampAuthorities\":["
                                + StampForge.named("tsa.example").listed() + ",");
                yield why(alice(root).requireTimestamps(2), Recorded.signature("bundle-keyless"));
            }
            case CERTIFICATE_TIMESTAMP_THRESHOLD -> {
                String root = SigstoreForge.rootText()
                        .replace(
                                "\"ctlogs\":[",
                                "\"ctlogs\":[" + SigstoreForge.log("https://ct2.example", SigstoreForge.OTHER_LOG)
                                        + ",");
                yield keyless(CosignRequirement.keyless(SigstoreForge.root(root), ISSUER, SOMEONE)
                        .requireCertificateTimestamps(2));
            }
            case EXTENSION_MISMATCH ->
                keyless(CosignRequirement.by(new CosignAuthority.Keyless(
                        FORGED,
                        List.of(new CosignAuthority.KeylessIdentity(ISSUER, SOMEONE)
                                .claiming(FulcioClaim.BUILD_TRIGGER, SOMEONE)))));
            case THRESHOLD_UNREACHABLE ->
                setUp(CosignRequirement.keyless(FORGED, ISSUER, SOMEONE).requireLogs(2));
            case AUTHORITY_UNREADABLE -> {
                Pinned none = new Pinned(AnchorKind.COSIGN_CA, Bytes.utf8("x"), "x");
                yield setUp(CosignRequirement.ownCa(List.of(none), SOMEONE).insecurelyJudgingCertificatesNow());
            }
            case CERTIFICATE_ABSENT -> keyless(LEGACY.without(Candidates.CERTIFICATE));
            case CERTIFICATE_UNTRUSTED ->
                keyless(
                        LEGACY,
                        rootWithout("\"certificateAuthorities\":\\[.*],\"ct", "\"certificateAuthorities\":[],\"ct"));
            case CERTIFICATE_NOT_VALID -> keyless(LEGACY, SigstoreForge.rootText(SigstoreForge.EXPIRED_ISSUING));
            case CERTIFICATE_TIMESTAMP_ABSENT ->
                keyless(SigstoreForge.keyless(Leaf.good().timestamps(list -> null)));
            case CERTIFICATE_TIMESTAMP_INVALID ->
                keyless(SigstoreForge.keyless(Leaf.good().timestamps(list -> new byte[1])));
            case CERTIFICATE_NAMES -> keyless(SigstoreForge.keyless(Leaf.good().issuers(null, null)));
            case IDENTITY_MISMATCH -> keyless(CosignRequirement.keyless(FORGED, ISSUER, SOMEONE_ELSE));
            case ISSUER_MISMATCH -> keyless(CosignRequirement.keyless(FORGED, SOMEONE_ELSE, SOMEONE));
            case LOG_ENTRY_ABSENT -> keyless(LEGACY.without(Candidates.LOG));
            case LOG_ENTRY_MALFORMED -> keyless(loggedAs(log -> log.replaceFirst("\"logID\":\"..", "\"logID\":\"XY")));
            case LOG_ENTRY_KIND -> keyless(LEGACY.with(Candidates.LOG, SigstoreForge.promised(OTHER_KIND)));
            case LOG_ENTRY_MISMATCH ->
                keyless(LEGACY.with(
                        Candidates.LOG, SigstoreForge.promised(SigstoreForge.hashed(new byte[0], new byte[0], ""))));
            case LOG_UNKNOWN -> keyless(LEGACY, rootWithout("\"tlogs\":\\[.*],\"cert", "\"tlogs\":[],\"cert"));
            case LOG_PROMISE_INVALID -> keyless(loggedAs(log -> log.replace("\"logIndex\":7", "\"logIndex\":8")));
            case LOG_KEY_NOT_VALID ->
                keyless(
                        LEGACY,
                        SigstoreForge.rootText()
                                .replaceFirst(
                                        "\"start\":\"2026-01-01T00:00:00Z\"", "\"start\":\"2027-01-01T00:00:00Z\""));
            case LOG_CHECKPOINT_INVALID -> recorded("localhost\\n2", "localhost\\n3");
            case LOG_PROOF_INVALID -> recorded("\"hashes\":[", "\"hashes\":[\"\",");
            case TIMESTAMP_ABSENT -> recorded("\"rfc3161Timestamps\":[{", "\"rfc3161Timestamps\":[],\"x\":[{");
            case TIMESTAMP_INVALID -> recorded("\"signedTimestamp\":\"MII", "\"signedTimestamp\":\"AAA");
            case TIMESTAMP_UNKNOWN -> {
                String root = RECORDED_ROOT.replaceFirst(
                        "(?s)\"timestampAuthorities\": *\\[.*]\\s*}\\s*$", "\"timestampAuthorities\":[]}");
                yield recordedUnder(root, RECORDED);
            }
            case TRUSTED_ROOT_MALFORMED -> setUp(CosignRequirement.keyless(ROOT, SOMEONE, SOMEONE));
            case TRUST_ROOT_STALE -> stale();
            case ROOT_AMBIGUOUS -> {
                TrustSnapshot two = TrustSnapshot.of(List.of(anchor("a"), anchor("b")));
                InStore roots = new InStore(AnchorKind.SIGSTORE_ROOT, "default");
                yield setUp(CosignRequirement.keyless(roots, SOMEONE, SOMEONE), two);
            }
            case IDENTITY_PATTERN ->
                setUp(CosignRequirement.keyless(FORGED, ISSUER, new IdentityPattern.FullMatch("(?<=a)b")));
            case ANCHOR_KIND -> setUp(CosignRequirement.keys(List.of(ROOT)));
            case KEY_UNREADABLE -> setUp(CosignRequirement.key(Bytes.utf8("x"), "x"));
            case KEY_IS_CERTIFICATE -> setUp(CosignRequirement.key(Bytes.utf8(Forge.ownCertificate()), "x"));
            case STORE_EMPTY -> setUp(CosignRequirement.keysInStore("default"));
            case STORE_INCOMPLETE -> {
                SkippedEntry skipped = new SkippedEntry(AnchorKind.COSIGN_KEY, "default", "x", "y");
                TrustSnapshot trust = TrustSnapshot.of(List.of(), List.of(skipped), DenyList.empty());
                yield setUp(CosignRequirement.keysInStore("default"), trust);
            }
            case TOO_MANY_KEYS -> setUp(CosignRequirement.keys(KeysTest.pinned(1001)));
        };
    }

    private static String stale() {
        try {
            Path file = Files.createTempFile("root", ".json");
            Files.writeString(file, SigstoreForge.rootText());
            Iterator<Instant> times = List.of(Instant.EPOCH, Instant.MAX).iterator();
            TrustRootFile source = TrustRootFile.open(file, Duration.ofDays(1), times::next);
            Files.delete(file);
            return catchThrowableOfType(UnavailableException.class, source::current)
                    .reason()
                    .code()
                    .id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String keyless(Candidates.Legacy layer) {
        return keyless(layer, SigstoreForge.rootText());
    }

    private static String keyless(Candidates.Legacy layer, String root) {
        return why(CosignRequirement.keyless(SigstoreForge.root(root), ISSUER, SOMEONE), layer.about(Forge.IMAGE));
    }

    private static String keyless(CosignRequirement.Builder requirement) {
        return why(requirement, LEGACY.about(Forge.IMAGE));
    }

    private static Candidates.Legacy loggedAs(UnaryOperator<String> change) {
        return LEGACY.with(Candidates.LOG, change.apply(LEGACY.annotations().get(Candidates.LOG)));
    }

    private static String rootWithout(String part, String replacement) {
        String root = SigstoreForge.rootText().replaceFirst(part, replacement);
        assertThat(root).isNotEqualTo(SigstoreForge.rootText());
        return root;
    }

    /** What cosign made with a log of tiles and a timestamp, changed. */
    private static String recorded(String from, String to) {
        assertThat(RECORDED).contains(from);
        return recordedUnder(RECORDED_ROOT, RECORDED.replace(from, to).replaceFirst(",\"x\":\\[\\{[^]]*]", ""));
    }

    private static CosignRequirement.Builder alice(String root) {
        return CosignRequirement.keyless(
                        SigstoreForge.root(root),
                        new IdentityPattern.Exact("http://127.0.0.1:8999"),
                        new IdentityPattern.Exact("alice@dev.example.org"))
                .insecurelyWithoutCertificateTimestamps();
    }

    private static String recordedUnder(String root, String bundle) {
        return why(alice(root), Candidates.bundle(Bytes.utf8(bundle), Recorded.image("bundle-keyless")));
    }

    private static TrustAnchor anchor(String name) {
        return new TrustAnchor(AnchorKind.SIGSTORE_ROOT, "default", name, Bytes.utf8(name));
    }

    private static Candidates.Legacy good() {
        return Forge.legacy(Forge.payload(Forge.IMAGE));
    }

    private static SignatureCandidate bent(String from, String to) {
        assertThat(GOOD).contains(from);
        return Forge.bundleOf(GOOD.replace(from, to));
    }

    private static CosignRequirement.Builder named(String repository) {
        return Forge.key().signedIdentity(new SignedIdentity.ExactRepository(repository));
    }

    private static CosignRequirement.Builder asking() {
        return Forge.key().attestation(Forge.PROVENANCE).statementPolicy("ours");
    }

    private static String why(SignatureCandidate candidate) {
        return why(Forge.key(), candidate);
    }

    private static String why(CosignRequirement.Builder requirement, SignatureCandidate candidate) {
        return Judging.why(Judging.by(requirement).report(candidate));
    }

    private static String setUp(CosignRequirement.Builder requirement) {
        return setUp(requirement, TrustSnapshot.empty());
    }

    private static String setUp(CosignRequirement.Builder requirement, TrustSnapshot trust) {
        return catchThrowableOfType(SetUpException.class, () -> Judging.by(requirement.build(), trust))
                .reason()
                .code()
                .id();
    }
}
