/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.oci.Registry.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ImageResolverTest {

    private static final Asked V1 = new Asked.ByTag("v1");

    private Registry registry;
    private Manifest manifest;

    @BeforeEach
    void pushAnImage() throws IOException {
        registry = Registry.withoutReferrersApi();
        manifest = ManifestWriter.image(registry.config(), List.of(registry.layer("v1")));
        registry.tag("v1", manifest);
    }

    /** CVE-2023-33959: a registry that answers a digest with another manifest must not get that one verified. */
    @Test
    void refusesAnotherManifestThanTheDigestThatWasAskedFor() {
        Asked asked = new Asked.ByDigest(registry.image.digest());
        assertThat(refusal(answering(manifest), asked)).isEqualTo(OciReason.DIGEST_MISMATCH);
    }

    @Test
    void refusesAManifestOfAnotherTypeThanItWasServedAs() {
        Manifest asIndex = new Manifest(MediaTypes.OCI_INDEX, manifest.content());
        assertThat(refusal(answering(asIndex), V1)).isEqualTo(OciReason.MEDIA_TYPE_MISMATCH);
    }

    @Test
    void refusesSchema1() {
        Manifest old = new Manifest(
                "application/vnd.docker.distribution.manifest.v1+prettyjws", Bytes.utf8("{\"schemaVersion\":1}"));
        assertThat(refusal(answering(old), V1)).isEqualTo(OciReason.SCHEMA_1);
    }

    @Test
    void refusesAManifestOverTheLimit() {
        Limits limits = Limits.builder().manifestBytes(10).build();
        MalformedInputException refused = catchThrowableOfType(
                MalformedInputException.class,
                () -> new ImageResolver(registry.memory, limits).resolve(NAME, V1, Deadline.never()));
        assertThat(refused.reason().code()).isEqualTo(OciReason.MANIFEST_TOO_LARGE);
    }

    @Test
    void aRepositoryThatCannotBeReadIsNotAMissingImage() {
        ImageRepository broken = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException {
                throw new IOException("503");
            }
        };
        assertThatThrownBy(() -> resolve(broken, V1)).isInstanceOf(IOException.class);
    }

    @Test
    void aRepositoryWithoutManifestsIsNotAMissingImage() {
        ImageRepository odd = new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
                return Answer.unsupported();
            }
        };
        assertThatThrownBy(() -> resolve(odd, V1)).isInstanceOf(IOException.class);
    }

    @Test
    void saysThatThereIsNoSuchImage() throws Exception {
        assertThat(resolve(registry.memory, new Asked.ByTag("v2"))).isInstanceOf(Answer.Absent.class);
    }

    @Test
    void computesTheDigestOfATag() throws Exception {
        ImageSubject subject =
                resolve(registry.memory, V1).value().orElseThrow().subject();
        assertThat(subject.image()).isEqualTo(manifest.descriptor());
        assertThat(subject.asked()).isEqualTo(V1);
        assertThat(subject.name()).contains(NAME);
    }

    @Test
    void resolvesASha512Digest() throws Exception {
        Digest digest = Digest.of(DigestAlgorithm.SHA512, manifest.content());
        assertThat(resolve(answering(manifest), new Asked.ByDigest(digest))
                        .value()
                        .orElseThrow()
                        .subject()
                        .image()
                        .digest())
                .isEqualTo(digest);
    }

    @Test
    void narrowsAnIndexToAMember() throws Exception {
        Descriptor member = manifest.descriptor();
        registry.tag("multi", ManifestWriter.index(List.of(member)));
        ImageResolver.Resolved resolved =
                resolve(registry.memory, new Asked.ByTag("multi")).value().orElseThrow();
        assertThat(resolved.index()).isPresent();
        ImageSubject narrowed = resolved.member(member.digest());
        assertThat(narrowed.image()).isEqualTo(member);
        assertThat(narrowed.index()).contains(resolved.document().descriptor());
    }

    @Test
    void refusesAMemberThatTheIndexDoesNotList() throws Exception {
        registry.tag("multi", ManifestWriter.index(List.of(manifest.descriptor())));
        ImageResolver.Resolved resolved =
                resolve(registry.memory, new Asked.ByTag("multi")).value().orElseThrow();
        assertThatThrownBy(() -> resolved.member(registry.image.digest())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAMemberOfWhatIsNoIndex() throws Exception {
        ImageResolver.Resolved resolved = resolve(registry.memory, V1).value().orElseThrow();
        assertThat(resolved.index()).isEmpty();
        assertThatThrownBy(() -> resolved.member(registry.image.digest())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Answer<ImageResolver.Resolved> resolve(ImageRepository repository, Asked asked)
            throws MalformedInputException, IOException, InterruptedException {
        return new ImageResolver(repository).resolve(NAME, asked, Deadline.never());
    }

    private static ReasonCode refusal(ImageRepository repository, Asked asked) {
        return catchThrowableOfType(MalformedInputException.class, () -> resolve(repository, asked))
                .reason()
                .code();
    }

    private ImageRepository answering(Manifest answer) {
        return new Forwarding(registry.memory) {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline) {
                return Answer.present(answer);
            }
        };
    }
}
