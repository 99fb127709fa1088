/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.SignatureReport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Legacy attestations in a manifest that refers to the image. */
class ReferrerAttestationTest {

    private static final String COSIGN = "application/vnd.dev.cosign.artifact.att.v1+json";
    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final Bytes ENVELOPE = Bytes.utf8(Forge.envelope(Forge.statement(Forge.IMAGE, Forge.PROVENANCE)));
    private static final Judging ATTESTATION = Judging.by(asking());

    @ParameterizedTest
    @ValueSource(strings = {COSIGN, IN_TOTO})
    void refusesOneAboutAnotherImage(String type) {
        SignatureCandidate found = found(type, Candidates.ENVELOPE, ENVELOPE);
        assertThat(Judging.why(ATTESTATION.report(found, Forge.OTHER_IMAGE))).isEqualTo("cosign.digest-mismatch");
        SignatureCandidate moved = new SignatureCandidate(found.artifact(), Forge.OTHER_IMAGE, found.place());
        assertThat(Judging.why(ATTESTATION.report(moved))).isEqualTo("cosign.referrer-subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {COSIGN, IN_TOTO})
    void refusesOneOfAnotherKeyOrType(String type) {
        SignatureCandidate found = found(type, Candidates.ENVELOPE, ENVELOPE);
        Judging other = Judging.by(CosignRequirement.key(Forge.publicKey(Forge.keys()), "other.pub")
                .attestation(Forge.PROVENANCE));
        assertThat(Judging.why(other.report(found))).isEqualTo("cosign.signature-invalid");
        Judging vex = Judging.by(Forge.key().attestation("https://openvex.dev/ns"));
        assertThat(Judging.why(vex.report(found))).isEqualTo("cosign.predicate-mismatch");
        assertThat(vex.wants(found)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {COSIGN, IN_TOTO})
    void acceptsOneAndTellsItsFormat(String type) {
        SignatureCandidate found = found(type, Candidates.ENVELOPE, ENVELOPE);
        assertThat(ATTESTATION.wants(found)).isTrue();
        SignatureReport report = ATTESTATION.report(found);
        assertThat(Judging.why(report)).isEqualTo("ACCEPTED");
        assertThat(report.facts()).containsEntry("format", "legacy-referrer-attestation");
    }

    @Test
    void isNoSignatureAndNothingOfAnotherFormat() {
        SignatureCandidate found = found(COSIGN, Candidates.ENVELOPE, ENVELOPE);
        assertThat(Judging.by(Forge.key()).wants(found)).isFalse();
        assertThat(Judging.by(asking().onlyFormat(Format.LEGACY)).wants(found)).isFalse();
        assertThat(Judging.by(asking().onlyFormat(Format.LEGACY_REFERRER)).wants(found))
                .isTrue();
    }

    /** BuildKit and others keep unsigned statements under the same type. */
    @Test
    void aStatementWithoutEnvelopeUnderTheGeneralTypeIsNotCosigns() {
        Bytes bare = Bytes.utf8(Forge.statement(Forge.IMAGE, Forge.PROVENANCE));
        assertThat(new CosignVerifierProvider().recognise(found(IN_TOTO, IN_TOTO, bare)))
                .isEmpty();
        assertThat(Judging.why(ATTESTATION.report(found(COSIGN, IN_TOTO, bare))))
                .isEqualTo("cosign.media-type");
    }

    @Test
    void isLookedForUnderBothTypes() {
        assertThat(Judging.verifier()
                        .places(asking().onlyFormat(Format.LEGACY_REFERRER).build()))
                .containsExactlyInAnyOrder(new Place.Referrers(COSIGN), new Place.Referrers(IN_TOTO));
        assertThat(new CosignVerifierProvider().places())
                .contains(new Place.Referrers(COSIGN), new Place.Referrers(IN_TOTO));
    }

    private static CosignRequirement.Builder asking() {
        return Forge.key().attestation(Forge.PROVENANCE);
    }

    private static SignatureCandidate found(String artifactType, String mediaType, Bytes content) {
        Descriptor layer = Descriptor.of(mediaType, content).withAnnotations(Map.of(Candidates.SIGNATURE, ""));
        return Candidates.referrer(artifactType, layer, content, Forge.IMAGE, 1);
    }
}
