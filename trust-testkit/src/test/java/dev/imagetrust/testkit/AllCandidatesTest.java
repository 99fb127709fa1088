/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact.Referrer;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.verdict.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllCandidatesTest {

    private static final ImageSubject SUBJECT = ImageForge.image("app").at("registry.example/app");

    @Test
    void hasEveryKindOfArtifactAndPlace() {
        for (List<NamedCandidate> all : List.of(
                AllCandidates.ofEveryKind(SUBJECT), AllCandidates.exchanged(SUBJECT), AllCandidates.hostile(SUBJECT))) {
            assertThat(all.stream()
                            .map(named ->
                                    named.candidate().artifact().getClass().getSimpleName()))
                    .contains("TagLayer", "Referrer", "LookasideBlob", "ExtensionObject");
            assertThat(all.stream().map(named -> named.candidate().place()))
                    .contains(
                            new Place.DigestTag(".sig"),
                            new Place.DigestTag(".att"),
                            new Place.Referrers(CosignForge.BUNDLE),
                            new Place.Referrers(NotationForge.SIGNATURE),
                            new Place.Lookaside(),
                            new Place.SignatureExtension());
        }
    }

    @Test
    void namesAreDistinct() {
        assertThat(AllCandidates.hostile(SUBJECT))
                .extracting(NamedCandidate::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void hostileContentIsTheSameEachTime() {
        assertThat(HostileContent.all()).isEqualTo(HostileContent.all());
    }

    @Test
    void otherContentHasADescriptorThatFits() {
        Bytes content = Bytes.utf8("other");
        for (NamedCandidate named : AllCandidates.ofEveryKind(SUBJECT)) {
            var changed = AllCandidates.withContent(named.candidate(), content);
            assertThat(AllCandidates.content(changed)).isEqualTo(content);
            assertThat(changed.place()).isEqualTo(named.candidate().place());
            if (changed.artifact() instanceof TagLayer layer) {
                assertThat(layer.layer().matches(content)).isTrue();
            } else if (changed.artifact() instanceof Referrer referrer) {
                assertThat(referrer.layer().matches(content)).isTrue();
            }
        }
    }

    @Test
    void octetsAreDamagedWhereAsked() {
        Bytes octets = Bytes.fromHex("0102");
        assertThat(Octets.flipBit(octets, 0).toHex()).isEqualTo("0002");
        assertThat(Octets.flipBit(octets, 15).toHex()).isEqualTo("0182");
        assertThat(Octets.truncate(octets, 1).toHex()).isEqualTo("01");
        assertThat(Octets.concat(octets, octets).toHex()).isEqualTo("01020102");
        assertThatThrownBy(() -> Octets.flipBit(octets, 16)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
