/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern.Exact;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Where roots come from, and what happens when they do not. */
class TrustRootSourceTest {

    private static final String ROOT = SigstoreForge.rootText();
    private static final String OTHER = ROOT.replace("rekor.example", "rekor2.example");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private Path file;
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");

    @BeforeEach
    void aRootIsThere() throws IOException {
        file = folder.resolve("trusted_root.json");
        Files.writeString(file, ROOT);
    }

    @Test
    void aFileThatIsNoRootIsNotOpened() throws IOException {
        Files.writeString(file, ROOT.replace("tlogs", "logs"));
        assertThat(reason()).isEqualTo("cosign.trusted-root-malformed");
        Files.writeString(file, ROOT + " ".repeat(4 << 20));
        assertThat(reason()).isEqualTo("cosign.trusted-root-malformed");
        Files.delete(file);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void theLastGoodRootStaysInForceWhileTheFileIsBroken() throws IOException {
        TrustRootFile source = open();
        Files.writeString(file, "broken");
        assertThatThrownBy(source::refresh).isInstanceOf(IOException.class);
        assertThat(source.current()).isEqualTo(Bytes.utf8(ROOT));
        Files.delete(file);
        assertThatThrownBy(source::refresh).isInstanceOf(IOException.class);
        assertThat(source.current()).isEqualTo(Bytes.utf8(ROOT));
    }

    @Test
    void nothingIsReadBeforeTheCallerSaysSo() throws IOException {
        TrustRootFile source = open();
        Files.writeString(file, OTHER);
        assertThat(source.current()).isEqualTo(Bytes.utf8(ROOT));
        assertThat(source.refresh()).isTrue();
        assertThat(source.current()).isEqualTo(Bytes.utf8(OTHER));
        assertThat(source.refresh()).isFalse();
    }

    @Test
    void aRootThatWasNotReadForTooLongIsOfNoUse() throws IOException {
        TrustRootFile source = open();
        now = now.plus(DAY);
        assertThat(source.current()).isEqualTo(Bytes.utf8(ROOT));
        now = now.plusNanos(1);
        assertThat(catchThrowableOfType(UnavailableException.class, source::current)
                        .reason()
                        .code())
                .isEqualTo(CosignReason.TRUST_ROOT_STALE);
        source.refresh();
        assertThat(source.current()).isEqualTo(Bytes.utf8(ROOT));
    }

    @Test
    void anAgeOfNothingIsRefused() {
        for (Duration age : List.of(Duration.ZERO, DAY.negated())) {
            assertThatThrownBy(() -> TrustRootFile.open(file, age, () -> now))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void verdictsFollowTheSource() throws IOException {
        TrustRootFile source = open();
        ImageTrust trust = trust(source);
        assertThat(verdict(trust).outcome()).isEqualTo(Outcome.TRUSTED);
        Files.writeString(file, ROOT.replaceFirst("\"tlogs\":\\[.*],\"cert", "\"tlogs\":[],\"cert"));
        source.refresh();
        assertThat(verdict(trust).has(CosignReason.LOG_UNKNOWN)).isTrue();
        now = now.plus(DAY).plus(DAY);
        Verdict stale = verdict(trust);
        assertThat(stale.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(stale.has(CoreReason.TRUST_UNREADABLE)).isTrue();
    }

    @Test
    void twoRootsUnderOneNameAreRefused() {
        TrustRootSource source = TrustRootSource.fixed(Bytes.utf8(ROOT));
        TrustRootStore one = new TrustRootStore(TrustSnapshot.empty(), "public", source);
        assertThatThrownBy(() -> new TrustRootStore(one, "public", source).snapshot())
                .isInstanceOf(IOException.class);
    }

    private TrustRootFile open() throws IOException {
        return TrustRootFile.open(file, DAY, () -> now);
    }

    private String reason() {
        return catchThrowableOfType(UnavailableException.class, this::open)
                .reason()
                .code()
                .id();
    }

    private Verdict verdict(ImageTrust trust) {
        return trust.verify(Judging.image("registry.example/some/image", Forge.IMAGE));
    }

    private ImageTrust trust(TrustRootSource source) {
        CosignRequirement requirement = CosignRequirement.keyless(
                        new InStore(AnchorKind.SIGSTORE_ROOT, "public"),
                        new Exact(SigstoreForge.ISSUER),
                        new Exact(SigstoreForge.SUBJECT))
                .build();
        return ImageTrust.builder()
                .policy(TrustPolicy.builder().otherwise(requirement).build())
                .trustStore(new TrustRootStore(TrustSnapshot.empty(), "public", source))
                .signatures(new FixedSource(
                        List.of(SigstoreForge.keyless(Leaf.good()).about(Forge.IMAGE))))
                .clock(() -> now)
                .build();
    }
}
