/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.ForgedSecrets;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SetUpException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.SecretKeys.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OpenPgpSigningKeyTest {

    @Test
    void refusesAWrongPassphrase() {
        assertThat(why(() -> OpenPgpSigningKey.unlock(
                        file("ed25519.asc"), fingerprint("ed25519"), "correct horse e".toCharArray(), NOW)))
                .isEqualTo(GpgReason.PASSPHRASE_WRONG);
    }

    @Test
    void refusesAKeyWithoutAPassphraseUnlessThatIsAskedForByName() {
        String fingerprint = fingerprint("plain");
        assertThat(why(() -> OpenPgpSigningKey.unlock(file("plain.asc"), fingerprint, passphrase(), NOW)))
                .isEqualTo(GpgReason.SECRET_KEY_UNPROTECTED);
        assertThat(OpenPgpSigningKey.insecurelyUnprotected(file("plain.asc"), fingerprint, NOW)
                        .fingerprint())
                .isEqualTo(fingerprint);
    }

    @Test
    void asksForThePassphraseOfAKeyThatHasOne() {
        assertThat(why(() -> OpenPgpSigningKey.insecurelyUnprotected(file("ed25519.asc"), fingerprint("ed25519"), NOW)))
                .isEqualTo(GpgReason.PASSPHRASE_WRONG);
    }

    @Test
    void refusesTheStubOfAKeyThatIsKeptElsewhere() {
        String nearest = fingerprints("withsub").get(1);
        assertThat(OpenPgpSigningKey.unlock(file("offline-primary.asc"), nearest, passphrase(), NOW)
                        .fingerprint())
                .isEqualTo(nearest);
        assertThat(why(() ->
                        OpenPgpSigningKey.unlock(ForgedSecrets.stub(), ForgedSecrets.FINGERPRINT, passphrase(), NOW)))
                .isEqualTo(GpgReason.SECRET_KEY_UNAVAILABLE);
    }

    @Test
    void refusesAKeyWithNothingButAChecksumOfSixteenBits() {
        assertThat(why(() -> OpenPgpSigningKey.unlock(
                        ForgedSecrets.checksummed(), ForgedSecrets.FINGERPRINT, passphrase(), NOW)))
                .isEqualTo(GpgReason.SECRET_KEY_PROTECTION);
    }

    @Test
    void refusesToSpendMoreThanItsLimitOnAPassphrase() {
        assertThat(why(() -> OpenPgpSigningKey.unlock(
                        ForgedSecrets.argon2(17), ForgedSecrets.FINGERPRINT, passphrase(), NOW)))
                .isEqualTo(GpgReason.SECRET_KEY_PROTECTION);
    }

    @Test
    void unlocksAKeyThatIsProtectedByArgon2AndOcb() {
        assertThat(OpenPgpSigningKey.unlock(ForgedSecrets.argon2(8), ForgedSecrets.FINGERPRINT, passphrase(), NOW)
                        .fingerprint())
                .isEqualTo(ForgedSecrets.FINGERPRINT);
    }

    @Test
    void aFileWhosePublicHalfWasChangedHasNoSuchKey() {
        Bytes file = file("rsa2048.gpg");
        byte[] changed = file.toByteArray();
        changed[100] ^= 1; // inside the modulus
        assertThat(why(() ->
                        OpenPgpSigningKey.unlock(Bytes.copyOf(changed), fingerprint("rsa2048"), passphrase(), NOW)))
                .isEqualTo(GpgReason.SIGNING_KEY_MISSING);
    }

    @Test
    void refusesAKeyThatMayNotSign() {
        String primary = fingerprint("withsub");
        String newest = fingerprints("withsub").get(2);
        Instant beforeAnySubkey = Instant.parse("2023-06-01T00:00:00Z");
        assertThat(why(() -> OpenPgpSigningKey.unlock(file("withsub.asc"), newest, passphrase(), beforeAnySubkey)))
                .isEqualTo(GpgReason.SIGNATURE_PREDATES_KEY);
        assertThat(why(() -> OpenPgpSigningKey.unlock(file("withsub.asc"), primary, passphrase(), beforeAnySubkey)))
                .isEqualTo(GpgReason.KEY_NOT_FOR_SIGNING);
    }

    @ParameterizedTest
    @CsvSource({"2024-01-15T00:00:00Z, 1", "2024-06-01T00:00:00Z, 2"})
    void signsByTheNewestSubkeyOfThatMoment(Instant now, int subkey) {
        OpenPgpSigningKey key =
                OpenPgpSigningKey.unlock(file("withsub.asc"), fingerprint("withsub"), passphrase(), now);
        assertThat(key.primaryFingerprint()).isEqualTo(fingerprint("withsub"));
        assertThat(key.fingerprint()).isEqualTo(fingerprints("withsub").get(subkey));
    }

    @Test
    void takesTheSubkeyThatIsNamed() {
        String older = fingerprints("withsub").get(1);
        assertThat(OpenPgpSigningKey.unlock(file("withsub.asc"), older, passphrase(), NOW)
                        .fingerprint())
                .isEqualTo(older);
    }

    @Test
    void aTokenHasToHoldTheKeyOfTheCertificate() {
        SigningKey another = SigningKey.generate(KeyType.ED25519, new SecureRandom());
        assertThat(why(() ->
                        OpenPgpSigningKey.remote(file("ed25519-public.asc"), fingerprint("ed25519"), another, NOW)))
                .isEqualTo(GpgReason.SIGNING_KEY_MISMATCH);
    }

    @Test
    void readsNoFilesOfTheAgent() {
        for (String start : List.of("(21:protected-private-key", "Key: (private-key")) {
            assertThat(why(() ->
                            OpenPgpSigningKey.unlock(Bytes.utf8(start), fingerprint("ed25519"), passphrase(), NOW)))
                    .isEqualTo(GpgReason.KEYRING_UNSUPPORTED);
        }
    }

    @Test
    void aFileThatEndsEarlyIsRefused() {
        Bytes whole = file("rsa2048.gpg");
        for (int end : List.of(1, 2, 3, 20, 400, whole.length() - 1)) {
            assertThatThrownBy(() ->
                            OpenPgpSigningKey.unlock(whole.slice(0, end), fingerprint("rsa2048"), passphrase(), NOW))
                    .isInstanceOf(SetUpException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234ABCD", "0123456789ABCDEF", "0x75E1446333B6509CC6C9A6CE79328C0AEC6168E5"})
    void takesWholeFingerprintsOnly(String fingerprint) {
        assertThatThrownBy(() -> OpenPgpSigningKey.unlock(file("ed25519.asc"), fingerprint, passphrase(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoPassphraseThatGnuPgCouldNotRead() {
        assertThatThrownBy(() -> OpenPgpSigningKey.unlock(
                        file("ed25519.asc"), fingerprint("ed25519"), "two\nlines".toCharArray(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesThePassphraseAsItIsAndTellsNothing() {
        char[] passphrase = passphrase();
        OpenPgpSigningKey key = OpenPgpSigningKey.unlock(file("ed25519.asc"), fingerprint("ed25519"), passphrase, NOW);
        assertThat(passphrase).isEqualTo(passphrase());
        assertThat(key).hasToString("OpenPGP key " + key.primaryFingerprint() + " signing by " + key.fingerprint());
    }

    private static GpgReason why(Runnable work) {
        return (GpgReason)
                catchThrowableOfType(SetUpException.class, work::run).reason().code();
    }
}
