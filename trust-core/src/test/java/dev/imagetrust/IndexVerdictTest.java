/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An index that is admitted as a whole. */
class IndexVerdictTest {

    private static final Sig GOOD = Sig.alpha(Act.GOOD, "alice");
    private static final Descriptor OTHER =
            Descriptor.of("application/vnd.oci.image.manifest.v1+json", Bytes.utf8("[]"));
    private static final Bytes MANIFEST = Bytes.utf8(
            "{\"manifests\":[{\"digest\":\"" + World.CHILD.digest() + "\"},{\"digest\":\"" + OTHER.digest() + "\"}]}");
    private static final Descriptor INDEX = Descriptor.of("application/vnd.oci.image.index.v1+json", MANIFEST);
    private static final VerifiedIndex CONTENT = VerifiedIndex.of(INDEX, MANIFEST, List.of(World.CHILD, OTHER));

    @Test
    void oneMemberWithoutSignatureMakesItUntrusted() {
        World world = World.with(GOOD).add(INDEX.digest(), GOOD);
        IndexVerdict verdict = verdict(world, Rule.alpha());
        assertThat(verdict.admits()).isFalse();
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(verdict.index().outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.members().stream().map(member -> member.outcome()).toList())
                .containsExactly(Outcome.TRUSTED, Outcome.UNTRUSTED);
    }

    @Test
    void anIndexWithoutSignatureIsUntrustedWhateverItsMembersHave() {
        World world = World.with(GOOD).add(OTHER.digest(), GOOD);
        assertThat(verdict(world, Rule.alpha()).outcome()).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aPlaceThatFailsLeavesItOpen() {
        World world = World.with(GOOD).add(INDEX.digest(), GOOD).failingAt(World.HERE);
        IndexVerdict verdict = verdict(world, Rule.alpha());
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.admits()).isFalse();
    }

    @Test
    void allOfItSignedIsTrusted() {
        World world = World.with(GOOD).add(INDEX.digest(), GOOD).add(OTHER.digest(), GOOD);
        IndexVerdict verdict = verdict(world, Rule.alpha());
        assertThat(verdict.outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(verdict.admits()).isTrue();
    }

    @Test
    void whatNobodyAsksForIsExemptAndAdmitted() {
        IndexVerdict verdict = verdict(World.with(), new Waive("lab"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(verdict.admits()).isTrue();
    }

    @Test
    void theContentOfAnotherIndexIsRefused() {
        ImageTrust trust =
                World.with().set(TrustPolicy.forAllImages(Rule.alpha())).build();
        assertThatThrownBy(() -> trust.verifyWithMembers(World.IMAGE, CONTENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static IndexVerdict verdict(World world, Requirement requirement) {
        ImageSubject index = ImageSubject.of(World.NAME, new Asked.ByTag("v1"), INDEX);
        return world.set(TrustPolicy.forAllImages(requirement)).build().verifyWithMembers(index, CONTENT);
    }
}
