/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.gpg.ContainersPolicyReader;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code sigstoreSigned} of a containers policy, judged by the cosign verifier. */
class SigstoreSignedPolicyTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);
    private static final ForgedSigstore SIGSTORE = new ForgedSigstore();
    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");
    private static final String BY_REPOSITORY = ",'signedIdentity':{'type':'matchRepository'}";

    private static final Map<String, Bytes> FILES = Map.of(
            "/key", KEY.publicKeyPem(),
            "/other", ForgedKey.generate(Kind.EC_P256).publicKeyPem(),
            "/log", SIGSTORE.log().publicKeyPem(),
            "/ca", SIGSTORE.authority(),
            "/other-ca", new ForgedSigstore().authority());

    /** Signatures of cosign name the repository only, which the default rule does not take. */
    @ParameterizedTest
    @CsvSource({
        "'/key', '', UNTRUSTED",
        "'/key', ',''signedIdentity'':{''type'':''matchRepository''}', TRUSTED",
        "'/key', ',''signedIdentity'':{''type'':''exactRepository'',''dockerRepository'':''a.example/b''}', UNTRUSTED",
        "'/other', ',''signedIdentity'':{''type'':''matchRepository''}', UNTRUSTED",
    })
    void aLegacySignatureByAKeyNeedsItsName(String key, String identity, Outcome expected) {
        assertThat(verdict(
                        "'keyPath':'" + key + "'" + identity,
                        CosignForge.legacy(IMAGE, KEY).good()))
                .isEqualTo(expected);
    }

    @Test
    void ofSeveralKeysAnyOneSuffices() {
        assertThat(verdict(
                        "'keyPaths':['/other','/key']" + BY_REPOSITORY,
                        CosignForge.legacy(IMAGE, KEY).good()))
                .isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void aBundleHasNoNameAndIsRefusedForThat() {
        SignatureCandidate bundle = CosignForge.bundle(IMAGE, KEY).good();
        Verdict verdict = trust(reader().parse(policy("'keyPath':'/key'" + BY_REPOSITORY)), bundle)
                .verify(IMAGE);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.reports())
                .anySatisfy(report -> assertThat(report.decisive()
                                .flatMap(Check::reason)
                                .orElseThrow()
                                .code())
                        .isEqualTo(CosignReason.REFERENCE_ABSENT));
    }

    @Test
    void aBundleCountsWhereThatWasAskedForByName() {
        ContainersPolicyReader reader = reader().insecurelyAcceptBundlesWithoutNames();
        SignatureCandidate bundle = CosignForge.bundle(IMAGE, KEY).good();
        for (String key : List.of("/key", "/other")) {
            TrustPolicy policy = reader.parse(policy("'keyPath':'" + key + "'"));
            assertThat(trust(policy, bundle).verify(IMAGE).outcome())
                    .isEqualTo(key.equals("/key") ? Outcome.TRUSTED : Outcome.UNTRUSTED);
        }
        // A legacy signature has a name, which still has to be right.
        assertThat(trust(
                                reader.parse(policy("'keyPath':'/key'")),
                                CosignForge.legacy(IMAGE, KEY).good())
                        .verify(IMAGE)
                        .outcome())
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aLogHasToListTheSignatureWhereThePolicyNamesItsKey() {
        SignatureCandidate bare = CosignForge.legacy(IMAGE, KEY).good();
        SignatureCandidate listed = with(
                bare,
                Map.of(ForgedSigstore.LOG_ENTRY, SIGSTORE.entry(content(bare), signature(bare), KEY.publicKeyPem())));
        String policy = "'keyPath':'/key','rekorPublicKeyPath':'/log'" + BY_REPOSITORY;
        assertThat(verdict(policy, bare)).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict(policy, listed)).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict("'keyPath':'/key','rekorPublicKeyPaths':['/other','/log']" + BY_REPOSITORY, listed))
                .isEqualTo(Outcome.TRUSTED);
        assertThat(verdict("'keyPath':'/key','rekorPublicKeyPath':'/other'" + BY_REPOSITORY, listed))
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "/ca, https://issuer.example, someone@example.org, /log, TRUSTED",
        "/other-ca, https://issuer.example, someone@example.org, /log, UNTRUSTED",
        "/ca, https://issuer.example/, someone@example.org, /log, UNTRUSTED",
        "/ca, https://issuer.example, someone@example.or, /log, UNTRUSTED",
        "/ca, https://issuer.example, someone@example.org, /other, UNTRUSTED",
    })
    void fulcioNeedsAuthorityIdentityAndLog(String ca, String issuer, String email, String log, Outcome expected) {
        SignatureCandidate bare = CosignForge.legacy(IMAGE, KEY).good();
        Bytes certificate = SIGSTORE.certificate(KEY, "https://issuer.example", "someone@example.org");
        SignatureCandidate keyless = with(
                bare,
                Map.of(
                        ForgedSigstore.CERTIFICATE,
                        ForgedSigstore.text(certificate),
                        ForgedSigstore.LOG_ENTRY,
                        SIGSTORE.entry(content(bare), signature(bare), certificate)));
        assertThat(verdict(
                        "'fulcio':{'caPath':'%s','oidcIssuer':'%s','subjectEmail':'%s'},'rekorPublicKeyPath':'%s'"
                                        .formatted(ca, issuer, email, log)
                                + BY_REPOSITORY,
                        keyless))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/ca, someone@example.org, TRUSTED",
        "/other-ca, someone@example.org, UNTRUSTED",
        "/ca, another@example.org, UNTRUSTED",
    })
    void pkiNeedsAuthorityAndSubject(String ca, String email, Outcome expected) {
        SignatureCandidate bare = CosignForge.legacy(IMAGE, KEY).good();
        Bytes certificate = SIGSTORE.longLived(KEY, "someone@example.org");
        SignatureCandidate certified = with(bare, Map.of(ForgedSigstore.CERTIFICATE, ForgedSigstore.text(certificate)));
        assertThat(verdict(
                        "'pki':{'caRootsPath':'%s','subjectEmail':'%s'}".formatted(ca, email) + BY_REPOSITORY,
                        certified))
                .isEqualTo(expected);
    }

    private static Outcome verdict(String members, SignatureCandidate candidate) {
        return trust(reader().parse(policy(members)), candidate).verify(IMAGE).outcome();
    }

    private static ContainersPolicyReader reader() {
        KeyFiles files = path -> {
            Bytes content = FILES.get(path);
            if (content == null) {
                throw new IOException("no such file");
            }
            return content;
        };
        return ContainersPolicyReader.with(files);
    }

    private static Bytes policy(String members) {
        return Bytes.utf8(("{'default':[{'type':'sigstoreSigned'," + members + "}]}").replace('\'', '"'));
    }

    private static ImageTrust trust(TrustPolicy policy, SignatureCandidate candidate) {
        return ImageTrust.builder()
                .policy(policy)
                .signatures((subject, about, places, budget) -> new Found(
                        places.contains(candidate.place()) ? List.of(candidate) : List.of(),
                        places.stream()
                                .map(place -> Look.found(place, about.get(0), place.equals(candidate.place()) ? 1 : 0))
                                .toList()))
                .clock(() -> ForgedTime.NOW)
                .build();
    }

    private static SignatureCandidate with(SignatureCandidate candidate, Map<String, String> annotations) {
        TagLayer layer = (TagLayer) candidate.artifact();
        Map<String, String> all = new HashMap<>(layer.layer().annotations());
        all.putAll(annotations);
        return new SignatureCandidate(
                new TagLayer(layer.suffix(), layer.layer().withAnnotations(all), layer.content()),
                candidate.about(),
                candidate.place());
    }

    private static Bytes content(SignatureCandidate candidate) {
        return ((TagLayer) candidate.artifact()).content();
    }

    private static String signature(SignatureCandidate candidate) {
        return ((TagLayer) candidate.artifact()).layer().annotations().get("dev.cosignproject.cosign/signature");
    }
}
