/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.internal.Recorded;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Place;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/** Who a simple signature counts as: for deny lists, and where signers are counted. */
class SignerIdentityTest {

    private static final OpenPgpKey KEY =
            OpenPgpKey.readAll(recorded("subkey.asc"), Recorded.LATER).get(0);

    @Test
    void aDenialOfThePrimaryKeyReachesWhatItsSubkeySigned() {
        assertThat(outcome(bySubkey(), denying(KEY.fingerprint()), "subkey")).isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aDenialOfTheSubkeyReachesWhatItSigned() {
        assertThat(outcome(bySubkey(), denying(KEY.signingFingerprints().get(0)), "subkey"))
                .isEqualTo(Outcome.UNTRUSTED);
    }

    @Test
    void aDenialOfAnotherKeyDoesNot() {
        assertThat(outcome(bySubkey(), denying("0".repeat(40)), "subkey")).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void oneKeyUnderTwoFilesIsOneSigner() {
        Requirement two = new DistinctSigners(
                2, List.of(by("plain.asc", "one"), by("plain.asc", "other"), by("rsa.asc", "third")));
        assertThat(outcome(two, DenyList.empty(), "plain", "zlib")).isEqualTo(Outcome.UNTRUSTED);
        assertThat(outcome(two, DenyList.empty(), "plain", "rsa")).isEqualTo(Outcome.TRUSTED);
    }

    private static SimpleSigningRequirement bySubkey() {
        return by("subkey.asc", "vendor");
    }

    private static SimpleSigningRequirement by(String file, String origin) {
        return SimpleSigningRequirement.builder()
                .pinnedKeys(recorded(file), origin)
                .build();
    }

    private static DenyList denying(String fingerprint) {
        DenyTarget key = new DenyTarget.OpenPgpKey(fingerprint);
        return DenyList.of(List.of(new DenyList.Entry(key, "compromised", Recorded.LATER)));
    }

    private static Outcome outcome(Requirement requirement, DenyList denied, String... signatures) {
        SignatureSource source = (image, about, places, budget) -> {
            List<SignatureCandidate> candidates = Arrays.stream(signatures)
                    .map(name -> Judging.candidate(recorded(name + ".signature"), about.get(0)))
                    .toList();
            List<Look> looks = new ArrayList<>();
            for (Place place : places) {
                looks.add(Look.found(place, about.get(0), place instanceof Place.Lookaside ? candidates.size() : 0));
            }
            return new Found(candidates, looks);
        };
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(requirement))
                .trustStore(TrustSnapshot.empty().denying(denied))
                .signatures(source)
                .clock(InstantSource.fixed(Recorded.LATER))
                .build()
                .verify(Judging.IMAGE)
                .outcome();
    }
}
