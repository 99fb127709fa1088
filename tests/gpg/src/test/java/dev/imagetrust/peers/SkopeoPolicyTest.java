/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import dev.imagetrust.gpg.OpenPgpSigningKey;
import dev.imagetrust.gpg.SimpleSigner;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey.Kind;
import dev.imagetrust.testkit.ForgedTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code skopeo copy --policy} copies what trust-gpg signed, and nothing else. */
class SkopeoPolicyTest {

    private static final Program SKOPEO = new Program("skopeo");
    private static final Bytes CONFIG = Bytes.utf8("{}");
    private static final String SIGNED_NAME = "registry.example/team/app:1";

    @TempDir
    private Path folder;

    @BeforeEach
    void needsSkopeo() {
        assumeTrue(SKOPEO.isInstalled(), "skopeo is not installed; tests/gpg/run.sh installs it");
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "RSA_1024")
    void copiesWhatWeSigned(Kind kind) throws Exception {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(kind);
        Path image = signedImage("image", key, SIGNED_NAME);
        assertThat(copy(image, key)).matches(Program.Ended::well, "copied");
        assertThat(folder.resolve("copy/signature-1")).hasSameBinaryContentAs(image.resolve("signature-1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ED25519", "RSA_2048"})
    void doesNotCopyWhatAnotherKeySignedOrAnotherName(Kind kind) throws Exception {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(kind);
        Path byAnother = signedImage("by-another", ForgedOpenPgpKey.generate(kind), SIGNED_NAME);
        Path otherName = signedImage("other-name", key, "registry.example/team/other:1");
        for (Path image : List.of(byAnother, otherName)) {
            assertThat(copy(image, key)).matches(ended -> !ended.well(), "not copied");
        }
    }

    private Program.Ended copy(Path image, ForgedOpenPgpKey key) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.json"), """
            {"default": [{"type": "reject"}], "transports": {"dir": {"": [{
                "type": "signedBy", "keyType": "GPGKeys", "keyPath": "%s",
                "signedIdentity": {"type": "exactReference", "dockerReference": "%s"}}]}}}
            """.formatted(
                Files.write(folder.resolve("key.asc"), key.armoredCertificate().toByteArray()), SIGNED_NAME));
        return SKOPEO.run(folder, folder, "--policy", policy, "copy", "dir:" + image, "dir:" + folder.resolve("copy"));
    }

    /** A directory that skopeo reads as an image. */
    private Path signedImage(String name, ForgedOpenPgpKey key, String reference) throws Exception {
        Path image = Files.createDirectory(folder.resolve(name));
        Digest config = Digest.sha256(CONFIG);
        Bytes manifest = Bytes.utf8(("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":"
                        + "\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":2},\"layers\":[]}")
                .formatted(mediaType(), config));
        Files.write(image.resolve("manifest.json"), manifest.toByteArray());
        Files.write(image.resolve(config.hex()), CONFIG.toByteArray());
        Files.writeString(image.resolve("version"), "Directory Transport Version: 1.1\n");
        OpenPgpSigningKey signing = OpenPgpSigningKey.unlock(
                key.secretKeys("secret"), key.fingerprint(), "secret".toCharArray(), ForgedTime.SIGNED);
        ImageSubject subject = ImageSubject.unnamed(
                Descriptor.of(mediaType(), Digest.sha256(manifest), manifest.length()),
                new PolicyLocation("dir", image.toString(), List.of()));
        LookasideBlob blob = (LookasideBlob) SimpleSigner.builder(signing)
                .reference(reference)
                .build()
                .sign(subject, SigningContext.offline(ForgedTime.SIGNED, Deadline.never()));
        Files.write(image.resolve(blob.name()), blob.content().toByteArray());
        return image;
    }

    private static String mediaType() {
        return "application/vnd.oci.image.manifest.v1+json";
    }
}
