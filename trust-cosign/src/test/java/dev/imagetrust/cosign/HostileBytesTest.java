/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No single bit of what is signed, nor of the signature, can be changed unseen, and no octets make the verifier throw.
 * What may be changed because no signature covers it is listed in {@link UncoveredBytesTest}.
 */
class HostileBytesTest {

    private static final int TRIES = 400;

    private static final Judging SIGNATURES = Judging.by(Recorded.key("ecdsa-p256"));
    private static final Judging ATTESTATIONS =
            Judging.by(Recorded.key("ecdsa-p256").attestation(Forge.PROVENANCE));
    private static final Candidates.Legacy LEGACY = Recorded.legacy("legacy-ecdsa-p256");
    private static final Digest SIGNED = Recorded.image("legacy-ecdsa-p256");
    private static final Bytes BUNDLE = Recorded.bytes("bundle-ecdsa-p256.json");
    private static final Bytes ENVELOPE = Recorded.bytes("attestation-legacy.payload");
    private static final Digest ATTESTED = Recorded.image("attestation-legacy");

    /** The only octets of the recorded bundle that its signature neither covers nor is. */
    private static final String HINT = "8haYaN5RTwzjobstDkc79vtL8uPHZeSMjblMeW4SJ4I=";

    @Property(tries = TRIES)
    void noBitOfALegacyPayloadCanBeFlipped(@ForAll int bit) {
        assertThat(status(LEGACY.content(flipped(LEGACY.content(), bit)))).isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void noBitOfALegacySignatureCanBeFlipped(@ForAll int bit) {
        byte[] signature = Base64.getDecoder().decode(LEGACY.annotations().get(Candidates.SIGNATURE));
        Bytes bent = flipped(Bytes.copyOf(signature), bit);
        assertThat(status(LEGACY.with(Candidates.SIGNATURE, Forge.base64(bent.toByteArray()))))
                .isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void noCharacterOfALegacySignatureCanBeChanged(@ForAll int bit) {
        Bytes text = Bytes.utf8(LEGACY.annotations().get(Candidates.SIGNATURE));
        String bent = new String(flipped(text, bit).toByteArray(), StandardCharsets.ISO_8859_1);
        assertThat(status(LEGACY.with(Candidates.SIGNATURE, bent))).isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void noBitOfABundleButOfItsHintCanBeFlipped(@ForAll int bit) {
        int at = Math.floorMod(bit, BUNDLE.length() * 8) / 8;
        int hint = text(BUNDLE).indexOf(HINT);
        boolean inHint = at >= hint && at < hint + HINT.length();
        Status status = status(Candidates.bundle(flipped(BUNDLE, bit), SIGNED));
        assertThat(status == Status.REFUSED || inHint).isTrue();
    }

    @Property(tries = TRIES)
    void noBitOfAnEnvelopeCanBeFlipped(@ForAll int bit) {
        SignatureCandidate bent = Candidates.attestation(flipped(ENVELOPE, bit)).about(ATTESTED);
        assertThat(ATTESTATIONS.report(bent).status()).isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void nothingCanBeCutOff(@ForAll @IntRange(max = 10_000) int length) {
        assertThat(status(LEGACY.content(cut(LEGACY.content(), length)))).isEqualTo(Status.REFUSED);
        assertThat(status(Candidates.bundle(cut(BUNDLE, length), SIGNED))).isEqualTo(Status.REFUSED);
        SignatureCandidate envelope =
                Candidates.attestation(cut(ENVELOPE, length)).about(ATTESTED);
        assertThat(ATTESTATIONS.report(envelope).status()).isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void nothingCanBeSaidTwice(@ForAll int from, @ForAll @IntRange(min = 1, max = 200) int length) {
        assertThat(status(LEGACY.content(doubled(LEGACY.content(), from, length))))
                .isEqualTo(Status.REFUSED);
        String bundle = text(doubled(BUNDLE, from, length));
        String withoutHint = bundle.replaceFirst("\"hint\":\"[A-Za-z0-9+/=]*\"", "\"hint\":\"" + HINT + "\"");
        Status status = status(Candidates.bundle(Bytes.utf8(bundle), SIGNED));
        assertThat(status == Status.REFUSED || withoutHint.equals(text(BUNDLE))).isTrue();
    }

    @Property(tries = TRIES)
    void anythingCanBeRecognisedAndJudged(@ForAll @Size(max = 300) byte[] octets) {
        Bytes anything = Bytes.copyOf(octets);
        assertThat(status(LEGACY.content(anything))).isEqualTo(Status.REFUSED);
        assertThat(status(Candidates.bundle(anything, SIGNED))).isEqualTo(Status.REFUSED);
        SignatureCandidate envelope = Candidates.attestation(anything).about(ATTESTED);
        assertThat(ATTESTATIONS.wants(envelope)).isTrue();
        assertThat(ATTESTATIONS.report(envelope).status()).isEqualTo(Status.REFUSED);
    }

    @Property(tries = TRIES)
    void anythingThatIsSignedCanBeJudged(@ForAll @Size(max = 300) byte[] octets) {
        SignatureCandidate signed = Forge.legacy(Bytes.copyOf(octets)).about(Forge.IMAGE);
        assertThat(Judging.by(Forge.key()).report(signed).status()).isEqualTo(Status.REFUSED);
    }

    private static Status status(Candidates.Legacy candidate) {
        return status(candidate.about(SIGNED));
    }

    private static Status status(SignatureCandidate candidate) {
        assertThat(new CosignVerifierProvider().recognise(candidate)).isPresent();
        return SIGNATURES.report(candidate).status();
    }

    private static Bytes flipped(Bytes octets, int bit) {
        byte[] changed = octets.toByteArray();
        int position = Math.floorMod(bit, changed.length * 8);
        changed[position / 8] ^= (byte) (1 << (position % 8));
        return Bytes.copyOf(changed);
    }

    private static Bytes cut(Bytes octets, int length) {
        return octets.slice(0, length % octets.length());
    }

    private static Bytes doubled(Bytes octets, int from, int length) {
        int start = Math.floorMod(from, octets.length());
        int end = Math.min(octets.length(), start + length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(octets.slice(0, end).toByteArray());
        all.writeBytes(octets.slice(start, octets.length()).toByteArray());
        return Bytes.copyOf(all.toByteArray());
    }

    private static String text(Bytes octets) {
        return new String(octets.toByteArray(), StandardCharsets.UTF_8);
    }
}
