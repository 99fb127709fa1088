/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.PolicyDiff;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.internal.Forge;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NewKeyWarningTest {

    private static final KeyOrigin ORIGIN = KeyOrigin.of(URI.create("https://vendor.example/key.asc"));
    private static final Bytes PLAIN = recorded("plain.asc");
    private static final Bytes SEVERAL = recorded("several.gpg");

    @Test
    void nothingIsConfirmedWithoutAFingerprint() {
        NewKeyWarning warning = warning(PLAIN);

        assertRefused(GpgReason.KEY_NOT_CONFIRMED, () -> warning.confirm(List.of()));
        assertRefused(GpgReason.KEY_NOT_CONFIRMED, () -> warning.confirmBy(PreconfiguredKeys.of(List.of())));
    }

    @Test
    void anEndOfTheFingerprintConfirmsNothing() {
        String fingerprint = only(PLAIN).fingerprint();

        assertRefused(GpgReason.FINGERPRINT_INVALID, () -> warning(PLAIN).confirm(List.of(fingerprint.substring(24))));
        assertRefused(GpgReason.FINGERPRINT_INVALID, () -> PreconfiguredKeys.of(List.of(fingerprint.substring(24))));
    }

    @Test
    void theFingerprintOfAnotherKeyConfirmsNothing() {
        String other = only(recorded("rsa.asc")).fingerprint();

        assertRefused(GpgReason.FINGERPRINT_DIFFERS, () -> warning(PLAIN).confirm(List.of(other)));
        assertRefused(
                GpgReason.KEY_NOT_CONFIRMED, () -> warning(PLAIN).confirmBy(PreconfiguredKeys.of(List.of(other))));
    }

    /** The old atomic tool showed the claimed fingerprint and trusted whatever it had downloaded. */
    @Test
    void aKeyThatIsNotTheClaimedOneGoesNoFurther() {
        NewKeyWarning.Builder builder = NewKeyWarning.builder(PLAIN, ORIGIN, LATER);
        String other = only(recorded("rsa.asc")).fingerprint();

        assertRefused(GpgReason.FINGERPRINT_DIFFERS, () -> builder.claimedFingerprint(other));
        assertRefused(GpgReason.FINGERPRINT_INVALID, () -> builder.claimedFingerprint("23E8DD43"));
        assertThat(builder.claimedFingerprint(only(PLAIN).fingerprint()).build().keys())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-retired.asc", "weak.asc", "dsa.asc", "subkey-revoked.asc"})
    void aKeyThatCannotSignCannotBeConfirmed(String file) {
        NewKeyWarning warning = warning(recorded(file));
        String fingerprint = only(recorded(file)).fingerprint();

        assertThat(warning.concerns()).anyMatch(concern -> concern.contains("cannot sign"));
        assertRefused(GpgReason.KEY_NOT_CONFIRMED, () -> warning.confirm(List.of(fingerprint)));
        assertRefused(GpgReason.KEY_NOT_CONFIRMED, () -> warning.confirmBy(PreconfiguredKeys.of(List.of(fingerprint))));
    }

    @Test
    void aDeniedKeyCannotBeConfirmed() {
        OpenPgpKey key = only(recorded("subkey.asc"));
        for (String denied :
                List.of(key.fingerprint(), key.signingFingerprints().get(0))) {
            NewKeyWarning warning = NewKeyWarning.builder(recorded("subkey.asc"), ORIGIN, LATER)
                    .denied(DenyList.of(
                            List.of(new DenyList.Entry(new DenyTarget.OpenPgpKey(denied), "stolen", LATER))))
                    .build();

            assertThat(warning.concerns())
                    .anyMatch(concern -> concern.contains("is denied") && concern.contains("stolen"));
            assertRefused(GpgReason.KEY_NOT_CONFIRMED, () -> warning.confirm(List.of(key.fingerprint())));
        }
    }

    @Test
    void aFileThatIsNoKeyFileIsRefused() {
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> NewKeyWarning.builder(Bytes.utf8("nothing"), ORIGIN, LATER));
        assertRefused(
                GpgReason.KEYRING_HAS_SECRETS, () -> NewKeyWarning.builder(recorded("secret.asc"), ORIGIN, LATER));
    }

    @Test
    void onlyTheKeysThatWereNamedAreTrusted() {
        List<OpenPgpKey> keys = OpenPgpKey.readAll(SEVERAL, LATER);
        ConfirmedKeys confirmed =
                warning(SEVERAL).confirm(List.of(spaced(keys.get(2).fingerprint())));

        assertThat(confirmed.keys()).containsExactly(keys.get(2));
        assertThat(OpenPgpKey.readAll(confirmed.file(), LATER)).containsExactly(keys.get(2));
        assertThat(confirmed.origin()).isEqualTo(ORIGIN);
    }

    @Test
    void automationTakesThePreconfiguredKeysOfAFile() {
        List<OpenPgpKey> keys = OpenPgpKey.readAll(SEVERAL, LATER);
        PreconfiguredKeys fixed = PreconfiguredKeys.of(List.of(
                spaced(keys.get(0).fingerprint()), keys.get(1).fingerprint().toLowerCase(Locale.ROOT)));

        ConfirmedKeys confirmed = warning(SEVERAL).confirmBy(fixed);

        assertThat(confirmed.keys()).containsExactly(keys.get(0), keys.get(1));
        assertThat(OpenPgpKey.readAll(confirmed.file(), LATER)).isEqualTo(confirmed.keys());
    }

    @Test
    void tellsAllThatThereIsToKnow() {
        OpenPgpKey key = only(PLAIN);
        NewKeyWarning warning = NewKeyWarning.builder(PLAIN, KeyOrigin.of(URI.create("http://vendor.example/k")), LATER)
                .build();

        assertThat(warning.text())
                .contains(
                        key.fingerprint(),
                        "says it is plain",
                        "made 2024-01-01",
                        "does not end",
                        "http://vendor.example/k",
                        "WARNING: it came in a way in which anybody could have changed it",
                        "Compare each fingerprint");
        assertThat(warning(PLAIN).concerns()).isEmpty();
        assertThat(warning(SEVERAL).concerns()).contains("the file has 3 keys");
    }

    @Test
    void tellsWhatElseTheKeyWouldAdmit() {
        LookasideBlob blob = new LookasideBlob("signature-1", recorded("plain.signature"));
        ImageSubject image = ImageSubject.of(
                ImageName.parse("registry.example/app"),
                new Asked.ByTag("1"),
                Descriptor.of(
                        "application/vnd.oci.image.manifest.v1+json", Digest.parse("sha256:" + "0".repeat(64)), 418));
        TrustPolicy nobody = TrustPolicy.forAllImages(new Reject("nobody yet"));
        TrustPolicy withTheKey = TrustPolicy.forAllImages(
                SimpleSigningRequirement.builder().pinnedKeys(PLAIN, "vendor").build());
        ImageTrust trust = ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(nobody)
                .clock(InstantSource.fixed(LATER))
                .signatures((subject, about, places, budget) -> new Found(
                        List.of(new SignatureCandidate(blob, about.get(0), new Place.Lookaside())),
                        List.of(Look.found(new Place.Lookaside(), about.get(0), 1))))
                .build();

        NewKeyWarning warning = NewKeyWarning.builder(PLAIN, ORIGIN, LATER)
                .wouldAdmit(PolicyDiff.between(trust, nobody, withTheKey, List.of(image)))
                .build();

        assertThat(warning.wouldAdmit())
                .hasValueSatisfying(diff -> assertThat(diff.admitted()).hasSize(1));
        assertThat(warning.text()).contains("would admit " + image);
        assertThat(warning(PLAIN).wouldAdmit()).isEmpty();
    }

    @Test
    void tellsOfAnotherKeyUnderATrustedName() {
        Bytes impostor = Forge.sign(Bytes.utf8("{}")).certificate();
        Bytes owner = Forge.sign(Bytes.utf8("{}")).certificate();

        assertThat(NewKeyWarning.builder(impostor, ORIGIN, LATER)
                        .trusted(owner)
                        .build()
                        .concerns())
                .singleElement()
                .asString()
                .contains(only(impostor).fingerprint(), only(owner).fingerprint(), "trusted already");
        assertThat(NewKeyWarning.builder(owner, ORIGIN, LATER)
                        .trusted(owner)
                        .build()
                        .concerns())
                .isEmpty();
    }

    @Test
    void theChannelIsTheOneOfTheAddress() {
        assertThat(KeyOrigin.of(URI.create("HTTPS://a/b")).channel()).isEqualTo(KeyOrigin.Channel.TLS);
        assertThat(KeyOrigin.of(URI.create("ftp://a/b")).channel()).isEqualTo(KeyOrigin.Channel.OPEN);
        assertThat(KeyOrigin.of(URI.create("a/b")).channel()).isEqualTo(KeyOrigin.Channel.OPEN);
        assertThat(KeyOrigin.of(Path.of("a")).channel()).isEqualTo(KeyOrigin.Channel.FILE);
    }

    private static NewKeyWarning warning(Bytes file) {
        return NewKeyWarning.builder(file, ORIGIN, LATER).build();
    }

    private static OpenPgpKey only(Bytes file) {
        List<OpenPgpKey> keys = OpenPgpKey.readAll(file, LATER);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private static String spaced(String fingerprint) {
        return fingerprint.replaceAll("(.{4})", "$1 ");
    }

    private static void assertRefused(GpgReason code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.getMessage()).isEqualTo(code);
    }
}
