/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.PolicyDiff;
import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KeyRevocationTest {

    private static final String PLAIN = fingerprint("plain.asc");
    private static final String SIGNED_BY = "{'type':'signedBy','keyType':'GPGKeys',";
    private static final KeyFiles FILES = path -> recorded(path.substring(1));

    private static final ImageSubject IMAGE = ImageSubject.of(
            ImageName.parse("registry.example/app"),
            new Asked.ByTag("1"),
            Descriptor.of("application/vnd.oci.image.manifest.v1+json", Digest.parse("sha256:" + "0".repeat(64)), 418));

    // ---- what becomes of a requirement

    @Test
    void aScopeThatIsLeftWithoutKeysRejects() {
        assertThat(after(signedBy("'keyPath':'/plain.asc'"))).isEqualTo("[{'type':'reject'}]");
        assertThat(after(signedBy("'keyPaths':['/plain.asc']"))).isEqualTo("[{'type':'reject'}]");
        assertThat(after(signedBy("'keyData':'" + base64("plain.asc") + "'"))).isEqualTo("[{'type':'reject'}]");
    }

    /** To drop the requirement would ask for less than before; an empty list would be met by anything. */
    @Test
    void aRequirementBesideOthersThatIsLeftWithoutKeysRejectsTheWholeScope() {
        String both = SIGNED_BY + "'keyPath':'/plain.asc'}," + SIGNED_BY + "'keyPath':'/rsa.asc'}";

        assertThat(after("[" + both + "]")).isEqualTo("[{'type':'reject'}]");
    }

    @Test
    void theOtherFilesOfARequirementStay() {
        assertThat(after(signedBy("'keyPaths':['/plain.asc','/rsa.asc'],'signedIdentity':{'type':'matchRepository'}")))
                .isEqualTo(signedBy("'keyPaths':['/rsa.asc'],'signedIdentity':{'type':'matchRepository'}"));
    }

    @Test
    void theOtherKeysOfAFileGoIntoThePolicy() {
        KeyRevocation revocation = revocation(signedBy("'keyPath':'/several.gpg'"));

        assertThat(revocation.filesWithKey()).containsExactly("/several.gpg");
        assertThat(keysIn(revocation)).containsExactly(fingerprint("rsa.asc"), fingerprint("subkey.asc"));
        assertThat(revocation.scopes()).singleElement().satisfies(scope -> {
            assertThat(scope.becomesReject()).isFalse();
            assertThat(scope.toString()).isEqualTo("docker:registry.example keeps its other keys");
        });
    }

    @Test
    void theOtherKeysOfSeveralFilesGoIntoThePolicyTogether() {
        KeyRevocation revocation = revocation(signedBy("'keyPaths':['/several.gpg','/nist.asc']"));

        assertThat(keysIn(revocation))
                .containsExactly(fingerprint("rsa.asc"), fingerprint("subkey.asc"), fingerprint("nist.asc"));
    }

    @Test
    void theOtherKeysInThePolicyStayThere() {
        KeyRevocation revocation = revocation(signedBy("'keyData':'" + base64("several.gpg") + "'"));

        assertThat(keysIn(revocation)).containsExactly(fingerprint("rsa.asc"), fingerprint("subkey.asc"));
        assertThat(revocation.filesWithKey()).isEmpty();
    }

    @Test
    void aKeyIsFoundByItsSubkey() {
        OpenPgpKey key = OpenPgpKey.readAll(recorded("subkey.asc"), LATER).get(0);
        KeyRevocation revocation = KeyRevocation.of(
                policy(signedBy("'keyPath':'/subkey.asc'")),
                FILES,
                key.signingFingerprints().get(0),
                "stolen",
                LATER);

        assertThat(revocation.scopes())
                .singleElement()
                .satisfies(scope -> assertThat(scope.becomesReject()).isTrue());
        assertThat(revocation.denial().target())
                .isEqualTo(new DenyTarget.OpenPgpKey(key.signingFingerprints().get(0)));
    }

    @Test
    void theDefaultRejectsAsWell() {
        Bytes policy = json("{'default':" + signedBy("'keyPath':'/plain.asc'") + "}");
        KeyRevocation revocation = KeyRevocation.of(policy, FILES, PLAIN, "stolen", LATER);

        assertThat(text(revocation.policy())).isEqualTo(text(json("{'default':[{'type':'reject'}]}")));
        assertThat(revocation.scopes())
                .extracting(KeyRevocation.ScopeChange::toString)
                .containsExactly("default is left without a key and rejects");
    }

    /** What is left for it must not come into force for everything else. */
    @Test
    void aTransportWithoutANameIsNotTheDefault() {
        String remains = signedBy("'keyPaths':['/rsa.asc']");
        Bytes policy = json("{'default':[{'type':'reject'}],'transports':{'':{'':"
                + signedBy("'keyPaths':['/plain.asc','/rsa.asc']") + "}}}");

        KeyRevocation revocation = KeyRevocation.of(policy, FILES, PLAIN, "stolen", LATER);

        assertThat(text(revocation.policy()))
                .isEqualTo(text(json("{'default':[{'type':'reject'}],'transports':{'':{'':" + remains + "}}}")));
    }

    @Test
    void whatDoesNotHaveTheKeyStaysAsItIs() {
        Bytes policy = json("{ 'default' : [{'type':'insecureAcceptAnything'}], 'transports':{'docker':{'':"
                + signedBy("'keyPath':'/rsa.asc'")
                + ",'a':[{'type':'sigstoreSigned','keyPath':'/x'}],'b':[{'type':'signedBy','keyType':'X509Certificates',"
                + "'keyPath':'/x'}],'c':[{'type':'reject'}]}}}");
        KeyFiles files = path -> recorded(path.equals("/x") ? "rsa.asc" : path.substring(1));
        KeyRevocation revocation = KeyRevocation.of(policy, files, PLAIN, "stolen", LATER);

        assertThat(revocation.scopes()).isEmpty();
        assertThat(revocation.policy()).isEqualTo(policy);
    }

    // ---- what cannot be told

    @Test
    void lessThanAFingerprintRevokesNothing() {
        assertRefused(
                GpgReason.FINGERPRINT_INVALID,
                () -> KeyRevocation.of(policy("[{'type':'reject'}]"), FILES, PLAIN.substring(24), "", LATER));
    }

    @Test
    void whereAFileCannotBeReadNobodyKnowsWhetherItHasTheKey() {
        KeyFiles missing = path -> {
            throw new IOException("not there");
        };
        assertRefused(
                GpgReason.POLICY_FILE_UNREADABLE,
                () -> KeyRevocation.of(policy(signedBy("'keyPath':'/plain.asc'")), missing, PLAIN, "", LATER));
    }

    @Test
    void aPolicyThatIsNotValidIsNotChanged() {
        assertRefused(
                GpgReason.POLICY_INVALID, () -> KeyRevocation.of(json("{'default':[]}"), FILES, PLAIN, "", LATER));
    }

    @Test
    void aKeyFileThatIsNoneIsNamed() {
        SetUpException refusal = catchThrowableOfType(
                SetUpException.class,
                () -> KeyRevocation.of(policy(signedBy("'keyPath':'/payload.json'")), FILES, PLAIN, "", LATER));
        assertThat(refusal.reason().code()).isEqualTo(GpgReason.NO_PUBLIC_KEYS);
        assertThat(refusal.reason().detail()).contains("/payload.json");
    }

    // ---- what it changes

    @Test
    void showsTheImagesThatAreAffectedBeforeAnythingChanges() {
        KeyRevocation revocation = revocation(signedBy("'keyPath':'/plain.asc'"));
        ImageTrust trust = trust(TrustPolicy.forAllImages(new Reject("")), DenyList.empty());

        PolicyDiff diff = revocation.affected(trust, List.of(IMAGE));

        assertThat(diff.refused()).singleElement().satisfies(flip -> {
            assertThat(flip.before().outcome()).isEqualTo(Outcome.TRUSTED);
            assertThat(flip.after().outcome()).isEqualTo(Outcome.UNTRUSTED);
        });
    }

    @Test
    void findsTheVerdictsThatRestOnTheKey() {
        Bytes policy = policy(signedBy("'keyPath':'/plain.asc'"));
        Verdict verdict =
                trust(ContainersPolicy.parse(policy, FILES), DenyList.empty()).verify(IMAGE);
        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);

        assertThat(KeyRevocation.of(policy, FILES, PLAIN, "", LATER).restingOnKey(List.of(verdict)))
                .containsExactly(verdict);
        assertThat(KeyRevocation.of(policy, FILES, fingerprint("rsa.asc"), "", LATER)
                        .restingOnKey(List.of(verdict)))
                .isEmpty();
    }

    /** Also under a policy that still names the key. */
    @Test
    void theDenialAloneRefusesTheKey() {
        Bytes policy = policy(signedBy("'keyPath':'/plain.asc'"));
        KeyRevocation revocation = KeyRevocation.of(policy, FILES, PLAIN, "stolen", LATER);

        Verdict verdict = trust(ContainersPolicy.parse(policy, FILES), DenyList.of(List.of(revocation.denial())))
                .verify(IMAGE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.has(CoreReason.SIGNER_DENIED)).isTrue();
    }

    @Test
    void deniesFirstAndThenReplacesThePolicy() throws Exception {
        List<String> order = new ArrayList<>();
        KeyRevocation revocation = revocation(signedBy("'keyPath':'/plain.asc'"));

        revocation.apply(new TrustEditor() {
            @Override
            public void deny(DenyList.Entry entry) {
                order.add(entry.target().toString());
            }

            @Override
            public void replacePolicy(Bytes expected, Bytes replacement) {
                order.add(text(replacement));
            }
        });

        assertThat(order).containsExactly("OpenPGP key " + PLAIN, text(revocation.policy()));
    }

    @Test
    void thePolicyFileIsReplacedAsAWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.json");
        Files.write(file, policy(signedBy("'keyPath':'/plain.asc'")).toByteArray());
        List<DenyList.Entry> denied = new ArrayList<>();
        KeyRevocation revocation = revocation(signedBy("'keyPath':'/plain.asc'"));

        revocation.apply(new PolicyFile(file, denied::add));

        assertThat(Bytes.copyOf(Files.readAllBytes(file))).isEqualTo(revocation.policy());
        assertThat(denied).containsExactly(revocation.denial());
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aPolicyThatIsAnotherByNowIsNotOverwritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.json");
        Files.writeString(file, "{\"default\":[{\"type\":\"reject\"}]}");
        List<DenyList.Entry> denied = new ArrayList<>();
        KeyRevocation revocation = revocation(signedBy("'keyPath':'/plain.asc'"));

        assertRefused(GpgReason.POLICY_CHANGED, () -> revocation.apply(new PolicyFile(file, denied::add)));

        assertThat(file).hasContent("{\"default\":[{\"type\":\"reject\"}]}");
        assertThat(denied).as("the key is distrusted all the same").hasSize(1);
    }

    @Test
    void whereTheDenyListCannotBeWrittenThePolicyStays(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.json");
        Bytes policy = policy(signedBy("'keyPath':'/plain.asc'"));
        Files.write(file, policy.toByteArray());
        PolicyFile editor = new PolicyFile(file, entry -> {
            throw new IOException("disk full");
        });

        assertThatThrownBy(() -> revocation(signedBy("'keyPath':'/plain.asc'")).apply(editor))
                .isInstanceOf(IOException.class);
        assertThat(Bytes.copyOf(Files.readAllBytes(file))).isEqualTo(policy);
    }

    @Test
    void tellsPeopleWhatChanges() {
        assertThat(revocation(signedBy("'keyPath':'/plain.asc'")).text())
                .isEqualTo("distrusts OpenPGP key " + PLAIN + ": stolen\n"
                        + "docker:registry.example is left without a key and rejects\n"
                        + "take the key out of /plain.asc\n");
    }

    private static KeyRevocation revocation(String requirements) {
        return KeyRevocation.of(policy(requirements), FILES, PLAIN, "stolen", LATER);
    }

    private static String after(String requirements) {
        KeyRevocation revocation = revocation(requirements);
        String after = revocation.scopes().get(0).after().replace('"', '\'');
        assertThat(text(revocation.policy())).isEqualTo(text(policy(after)));
        // Whatever it became is a policy.
        ContainersPolicy.parse(revocation.policy(), FILES);
        return after;
    }

    private static List<String> keysIn(KeyRevocation revocation) {
        ContainersPolicy.parse(revocation.policy(), FILES);
        String after = revocation.scopes().get(0).after();
        String data = after.replaceAll(".*\"keyData\":\"([^\"]*)\".*", "$1");
        return OpenPgpKey.readAll(Bytes.copyOf(Base64.getDecoder().decode(data)), LATER).stream()
                .map(OpenPgpKey::fingerprint)
                .toList();
    }

    private static String signedBy(String keys) {
        return "[" + SIGNED_BY + keys + "}]";
    }

    private static Bytes policy(String requirements) {
        return json(
                "{'default':[{'type':'reject'}],'transports':{'docker':{'registry.example':" + requirements + "}}}");
    }

    private static Bytes json(String text) {
        return Bytes.utf8(text.replace('\'', '"'));
    }

    /** Without the white space between values, of which no value here has any. */
    private static String text(Bytes json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", "")
                .replace('"', '\'');
    }

    private static String base64(String file) {
        return Base64.getEncoder().encodeToString(recorded(file).toByteArray());
    }

    private static String fingerprint(String file) {
        return OpenPgpKey.readAll(recorded(file), LATER).get(0).fingerprint();
    }

    private static ImageTrust trust(TrustPolicy policy, DenyList denied) {
        LookasideBlob blob = new LookasideBlob("signature-1", recorded("plain.signature"));
        return ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(policy)
                .trustStore(TrustSnapshot.empty().denying(denied))
                .clock(InstantSource.fixed(LATER))
                .signatures((image, about, places, budget) -> new Found(
                        List.of(new SignatureCandidate(blob, about.get(0), new Place.Lookaside())),
                        places.stream()
                                .map(place -> Look.found(place, about.get(0), 1))
                                .toList()))
                .build();
    }

    private static void assertRefused(GpgReason code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.getMessage()).isEqualTo(code);
    }
}
