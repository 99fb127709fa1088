/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.gpg.keys.ConfirmedKeys;
import dev.imagetrust.gpg.keys.KeyOrigin;
import dev.imagetrust.gpg.keys.KeyRevocation;
import dev.imagetrust.gpg.keys.NewKeyWarning;
import dev.imagetrust.gpg.keys.StoreTrustEditor;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.FileTrustStoreEditor;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A key is confirmed, trusted, stolen and distrusted, in a store on disk. */
class StolenKeyTest {

    private static final KeyFiles NO_FILES = path -> {
        throw new IOException("no files here");
    };
    private static final ForgedOpenPgpKey KEY = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519);
    private static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/app", "v1");
    private static final Provenance ALICE = new Provenance("alice", ForgedTime.NOW, "console");
    private static final Bytes REJECT_ALL = Bytes.utf8("{\"default\":[{\"type\":\"reject\"}]}");

    @TempDir
    private Path root;

    private FileTrustStoreEditor editor;

    @BeforeEach
    void open() throws IOException {
        editor = FileTrustStoreEditor.open(root);
    }

    @Test
    void aStolenKeyIsDistrustedByDenyListAndPolicy() throws Exception {
        Bytes policy = policyWithTheKey();
        editor.putPolicy(PolicyKind.CONTAINERS, policy, Edit.by(ALICE));
        assertThat(judge(policy).outcome()).isEqualTo(Outcome.TRUSTED);

        revocation(policy).apply(new StoreTrustEditor(editor, ALICE));

        Verdict byOldPolicy = judge(policy);
        assertThat(byOldPolicy.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(byOldPolicy.has(CoreReason.SIGNER_DENIED)).isTrue();
        Bytes after = editor.policy(PolicyKind.CONTAINERS).orElseThrow();
        assertThat(judge(after).outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(ContainersPolicy.parse(after, NO_FILES).choiceFor(IMAGE).text())
                .contains("docker:registry.example");
    }

    @Test
    void aPolicyThatIsAnotherByNowStaysAndTheKeyIsDistrustedAllTheSame() throws Exception {
        Bytes policy = policyWithTheKey();
        editor.putPolicy(PolicyKind.CONTAINERS, REJECT_ALL, Edit.by(ALICE));

        SetUpException refusal = catchThrowableOfType(
                SetUpException.class, () -> revocation(policy).apply(new StoreTrustEditor(editor, ALICE)));

        assertThat(refusal.reason().code()).isEqualTo(GpgReason.POLICY_CHANGED);
        assertThat(editor.policy(PolicyKind.CONTAINERS)).contains(REJECT_ALL);
        assertThat(editor.denied().find(new DenyTarget.OpenPgpKey(KEY.fingerprint())))
                .isPresent();
    }

    @Test
    void toApplyTheSameAgainChangesNothing() throws Exception {
        Bytes policy = policyWithTheKey();
        editor.putPolicy(PolicyKind.CONTAINERS, policy, Edit.by(ALICE));
        revocation(policy).apply(new StoreTrustEditor(editor, ALICE));
        Bytes after = editor.policy(PolicyKind.CONTAINERS).orElseThrow();

        revocation(after).apply(new StoreTrustEditor(editor, ALICE));

        assertThat(editor.policy(PolicyKind.CONTAINERS)).contains(after);
        assertThat(editor.denied().entries()).hasSize(1);
    }

    @Test
    void aConfirmedKeyGoesIntoTheStoreAndCounts() throws Exception {
        ConfirmedKeys keys = NewKeyWarning.builder(
                        KEY.armoredCertificate(),
                        KeyOrigin.of(URI.create("https://vendor.example/key.asc")),
                        ForgedTime.NOW)
                .denied(editor.denied())
                .build()
                .confirm(List.of(KEY.fingerprint()));

        editor.put(AnchorKind.OPENPGP_KEY, "vendor", keys.file(), Edit.by(ALICE));

        TrustPolicy policy = TrustPolicy.forAllImages(
                SimpleSigningRequirement.builder().keysInStore("vendor").build());
        assertThat(trust(policy, FileTrustStore.open(root)).verify(IMAGE).outcome())
                .isEqualTo(Outcome.TRUSTED);
    }

    private static KeyRevocation revocation(Bytes policy) {
        return KeyRevocation.of(policy, NO_FILES, KEY.fingerprint(), "stolen", ForgedTime.NOW);
    }

    private Verdict judge(Bytes policy) throws IOException {
        return trust(ContainersPolicy.parse(policy, NO_FILES), FileTrustStore.open(root))
                .verify(IMAGE);
    }

    private static ImageTrust trust(TrustPolicy policy, TrustStore store) {
        return ImageTrust.builder()
                .policy(policy)
                .trustStore(store)
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .signatures(ForgedSource.of(SimpleSigningForge.of(IMAGE, KEY).good()))
                .build();
    }

    private static Bytes policyWithTheKey() {
        String key = Base64.getEncoder().encodeToString(KEY.certificate().toByteArray());
        return Bytes.utf8("{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{\"registry.example\":"
                + "[{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyData\":\"" + key + "\"}]}}}");
    }
}
