/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.keys.SignerInformation.State;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class SignerInformationTest {

    private static final Bytes PLAIN = recorded("plain.asc");

    @Test
    void aSignatureOfAStrangerSaysOnlyWhatItClaims() {
        SignerInformation signer = only(verdict(PLAIN, recorded("rsa.signature"), LATER));

        assertThat(signer.state()).isEqualTo(State.REJECTED);
        assertThat(signer.reason()).map(Reason::code).contains(GpgReason.ISSUER_UNKNOWN);
        assertThat(signer.fingerprint()).isEmpty();
        assertThat(signer.key()).isNull();
        assertThat(signer.signedName()).isEmpty();
        assertThat(signer.claimed()).isNotEmpty();
        assertThat(signer.toString()).startsWith("REJECTED says it is by ");
    }

    @Test
    void aKeyThatIsNotBelievedIsNamedAndRejected() {
        Bytes retired = recorded("plain-retired.asc");
        SignerInformation signer = SignerInformation.of(
                        verdict(retired, recorded("plain.signature"), LATER), List.of(retired))
                .get(0);

        assertThat(signer.state()).isEqualTo(State.REJECTED);
        assertThat(signer.reason()).map(Reason::code).contains(GpgReason.KEY_REVOKED);
        assertThat(signer.fingerprint()).isEqualTo(fingerprint(retired));
        assertThat(requireNonNull(signer.key()).revocations()).isNotEmpty();
    }

    @Test
    void aVerifiedSignerIsDescribedByItsKey() {
        SignerInformation signer = only(verdict(PLAIN, recorded("plain.signature"), LATER));

        assertThat(signer.state()).isEqualTo(State.VERIFIED);
        assertThat(signer.reason()).isEmpty();
        assertThat(signer.fingerprint()).isEqualTo(fingerprint(PLAIN));
        assertThat(signer.key()).extracting(OpenPgpKey::userIds).isEqualTo(List.of("plain"));
        assertThat(signer.signedName()).isEqualTo("registry.example/app:1");
        assertThat(signer.claimed()).isEmpty();
        assertThat(signer.toString())
                .isEqualTo("VERIFIED key " + fingerprint(PLAIN) + " plain for registry.example/app:1");
    }

    @Test
    void aSignerWhoseKeyFileIsNotGivenHasItsFingerprint() {
        SignerInformation signer = SignerInformation.of(
                        verdict(PLAIN, recorded("plain.signature"), LATER), List.of(recorded("rsa.asc")))
                .get(0);

        assertThat(signer.fingerprint()).isEqualTo(fingerprint(PLAIN));
        assertThat(signer.key()).isNull();
    }

    private static SignerInformation only(Verdict verdict) {
        List<SignerInformation> signers = SignerInformation.of(verdict, List.of(PLAIN));
        assertThat(signers).hasSize(1);
        return signers.get(0);
    }

    private static String fingerprint(Bytes file) {
        return OpenPgpKey.readAll(file, LATER).get(0).fingerprint();
    }

    private static Verdict verdict(Bytes keys, Bytes blob, Instant now) {
        ImageSubject image = ImageSubject.of(
                ImageName.parse("registry.example/app"),
                new Asked.ByTag("1"),
                Descriptor.of(
                        "application/vnd.oci.image.manifest.v1+json", Digest.parse("sha256:" + "0".repeat(64)), 418));
        return ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
                        .pinnedKeys(keys, "keys")
                        .build()))
                .clock(InstantSource.fixed(now))
                .signatures((subject, about, places, budget) -> new Found(
                        List.of(new SignatureCandidate(
                                new LookasideBlob("signature-1", blob), about.get(0), new Place.Lookaside())),
                        List.of(Look.found(new Place.Lookaside(), about.get(0), 1))))
                .build()
                .inspect(image)
                .verdict();
    }
}
